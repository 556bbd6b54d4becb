"""Topic `ketnap.verifications.v1`: who need not be asked about, and on what evidence."""

from dataclasses import dataclass
from datetime import date

from shared.events.background import MatchOutcome, QuestionItem, WaiverKind, WithdrawReason
from shared.events.terms import CaseId, DocumentNumber, PersonId, RequestId, WaiverId


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverProposed:
    """The asking side found a ground on which persons need not be asked about (miễn thẩm tra)."""

    case_id: CaseId
    waiver_id: WaiverId
    kind: WaiverKind
    covered: tuple[PersonId, ...]
    member_id: PersonId | None  # whose membership is the ground
    items: tuple[QuestionItem, ...]  # that are clear, where not all are
    document_no: DocumentNumber
    conclusion_no: DocumentNumber | None  # of the branch, on what is well known
    proposed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCalledBack:
    """A request needs no answer any more, since a waiver covers its person."""

    case_id: CaseId
    request_id: RequestId
    waiver_id: WaiverId
    called_back_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMatched:
    """The CV was laid beside the file that the ground of a waiver rests on (đối khớp)."""

    case_id: CaseId
    waiver_id: WaiverId
    outcome: MatchOutcome
    document_no: DocumentNumber
    matched_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverWithdrawn:
    """A waiver fell away: whom it covered must be asked about after all."""

    case_id: CaseId
    waiver_id: WaiverId
    reason: WithdrawReason
    withdrawn_on: date


WaivingEvent = WaiverProposed | RequestCalledBack | FileMatched | WaiverWithdrawn
