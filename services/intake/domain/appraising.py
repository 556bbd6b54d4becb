"""Who must examine a dossier on its way to the decision, and what becomes of it there."""

from collections.abc import Sequence
from typing import assert_never

from services.intake.domain.appraisal_commands import (
    AppraisalCommand,
    AppraiseDossier,
    ExamineInSection,
    HoldAppraisal,
)
from services.intake.domain.competence import check_competent, competent_committee
from services.intake.domain.given import Given, Place
from services.intake.domain.levels import GRASSROOTS_LEVEL
from shared.events.appraisal import (
    AppraisalEvent,
    AppraisalHeld,
    DossierAppraised,
    SectionExamined,
)
from shared.events.terms import CommitteeId, CommitteeType


def section_above(line: Sequence[Place]) -> CommitteeId | None:
    """The section under which the branch stands on that day, if it does (HD 01 §3.6c)."""
    above = next(iter(line[1:2]), None)
    in_section = above is not None and above.type is CommitteeType.SECTION_COMMITTEE
    return above.committee_id if above and in_section else None


def appraiser(line: Sequence[Place]) -> CommitteeId | None:
    """Whose organisation board appraises (HD 01 §3.8): nobody's where the right is delegated."""
    competent = competent_committee(line)
    delegated = any(
        place.committee_id == competent and place.type in GRASSROOTS_LEVEL for place in line
    )
    return None if delegated else competent


def appraise(command: AppraisalCommand, given: Given) -> AppraisalEvent:
    """The fact that `command` makes; Refused but for the board of the committee that decides."""
    match command:
        case ExamineInSection(case_id=case_id, report_no=number, examined_on=day):
            return SectionExamined(case_id=case_id, report_no=number, examined_on=day)
        case AppraiseDossier(case_id=case_id, note_no=number, appraised_on=day):
            check_competent(given, day)
            return DossierAppraised(
                case_id=case_id, note_no=number, appraised_on=day, appraised_by=given.acting
            )
        case HoldAppraisal(case_id=case_id, note_no=number, held_on=day):
            check_competent(given, day)
            return AppraisalHeld(
                case_id=case_id,
                note_no=number,
                held_on=day,
                held_by=given.acting,
                outcome=command.outcome,
            )
        case _:
            assert_never(command)
