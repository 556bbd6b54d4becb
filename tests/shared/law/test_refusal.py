"""A refusal tells all that stands against a step, and its texts are there in both languages."""

import re
from pathlib import Path

import pytest

from services.intake.domain.closing import SHUT_BY
from services.intake.domain.order import PRECONDITIONS
from shared.law.refusal import Reason, Refused
from shared.law.rules import all_rules
from shared.web.texts import Language, Texts

SOURCES = Path(__file__).parents[3]
BEFORE = [before for needed in PRECONDITIONS.values() for before in needed]
NEEDED = {before.stage for before in BEFORE if before.required}
DATED = {before.stage for before in BEFORE if before.dated}


def test_the_first_reason_is_the_title_and_all_are_kept():
    reasons = [Reason(code="too_young", found=215, needed=216), Reason(code="in_future")]

    refusal = Refused.because(reasons)

    assert (refusal.code, refusal.found, refusal.needed) == ("too_young", 215, 216)
    assert list(refusal.reasons) == reasons


def test_texts_may_name_what_was_found_and_needed_and_more():
    reason = Reason(code="branch_vote", found=13, needed=14, values={"base": 20})

    assert reason.placeholders == {"found": 13, "needed": 14, "base": 20}


def test_a_value_that_is_not_there_cannot_be_named():
    assert Reason(code="cv_names_twice").placeholders == {}


CODES = {
    code
    for file in [*SOURCES.glob("shared/law/*.py"), *SOURCES.glob("services/*/domain/**/*.py")]
    for code in re.findall(r'(?:Refused\(|check_share\()\s*"(\w+)"', file.read_text())
}
CODES |= {f"needs_{stage}" for stage in NEEDED} | {f"before_{stage}" for stage in DATED}
CODES |= {f"not_after_{later}" for later, _ in SHUT_BY.values()}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(CODES))
def test_every_refusal_says_what_is_wrong_and_what_to_do(code, language):
    texts = Texts(language)

    assert texts.has(f"refused.{code}")
    assert texts.has(f"refused.{code}.do")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rule_id", all_rules())
def test_every_rule_can_be_named(rule_id, language):
    assert Texts(language).has(f"rule.{rule_id}")
