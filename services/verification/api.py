"""Requests, replies and conclusions as JSON, for programs."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from services.verification.desk import Desk, File
from services.verification.domain import Conclude, RecordPaperReply, RecordReply
from services.verification.records import Asked
from shared.events.terms import (
    CaseId,
    Relation,
    ReplyChannel,
    RequestId,
    VerificationResult,
)
from shared.law.documents import document_number
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.order import Ordered, Recorded, recorded

DocumentText = Annotated[
    str, Field(min_length=1, max_length=60, description="Number and symbol, as `31-CV/ĐU`.")
]
SignedIn = Annotated[Office, Depends(signed_in)]
Replies = TypeVar("Replies", RecordReply, RecordPaperReply)


class Waiting(BaseModel):
    """A request that waits for the committee of the office; `days` are calendar days."""

    case_id: UUID
    request_id: UUID
    person_id: UUID
    relation: Relation
    branch_id: UUID
    addressee_id: UUID
    sent_on: date
    days: int


class ReplyAnswer(BaseModel):
    """One answer about one person."""

    model_config = ConfigDict(from_attributes=True)

    result: VerificationResult
    channel: ReplyChannel
    document_no: str
    replied_on: date


class RequestAnswer(BaseModel):
    """A request with all its answers, of which the last one counts."""

    request_id: UUID
    person_id: UUID
    relation: Relation
    addressee_id: UUID
    sent_on: date
    confirmed: bool
    answers: Sequence[ReplyAnswer]


class CaseAnswer(BaseModel):
    """Everything that was asked about one case, at a version of its stream."""

    case_id: UUID
    version: int
    branch_id: UUID
    concluded_on: date | None
    requests: Sequence[RequestAnswer]


class Reply(BaseModel):
    """What the asked committee found about the person."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "result": "confirmed",
                "document_no": "31-CV/ĐU",
                "replied_on": "2023-10-20",
            }
        },
    )

    result: VerificationResult
    document_no: DocumentText
    replied_on: date

    def command(self, kind: type[Replies], *, case_id: UUID, request_id: UUID) -> Replies:
        """Raises Refused for a number that is none of a Party document."""
        return kind(
            case_id=CaseId(case_id),
            request_id=RequestId(request_id),
            result=self.result,
            document_no=document_number(self.document_no),
            replied_on=self.replied_on,
        )


class Conclusion(BaseModel):
    """On which day the asking committee concluded."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"concluded_on": "2023-11-01"}}
    )

    concluded_on: date


def router(desk: Desk) -> APIRouter:
    """What programs may ask and tell."""
    api = APIRouter(prefix="/api", tags=["verification"])
    _questions(api, desk)
    _replies(api, desk)

    @api.post("/cases/{case_id}/conclusion", summary="The asking side concludes", status_code=201)
    async def conclusion(
        case_id: UUID, body: Conclusion, order: Ordered, response: Response
    ) -> Recorded:
        command = Conclude(case_id=CaseId(case_id), concluded_on=body.concluded_on)
        return recorded(await desk.take(command, order=order), response)

    return api


def _questions(api: APIRouter, desk: Desk) -> None:
    @api.get("/requests", summary="The requests that wait for the committee of the office")
    async def requests(office: SignedIn) -> list[Waiting]:
        today = clock.today()
        lists = await desk.lists(office=office, today=today)
        return [_waiting(asked, today) for asked in lists.waiting]

    @api.get("/cases/{case_id}", summary="Everything that was asked about one case")
    async def case(case_id: UUID, office: SignedIn, response: Response) -> CaseAnswer:
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        response.headers["ETag"] = f'"{file.version}"'
        return _case(file)


def _replies(api: APIRouter, desk: Desk) -> None:
    request = "/cases/{case_id}/requests/{request_id}"

    @api.post(f"{request}/reply", summary="The asked committee answers", status_code=201)
    async def reply(
        case_id: UUID, request_id: UUID, body: Reply, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(RecordReply, case_id=case_id, request_id=request_id)
        return recorded(await desk.take(command, order=order), response)

    @api.post(f"{request}/paper-reply", summary="The asking side enters a paper", status_code=201)
    async def paper_reply(
        case_id: UUID, request_id: UUID, body: Reply, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(RecordPaperReply, case_id=case_id, request_id=request_id)
        return recorded(await desk.take(command, order=order), response)


def _waiting(asked: Asked, today: date) -> Waiting:
    return Waiting(
        case_id=asked.case_id,
        request_id=asked.request_id,
        person_id=asked.person_id,
        relation=asked.relation,
        branch_id=asked.branch_id,
        addressee_id=asked.addressee_id,
        sent_on=asked.sent_on,
        days=asked.days(today),
    )


def _case(file: File) -> CaseAnswer:
    return CaseAnswer(
        case_id=file.case_id,
        version=file.version,
        branch_id=file.line[0],
        concluded_on=file.state.concluded_on,
        requests=[
            RequestAnswer(
                request_id=request_id,
                person_id=request.person_id,
                relation=request.relation,
                addressee_id=request.addressee_id,
                sent_on=request.sent_on,
                confirmed=request.confirmed,
                answers=[ReplyAnswer.model_validate(answer) for answer in request.answers],
            )
            for request_id, request in file.state.requests.items()
        ],
    )
