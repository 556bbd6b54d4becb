"""A special case has 30 working days more (QĐ 29 §4.3.1): once, in time, by whoever decides."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Due, Term, clocks, next_due
from shared.events.extending import Deadline, ExtensionReason
from shared.events.stage import Stage
from shared.events.terms import DocumentNumber
from tests import examples
from tests.intake import commands
from tests.intake.judging import BEFORE_GRASSROOTS, FACTS, GIVEN, WITH_RIGHT, after, clause, refusal

extend = domain.ExtendDeadline(
    case_id=examples.CASE,
    document_no=examples.deadline_extended.document_no,
    extended_on=examples.deadline_extended.extended_on,
    reason=examples.deadline_extended.reason,
)
DUE, STRETCHED = date(2024, 3, 5), date(2024, 4, 16)
APPRAISED = FACTS[:12]
EXTENDED = [*APPRAISED, examples.deadline_extended]
UP_TO_PROPOSAL = examples.probation[: examples.probation.index(examples.recognition_proposed) + 1]
PROPOSED = [*examples.history, *UP_TO_PROPOSAL]
LATER = replace(GIVEN, today=date(2025, 6, 2))
extend_recognition = replace(
    extend, document_no=DocumentNumber("5-TB/ĐUK"), extended_on=date(2025, 3, 3)
)


def days(history: list) -> dict[Stage, date]:
    return reduce(domain.evolve, history, domain.initial).days


def decision_clock(history: list, on: date) -> Due:
    [due] = [due for due in clocks(days(history), on) if due.term is Term.DECISION]
    return due


def decided(on: date) -> domain.DecideAdmission:
    return replace(commands.decide_admission, decided_on=on)


def test_qd_29_4_3_1_the_committee_that_decides_extends_its_term():
    assert after(APPRAISED, extend) == [examples.deadline_extended]


@pytest.mark.parametrize("history", [BEFORE_GRASSROOTS, APPRAISED])
def test_the_same_extension_again_changes_nothing(history):
    assert after([*history, examples.deadline_extended], extend) == []


def test_qd_29_4_3_1_the_due_day_lies_30_working_days_later_in_the_case_and_in_lists():
    on = date(2024, 3, 6)
    before, since = decision_clock(APPRAISED, on), decision_clock(EXTENDED, on)

    assert (before.due_on, before.late, before.extended) == (DUE, True, False)
    assert (since.due_on, since.late, since.extended) == (STRETCHED, False, True)
    assert (next_due(days(APPRAISED), on), next_due(days(EXTENDED), on)) == (DUE, STRETCHED)


def test_qd_29_4_3_1_a_decision_after_the_stretched_term_is_recorded_as_late():
    [fact] = after(EXTENDED, decided(date(2024, 4, 17)))

    due = decision_clock([*EXTENDED, fact], date(2024, 6, 3))

    assert (due.running, due.late, due.breach, due.left) == (False, True, True, -1)


def test_a_decision_within_the_stretched_term_is_not_late():
    [fact] = after(EXTENDED, decided(STRETCHED))

    assert Term.DECISION not in {due.term for due in clocks(days([*EXTENDED, fact]), STRETCHED)}


def test_qd_29_4_3_1_a_term_is_extended_on_its_last_day_and_not_after_it():
    assert len(after(APPRAISED, replace(extend, extended_on=DUE))) == 1

    refused = refusal(APPRAISED, replace(extend, extended_on=date(2024, 3, 6)))

    assert (refused.code, refused.reasons[0].needed) == ("extended_too_late", DUE)
    assert clause(refused) == ("24-QĐ/TW", "4.3.1")


def test_qd_29_4_3_1_a_term_is_extended_once():
    again = replace(extend, extended_on=date(2024, 2, 1), reason=ExtensionReason.REORGANISATION)

    assert refusal(EXTENDED, again).code == "already_taken"


def test_before_the_branch_resolved_no_term_runs():
    assert refusal(FACTS[:9], extend).code == "needs_branch_resolved"


@pytest.mark.parametrize("steps", [13, 14, 15])
def test_once_it_is_decided_the_term_runs_no_more(steps):
    refused = refusal(FACTS[:steps], replace(extend, extended_on=date(2024, 2, 26)))

    assert refused.code in {"no_deadline_runs", "case_closed"}


def test_a_term_is_not_extended_before_it_began():
    early = replace(extend, extended_on=date(2023, 12, 1))

    assert refusal(APPRAISED, early).code == "before_branch_resolved"


@pytest.mark.parametrize("acting", [examples.GRASSROOTS, examples.PROVINCE])
def test_qd_29_4_3_2_no_other_committee_extends(acting):
    assert refusal(APPRAISED, extend, replace(GIVEN, acting=acting)).code == "not_competent"


def test_qd_29_4_3_2_who_decides_by_delegation_extends():
    [fact] = after(FACTS[:11], extend, WITH_RIGHT)

    assert fact.extended_by == examples.GRASSROOTS


def test_n16_the_term_of_another_place_is_not_extended_by_the_old_one():
    moved = [*EXTENDED, examples.applicant_moved]

    assert not {Stage.DEADLINE_EXTENDED, Stage.DECISION_EXTENDED} & set(days(moved))


def test_t10_the_term_of_recognition_is_extended_although_that_of_the_admission_was():
    history = [*EXTENDED, *examples.history[12:], *UP_TO_PROPOSAL]

    [fact] = after(history, extend_recognition, LATER)

    assert fact.deadline is Deadline.RECOGNITION_DECISION
    assert next_due(days(history), date(2025, 3, 3)) == date(2025, 3, 31)
    assert next_due(days([*history, fact]), date(2025, 3, 3)) == date(2025, 5, 15)


def test_t10_once_it_is_extended_the_admission_still_shows_when_it_was_due():
    [late] = after(EXTENDED, decided(STRETCHED))
    history = [*EXTENDED, late, *examples.history[13:], *UP_TO_PROPOSAL]
    [fact] = after(history, extend_recognition, LATER)

    found = {due.term for due in clocks(days([*history, fact]), date(2025, 4, 1))}

    assert Term.RECOGNITION_DECISION in found
    assert Term.DECISION not in found


def test_the_extension_is_offered_while_the_term_runs_and_once():
    def offered(history: list, on: date) -> bool:
        case = reduce(domain.evolve, history, domain.initial)
        return Stage.DEADLINE_EXTENDED in {step.stage for step in domain.next_steps(case, on)}

    assert offered(APPRAISED, DUE)
    assert not offered(APPRAISED, date(2024, 3, 6))
    assert not offered(EXTENDED, DUE)
    assert not offered(examples.history, date(2024, 6, 3))
    assert offered(PROPOSED, date(2025, 3, 3))
