"""Both languages say the same, and every text that is asked for exists."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from services.intake.domain import Bar, Term
from services.intake.pages.case_page import OUT
from services.intake.pages.forms import STAGES
from shared.events import Event
from shared.events.appraisal import AppraisalOutcome
from shared.events.background import (
    Agency,
    CheckOutcome,
    CvField,
    MatchOutcome,
    Membership,
    Paper,
    QuestionItem,
    RefusalGround,
    RequestChannel,
    Resolution,
    Severity,
    WaiverKind,
    Way,
    WithdrawReason,
)
from shared.events.conditions import SpecialCondition
from shared.events.correcting import CorrectionReason
from shared.events.discipline import DisciplineForm, DisciplineReason
from shared.events.preparation import IntroductionPath, PathReason, ReplacementReason
from shared.events.stage import Stage
from shared.events.terms import (
    CancelReason,
    CommitteeType,
    Ethnicity,
    LeaveReason,
    RefusalReason,
    Relation,
    ReplyChannel,
    ReturnReason,
    Sex,
    StrikeReason,
    Study,
    Union,
    VerificationResult,
)
from shared.people.access import Role
from shared.people.vault import Field
from shared.web.texts import FOLDER, Catalogue, Language, Texts, catalogue_of, read

ROOT = Path(__file__).parents[3]
VI, EN = Texts(Language.VI), Texts(Language.EN)
PLACEHOLDER = re.compile(r"%\((\w+)\)")

CODES = {
    "stage": Stage,
    "sex": Sex,
    "ethnicity": Ethnicity,
    "union": Union,
    "study": Study,
    "relation": Relation,
    "role": Role,
    "type": CommitteeType,
    "cancel_reason": CancelReason,
    "correction_reason": CorrectionReason,
    "leave_reason": LeaveReason,
    "return_reason": ReturnReason,
    "refusal_reason": RefusalReason,
    "strike_reason": StrikeReason,
    "discipline_form": DisciplineForm,
    "discipline_reason": DisciplineReason,
    "introduction_path": IntroductionPath,
    "path_reason": PathReason,
    "appraisal_outcome": AppraisalOutcome,
    "replacement_reason": ReplacementReason,
    "condition": [*SpecialCondition, *Bar],
    "next": Stage,
    "lead": STAGES.values(),
    "out": OUT,
    "clock": Term,
    "question": QuestionItem,
    "request_channel": RequestChannel,
    "agency": Agency,
    "ground": RefusalGround,
    "way": Way,
    "waiver": WaiverKind,
    "membership": Membership,
    "match": MatchOutcome,
    "withdraw_reason": WithdrawReason,
    "cv_field": CvField,
    "paper": Paper,
    "outcome": CheckOutcome,
    "severity": Severity,
    "resolution": Resolution,
    "vault": Field,
}


def literals() -> Iterator[tuple[str, str]]:
    """Every key that is written out in a template or in code, and where."""
    for path in [*ROOT.glob("shared/web/**/*.html"), *ROOT.glob("services/**/*.html")]:
        for key in re.findall(r"""\bt\(\s*["']([\w.]+)["']\s*[,)]""", path.read_text("utf-8")):
            yield key, path.name
    for path in [*ROOT.glob("shared/**/*.py"), *ROOT.glob("services/**/*.py")]:
        for key in re.findall(r"""\.say\(\s*"([\w.]+)"\s*[,)]""", path.read_text("utf-8")):
            yield key, path.name


def files(language: Language) -> set[str]:
    return {path.name for path in (FOLDER / language).glob("*.po")}


def test_both_languages_have_the_same_texts():
    assert set(catalogue_of(Language.VI).forms) == set(catalogue_of(Language.EN).forms)


def test_a_text_lies_in_the_file_of_the_same_name_in_both_languages():
    keys = {
        language: {
            path.name: {message.id and _key(message.id) for message in read(path)}
            for path in (FOLDER / language).glob("*.po")
        }
        for language in Language
    }

    assert keys[Language.VI] == keys[Language.EN]


def _key(id_: str | tuple[str, ...]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def test_both_languages_name_the_same_values():
    def named(language: Language, key: str) -> set[str]:
        return set(PLACEHOLDER.findall(" ".join(catalogue_of(language).forms[key])))

    unlike = [
        key
        for key in catalogue_of(Language.VI).forms
        if named(Language.VI, key) != named(Language.EN, key)
    ]

    assert unlike == []


def test_every_text_that_is_asked_for_exists():
    assert [(key, where) for key, where in literals() if not VI.has(key)] == []


@pytest.mark.parametrize("name", CODES)
def test_every_closed_code_has_words(name):
    assert [code for code in CODES[name] if not VI.has(f"{name}.{code}")] == []


def test_every_fact_has_words():
    facts = [fact.__name__ for fact in Event.__args__]

    assert [fact for fact in facts if not VI.has(f"event.{fact}")] == []


def test_results_of_a_verification_have_words_once_its_texts_are_there():
    assert [code for code in VerificationResult if not VI.has(f"result.{code}")] == []
    assert [code for code in ReplyChannel if not VI.has(f"channel.{code}")] == []


def test_a_text_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        VI.say("no.such.text")


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        VI.say("frame.page_of", page=1)


def test_numbers_are_written_by_language():
    assert VI.number(12345) == "12.345"
    assert EN.number(12345) == "12,345"
    assert VI.number(Decimal("1234.50")) == "1.234,50"


def test_a_percentage_keeps_every_place_that_it_has():
    assert VI.percent(Decimal("1234.5")) == "1.234,5\N{NO-BREAK SPACE}%"
    assert EN.percent(Decimal("1234.5")) == "1,234.5%"
    assert EN.percent(Decimal("56.15"), 1) == "56.15%"
    assert EN.percent(Decimal("56"), 1) == "56.0%"


def test_days_are_written_by_language():
    assert VI.day(date(2024, 6, 12)) == "12/6/2024"
    assert EN.day(date(2024, 6, 12)) == "12 June 2024"


def test_a_moment_is_told_by_the_clocks_of_the_province():
    late = datetime(2024, 6, 11, 18, 5, tzinfo=UTC)

    assert VI.moment(late) == "01:05 ngày 12/6/2024"
    assert EN.moment(late) == "12 June 2024, 01:05"


def test_numbers_and_days_inside_a_text_are_written_by_language_too():
    texts = Texts(Language.EN, Catalogue(forms={"x": ("%(n)s on %(day)s",)}, plural=lambda _: 0))

    assert texts("x", n=1200, day=date(2024, 6, 12)) == "1,200 on 12 June 2024"


def test_english_tells_one_from_many_where_vietnamese_does_not():
    assert EN("intake.days", n=1) == "1 day"
    assert EN("intake.days", n=2) == "2 days"
    assert VI("intake.days", n=1) == "1 ngày"
