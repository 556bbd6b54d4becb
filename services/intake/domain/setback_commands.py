"""What an office can ask to record when a recognition does not go straight on."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.terms import CaseId, DocumentNumber, ReturnReason, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLostRecognition:
    """Record a branch vote on recognition, and on striking off, that reached two thirds for none.

    Those in favour are in favour of recognition.
    """

    case_id: CaseId
    minutes_no: DocumentNumber
    held_on: date
    vote: Vote
    for_striking_off: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferRecognition:
    """Record the report of the branch to the committee directly above, after its last vote."""

    case_id: CaseId
    report_no: DocumentNumber
    reported_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRecognition:
    """Send the dossier of a recognition back to the branch for completion."""

    case_id: CaseId
    note_no: DocumentNumber
    returned_on: date
    reason: ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitRecognition:
    """Hand the completed dossier of a recognition in again."""

    case_id: CaseId
    resubmitted_on: date


SetbackCommand = RecordLostRecognition | ReferRecognition | ReturnRecognition | ResubmitRecognition


def set_back_on(command: SetbackCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case RecordLostRecognition(held_on=day) | ReferRecognition(reported_on=day):
            return day
        case ReturnRecognition(returned_on=day) | ResubmitRecognition(resubmitted_on=day):
            return day
        case _:
            assert_never(command)
