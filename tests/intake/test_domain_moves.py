"""A case goes to another branch, or rests: the trio of every such command, and its clause."""

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Place, Term, clocks
from shared.events.stage import Stage
from shared.events.terms import CommitteeType
from tests import examples
from tests.intake import commands
from tests.intake.judging import FACTS, GIVEN, after, clause, refusal

CASE = examples.CASE
THERE = replace(
    GIVEN,
    there=(Place(committee_id=examples.NEIGHBOUR, type=CommitteeType.BRANCH), *GIVEN.line[1:]),
)
HERE = replace(GIVEN, acting=examples.GRASSROOTS)
move = domain.MoveApplicant(
    case_id=CASE,
    moved_on=examples.applicant_moved.moved_on,
    branch_id=examples.NEIGHBOUR,
    letter_no=examples.applicant_moved.letter_no,
)
forward = domain.ForwardAdmission(
    case_id=CASE,
    forwarded_on=examples.admission_forwarded.forwarded_on,
    branch_id=examples.NEIGHBOUR,
    letter_no=examples.admission_forwarded.letter_no,
)
receive = domain.ReceiveForwarded(
    case_id=CASE, received_on=examples.forwarded_admission_received.received_on
)
order = domain.OrderCeremony(
    case_id=CASE,
    ordered_on=examples.ceremony_ordered.ordered_on,
    order_no=examples.ceremony_ordered.order_no,
)
send_back = domain.SendAdmissionBack(
    case_id=CASE,
    sent_back_on=examples.admission_sent_back.sent_back_on,
    note_no=examples.admission_sent_back.note_no,
)
transfer = domain.TransferProbationer(
    case_id=CASE,
    introduced_on=examples.probationer_transferred.introduced_on,
    left_on=examples.probationer_transferred.left_on,
    branch_id=examples.NEIGHBOUR,
    letter_no=examples.probationer_transferred.letter_no,
)
present = domain.PresentTransfer(
    case_id=CASE, presented_on=examples.transfer_presented.presented_on
)
suspend = domain.SuspendCase(
    case_id=CASE,
    suspended_on=examples.case_suspended.suspended_on,
    document_no=examples.case_suspended.document_no,
)
resume = domain.ResumeCase(case_id=CASE, resumed_on=examples.case_resumed.resumed_on)

FORWARDED = [*FACTS[:13], examples.admission_forwarded]
RECEIVED = [*FORWARDED, examples.forwarded_admission_received]
ORDERED = [*RECEIVED, examples.ceremony_ordered]
TRANSFERRED = [*FACTS[:15], examples.probationer_transferred]
SUSPENDED = [*FACTS[:10], examples.case_suspended]
TRIO = [
    (FACTS[:10], move, examples.applicant_moved, THERE),
    (FACTS[:13], forward, examples.admission_forwarded, THERE),
    (FORWARDED, receive, examples.forwarded_admission_received, GIVEN),
    (RECEIVED, order, examples.ceremony_ordered, GIVEN),
    (RECEIVED, send_back, examples.admission_sent_back, GIVEN),
    (FACTS[:15], transfer, examples.probationer_transferred, THERE),
    (TRANSFERRED, present, examples.transfer_presented, GIVEN),
    (FACTS[:10], suspend, examples.case_suspended, HERE),
    (SUSPENDED, resume, examples.case_resumed, HERE),
]
NAMED = [type(command).__name__ for _, command, _, _ in TRIO]


@pytest.mark.parametrize(("history", "command", "fact", "given"), TRIO, ids=NAMED)
def test_it_makes_its_fact(history, command, fact, given):
    assert after(history, command, given) == [fact]


@pytest.mark.parametrize(("history", "command", "fact", "given"), TRIO, ids=NAMED)
def test_the_same_again_changes_nothing(history, command, fact, given):
    assert after([*history, fact], command, given) == []


@pytest.mark.parametrize(
    ("history", "command", "code", "cited"),
    [
        (FACTS[:12], forward, "needs_decided", ("01-HD/TW (2021)", "5.1")),
        (FACTS[:13], receive, "needs_admission_forwarded", ("01-HD/TW (2021)", "5.1")),
        (FORWARDED, order, "needs_forwarded_admission_received", ("01-HD/TW (2021)", "5.1")),
        (FORWARDED, send_back, "needs_forwarded_admission_received", ("01-HD/TW (2021)", "5.1")),
        (FACTS[:14], transfer, "needs_admitted", ("24-QĐ/TW", "6.3.1a")),
        (FACTS[:15], present, "needs_probationer_transferred", ("12-HD/BTCTW (2022)", "II.4")),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else None,
)
def test_it_comes_not_before_its_time(history, command, code, cited):
    refused = refusal(history, command, THERE)

    assert refused.code == code
    assert cited in {(reason.rule.instrument, reason.rule.clause) for reason in refused.reasons}


@pytest.mark.parametrize(
    ("history", "command", "code"),
    [
        (FACTS[:13], move, "not_after_decided"),
        (FACTS[:15], forward, "not_after_admitted"),
        (ORDERED, send_back, "not_after_ceremony_ordered"),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else None,
)
def test_hd_01_5_1_it_comes_not_after_its_time(history, command, code):
    refused = refusal(history, command, THERE)

    assert (refused.code, clause(refused)) == (code, ("01-HD/TW (2021)", "5.1"))


def test_a_case_moves_to_a_branch_that_exists_and_is_another():
    nowhere = replace(THERE, there=())
    committee = replace(THERE, there=GIVEN.line[1:])
    same = replace(move, branch_id=examples.BRANCH)

    assert refusal(FACTS[:10], move, nowhere).code == "committee_unknown"
    assert refusal(FACTS[:10], move, committee).code == "moves_to_no_branch"
    assert refusal(FACTS[:10], same, THERE).code == "moves_nowhere"


def test_hd_01_5_1_what_the_old_place_resolved_does_not_bind_the_new_one():
    case = reduce(domain.evolve, [*FACTS[:11], examples.applicant_moved], domain.initial)

    assert case.branch_id == examples.NEIGHBOUR
    assert Stage.CV_CERTIFIED in case.taken
    assert Stage.BRANCH_RESOLVED not in case.taken
    assert domain.waits_for(case.taken) == (Stage.BRANCH_RESOLVED,)


def test_hd_01_5_1_the_old_place_does_not_hold_the_ceremony():
    received = replace(commands.receive_decision, received_on=date(2024, 1, 30))

    assert refusal(FORWARDED, commands.hold_ceremony).code == "needs_forwarded_admission_received"
    assert refusal(FORWARDED, received).code == "not_after_admission_forwarded"
    assert len(after(ORDERED, commands.hold_ceremony)) == 1


def test_hd_01_5_1_the_new_place_has_30_working_days_from_receipt():
    case = reduce(domain.evolve, RECEIVED, domain.initial)

    (due,) = [due for due in clocks(case.days, date(2024, 2, 1)) if due.term is Term.CEREMONY]
    assert due.started_on == examples.forwarded_admission_received.received_on


def test_an_admission_that_was_sent_back_lies_with_the_old_branch_again():
    history = [*RECEIVED, examples.admission_sent_back]
    case = reduce(domain.evolve, history, domain.initial)

    assert case.branch_id == examples.BRANCH
    assert domain.waits_for(case.taken) == (Stage.DECISION_RECEIVED,)
    again = replace(forward, forwarded_on=date(2024, 2, 5))
    assert len(after(history, again, THERE)) == 1


def test_nobody_else_than_the_competent_committee_of_the_new_place_orders_the_ceremony():
    assert refusal(RECEIVED, order, HERE).code == "not_competent"


def test_qd_294_6_3_1a_a_transfer_starts_with_the_move_and_not_before():
    early = replace(transfer, left_on=transfer.introduced_on + timedelta(days=1))

    assert refusal(FACTS[:15], early, THERE).code == "introduced_before_move"


def test_a_probationary_member_is_proposed_once_the_transfer_papers_are_presented():
    propose = commands.propose_recognition
    ready = [*TRANSFERRED, *examples.probation[1:5]]
    given = replace(GIVEN, today=date(2025, 3, 1))

    assert refusal(ready, propose, given).code == "needs_transfer_presented"
    assert len(after([*ready, examples.transfer_presented], propose, given)) == 1


def test_transfer_papers_are_due_30_days_after_the_introduction():
    case = reduce(domain.evolve, TRANSFERRED, domain.initial)

    (due,) = [due for due in clocks(case.days, date(2024, 6, 4)) if due.term is Term.TRANSFER]
    assert due.due_on == transfer.introduced_on + timedelta(days=30)


def test_nothing_goes_on_while_a_case_rests_but_its_end():
    refused = refusal(SUSPENDED, commands.resolve_in_grassroots, HERE)
    withdraw = domain.WithdrawApplication(case_id=CASE, withdrawn_on=date(2024, 1, 8))
    case = reduce(domain.evolve, SUSPENDED, domain.initial)

    assert refused.code == "needs_case_resumed"
    assert len(after(SUSPENDED, withdraw)) == 1
    assert domain.waits_for(case.taken) == (Stage.CASE_RESUMED,)


def test_whoever_took_over_goes_on_where_the_case_rested():
    resumed = reduce(domain.evolve, [*SUSPENDED, examples.case_resumed], domain.initial)

    assert domain.waits_for(resumed.taken) == (Stage.GRASSROOTS_RESOLVED,)
