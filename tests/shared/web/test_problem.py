"""What cannot be done is told in both languages, with its rule and what to do."""

from datetime import date

import pytest
from sqlalchemy.exc import OperationalError

from shared.law.refusal import Reason, Refused
from shared.law.rules import in_force
from shared.log.decider import KeyReused, MovedOn
from shared.log.ledger import Conflict
from shared.people.access import Action, Office, Role
from shared.people.sign_in import NotSignedIn
from shared.web.failures import problem_of
from shared.web.problem import Forbidden, Mistake, NotFound, in_words
from shared.web.texts import Language, Texts
from tests.examples import BRANCH

OFFICE = Office(role=Role.AUDITOR, committee_id=BRANCH)
ON = date(2026, 4, 1)

VOTE = Refused(
    "branch_vote", rule=in_force("branch_vote", ON), found=13, needed=14, values={"base": 20}
)


def test_a_refusal_names_its_rule_what_was_found_and_what_is_needed():
    body = problem_of(VOTE).body(Language.EN)

    assert body["status"] == 422
    assert body["code"] == "branch_vote"
    assert body["rule"] == {
        "id": "branch_vote",
        "instrument": "Điều lệ Đảng (2011)",
        "clause": "4.3",
        "sure": "confirmed",
    }
    assert (body["found"], body["needed"]) == (13, 14)


def test_a_refusal_speaks_both_languages_and_first_the_one_that_was_asked():
    body = problem_of(VOTE).body(Language.EN)

    assert body["detail"] == body["en"]["detail"]
    assert body["vi"]["detail"] != body["en"]["detail"]
    assert set(body["vi"]) == set(body["en"]) == {"title", "detail", "do"}


def test_a_refusal_for_several_reasons_tells_them_all():
    reasons = [Reason(code="needs_cv_sealed"), Reason(code="needs_cv_certified")]

    body = problem_of(Refused.because(reasons)).body(Language.VI)

    assert body["code"] == "needs_cv_sealed"
    assert [more["code"] for more in body["also"]] == ["needs_cv_certified"]


def test_a_day_in_the_evidence_is_written_for_programs():
    body = problem_of(Refused("in_future", found=ON, needed=ON)).body(Language.VI)

    assert body["found"] == "2026-04-01"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (MovedOn([]), 409),
        (KeyReused("key"), 422),
        (Forbidden(Action.READ_CASE, OFFICE), 403),
        (NotSignedIn(), 401),
        (NotFound("case"), 404),
        (OperationalError("SELECT", {}, OSError()), 503),
        (ConnectionRefusedError(), 503),
        (RuntimeError("a bug"), 500),
    ],
)
def test_every_error_has_its_status_and_words(error, status):
    problem = problem_of(error)

    assert problem.status == status
    assert all(problem.body(language)["detail"] for language in Language)


def test_a_lost_race_is_told_as_a_case_that_moved_on():
    lost = Conflict.__new__(Conflict)

    assert problem_of(lost).status == 409


def test_a_database_that_is_away_asks_to_come_again():
    assert problem_of(ConnectionRefusedError()).retry_after == 5


def test_a_bug_tells_nothing_of_itself():
    body = problem_of(RuntimeError("born on 3/2/2001")).body(Language.EN)

    assert "3/2/2001" not in str(body)


def test_a_closed_code_inside_a_text_is_said_in_words():
    assert in_words(Texts("en"), {"stage": "admitted", "n": 3}) == {"stage": "Admitted", "n": 3}


def test_a_mistake_says_how_the_entry_was_understood():
    mistake = Mistake(field="day", key="entry.day_to_come", values={"typed": "1/1/30", "day": ON})

    assert mistake.said(Texts("en")) == (
        "“1/1/30” was understood as 1 April 2026, but that day has not come yet."
    )
