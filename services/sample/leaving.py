"""The commands of a made-up case that leaves its way."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from services.intake import domain as intake
from services.sample.entry import Command
from shared.events.appraisal import AppraisalOutcome
from shared.events.extending import ExtensionReason
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

Reason = TypeVar("Reason", bound=StrEnum)


def departure(
    case_id: CaseId,
    stage: Stage,
    number: DocumentNumber | None,
    *,
    on: date,
    vote: Vote,
    turn: int = 0,
) -> Command:
    """The command by which a case comes to `stage`; `number` where a paper tells it.

    Each of the reasons that there are is given in its `turn`.
    """
    match stage:
        case Stage.DELISTED:
            return intake.DelistProspect(
                case_id=case_id, delisted_on=on, reason=one_of(LeaveReason, turn)
            )
        case Stage.WITHDRAWN:
            return intake.WithdrawApplication(case_id=case_id, withdrawn_on=on)
        case Stage.CLOSED:
            return intake.CloseCase(case_id=case_id, closed_on=on, reason=one_of(LeaveReason, turn))
        case Stage.RESUBMITTED:
            return intake.ResubmitDossier(case_id=case_id, resubmitted_on=on)
        case Stage.CV_REAFFIRMED:
            return intake.ReaffirmCv(case_id=case_id, reaffirmed_on=on)
        case _:
            assert number is not None
            return with_paper(case_id, stage, number, on=on, vote=vote, turn=turn)


def with_paper(
    case_id: CaseId, stage: Stage, number: DocumentNumber, *, on: date, vote: Vote, turn: int = 0
) -> Command:
    match stage:
        case Stage.BRANCH_NOT_PASSED:
            return intake.RecordLostVote(
                case_id=case_id, minutes_no=number, held_on=on, vote=lost(vote)
            )
        case Stage.APPRAISAL_HELD:
            return intake.HoldAppraisal(
                case_id=case_id,
                note_no=number,
                held_on=on,
                outcome=one_of(AppraisalOutcome, turn),
            )
        case Stage.RETURNED:
            return intake.ReturnDossier(
                case_id=case_id,
                note_no=number,
                returned_on=on,
                reason=one_of(ReturnReason, turn),
            )
        case Stage.STRUCK_OFF:
            return intake.StrikeOff(
                case_id=case_id,
                decision_no=number,
                struck_off_on=on,
                reason=one_of(StrikeReason, turn),
            )
        case Stage.DEADLINE_EXTENDED:
            return intake.ExtendDeadline(
                case_id=case_id,
                document_no=number,
                extended_on=on,
                reason=one_of(ExtensionReason, turn),
            )
        case Stage.REFUSED:
            return intake.RefuseAdmission(
                case_id=case_id,
                notice_no=number,
                refused_on=on,
                reason=one_of(RefusalReason, turn),
            )
        case _:
            raise AssertionError(f"{stage} is on the way")


def one_of(reasons: type[Reason], turn: int) -> Reason:
    """Each of the reasons in its turn."""
    return tuple(reasons)[turn % len(reasons)]


def lost(vote: Vote) -> Vote:
    """The same meeting with half of the votes."""
    return replace(vote, in_favour=vote.base // 2)
