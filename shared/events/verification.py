"""Topic `ketnap.verifications.v1`, keyed by case: what was asked about a background, what came."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import (
    CaseId,
    CommitteeId,
    DocumentNumber,
    PersonId,
    Relation,
    ReplyChannel,
    RequestId,
    VerificationResult,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequested:
    """A committee was asked about one person whom a sealed CV names (form 20-KNĐ)."""

    case_id: CaseId
    request_id: RequestId
    person_id: PersonId
    relation: Relation
    branch_id: CommitteeId
    addressee_id: CommitteeId
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReplied:
    """The answer about one person came, from the asked committee or on paper with its number."""

    case_id: CaseId
    request_id: RequestId
    result: VerificationResult
    channel: ReplyChannel
    document_no: DocumentNumber
    replied_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationConcluded:
    """The asking grassroots committee found everybody's background confirmed."""

    case_id: CaseId
    concluded_on: date


VerificationEvent = VerificationRequested | VerificationReplied | VerificationConcluded
