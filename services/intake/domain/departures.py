"""What an office can ask to record when a case leaves its way, for a time or for good."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.terms import (
    CaseId,
    DocumentNumber,
    LeaveReason,
    RefusalReason,
    ReturnReason,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelistProspect:
    """Take somebody off the branch's list of prospects."""

    case_id: CaseId
    delisted_on: date
    reason: LeaveReason


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLostVote:
    """Record the minutes of a branch meeting whose vote did not reach two thirds."""

    case_id: CaseId
    minutes_no: DocumentNumber
    held_on: date
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDossier:
    """Send the dossier back to the branch for completion."""

    case_id: CaseId
    note_no: DocumentNumber
    returned_on: date
    reason: ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitDossier:
    """Hand the completed dossier in again."""

    case_id: CaseId
    resubmitted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAdmission:
    """Record that the competent committee did not agree, and its notice to the branch."""

    case_id: CaseId
    notice_no: DocumentNumber
    refused_on: date
    reason: RefusalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApplication:
    """Record that the applicant took the application back."""

    case_id: CaseId
    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase:
    """Close the case of an applicant who died, left or is no longer eligible."""

    case_id: CaseId
    closed_on: date
    reason: LeaveReason


DepartureCommand = (
    DelistProspect
    | RecordLostVote
    | ReturnDossier
    | ResubmitDossier
    | RefuseAdmission
    | WithdrawApplication
    | CloseCase
)


def departed_on(command: DepartureCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case DelistProspect(delisted_on=day) | CloseCase(closed_on=day):
            return day
        case RecordLostVote(held_on=day) | RefuseAdmission(refused_on=day):
            return day
        case ReturnDossier(returned_on=day) | ResubmitDossier(resubmitted_on=day):
            return day
        case WithdrawApplication(withdrawn_on=day):
            return day
        case _:
            assert_never(command)
