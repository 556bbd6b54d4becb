"""The clocks of a case: each term with its clause, over holidays, and what is late."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain import Term, clocks, next_due
from services.intake.domain.clocks import Days, Due, started
from shared.events.stage import Stage

BEFORE_TET = date(2024, 2, 7)


def clock(term: Term, days: Days, on: date) -> Due:
    [due] = [due for due in clocks(days, on) if due.term is term]
    return due


def resolved(on: date, decided_on: date | None = None) -> Days:
    return {Stage.BRANCH_RESOLVED: on} | ({Stage.DECIDED: decided_on} if decided_on else {})


def test_qd_29_4_3_1_a_decision_is_due_60_working_days_after_the_branch_resolution_over_tet():
    due = clock(Term.DECISION, resolved(BEFORE_TET), date(2024, 2, 15))

    assert due.due_on == date(2024, 5, 13)  # without Tết, 18/4, 29/4 to 1/5, but with 4/5
    assert (due.left, due.late) == (59, False)
    assert (due.rule.instrument, due.rule.clause) == ("24-QĐ/TW", "4.3.1")


def test_qd_29_4_3_1_a_special_case_has_30_working_days_more_and_day_91_is_a_breach():
    inside = clock(Term.DECISION, resolved(BEFORE_TET), date(2024, 6, 24))
    beyond = clock(Term.DECISION, resolved(BEFORE_TET), date(2024, 6, 25))

    assert (inside.longest, inside.late, inside.breach, inside.left) == (
        date(2024, 6, 24),
        True,
        False,
        -30,
    )
    assert (beyond.breach, beyond.left) == (True, -31)


def test_the_last_day_is_not_late():
    due = clock(Term.DECISION, resolved(BEFORE_TET), date(2024, 5, 13))

    assert (due.left, due.late) == (0, False)


def test_a_decision_in_time_stops_its_clock():
    assert clocks(resolved(BEFORE_TET, date(2024, 5, 13)), date(2024, 8, 1)) == []


def test_a_decision_that_came_too_late_stays_visible_as_of_its_day():
    due = clock(Term.DECISION, resolved(BEFORE_TET, date(2024, 6, 25)), date(2026, 1, 5))

    assert (due.running, due.late, due.breach, due.left) == (False, True, True, -31)


def test_qd_24_4_1_a_ceremony_is_due_30_working_days_after_the_branch_received_the_decision():
    days = {Stage.DECISION_RECEIVED: date(2024, 6, 3)}

    due = clock(Term.CEREMONY, days, date(2024, 7, 16))

    assert (due.due_on, due.left) == (date(2024, 7, 15), -1)
    assert (due.rule.instrument, due.rule.clause) == ("24-QĐ/TW", "4.1")


def test_hd_06_5_4_a_certificate_holds_60_months_up_to_the_branch_meeting():
    days = {Stage.CLASS_CERTIFIED: date(2020, 1, 15)}

    due = clock(Term.CERTIFICATE, days, date(2025, 1, 16))

    assert (due.due_on, due.late) == (date(2025, 1, 15), True)
    assert clocks(days | resolved(date(2025, 1, 15)), date(2025, 1, 16)) == [
        clock(Term.DECISION, resolved(date(2025, 1, 15)), date(2025, 1, 16))
    ]


def test_a_certificate_makes_nothing_else_due_than_the_branch_meeting():
    days, on = {Stage.CLASS_CERTIFIED: date(2023, 5, 15)}, date(2024, 3, 1)
    meeting = (Stage.BRANCH_RESOLVED,)

    assert (clocks(days, on), next_due(days, on)) == ([], None)
    assert [due.term for due in clocks(days, on, awaited=meeting)] == [Term.CERTIFICATE]
    assert next_due(days, on, awaited=meeting) == date(2028, 5, 15)


@pytest.mark.parametrize(
    ("held_on", "ends_on"),
    [
        (date(2024, 1, 20), date(2025, 1, 20)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2024, 8, 31), date(2025, 8, 31)),
    ],
)
def test_charter_5_1_probation_ends_after_12_months_on_the_last_valid_day(held_on, ends_on):
    due = clock(Term.PROBATION, {Stage.ADMITTED: held_on}, date(2025, 9, 1))

    assert (due.due_on, due.late) == (ends_on, False)
    assert due.rule.clause == "5.1"


def test_a_cancelled_case_has_no_running_clock():
    days = {Stage.ADMITTED: date(2024, 1, 20), Stage.DECISION_CANCELLED: date(2024, 3, 1)}

    assert clocks(days, date(2024, 6, 1)) == []


def test_the_clock_that_is_over_first_is_the_one_that_is_due():
    days = {Stage.CLASS_CERTIFIED: date(2023, 5, 15), **resolved(BEFORE_TET)}

    assert next_due(days, date(2024, 3, 1)) == date(2024, 5, 13)
    probation = {Stage.ADMITTED: date(2024, 1, 20), Stage.MEMBER_CV_RECEIVED: date(2024, 2, 20)}
    assert next_due(probation, date(2024, 3, 1)) is None


@given(
    st.dictionaries(st.sampled_from(Stage), st.dates(date(2018, 1, 1), date(2024, 6, 1))),
    st.dates(date(2024, 6, 1), date(2026, 11, 25)),
)
def test_a_list_and_a_case_name_the_same_day(days, on):
    shown = (
        due.due_on for due in started(days, on) if due.running and due.term is not Term.PROBATION
    )

    assert next_due(days, on, awaited=Stage) == min(shown, default=None)


def test_a_term_that_reaches_into_a_year_without_a_calendar_says_that_it_may_change():
    due = clock(Term.DECISION, resolved(date(2026, 11, 20)), date(2026, 11, 25))

    assert not due.foreseen
