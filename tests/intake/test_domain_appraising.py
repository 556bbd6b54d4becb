"""Between the branch and the decision: the section where there is one, and the appraisal."""

from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.intake import domain
from services.intake.domain import Place
from shared.events.appraisal import AppraisalOutcome
from shared.events.stage import Stage
from shared.events.terms import CommitteeId, CommitteeType
from tests import examples
from tests.intake import commands
from tests.intake.judging import (
    BEFORE_BRANCH,
    BEFORE_GRASSROOTS,
    FACTS,
    GIVEN,
    LINE,
    WITH_RIGHT,
    after,
    clause,
    refusal,
)

SECTION = CommitteeId(UUID(int=0x5EC))
IN_SECTION = replace(
    GIVEN,
    line=(
        LINE[0],
        Place(committee_id=SECTION, type=CommitteeType.SECTION_COMMITTEE),
        *LINE[1:],
    ),
)
TO_SECTION = [*BEFORE_BRANCH, replace(examples.branch_resolved, section_id=SECTION)]
EXAMINED = [*TO_SECTION, examples.section_examined]
APPRAISING = FACTS[:11]
HELD = [*APPRAISING, examples.appraisal_held]

examine = domain.ExamineInSection(
    case_id=examples.CASE,
    report_no=examples.section_examined.report_no,
    examined_on=examples.section_examined.examined_on,
)
hold = domain.HoldAppraisal(
    case_id=examples.CASE,
    note_no=examples.appraisal_held.note_no,
    held_on=examples.appraisal_held.held_on,
    outcome=examples.appraisal_held.outcome,
)


def waiting(history: list) -> tuple[Stage, ...]:
    return domain.waits_for(reduce(domain.evolve, history, domain.initial).taken)


def test_hd_01_3_6c_the_branch_of_a_section_asks_it_to_examine():
    [resolved] = after(BEFORE_BRANCH, commands.resolve_in_branch, IN_SECTION)

    assert resolved == TO_SECTION[-1]
    assert waiting(TO_SECTION) == (Stage.SECTION_EXAMINED,)


def test_hd_01_3_6c_the_grassroots_committee_waits_for_the_section():
    refused = refusal(TO_SECTION, commands.resolve_in_grassroots, IN_SECTION)

    assert refused.code == "needs_section_examined"
    assert clause(refused) == ("01-HD/TW (2021)", "3.6c")


def test_the_section_reports_and_the_grassroots_committee_resolves():
    assert after(TO_SECTION, examine) == [examples.section_examined]
    assert len(after(EXAMINED, commands.resolve_in_grassroots)) == 1
    assert after(EXAMINED, examine) == []


def test_a_branch_without_a_section_asks_none():
    refused = refusal(BEFORE_GRASSROOTS, examine)

    assert refused.code == "not_asked_section_examined"
    assert waiting(BEFORE_GRASSROOTS) == (Stage.GRASSROOTS_RESOLVED,)


def test_a_report_does_not_lie_before_the_resolution():
    early = replace(examine, examined_on=date(2023, 12, 3))

    assert refusal(TO_SECTION, early).code == "before_branch_resolved"


def test_hd_01_3_8_the_decision_waits_for_the_appraisal():
    refused = refusal(APPRAISING, commands.decide_admission)

    assert (refused.code, clause(refused)) == ("needs_appraised", ("01-HD/TW (2021)", "3.8"))
    assert waiting(APPRAISING) == (Stage.APPRAISED,)


def test_where_the_right_is_delegated_nobody_appraises():
    [resolved] = after(BEFORE_GRASSROOTS, commands.resolve_in_grassroots, WITH_RIGHT)
    history = [*BEFORE_GRASSROOTS, resolved]

    assert resolved.appraised_by is None
    assert waiting(history) == (Stage.DECIDED,)
    assert refusal(history, commands.appraise, WITH_RIGHT).code == "not_asked_appraised"
    assert len(after(history, commands.decide_admission, WITH_RIGHT)) == 1


@pytest.mark.parametrize("command", [commands.appraise, hold], ids=["agree", "hold"])
def test_only_the_board_of_the_committee_that_decides_appraises(command):
    elsewhere = replace(GIVEN, acting=examples.PROVINCE)

    assert refusal(APPRAISING, command, elsewhere).code == "not_competent"


@pytest.mark.parametrize("outcome", AppraisalOutcome)
def test_n7_an_outcome_other_than_agreement_holds_the_decision(outcome):
    [held] = after(APPRAISING, replace(hold, outcome=outcome))
    history = [*APPRAISING, held]

    assert held.outcome is outcome
    assert refusal(history, commands.decide_admission).code == "needs_appraised"
    assert waiting(history) == (Stage.APPRAISED,)


def test_n7_a_dossier_may_be_held_again_and_is_decided_once_the_board_agrees():
    again = replace(hold, held_on=date(2024, 1, 3), outcome=AppraisalOutcome.SEEK_OPINION)

    assert len(after(HELD, again)) == 1
    assert after(HELD, hold) == []
    assert after(HELD, commands.appraise) == [examples.dossier_appraised]
    agreed = [*HELD, examples.dossier_appraised]
    assert after(agreed, commands.decide_admission) == [examples.admission_decided]
    assert refusal(agreed, again).code == "not_after_appraised"


def test_the_board_does_not_agree_before_it_held():
    early = replace(commands.appraise, appraised_on=date(2023, 12, 27))

    assert refusal(HELD, early).code == "before_appraisal_held"


def test_a_returned_dossier_is_not_appraised():
    returned = replace(examples.dossier_returned, returned_on=date(2023, 12, 22))

    assert refusal([*APPRAISING, returned], commands.appraise).code == "needs_resubmitted"


def test_a_case_of_the_time_before_appraisals_were_recorded_is_decided():
    old = replace(examples.grassroots_resolved, appraised_by=None)

    assert len(after([*FACTS[:10], old], commands.decide_admission)) == 1
