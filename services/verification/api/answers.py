"""What programs are told about requests, their answers and what is late."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.verification.desk import File
from services.verification.domain import Request, Waiver
from services.verification.records import Asked
from shared.events.background import (
    Agency,
    MatchOutcome,
    QuestionItem,
    RefusalGround,
    RequestChannel,
    WaiverKind,
    Way,
)
from shared.events.terms import Relation, ReplyChannel, RequestId, VerificationResult, WaiverId


class Waiting(BaseModel):
    """A request without an answer; `days` are calendar days, `days_left` working days."""

    model_config = ConfigDict(from_attributes=True)

    case_id: UUID
    request_id: UUID
    person_id: UUID
    relation: Relation
    branch_id: UUID
    addressee_id: UUID | None
    agency: Agency | None
    request_channel: RequestChannel
    number: int
    sent_on: date
    received_on: date | None
    due_on: date
    reminded_on: date | None
    days: int
    days_left: int


class ReplyAnswer(BaseModel):
    """One answer about one person."""

    model_config = ConfigDict(from_attributes=True)

    result: VerificationResult
    channel: ReplyChannel
    document_no: str
    replied_on: date
    ground: RefusalGround | None


class ReminderAnswer(BaseModel):
    """One reminder to whoever has not answered."""

    model_config = ConfigDict(from_attributes=True)

    document_no: str
    reminded_on: date


class RequestAnswer(BaseModel):
    """A request with all its answers, of which the last one counts."""

    model_config = ConfigDict(from_attributes=True)

    request_id: UUID
    person_id: UUID
    relation: Relation
    addressee_id: UUID | None
    agency: Agency | None
    request_channel: RequestChannel
    number: int
    items: Sequence[QuestionItem]
    letter_no: str | None
    follows: UUID | None
    way: Way | None
    sent_on: date
    received_on: date | None
    due_on: date
    confirmed: bool
    open: bool
    called_back: bool
    reminders: Sequence[ReminderAnswer]
    answers: Sequence[ReplyAnswer]


class MatchAnswer(BaseModel):
    """What was found when the CV was laid beside the other file."""

    model_config = ConfigDict(from_attributes=True)

    outcome: MatchOutcome
    document_no: str
    matched_on: date


class WaiverAnswer(BaseModel):
    """A ground to ask nobody, with its evidence so far."""

    waiver_id: UUID
    kind: WaiverKind
    covered: Sequence[UUID]
    member_id: UUID | None
    items: Sequence[QuestionItem]
    document_no: str
    conclusion_no: str | None
    proposed_on: date
    matched: bool
    matches: Sequence[MatchAnswer]
    withdrawn_on: date | None


class CaseAnswer(BaseModel):
    """Everything that was asked about one case, at a version of its stream."""

    case_id: UUID
    version: int
    branch_id: UUID
    concluded_on: date | None
    requests: Sequence[RequestAnswer]
    waivers: Sequence[WaiverAnswer]


def waiting(asked: Asked, today: date) -> Waiting:
    return Waiting(
        case_id=asked.case_id,
        request_id=asked.request_id,
        person_id=asked.person_id,
        relation=asked.relation,
        branch_id=asked.branch_id,
        addressee_id=asked.addressee_id,
        agency=asked.agency,
        request_channel=asked.request_channel,
        number=asked.number,
        sent_on=asked.sent_on,
        received_on=asked.received_on,
        due_on=asked.due_on,
        reminded_on=asked.reminded_on,
        days=asked.days(today),
        days_left=asked.left(today),
    )


def case_answer(file: File) -> CaseAnswer:
    return CaseAnswer(
        case_id=file.case_id,
        version=file.version,
        branch_id=file.line[0],
        concluded_on=file.state.concluded_on,
        requests=[request_answer(id_, request) for id_, request in file.state.requests.items()],
        waivers=[waiver_answer(id_, waiver) for id_, waiver in file.state.waivers.items()],
    )


def waiver_answer(waiver_id: WaiverId, waiver: Waiver) -> WaiverAnswer:
    return WaiverAnswer(
        waiver_id=waiver_id,
        kind=waiver.kind,
        covered=waiver.covered,
        member_id=waiver.member_id,
        items=waiver.items,
        document_no=waiver.document_no,
        conclusion_no=waiver.conclusion_no,
        proposed_on=waiver.proposed_on,
        matched=waiver.matched,
        matches=[MatchAnswer.model_validate(match) for match in waiver.matches],
        withdrawn_on=waiver.withdrawn_on,
    )


def request_answer(request_id: RequestId, request: Request) -> RequestAnswer:
    return RequestAnswer(
        request_id=request_id,
        person_id=request.person_id,
        relation=request.relation,
        addressee_id=request.addressee_id,
        agency=request.agency,
        request_channel=request.channel,
        number=request.number,
        items=request.asked_items,
        letter_no=request.letter_no,
        follows=request.follows,
        way=request.way,
        sent_on=request.sent_on,
        received_on=request.received_on,
        due_on=request.due_on,
        confirmed=request.confirmed,
        open=request.open,
        called_back=request.called_back_by is not None,
        reminders=[ReminderAnswer.model_validate(one) for one in request.reminders],
        answers=[ReplyAnswer.model_validate(answer) for answer in request.answers],
    )
