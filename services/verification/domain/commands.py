"""What verification can be told to do, and what the shell knows when it does."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.terms import (
    CaseId,
    CommitteeId,
    DocumentNumber,
    NamedPerson,
    RequestId,
    VerificationResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequests:
    """Ask about everybody whom the sealed CV names and the guidance makes a subject."""

    case_id: CaseId
    branch_id: CommitteeId
    persons: tuple[NamedPerson, ...]
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReply:
    """The asked committee answers by itself."""

    case_id: CaseId
    request_id: RequestId
    result: VerificationResult
    document_no: DocumentNumber
    replied_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaperReply:
    """The asking committee enters an answer that came on paper, with its number and day."""

    case_id: CaseId
    request_id: RequestId
    result: VerificationResult
    document_no: DocumentNumber
    replied_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclude:
    """The asking grassroots committee concludes about everybody (kết luận thẩm tra)."""

    case_id: CaseId
    concluded_on: date


Command = PlanRequests | RecordReply | RecordPaperReply | Conclude


def day_of(command: Command) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case PlanRequests(sent_on=day) | Conclude(concluded_on=day):
            return day
        case RecordReply(replied_on=day) | RecordPaperReply(replied_on=day):
            return day
        case _:
            assert_never(command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the shell knows and the history does not: the day on which it is asked."""

    today: date
