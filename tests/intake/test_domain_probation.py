"""From the ceremony to an official member: the trio of every command, and its clause."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Term, clocks, waits_on
from shared.events.case import CaseEvent
from shared.events.stage import Stage
from shared.events.terms import CommitteeVote, StrikeReason
from tests import examples
from tests.intake import commands
from tests.intake.judging import GIVEN, WITH_RIGHT, after, clause, refusal, vote

CASE = examples.CASE
ADMITTED = examples.history
NOW = replace(GIVEN, today=date(2025, 6, 2))
WAY = [*ADMITTED, *examples.probation]
ON_PROBATION, READY, PROPOSED, RESOLVED = WAY[:17], WAY[:20], WAY[:21], WAY[:22]
COMMANDS: list[domain.CaseCommand] = [
    domain.ReceiveMemberCv(case_id=CASE, received_on=examples.member_cv_received.received_on),
    domain.CertifyNewMember(
        case_id=CASE,
        certificate_no=examples.new_member_certified.certificate_no,
        certified_on=examples.new_member_certified.certified_on,
    ),
    commands.write_self_review,
    commands.comment_on_probation,
    commands.summarise_probation_opinions,
    commands.propose_recognition,
    commands.resolve_recognition,
    commands.recognise_member,
]
receive_cv, certify, _, _, _, propose, resolve, recognise = COMMANDS
strike_off = domain.StrikeOff(
    case_id=CASE,
    decision_no=examples.probationer_struck_off.decision_no,
    struck_off_on=examples.probationer_struck_off.struck_off_on,
    reason=StrikeReason.DISCIPLINE,
)
BEFORE = {command: len(ADMITTED) + place for place, command in enumerate(COMMANDS)}


def days(history: list[CaseEvent]) -> dict[Stage, date]:
    return reduce(domain.evolve, history, domain.initial).days


@pytest.mark.parametrize("command", COMMANDS, ids=lambda it: type(it).__name__)
def test_each_step_in_its_order_makes_its_fact_and_the_same_again_none(command):
    place = BEFORE[command]

    assert after(WAY[:place], command, NOW) == [WAY[place]]
    assert after(WAY[: place + 1], command, NOW) == []


@pytest.mark.parametrize(
    ("history", "command", "code", "cited"),
    [
        (WAY[:14], receive_cv, "needs_admitted", ("12-HD/BTCTW (2022)", "II.2.2")),
        (WAY[:14], certify, "needs_admitted", ("01-HD/TW (2021)", "4.1")),
        (WAY[:16], propose, "needs_new_member_certified", ("01-HD/TW (2021)", "4.1")),
        (WAY[:17], propose, "needs_self_reviewed", ("01-HD/TW (2021)", "4.2")),
        (WAY[:18], propose, "needs_probation_commented", ("01-HD/TW (2021)", "4.3")),
        (WAY[:19], propose, "needs_probation_opinions_summarised", ("01-HD/TW (2021)", "4.4")),
        (READY, resolve, "needs_recognition_proposed", ("01-HD/TW (2021)", "4.2")),
        (PROPOSED, recognise, "needs_recognition_resolved", ("01-HD/TW (2021)", "4.2")),
        (WAY[:14], strike_off, "needs_admitted", ("24-QĐ/TW", "4.2")),
    ],
    ids=lambda it: type(it).__name__ if isinstance(it, domain.CaseCommand) else None,
)
def test_a_step_without_the_one_before_is_refused_by(history, command, code, cited):
    refused = refusal(history, command, NOW)

    assert (refused.code, clause(refused)) == (code, cited)


@pytest.mark.parametrize("on", [date(2025, 1, 6), date(2025, 2, 5)])
def test_charter_5_1_the_branch_does_not_propose_before_the_twelve_months_are_over(on):
    refused = refusal(ON_PROBATION, replace(propose, resolved_on=on), NOW)

    assert (refused.code, refused.needed) == ("on_probation", date(2025, 2, 5))
    assert clause(refused) == ("Điều lệ Đảng (2011)", "5.1")


def test_charter_5_two_thirds_of_the_official_members_propose():
    refused = refusal(READY, replace(propose, vote=vote(20, 13)), NOW)

    assert (refused.code, clause(refused)) == ("branch_vote", ("Điều lệ Đảng (2011)", "5"))


def test_charter_24_1_a_branch_of_two_proposes_nobody():
    assert refusal(READY, replace(propose, vote=vote(2, 2)), NOW).code == "too_few_members"


def test_the_grassroots_committee_needs_two_thirds():
    lost = replace(resolve, vote=CommitteeVote(members=15, in_favour=9))

    assert refusal(PROPOSED, lost, NOW).code == "grassroots_vote"


def test_qd_24_4_2b_recognition_three_months_late_holds_as_of_the_end_of_probation():
    late = replace(recognise, decided_on=date(2025, 5, 5))

    [recognised] = after(RESOLVED, late, NOW)

    assert (recognised.decided_on, recognised.official_on) == (date(2025, 5, 5), date(2025, 2, 5))


@pytest.mark.parametrize("command", [recognise, strike_off], ids=["recognised", "struck off"])
def test_qd_29_4_3_2b_only_the_competent_committee_decides(command):
    history = RESOLVED if command is recognise else ON_PROBATION

    refused = refusal(history, command, replace(NOW, acting=examples.GRASSROOTS))

    assert refused.code == "not_competent"


@pytest.mark.parametrize("command", [recognise, strike_off], ids=["recognised", "struck off"])
def test_qd_29_4_3_2a_a_grassroots_committee_with_delegation_decides_itself(command):
    history = RESOLVED if command is recognise else ON_PROBATION
    now = replace(WITH_RIGHT, today=NOW.today)

    [decided] = after(history, command, now)

    assert decided.decided_by == examples.GRASSROOTS
    assert refusal(history, command, replace(now, acting=examples.BLOC)).code == "not_competent"


def test_n13_a_probationary_member_is_struck_off_and_nothing_follows():
    assert after(ON_PROBATION, strike_off, NOW) == [examples.probationer_struck_off]
    struck = [*ON_PROBATION, examples.probationer_struck_off]

    assert after(struck, strike_off, NOW) == []
    assert refusal(struck, propose, NOW).code == "case_ended"
    assert [due for due in clocks(days(struck), NOW.today) if due.running] == []


def test_an_official_member_is_not_struck_off_here():
    late = replace(strike_off, struck_off_on=date(2025, 4, 1))

    refused = refusal(WAY, late, NOW)

    assert (refused.code, clause(refused)) == ("not_after_official", ("232-QĐ/TW", "4.2"))


def test_n11_a_wrong_admission_is_cancelled_even_of_an_official_member():
    cancel = replace(commands.cancel_decision, cancelled_on=date(2025, 4, 1))

    assert len(after(WAY, cancel, NOW)) == 1


def test_what_is_noted_leaves_the_member_on_probation():
    case = reduce(domain.evolve, READY, domain.initial)

    assert case.stage is Stage.ADMITTED


def test_recognition_waits_for_its_papers_once_probation_is_over_and_then_for_the_branch():
    noted = days(ON_PROBATION)

    assert waits_on(noted, date(2025, 2, 5)) == ()
    assert waits_on(noted, date(2025, 2, 6)) == (
        Stage.SELF_REVIEWED,
        Stage.PROBATION_COMMENTED,
        Stage.PROBATION_OPINIONS_SUMMARISED,
    )
    assert waits_on(days(READY), date(2025, 2, 12)) == (Stage.RECOGNITION_PROPOSED,)


@pytest.mark.parametrize(
    ("term", "history", "due_on", "cited"),
    [
        (Term.MEMBER_CV, WAY[:15], date(2024, 3, 25), ("12-HD/BTCTW (2022)", "II.2.2")),
        (Term.RECOGNITION, READY, date(2025, 3, 19), ("232-QĐ/TW", "4.2")),
        (Term.RECOGNITION_DECISION, PROPOSED, date(2025, 3, 31), ("232-QĐ/TW", "4.3.1")),
    ],
)
def test_each_term_after_the_ceremony_has_its_day_and_its_clause(term, history, due_on, cited):
    found = {due.term: due for due in clocks(days(history), date(2025, 2, 20))}

    assert found[term].due_on == due_on
    assert (found[term].rule.instrument, found[term].rule.clause) == cited


def test_the_clock_of_recognition_does_not_run_during_probation():
    terms = {due.term for due in clocks(days(READY), date(2025, 2, 4))}

    assert terms == {Term.PROBATION}
