"""A recognition that does not go straight on: returned dossiers, and votes without an outcome."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Term, clocks, next_due, next_steps, waits_for
from shared.events.case import CaseEvent
from shared.events.stage import Stage
from tests import examples
from tests.intake import commands
from tests.intake.judging import GIVEN, WITH_RIGHT, after, clause, refusal, vote

NOW = replace(GIVEN, today=date(2025, 6, 2))
BELOW = replace(NOW, acting=examples.GRASSROOTS)
READY = [*examples.history, *examples.probation[:5]]
PROPOSED = [*READY, examples.recognition_proposed]
RETURNED = [*PROPOSED, examples.recognition_returned]
HANDED_IN = [*RETURNED, examples.recognition_resubmitted]
FIRST, SECOND, THIRD = examples.recognition_lost_thrice
VOTED = [*READY, FIRST, SECOND, THIRD]
REFERRED = [*VOTED, examples.recognition_referred]
lose, refer = commands.record_lost_recognition, commands.refer_recognition
give_back, resubmit = commands.return_recognition, commands.resubmit_recognition
STEPS = [
    (READY, lose, FIRST, NOW),
    (VOTED, refer, examples.recognition_referred, NOW),
    (PROPOSED, give_back, examples.recognition_returned, BELOW),
    (RETURNED, resubmit, examples.recognition_resubmitted, NOW),
]


def case_of(history: list[CaseEvent]) -> domain.Case:
    return reduce(domain.evolve, history, domain.initial)


@pytest.mark.parametrize(
    ("history", "command", "fact", "given"), STEPS, ids=[type(step[1]).__name__ for step in STEPS]
)
def test_each_step_makes_its_fact_and_the_same_again_none(history, command, fact, given):
    assert after(history, command, given) == [fact]
    assert after([*history, fact], command, given) == []


@pytest.mark.parametrize(
    ("history", "command", "code", "cited"),
    [
        (READY[:19], lose, "needs_probation_opinions_summarised", ("01-HD/TW (2021)", "4.4")),
        (VOTED[:22], refer, "needs_recognition_votes_over", ("232-QĐ/TW", "4.2c")),
        (READY, give_back, "needs_recognition_proposed", ("01-HD/TW (2021)", "4.2")),
        (PROPOSED, resubmit, "needs_recognition_returned", ("01-HD/TW (2021)", "3.8")),
    ],
)
def test_a_step_without_the_one_before_is_refused_by(history, command, code, cited):
    refused = refusal(history, command, NOW)

    assert (refused.code, clause(refused)) == (code, cited)


def test_a_returned_recognition_waits_for_the_branch_and_for_nobody_else():
    assert waits_for(case_of(RETURNED).taken) == (Stage.RECOGNITION_RESUBMITTED,)
    assert refusal(RETURNED, commands.resolve_recognition, NOW).code == (
        "needs_recognition_resubmitted"
    )


def test_a_recognition_that_was_handed_in_again_goes_on_from_that_day():
    early = replace(commands.resolve_recognition, resolved_on=date(2025, 2, 21))

    assert after(HANDED_IN, commands.resolve_recognition, NOW) == [examples.recognition_resolved]
    assert refusal(HANDED_IN, early, NOW).code == "before_recognition_resubmitted"


def test_question_6_the_clock_of_the_decision_runs_on_while_a_recognition_is_returned():
    found = {due.term: due.due_on for due in clocks(case_of(RETURNED).days, date(2025, 2, 20))}

    assert found[Term.RECOGNITION_DECISION] == date(2025, 3, 31)


def test_a_recognition_is_returned_by_the_committee_that_has_the_dossier():
    resolved = [*HANDED_IN, examples.recognition_resolved]
    again = replace(give_back, returned_on=date(2025, 3, 3))

    [returned] = after(resolved, again, NOW)

    assert returned.returned_by == examples.BLOC
    assert refusal(PROPOSED, give_back, NOW).code == "not_before_you"
    assert refusal(resolved, again, BELOW).code == "not_before_you"


def test_qd_29_4_3_2a_with_delegation_the_grassroots_committee_returns_it_all_along():
    resolved = [*HANDED_IN, examples.recognition_resolved]
    again = replace(give_back, returned_on=date(2025, 3, 3))

    [returned] = after(resolved, again, replace(WITH_RIGHT, today=NOW.today))

    assert returned.returned_by == examples.GRASSROOTS


def test_what_is_decided_is_not_returned():
    official = [*HANDED_IN, *examples.probation[6:]]
    late = replace(give_back, returned_on=date(2025, 3, 17))

    assert refusal(official, late, NOW).code == "not_after_official"


def test_charter_5_1_the_branch_does_not_vote_before_the_twelve_months_are_over():
    papers = [fact for fact in READY if fact is not examples.self_review_written]

    assert refusal(papers, replace(lose, held_on=date(2025, 2, 5)), NOW).code == "on_probation"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"vote": vote(20, 14)}, "vote_passed"),
        ({"vote": vote(20, 13)}, None),
        ({"vote": vote(20, 0), "for_striking_off": 14}, "striking_off_passed"),
        ({"vote": vote(20, 0), "for_striking_off": 13}, None),
        ({"for_striking_off": -1}, "branch_vote_impossible"),
        ({"for_striking_off": 19}, "branch_vote_impossible"),
        ({"vote": vote(2, 0)}, "too_few_members"),
    ],
)
def test_charter_5_what_two_thirds_agree_to_is_proposed_and_no_lost_vote(changed, code):
    command = replace(lose, **changed)

    found = refusal(READY, command, NOW).code if code else None

    assert found == code
    assert code or len(after(READY, command, NOW)) == 1


def test_qd_24_4_2c_each_vote_without_an_outcome_is_counted_and_the_third_is_the_last():
    again = replace(lose, minutes_no=SECOND.minutes_no, held_on=SECOND.held_on)
    once_more = replace(lose, minutes_no=THIRD.minutes_no, held_on=THIRD.held_on)

    second = after([*READY, FIRST], again, NOW)
    third = after([*READY, FIRST, SECOND], once_more, NOW)

    assert (second, third) == ([SECOND], [THIRD])


def test_after_a_lost_vote_the_branch_may_still_propose():
    assert after(
        [*READY, FIRST, SECOND],
        replace(commands.propose_recognition, resolved_on=date(2025, 2, 25)),
        NOW,
    )


@pytest.mark.parametrize("before", [READY, [*READY, FIRST]], ids=["at once", "the second time"])
def test_once_recognition_is_proposed_no_lost_vote_is_recorded(before):
    late = replace(lose, held_on=date(2025, 2, 18))

    refused = refusal([*before, examples.recognition_proposed], late, NOW)

    assert refused.code == "not_after_recognition_proposed"


@pytest.mark.parametrize(
    "command",
    [
        replace(lose, held_on=date(2025, 3, 6)),
        replace(commands.propose_recognition, resolved_on=date(2025, 3, 6)),
    ],
    ids=["lost again", "proposed"],
)
def test_qd_24_4_2c_the_branch_votes_no_fourth_time(command):
    refused = refusal(VOTED, command, NOW)

    assert (refused.code, refused.needed) == ("not_after_recognition_votes_over", THIRD.held_on)
    assert clause(refused) == ("232-QĐ/TW", "4.2c")


def test_qd_24_4_2c_the_competent_committee_decides_once_the_branch_has_reported():
    recognise = commands.recognise_member
    strike_off = domain.StrikeOff(
        case_id=examples.CASE,
        decision_no=examples.probationer_struck_off.decision_no,
        struck_off_on=date(2025, 3, 10),
        reason=examples.probationer_struck_off.reason,
    )

    assert refusal(VOTED, recognise, NOW).code == "needs_recognition_referred"
    assert after(REFERRED, recognise, NOW) == [examples.member_recognised]
    assert len(after(REFERRED, strike_off, NOW)) == 1
    assert refusal(REFERRED, recognise, BELOW).code == "not_competent"


def test_after_the_last_vote_the_branch_reports_and_then_those_above_decide():
    assert waits_for(case_of(VOTED).taken) == (Stage.RECOGNITION_REFERRED,)
    assert waits_for(case_of(REFERRED).taken) == (Stage.OFFICIAL,)


def test_after_the_last_vote_no_resolution_is_spoken_of_any_more():
    ahead = {step.stage for step in next_steps(case_of(VOTED), date(2025, 4, 1))}

    assert {Stage.RECOGNITION_REFERRED, Stage.OFFICIAL, Stage.STRUCK_OFF} <= ahead
    assert ahead.isdisjoint(
        {
            Stage.RECOGNITION_NOT_PASSED,
            Stage.RECOGNITION_PROPOSED,
            Stage.RECOGNITION_RESOLVED,
            Stage.RECOGNITION_RETURNED,
        }
    )


def test_the_clock_of_recognition_stops_with_the_report():
    assert next_due(case_of(VOTED).days, date(2025, 3, 3)) == date(2025, 3, 19)
    assert next_due(case_of(REFERRED).days, date(2025, 3, 3)) is None


def test_a_lost_vote_that_is_put_right_must_still_be_lost():
    correct = domain.CorrectStep(
        case_id=examples.CASE,
        stage=Stage.RECOGNITION_NOT_PASSED,
        corrected_on=date(2025, 3, 3),
        reason=examples.step_corrected.reason,
        vote=replace(FIRST.vote, in_favour=12),
    )

    assert refusal([*READY, FIRST], correct, NOW).code == "vote_passed"
    assert len(after([*READY, FIRST], replace(correct, vote=vote(20, 10)), NOW)) == 1
