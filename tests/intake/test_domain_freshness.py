"""N3: a dossier older than twelve months is supplemented before the branch resolves (§5.4)."""

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Term, clocks, next_due, outlooks, waits_on
from services.verification import domain as verification
from shared.events.case import CaseEvent
from shared.events.preparation import CvReaffirmed, OpinionsSummarised
from shared.events.stage import Stage
from shared.law.refusal import Reason, Refused
from tests import examples
from tests.intake import commands
from tests.intake.judging import BEFORE_BRANCH, FACTS, GIVEN, after, clause, meeting, refusal

LATER = replace(GIVEN, today=date(2026, 1, 5))
SEALED, SUMMARISED = date(2023, 10, 2), date(2023, 11, 16)
CV_HOLDS, OPINIONS_HOLD = date(2024, 10, 2), date(2024, 11, 16)
AGED = date(2024, 12, 2)
reaffirm = domain.ReaffirmCv(case_id=examples.CASE, reaffirmed_on=AGED)
supplement = domain.ReceiveSupplement(case_id=examples.CASE, reaffirmed_on=AGED)
summarise = replace(
    commands.summarise_opinions, summarised_on=AGED, residence_on=date(2024, 11, 28)
)
declare = replace(commands.declare_cv, declared_on=AGED)
REAFFIRMED = CvReaffirmed(case_id=examples.CASE, reaffirmed_on=AGED)
SUMMARISED_ANEW = OpinionsSummarised(
    case_id=examples.CASE,
    summarised_on=AGED,
    mass_organisations=examples.opinions_summarised.mass_organisations,
    residence_on=date(2024, 11, 28),
)
RENEWED = [*BEFORE_BRANCH, REAFFIRMED, SUMMARISED_ANEW]


def case_of(history: list[CaseEvent]) -> domain.Case:
    return reduce(domain.evolve, history, domain.initial)


def codes(reasons: tuple[Reason, ...]) -> list[str]:
    return [reason.code for reason in reasons]


def test_hd_06_5_4_the_branch_resolves_on_the_last_day_on_which_the_papers_hold():
    assert len(after(BEFORE_BRANCH, meeting(CV_HOLDS), LATER)) == 1


def test_hd_06_5_4_a_year_after_the_seal_the_branch_does_not_resolve():
    refused = refusal(BEFORE_BRANCH, meeting(CV_HOLDS + timedelta(days=1)), LATER)

    [reason] = refused.reasons
    assert (reason.code, reason.found, reason.needed) == ("sealed_cv_aged", SEALED, CV_HOLDS)
    assert clause(refused) == ("01-HD/TW (2021)", "5.4")


def test_hd_06_5_4_old_opinions_are_gathered_anew_too():
    refused = refusal(BEFORE_BRANCH, meeting(AGED), LATER)

    assert codes(refused.reasons) == ["sealed_cv_aged", "opinions_aged"]
    assert refused.reasons[1].needed == OPINIONS_HOLD


def test_hd_06_5_4_supplemented_the_dossier_holds_for_another_year():
    assert after(BEFORE_BRANCH, reaffirm, LATER) == [REAFFIRMED]
    assert after([*BEFORE_BRANCH, REAFFIRMED], summarise, LATER) == [SUMMARISED_ANEW]
    assert len(after(RENEWED, meeting(date(2025, 12, 2)), LATER)) == 1
    assert len(refusal(RENEWED, meeting(date(2025, 12, 3)), LATER).reasons) == 2


def test_hd_06_5_4_one_supplement_is_not_enough():
    refused = refusal([*BEFORE_BRANCH, SUMMARISED_ANEW], meeting(AGED), LATER)

    assert codes(refused.reasons) == ["sealed_cv_aged"]


def test_the_same_supplement_again_changes_nothing():
    assert after(RENEWED, reaffirm, LATER) == []
    assert after(RENEWED, summarise, LATER) == []


def test_an_earlier_supplement_than_the_newest_is_refused():
    earlier = replace(reaffirm, reaffirmed_on=date(2024, 11, 5))

    assert refusal(RENEWED, earlier, LATER).code == "already_taken"


def test_the_meeting_does_not_lie_before_the_supplement():
    history = [*BEFORE_BRANCH, REAFFIRMED]

    assert "before_cv_reaffirmed" in codes(refusal(history, meeting(CV_HOLDS), LATER).reasons)


def test_while_verification_is_open_it_supplements_its_papers_itself():
    assert refusal(FACTS[:5], reaffirm, LATER).code == "supplemented_there"


def test_once_the_branch_resolved_nothing_is_supplemented():
    refused = refusal(FACTS[:10], reaffirm, LATER)

    assert refused.code == "not_after_branch_resolved"


def test_hd_06_5_4_a_cv_that_changed_is_declared_anew_and_sealed_and_verified_anew():
    [declared] = after(BEFORE_BRANCH, declare, LATER)

    taken = case_of([*BEFORE_BRANCH, declared]).taken

    assert not {Stage.CV_SEALED, Stage.BACKGROUND_CONCLUDED, Stage.CV_CERTIFIED} & taken.keys()
    refused = refusal([*BEFORE_BRANCH, declared], meeting(AGED), LATER)
    assert codes(refused.reasons) == [
        "needs_cv_sealed",
        "needs_background_concluded",
        "needs_cv_certified",
    ]


def test_hd_06_5_4_the_cv_declared_anew_holds_from_its_own_seal():
    history = [*BEFORE_BRANCH, SUMMARISED_ANEW]
    for command in (
        declare,
        replace(commands.seal_cv, sealed_on=date(2024, 12, 6)),
        replace(commands.receive_conclusion, concluded_on=date(2025, 1, 6)),
        replace(commands.certify_cv, certified_on=date(2025, 1, 8)),
    ):
        history += after(history, command, LATER)

    assert len(after(history, meeting(date(2025, 1, 15)), LATER)) == 1


@pytest.mark.parametrize("steps", [5, 10])
def test_a_sealed_cv_is_not_declared_anew_before_its_verification_or_after_the_branch(steps):
    assert refusal(FACTS[:steps], declare, LATER).code == "already_taken"


def test_a_cv_is_not_declared_anew_before_it_was_verified():
    early = replace(declare, declared_on=date(2023, 10, 31))

    assert refusal(BEFORE_BRANCH, early, LATER).code == "already_taken"


def test_t2_the_case_shows_up_to_which_day_its_papers_hold():
    def due(history: list[CaseEvent]) -> dict[Term, date]:
        return {
            each.term: each.due_on for each in clocks(case_of(history).days, AGED, awaited=Stage)
        }

    assert due(BEFORE_BRANCH)[Term.SEALED_CV] == CV_HOLDS
    assert due(BEFORE_BRANCH)[Term.OPINIONS] == OPINIONS_HOLD
    assert Term.SEALED_CV not in due(FACTS[:10])
    assert due([*BEFORE_BRANCH, REAFFIRMED])[Term.SEALED_CV] == date(2025, 12, 2)
    days, meeting = case_of(BEFORE_BRANCH).days, (Stage.BRANCH_RESOLVED,)
    assert next_due(days, date(2024, 9, 2), awaited=meeting) == CV_HOLDS


def test_a_case_waits_for_its_supplements_from_the_day_after():
    days = case_of(BEFORE_BRANCH).days
    seen = {
        day: waits
        for day in (CV_HOLDS, CV_HOLDS + timedelta(days=1), AGED)
        for each in outlooks(days)
        if each.from_on <= day < each.until_on
        for waits in [each.waits_for]
    }

    assert seen[CV_HOLDS] == (Stage.BRANCH_RESOLVED,)
    assert seen[CV_HOLDS + timedelta(days=1)] == (Stage.CV_REAFFIRMED,)
    assert seen[AGED] == (Stage.CV_REAFFIRMED, Stage.OPINIONS_SUMMARISED)
    assert seen[AGED] == waits_on(days, AGED)


def test_the_supplements_are_offered_when_they_are_due():
    def offered(on: date) -> set[Stage]:
        return {step.stage for step in domain.next_steps(case_of(BEFORE_BRANCH), on)}

    assert not {Stage.CV_REAFFIRMED, Stage.OPINIONS_SUMMARISED} & offered(CV_HOLDS)
    assert {Stage.CV_REAFFIRMED, Stage.OPINIONS_SUMMARISED} <= offered(AGED)


def test_what_verification_supplemented_counts_here():
    waiting = FACTS[:5]

    [heard] = after(waiting, supplement, LATER)

    assert heard == REAFFIRMED
    assert after([*waiting, heard], supplement, LATER) == []


@pytest.mark.parametrize(
    "history",
    [
        FACTS[:10],
        [*BEFORE_BRANCH, examples.case_closed],
        [*FACTS[:3]],
        [*RENEWED, replace(REAFFIRMED, reaffirmed_on=date(2025, 2, 3))],
    ],
)
def test_a_supplement_that_is_heard_too_late_changes_nothing(history):
    assert after(history, supplement, LATER) == []


def test_a_conclusion_that_is_heard_after_the_end_changes_nothing():
    ended = [*FACTS[:5], examples.case_closed]

    assert after(ended, commands.receive_conclusion, LATER) == []


@pytest.mark.parametrize("stopped", [domain.ReceiveConclusion, domain.ReceiveSupplement])
def test_n20_what_verification_says_is_heard_while_a_case_rests(stopped):
    resting = [*FACTS[:5], replace(examples.case_suspended, suspended_on=date(2023, 10, 9))]
    command = commands.receive_conclusion if stopped is domain.ReceiveConclusion else supplement

    assert len(after(resting, command, LATER)) == 1


@pytest.mark.parametrize("days", [0, 1, 30])
def test_verification_and_intake_say_the_same_of_the_same_day(days):
    on = CV_HOLDS + timedelta(days=days)
    asked = reduce(
        verification.evolve,
        [*examples.verifications_requested, *examples.verifications_replied],
        verification.initial,
    )

    there = "dossier_stale" in codes(tuple(verification.lacking(asked, on=on)))
    try:
        here = not after(BEFORE_BRANCH, meeting(on), LATER)
    except Refused as refused:
        here = "sealed_cv_aged" in codes(refused.reasons)

    assert here == there == (days > 0)
