"""Corrections: the trio of the command, judged by the rules of the step and of every later one."""

from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import clocks, correctable, evolve, initial
from shared.events.case import CaseEvent
from shared.events.correcting import CorrectionReason, StepCorrected
from shared.events.stage import Stage
from shared.events.terms import CommitteeVote, DocumentNumber, Sex
from tests import examples
from tests.intake.judging import GIVEN, LINE, after, clause, refusal, vote

ADMITTED = examples.history
OFFICIAL = [*ADMITTED, *examples.probation]
PAPERS = (*OFFICIAL[17:20],)
BEFORE_PAPERS_WERE_ASKED = [fact for fact in OFFICIAL if fact not in PAPERS]
NOW = replace(GIVEN, today=date(2025, 6, 2), acting=examples.BRANCH, line_then=LINE)
ABOVE = replace(NOW, acting=examples.BLOC)


def correct(stage: Stage, **changes: object) -> domain.CorrectStep:
    return domain.CorrectStep(
        case_id=examples.CASE,
        stage=stage,
        corrected_on=date(2025, 6, 2),
        reason=CorrectionReason.PAPER_DIFFERS,
        **changes,
    )


def case_of(*history: CaseEvent) -> domain.Case:
    return reduce(evolve, history, initial)


def test_the_day_of_a_ceremony_is_corrected():
    assert after(ADMITTED, correct(Stage.ADMITTED, day=date(2024, 2, 8)), NOW) == [
        StepCorrected(
            case_id=examples.CASE,
            stage=Stage.ADMITTED,
            corrected_on=date(2025, 6, 2),
            corrected_by=examples.BRANCH,
            reason=CorrectionReason.PAPER_DIFFERS,
            day=date(2024, 2, 8),
        )
    ]


@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        (Stage.ADMITTED, {"day": examples.ceremony_held.held_on}),
        (Stage.DECIDED, {"document_no": examples.admission_decided.decision_no}),
        (Stage.BRANCH_RESOLVED, {"vote": examples.vote}),
        (Stage.PROSPECT_LISTED, {"profile": examples.profile}),
    ],
)
def test_what_stands_so_already_is_not_corrected(stage, changes):
    assert after(ADMITTED, correct(stage, **changes), ABOVE) == []


def test_the_same_correction_again_changes_nothing():
    command = correct(Stage.ADMITTED, day=date(2024, 2, 8))

    [corrected] = after(ADMITTED, command, NOW)

    assert after([*ADMITTED, corrected], command, NOW) == []


@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        (Stage.OFFICIAL, {"day": date(2025, 3, 11)}),  # not taken
        (Stage.ADMITTED, {}),
        (Stage.ADMITTED, {"document_no": DocumentNumber("1-QĐ/ĐU")}),  # a ceremony has none
        (Stage.CV_SEALED, {"day": date(2023, 10, 3)}),  # the letters went out on that day
        (Stage.BACKGROUND_CONCLUDED, {"day": date(2023, 11, 2)}),  # verification says it
    ],
)
def test_nothing_else_can_be_corrected(stage, changes):
    assert refusal(ADMITTED, correct(stage, **changes), ABOVE).code == "nothing_to_correct"


def test_a_step_is_not_put_into_the_future():
    refused = refusal(ADMITTED, correct(Stage.ADMITTED, day=date(2025, 6, 3)), NOW)

    assert refused.code == "in_future"


def test_qd_24_4_1_a_ceremony_is_not_put_before_the_decision_was_received():
    refused = refusal(ADMITTED, correct(Stage.ADMITTED, day=date(2024, 1, 19)), NOW)

    assert (refused.code, refused.needed) == ("before_decision_received", date(2024, 1, 22))


def test_qd_24_4_1_a_ceremony_is_not_put_after_its_term_without_a_consent():
    refused = refusal(ADMITTED, correct(Stage.ADMITTED, day=date(2024, 3, 29)), NOW)

    assert (refused.code, clause(refused)) == ("ceremony_late", ("24-QĐ/TW", "4.1"))


def test_charter_4_3_a_corrected_vote_needs_its_two_thirds():
    refused = refusal(ADMITTED, correct(Stage.BRANCH_RESOLVED, vote=vote(20, 13)), NOW)

    assert (refused.code, clause(refused)) == ("branch_vote", ("Điều lệ Đảng (2011)", "4.3"))


def test_hd_01_3_7_a_corrected_vote_of_the_committee_needs_its_two_thirds():
    lost = correct(Stage.GRASSROOTS_RESOLVED, committee_vote=CommitteeVote(members=15, in_favour=9))

    assert refusal(ADMITTED, lost, ABOVE).code == "grassroots_vote"


def test_qd_29_4_3_2_a_decision_is_not_put_on_a_day_on_which_another_decided():
    delegated = (LINE[0], replace(LINE[1], delegated=True), *LINE[2:])
    moved = correct(Stage.DECIDED, day=date(2024, 1, 16))

    assert refusal(ADMITTED, moved, replace(ABOVE, line_then=delegated)).code == "not_competent"


def test_qd_24_1_1_1_the_age_is_judged_on_the_corrected_day_of_the_meeting():
    moved = correct(Stage.BRANCH_RESOLVED, day=date(2023, 12, 5))

    [corrected] = after(ADMITTED, moved, NOW)
    young = replace(NOW, born_on=date(2005, 12, 6))

    assert corrected.age_months == 308
    assert refusal(ADMITTED, moved, young).code == "too_young"


def test_a_correction_that_makes_a_later_step_illegal_names_that_step():
    refused = refusal(ADMITTED, correct(Stage.DECIDED, day=date(2024, 1, 23)), ABOVE)
    broken, why = refused.reasons

    assert (broken.code, broken.values) == (
        "correction_breaks",
        {"stage": Stage.DECISION_RECEIVED},
    )
    assert (why.code, why.needed) == ("before_decided", date(2024, 1, 23))


def test_hd_06_5_4_an_older_certificate_makes_the_branch_resolution_wrong():
    refused = refusal(ADMITTED, correct(Stage.CLASS_CERTIFIED, day=date(2018, 12, 3)), NOW)

    assert refused.reasons[0].values == {"stage": Stage.BRANCH_RESOLVED}
    assert refused.reasons[1].code == "certificate_expired"


@pytest.mark.parametrize(
    ("history", "broken"),
    [
        (OFFICIAL, Stage.SELF_REVIEWED),
        (BEFORE_PAPERS_WERE_ASKED, Stage.RECOGNITION_PROPOSED),
    ],
)
def test_charter_5_1_a_later_ceremony_makes_an_early_step_after_probation_wrong(history, broken):
    refused = refusal(history, correct(Stage.ADMITTED, day=date(2024, 2, 19)), NOW)

    assert refused.reasons[0].values == {"stage": broken}
    assert refused.reasons[1].code == "on_probation"


def test_a_step_that_was_wrong_before_is_no_reason_against_another_correction():
    wrong = replace(examples.grassroots_resolved, vote=CommitteeVote(members=15, in_favour=2))
    history = [*ADMITTED[:8], wrong, *ADMITTED[9:]]

    assert after(history, correct(Stage.ADMITTED, day=date(2024, 2, 8)), NOW)


@pytest.mark.parametrize(
    ("stage", "changes", "office"),
    [
        (Stage.DECIDED, {"day": date(2024, 1, 16)}, examples.GRASSROOTS),
        (Stage.DECIDED, {"day": date(2024, 1, 16)}, examples.BRANCH),
        (Stage.GRASSROOTS_RESOLVED, {"day": date(2023, 12, 21)}, examples.BRANCH),
    ],
)
def test_who_stands_below_corrects_no_step_of_those_above(stage, changes, office):
    refused = refusal(ADMITTED, correct(stage, **changes), replace(NOW, acting=office))

    assert refused.code == "correction_not_yours"


@pytest.mark.parametrize("office", [examples.BRANCH, examples.GRASSROOTS, examples.BLOC])
def test_who_took_the_step_and_those_above_correct_it(office):
    moved = correct(Stage.ADMITTED, day=date(2024, 2, 8))

    assert after(ADMITTED, moved, replace(NOW, acting=office))


def test_n20_the_successor_corrects_a_decision_of_who_is_no_more():
    given = replace(ABOVE, acting=examples.PROVINCE, successors={examples.BLOC: examples.PROVINCE})

    assert after(ADMITTED, correct(Stage.DECIDED, document_no=DocumentNumber("9-QĐ/ĐUK")), given)


def test_an_ended_case_is_corrected_too_and_stays_ended():
    ended = [*ADMITTED, examples.decision_cancelled]
    cancelled = correct(Stage.DECISION_CANCELLED, day=date(2024, 6, 4))

    [corrected] = after(ended, cancelled, ABOVE)
    case = case_of(*ended, corrected)

    assert (case.ended, case.day(Stage.DECISION_CANCELLED)) == (True, date(2024, 6, 4))


def test_clocks_and_later_days_follow_the_corrected_day():
    [corrected] = after(ADMITTED, correct(Stage.ADMITTED, day=date(2024, 2, 8)), NOW)
    case = case_of(*OFFICIAL, corrected)

    assert case.stage is Stage.OFFICIAL
    assert case.taken[Stage.OFFICIAL].official_on == date(2025, 2, 8)
    assert case.taken[Stage.RECOGNITION_PROPOSED].probation_ended_on == date(2025, 2, 8)
    started = clocks(case_of(*ADMITTED, corrected).days, date(2024, 2, 9))
    assert {clock.started_on for clock in started} == {date(2024, 2, 8)}


def test_a_corrected_profile_is_the_one_that_later_steps_repeat():
    man = replace(examples.profile, sex=Sex.MALE)

    [corrected] = after(ADMITTED[:9], correct(Stage.PROSPECT_LISTED, profile=man), ABOVE)

    assert case_of(*ADMITTED[:9], corrected).profile == man
    assert case_of(*ADMITTED, replace(corrected, stage=Stage.ADMITTED)).profile == man


def test_a_corrected_number_is_the_number_of_the_decision():
    number = DocumentNumber("209-QĐ/ĐUK")

    [corrected] = after(ADMITTED, correct(Stage.DECIDED, document_no=number), ABOVE)

    assert case_of(*ADMITTED, corrected).decision.number == number


def test_a_correction_of_a_step_that_is_not_there_changes_nothing():
    assert case_of(examples.step_corrected) == initial


def test_what_can_be_corrected_is_what_the_step_told():
    case = case_of(*ADMITTED)

    assert correctable(case, Stage.BRANCH_RESOLVED).keys() == {"day", "document_no", "vote"}
    assert correctable(case, Stage.ADMITTED).keys() == {"day", "profile"}
    assert correctable(case, Stage.CV_SEALED) == {}
    assert correctable(case, Stage.OFFICIAL) == {}
