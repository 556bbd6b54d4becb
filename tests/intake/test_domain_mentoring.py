"""The member who helps: assigned, replaced, heard every quarter; in probation too."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Term, clocks
from shared.events.preparation import ReplacementReason
from shared.events.stage import Stage
from shared.events.terms import PersonId
from tests import examples
from tests.intake.judging import FACTS, GIVEN, after, clause, refusal

assign = domain.AssignMentor(
    case_id=examples.CASE,
    mentor_id=examples.MENTOR,
    assigned_on=examples.mentor_assigned.assigned_on,
)
report = domain.RecordMentorReport(
    case_id=examples.CASE, reported_on=examples.mentor_reported.reported_on
)
ASSIGNED = [FACTS[0], examples.mentor_assigned]
REPORTED = [*ASSIGNED, examples.mentor_reported]
PROBATION = [
    *FACTS[:15],
    replace(examples.mentor_assigned, mentor_id=examples.ANOTHER, assigned_on=date(2024, 2, 12)),
]


def case_after(history: list) -> domain.Case:
    return reduce(domain.evolve, history, domain.initial)


def test_a_member_is_assigned_to_a_prospect():
    assert after(FACTS[:1], assign) == [examples.mentor_assigned]
    assert after(ASSIGNED, assign) == []


def test_hd_12_i_1_nobody_helps_himself():
    refused = refusal(FACTS[:1], replace(assign, mentor_id=examples.APPLICANT))

    assert (refused.code, clause(refused)) == ("mentor_is_prospect", ("12-HD/BTCTW (2022)", "I.1"))


def test_another_member_takes_over():
    other = replace(assign, mentor_id=examples.ANOTHER, assigned_on=date(2023, 7, 3))

    [fact] = after(REPORTED, other)

    assert case_after([*REPORTED, fact]).mentor_id == examples.ANOTHER


def test_nobody_takes_over_before_the_last_one_was_assigned():
    early = replace(assign, mentor_id=examples.ANOTHER, assigned_on=date(2023, 2, 10))

    assert refusal(ASSIGNED, early).code == "already_taken"


def test_the_assigned_member_reports_again_and_again():
    later = replace(report, reported_on=date(2023, 8, 1))

    assert after(ASSIGNED, report) == [examples.mentor_reported]
    assert after(REPORTED, report) == []
    assert len(after(REPORTED, later)) == 1


def test_without_a_member_nobody_reports():
    assert refusal(FACTS[:1], report).code == "needs_mentor_assigned"


def in_probation(mentor: PersonId, day: date) -> domain.AssignMentor:
    return replace(assign, mentor_id=mentor, assigned_on=day)


def test_hd_01_5_2_a_member_is_assigned_to_a_probationary_member():
    """Who helped the prospect does so no longer: nobody's place is taken."""
    command = in_probation(examples.ANOTHER, date(2024, 2, 12))

    [fact] = after([*REPORTED, *FACTS[1:15]], command)

    assert (fact.mentor_id, fact.reason) == (examples.ANOTHER, None)
    assert after([*REPORTED, *FACTS[1:15], fact], command) == []


def test_hd_01_5_2_in_probation_nobody_takes_anothers_place_without_a_reason():
    command = in_probation(examples.MENTOR, date(2024, 5, 6))

    refused = refusal(PROBATION, command)
    [fact] = after(PROBATION, replace(command, reason=ReplacementReason.MOVED_AWAY))

    assert (refused.code, clause(refused)) == (
        "mentor_reason_missing",
        ("01-HD/TW (2021)", "5.2"),
    )
    assert fact.reason is ReplacementReason.MOVED_AWAY
    assert case_after([*PROBATION, fact]).mentor_id == examples.MENTOR


def test_in_another_branch_another_help_begins():
    moved = [*PROBATION, examples.probationer_transferred]

    assert len(after(moved, in_probation(examples.MENTOR, date(2024, 6, 10)))) == 1


def test_in_probation_the_assigned_member_reports():
    [fact] = after(PROBATION, replace(report, reported_on=date(2024, 5, 6)))

    assert fact.mentor_id == examples.ANOTHER


def test_hd_01_5_2_nobody_is_assigned_to_an_official_member():
    given = replace(GIVEN, today=date(2025, 6, 2))
    late = in_probation(examples.MENTOR, date(2025, 4, 1))

    refused = refusal([*PROBATION, *examples.probation], late, given)

    assert (refused.code, clause(refused)) == ("not_after_official", ("01-HD/TW (2021)", "5.2"))


def test_neither_moves_a_case():
    assert case_after(REPORTED).stage is Stage.PROSPECT_LISTED


@pytest.mark.parametrize(
    ("history", "due_on"),
    [
        (ASSIGNED, date(2023, 5, 15)),
        (REPORTED, date(2023, 8, 2)),
        (FACTS[:1], None),
        ([*FACTS[:10], examples.mentor_assigned], None),
    ],
    ids=["since assigned", "since reported", "nobody assigned", "branch resolved"],
)
def test_a_quarter_without_a_report_shows(history, due_on):
    found = clocks(case_after(history).days, date(2023, 12, 31))
    reports = [due for due in found if due.term is Term.MENTOR_REPORT]

    assert [due.due_on for due in reports] == ([due_on] if due_on else [])
    assert all(due.late for due in reports)
