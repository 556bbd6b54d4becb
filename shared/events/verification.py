"""Topic `ketnap.verifications.v1`, keyed by case: what was asked about a background, what came."""

from dataclasses import dataclass
from datetime import date

from shared.events.background import Agency, QuestionItem, RefusalGround, RequestChannel, Way
from shared.events.crosscheck import CrosscheckEvent
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
from shared.events.waiving import WaivingEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRequested:
    """Somebody was asked about one person whom a sealed CV names (form 20-KNĐ)."""

    case_id: CaseId
    request_id: RequestId
    person_id: PersonId
    relation: Relation
    branch_id: CommitteeId
    addressee_id: CommitteeId | None  # none where an agency is asked
    sent_on: date
    number: int = 0  # among the requests of the case
    items: tuple[QuestionItem, ...] = ()
    channel: RequestChannel = RequestChannel.LETTER
    agency: Agency | None = None
    envoy_id: PersonId | None = None
    letter_no: DocumentNumber | None = None
    follows: RequestId | None = None  # the request whose answer did not settle it
    way: Way | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationTransferred:
    """The case went to another branch: who stands above that one has the file from then on."""

    case_id: CaseId
    branch_id: CommitteeId
    transferred_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReceived:
    """A request reached whom it asks: the term of the answer runs from this day."""

    case_id: CaseId
    request_id: RequestId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSent:
    """Whoever has not answered was reminded in writing (công văn đôn đốc)."""

    case_id: CaseId
    request_id: RequestId
    document_no: DocumentNumber
    reminded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReplied:
    """The answer about one person came, from the asked committee or on paper with its number."""

    case_id: CaseId
    request_id: RequestId
    result: VerificationResult
    channel: ReplyChannel
    document_no: DocumentNumber
    replied_on: date
    ground: RefusalGround | None = None  # of a refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSupplemented:
    """Papers older than their term were supplemented, so that they count again (HD 06 §5.4)."""

    case_id: CaseId
    document_no: DocumentNumber
    supplemented_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationReopened:
    """A CV declared anew was sealed after a conclusion: all whom it names are asked about anew."""

    case_id: CaseId
    reopened_on: date
    set_aside: tuple[RequestId, ...]  # whose answers were about the CV of before


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationConcluded:
    """The asking grassroots committee found everybody's background confirmed."""

    case_id: CaseId
    concluded_on: date


VerificationEvent = (
    VerificationRequested
    | VerificationTransferred
    | RequestReceived
    | ReminderSent
    | VerificationReplied
    | WaivingEvent
    | CrosscheckEvent
    | DossierSupplemented
    | VerificationReopened
    | VerificationConcluded
)
