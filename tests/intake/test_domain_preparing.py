"""Who introduces an applicant, and what is gathered beside the CV: each clause that forbids."""

from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.intake import domain
from shared.events.preparation import IntroductionPath, PathReason
from shared.events.stage import Stage
from shared.events.terms import PersonId, Union
from tests import examples
from tests.intake import commands
from tests.intake.judging import BEFORE_BRANCH, FACTS, after, clause, refusal

CHARTER = ("Điều lệ Đảng (2011)", "4.1")
FILED = FACTS[:3]
SECOND = replace(examples.introducer, person_id=examples.ANOTHER)
BY_TRADE_UNION = replace(commands.introduce, path=IntroductionPath.TRADE_UNION)
BY_TWO = replace(
    commands.introduce,
    path=IntroductionPath.TWO_MEMBERS,
    introducers=(examples.introducer, SECOND),
    union_resolution=None,
)


def listed(union: Union) -> list:
    """The application is filed by somebody of this standing."""
    profile = replace(examples.profile, union=union)
    return [replace(FILED[0], profile=profile), *FILED[1:]]


IN_TRADE_UNION = listed(Union.TRADE_UNION_PAST_YOUTH_AGE)
IN_NONE = listed(Union.NEITHER)


@pytest.mark.parametrize(
    ("history", "command"),
    [
        (FILED, commands.introduce),
        (IN_TRADE_UNION, BY_TRADE_UNION),
        (IN_NONE, BY_TWO),
        (IN_TRADE_UNION, replace(BY_TWO, reason=PathReason.NO_TRADE_UNION)),
        (FILED, replace(BY_TWO, reason=PathReason.PAST_YOUTH_AGE)),
        (FILED, replace(BY_TRADE_UNION, reason=PathReason.NO_YOUTH_UNION)),
    ],
    ids=["E7", "E8", "E9", "E10", "past youth age", "no youth union"],
)
def test_charter_4_1_an_applicant_is_introduced_by(history, command):
    [fact] = after(history, command)

    assert (fact.path, fact.reason) == (command.path, command.reason)
    assert fact.introduced_on == max(
        *(each.introduced_on for each in command.introducers),
        command.union_resolution.resolved_on if command.union_resolution else date.min,
    )


@pytest.mark.parametrize(
    ("history", "command", "code"),
    [
        (IN_TRADE_UNION, commands.introduce, "not_in_youth_union"),
        (IN_NONE, BY_TRADE_UNION, "not_in_trade_union"),
        (FILED, BY_TRADE_UNION, "youth_union_first"),
        (FILED, BY_TWO, "youth_union_first"),
        (IN_TRADE_UNION, BY_TWO, "path_reason_missing"),
        (FILED, replace(commands.introduce, union_resolution=None), "union_resolution_missing"),
        (
            IN_TRADE_UNION,
            replace(BY_TRADE_UNION, union_resolution=None),
            "union_resolution_missing",
        ),
        (IN_NONE, replace(BY_TWO, introducers=(SECOND,)), "introducers_count"),
        (FILED, replace(commands.introduce, introducers=BY_TWO.introducers), "introducers_count"),
        (IN_NONE, replace(BY_TWO, introducers=(SECOND, SECOND)), "introducer_twice"),
    ],
)
def test_charter_4_1_refuses(history, command, code):
    refused = refusal(history, command)

    assert (refused.code, clause(refused)) == (code, CHARTER)


def test_charter_4_1_nobody_introduces_himself():
    own = replace(examples.introducer, person_id=examples.APPLICANT)

    assert (
        refusal(FILED, replace(commands.introduce, introducers=(own,))).code == "introducer_twice"
    )


@pytest.mark.parametrize(("months", "taken"), [(11, False), (12, True)])
def test_charter_4_2_introducers_worked_with_the_applicant_for_twelve_months(months, taken):
    known = replace(examples.introducer, months_together=months)
    command = replace(commands.introduce, introducers=(known,))

    if taken:
        assert len(after(FILED, command)) == 1
    else:
        refused = refusal(FILED, command)
        assert (refused.code, clause(refused)) == ("introducer_months", ("24-QĐ/TW", "3.2.1"))


def test_no_paper_is_older_than_the_application():
    old = replace(examples.introducer, introduced_on=date(2023, 8, 31))

    refused = refusal(FILED, replace(commands.introduce, introducers=(old,)))

    assert refused.code == "paper_before_application"


def test_introductions_and_opinions_need_no_verification():
    assert after(FILED, commands.introduce) == [examples.applicant_introduced]
    assert after(FILED, commands.summarise_opinions) == [examples.opinions_summarised]


def test_neither_moves_a_case():
    case = reduce(domain.evolve, [*FACTS[:5], *FACTS[7:9]], domain.initial)

    assert case.stage is Stage.CV_SEALED


def test_qd_29_3_2_an_introducer_is_replaced_without_twelve_months():
    assert after(BEFORE_BRANCH, commands.replace_introducer) == [examples.introducer_replaced]


def test_a_replacement_said_again_changes_nothing():
    history = [*BEFORE_BRANCH, examples.introducer_replaced]

    assert after(history, commands.replace_introducer) == []


def test_whoever_was_put_in_the_place_can_be_replaced_in_turn():
    history = [*BEFORE_BRANCH, examples.introducer_replaced]
    third = replace(
        commands.replace_introducer,
        replaced_id=examples.ANOTHER,
        introducer_id=PersonId(UUID(int=0xB9)),
    )

    [fact] = after(history, third)

    case = reduce(domain.evolve, [*history, fact], domain.initial)
    assert case.introducers == (third.introducer_id,)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"replaced_id": examples.ANOTHER}, "not_an_introducer"),
        ({"introducer_id": examples.INTRODUCER}, "introducer_twice"),
        ({"introducer_id": examples.APPLICANT}, "introducer_twice"),
    ],
)
def test_qd_24_3_2_refuses_to_replace(changed, code):
    refused = refusal(BEFORE_BRANCH, replace(commands.replace_introducer, **changed))

    assert (refused.code, clause(refused)) == (code, ("24-QĐ/TW", "3.2"))


def test_nobody_is_replaced_who_has_not_introduced():
    assert refusal(FILED, commands.replace_introducer).code == "needs_introduced"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"residence_on": date(2023, 11, 17)}, "opinion_after_summary"),
        ({"mass_organisations": -1}, "opinions_impossible"),
    ],
)
def test_hd_01_3_5_refuses_opinions(changed, code):
    refused = refusal(FILED, replace(commands.summarise_opinions, **changed))

    assert (refused.code, clause(refused)) == (code, ("01-HD/TW (2021)", "3.5"))


def test_the_branch_may_itself_be_the_one_of_residence():
    own = replace(commands.summarise_opinions, residence_on=None)

    assert after(FILED, own) == [replace(examples.opinions_summarised, residence_on=None)]


@pytest.mark.parametrize("command", [commands.introduce, commands.summarise_opinions])
def test_after_the_branch_has_resolved_the_dossier_is_not_added_to(command):
    history = [fact for fact in FACTS[:10] if fact not in FACTS[7:9]]

    assert refusal(history, command).code == "not_after_branch_resolved"


def test_an_introducer_cannot_be_replaced_after_the_decision():
    assert refusal(FACTS[:13], commands.replace_introducer).code == "not_after_decided"
