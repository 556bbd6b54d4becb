"""The commands of a made-up case that leaves its way."""

from dataclasses import replace
from datetime import date

from services.intake import domain as intake
from services.sample.entry import Command
from shared.events.stage import Stage
from shared.events.terms import (
    CaseId,
    DocumentNumber,
    LeaveReason,
    RefusalReason,
    ReturnReason,
    StrikeReason,
    Vote,
)


def departure(
    case_id: CaseId, stage: Stage, number: DocumentNumber | None, *, on: date, vote: Vote
) -> Command:
    """The command by which a case comes to `stage`; `number` where a paper tells it."""
    match stage:
        case Stage.DELISTED:
            return intake.DelistProspect(case_id=case_id, delisted_on=on, reason=LeaveReason.UNFIT)
        case Stage.WITHDRAWN:
            return intake.WithdrawApplication(case_id=case_id, withdrawn_on=on)
        case Stage.CLOSED:
            return intake.CloseCase(case_id=case_id, closed_on=on, reason=LeaveReason.LEFT)
        case Stage.RESUBMITTED:
            return intake.ResubmitDossier(case_id=case_id, resubmitted_on=on)
        case _:
            assert number is not None
            return with_paper(case_id, stage, number, on=on, vote=vote)


def with_paper(
    case_id: CaseId, stage: Stage, number: DocumentNumber, *, on: date, vote: Vote
) -> Command:
    match stage:
        case Stage.BRANCH_NOT_PASSED:
            return intake.RecordLostVote(
                case_id=case_id, minutes_no=number, held_on=on, vote=lost(vote)
            )
        case Stage.RETURNED:
            return intake.ReturnDossier(
                case_id=case_id,
                note_no=number,
                returned_on=on,
                reason=ReturnReason.PAPERS_MISSING,
            )
        case Stage.STRUCK_OFF:
            return intake.StrikeOff(
                case_id=case_id,
                decision_no=number,
                struck_off_on=on,
                reason=StrikeReason.UNFIT,
            )
        case Stage.REFUSED:
            return intake.RefuseAdmission(
                case_id=case_id,
                notice_no=number,
                refused_on=on,
                reason=RefusalReason.STANDARDS,
            )
        case _:
            raise AssertionError(f"{stage} is on the way")


def lost(vote: Vote) -> Vote:
    """The same meeting with half of the votes."""
    return replace(vote, in_favour=vote.base // 2)
