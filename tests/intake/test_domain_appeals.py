"""An appeal against striking off (N15): the trio of every command, its clause, its figures."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import next_steps, outlooks, waits_for, waits_on
from services.statistics.domain import Basis
from services.statistics.domain import evolve as evolve_fact
from shared.events.case import CaseEvent
from shared.events.stage import Stage
from tests import examples
from tests.intake import commands
from tests.intake.judging import GIVEN, after, clause, refusal

CASE = examples.CASE
NOW = replace(GIVEN, today=date(2025, 6, 2))
STRUCK = [*examples.history, *examples.probation[:2], examples.probationer_struck_off]
APPEALED = [*STRUCK, examples.striking_off_appealed]
UPHELD = [*APPEALED, examples.striking_off_upheld]
ANNULLED = [*APPEALED, examples.striking_off_annulled]
PAPERS = examples.probation[2:5]
"""What the branch considers recognition on."""
appeal = domain.AppealStrikingOff(
    case_id=CASE,
    appealed_on=examples.striking_off_appealed.appealed_on,
    decision_received_on=examples.striking_off_appealed.decision_received_on,
)
uphold = domain.UpholdStrikingOff(
    case_id=CASE,
    decision_no=examples.striking_off_upheld.decision_no,
    upheld_on=examples.striking_off_upheld.upheld_on,
)
annul = domain.AnnulStrikingOff(
    case_id=CASE,
    decision_no=examples.striking_off_annulled.decision_no,
    annulled_on=examples.striking_off_annulled.annulled_on,
)
strike_off = domain.StrikeOff(
    case_id=CASE,
    decision_no=examples.probationer_struck_off.decision_no,
    struck_off_on=date(2025, 1, 6),
    reason=examples.probationer_struck_off.reason,
)
propose = commands.propose_recognition


def case_after(history: list[CaseEvent]) -> domain.Case:
    return reduce(domain.evolve, history, domain.initial)


def offered(history: list[CaseEvent]) -> set[Stage]:
    return {step.stage for step in next_steps(case_after(history), NOW.today)}


@pytest.mark.parametrize(
    ("history", "command", "taken"),
    [(STRUCK, appeal, APPEALED), (APPEALED, uphold, UPHELD), (APPEALED, annul, ANNULLED)],
    ids=["appealed", "upheld", "annulled"],
)
def test_each_step_in_its_order_makes_its_fact_and_the_same_again_none(history, command, taken):
    assert after(history, command, NOW) == [taken[-1]]
    assert after(taken, command, NOW) == []


@pytest.mark.parametrize(
    ("history", "command", "code"),
    [
        (STRUCK[:-1], appeal, "needs_struck_off"),
        (STRUCK, uphold, "case_ended"),
        (STRUCK, annul, "case_ended"),
        (UPHELD, annul, "case_ended"),
        (ANNULLED, uphold, "needs_struck_off"),
    ],
    ids=["not struck off", "not appealed", "nothing to annul", "answered", "restored"],
)
def test_a_step_out_of_its_order_is_refused(history, command, code):
    assert refusal(history, command, NOW).code == code


def test_qd_24_8_an_appeal_comes_within_thirty_working_days_of_receipt():
    """Received on Monday, 14 October 2024: the thirtieth working day is 25 November."""
    last = replace(appeal, appealed_on=date(2024, 11, 25))
    late = replace(appeal, appealed_on=date(2024, 11, 26))

    refused = refusal(STRUCK, late, NOW)

    assert len(after(STRUCK, last, NOW)) == 1
    assert (refused.code, clause(refused)) == ("appeal_late", ("24-QĐ/TW", "8"))
    assert (refused.found, refused.needed) == (late.appealed_on, last.appealed_on)


@pytest.mark.parametrize(
    ("received_on", "code"),
    [
        (date(2024, 10, 4), "received_before_decision"),
        (date(2024, 11, 5), "appealed_before_receipt"),
    ],
)
def test_the_days_of_an_appeal_do_not_run_backwards(received_on, code):
    refused = refusal(STRUCK, replace(appeal, decision_received_on=received_on), NOW)

    assert (refused.code, clause(refused)) == (code, ("24-QĐ/TW", "8"))


@pytest.mark.parametrize("command", [uphold, annul], ids=["upheld", "annulled"])
def test_qd_24_8_the_committee_that_struck_off_answers_or_one_above(command):
    above = replace(NOW, acting=examples.PROVINCE)
    below = replace(NOW, acting=examples.GRASSROOTS)

    [answered] = after(APPEALED, command, above)

    assert answered.decided_by == examples.PROVINCE
    assert refusal(APPEALED, command, below).code == "not_competent"


@pytest.mark.parametrize("command", [uphold, annul], ids=["upheld", "annulled"])
def test_no_answer_comes_before_the_appeal(command):
    early = {type(uphold): "upheld_on", type(annul): "annulled_on"}[type(command)]

    refused = refusal(APPEALED, replace(command, **{early: date(2024, 11, 1)}), NOW)

    assert refused.code == "before_striking_off_appealed"


def test_an_appeal_waits_for_its_answer_and_striking_off_for_no_appeal():
    answers = (Stage.STRIKING_OFF_UPHELD, Stage.STRIKING_OFF_ANNULLED)
    [ahead] = outlooks(case_after(APPEALED).days)

    assert (waits_for(case_after(STRUCK).taken), outlooks(case_after(STRUCK).days)) == ((), [])
    assert ahead.waits_for == waits_on(case_after(APPEALED).days, NOW.today) == answers
    assert ahead.due_on is None
    assert (waits_for(case_after(UPHELD).taken), outlooks(case_after(UPHELD).days)) == ((), [])


def test_what_is_offered_after_striking_off():
    assert offered(STRUCK) == {Stage.STRIKING_OFF_APPEALED}
    assert offered(APPEALED) == {Stage.STRIKING_OFF_UPHELD, Stage.STRIKING_OFF_ANNULLED}
    assert offered(UPHELD) == set()
    assert Stage.STRIKING_OFF_APPEALED not in offered(ANNULLED)
    assert Stage.RECOGNITION_PROPOSED in offered(ANNULLED)


def test_an_appeal_leaves_the_member_struck_off_and_so_does_its_refusal():
    assert case_after(APPEALED).stage is case_after(UPHELD).stage is Stage.STRUCK_OFF
    assert case_after(APPEALED).ended
    assert case_after(UPHELD).ended


def test_who_is_restored_goes_on_to_recognition():
    restored = case_after(ANNULLED)

    assert (restored.stage, restored.ended) == (Stage.STRIKING_OFF_ANNULLED, False)
    assert len(after([*ANNULLED, *PAPERS], propose, NOW)) == 1


def test_recognition_does_not_lie_before_the_member_was_restored():
    late = replace(examples.striking_off_annulled, annulled_on=date(2025, 3, 3))

    refused = refusal([*APPEALED, late, *PAPERS], propose, NOW)

    assert (refused.code, refused.needed) == ("before_striking_off_annulled", date(2025, 3, 3))


def test_who_is_restored_may_be_struck_off_again_and_appeal_again():
    [struck] = after(ANNULLED, strike_off, NOW)
    again = replace(appeal, appealed_on=date(2025, 2, 3), decision_received_on=date(2025, 1, 13))

    assert len(after([*ANNULLED, struck], again, NOW)) == 1


def test_a_corrected_day_of_striking_off_does_not_make_an_appeal_precede_it():
    correct = domain.CorrectStep(
        case_id=CASE,
        stage=Stage.STRUCK_OFF,
        corrected_on=date(2025, 1, 6),
        reason=examples.step_corrected.reason,
        day=date(2024, 10, 21),
    )

    refused = refusal(APPEALED, correct, NOW)

    assert [reason.code for reason in refused.reasons] == [
        "correction_breaks",
        "received_before_decision",
    ]


@pytest.mark.parametrize(
    ("history", "stage"),
    [
        (STRUCK, Stage.STRUCK_OFF),
        (APPEALED, Stage.STRUCK_OFF),
        (UPHELD, Stage.STRUCK_OFF),
        (ANNULLED, Stage.STRIKING_OFF_ANNULLED),
    ],
    ids=["struck off", "appealed", "upheld", "annulled"],
)
def test_the_admission_counts_throughout_and_the_stage_follows(history, stage):
    fact = reduce(evolve_fact, history, None)

    assert fact.stage is stage
    assert fact.counts(Basis.CEREMONY_DATE).on == examples.ceremony_held.held_on
