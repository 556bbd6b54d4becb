"""Requests, replies and conclusions as JSON, for programs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.verification.api.answers import CaseAnswer, Waiting, case_answer, waiting
from services.verification.api.bodies import (
    AgainBody,
    Conclusion,
    MatchBody,
    Receipt,
    ReminderBody,
    Reply,
    WaiverBody,
    WithdrawalBody,
)
from services.verification.api.checks import add_checks
from services.verification.desk import Desk
from services.verification.domain import Conclude, RecordPaperReply, RecordReply
from shared.events.terms import CaseId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.order import Ordered, Recorded, recorded

SignedIn = Annotated[Office, Depends(signed_in)]
REQUEST = "/cases/{case_id}/requests/{request_id}"


def router(desk: Desk) -> APIRouter:
    """What programs may ask and tell."""
    api = APIRouter(prefix="/api", tags=["verification"])
    _questions(api, desk)
    _replies(api, desk)
    _asking(api, desk)

    _waiving(api, desk)
    add_checks(api, desk)

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
        return [waiting(asked, today) for asked in lists.waiting]

    @api.get("/late", summary="Whom the area of the office would remind: by due day")
    async def late(office: SignedIn) -> list[Waiting]:
        today = clock.today()
        lists = await desk.lists(office=office, today=today)
        return [waiting(asked, today) for asked in lists.late]

    @api.get("/cases/{case_id}", summary="Everything that was asked about one case")
    async def case(case_id: UUID, office: SignedIn, response: Response) -> CaseAnswer:
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        response.headers["ETag"] = f'"{file.version}"'
        return case_answer(file)


def _replies(api: APIRouter, desk: Desk) -> None:
    @api.post(f"{REQUEST}/receipt", summary="Either side tells of the receipt", status_code=201)
    async def receipt(
        case_id: UUID, request_id: UUID, body: Receipt, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(case_id, request_id)
        return recorded(await desk.take(command, order=order), response)

    @api.post(f"{REQUEST}/reply", summary="The asked committee answers", status_code=201)
    async def reply(
        case_id: UUID, request_id: UUID, body: Reply, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(RecordReply, case_id=case_id, request_id=request_id)
        return recorded(await desk.take(command, order=order, sides=body.sides), response)

    @api.post(f"{REQUEST}/paper-reply", summary="The asking side enters a paper", status_code=201)
    async def paper_reply(
        case_id: UUID, request_id: UUID, body: Reply, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(RecordPaperReply, case_id=case_id, request_id=request_id)
        return recorded(await desk.take(command, order=order, sides=body.sides), response)


def _asking(api: APIRouter, desk: Desk) -> None:
    @api.post(f"{REQUEST}/reminder", summary="The asking side reminded", status_code=201)
    async def reminder(
        case_id: UUID, request_id: UUID, body: ReminderBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(case_id, request_id)
        return recorded(await desk.take(command, order=order), response)

    @api.post(f"{REQUEST}/again", summary="The asking side asks anew", status_code=201)
    async def again(
        case_id: UUID, request_id: UUID, body: AgainBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(case_id, request_id, order.command_id)
        sealed = body.sealed(order.command_id)
        return recorded(await desk.take(command, order=order, sealed=sealed), response)


def _waiving(api: APIRouter, desk: Desk) -> None:
    waiver_path = "/cases/{case_id}/waivers/{waiver_id}"

    @api.post("/cases/{case_id}/waivers", summary="A ground to ask nobody", status_code=201)
    async def waiver(
        case_id: UUID, body: WaiverBody, order: Ordered, response: Response
    ) -> Recorded:
        return recorded(await desk.take(body.command(case_id), order=order), response)

    @api.post(f"{waiver_path}/match", summary="What the files showed", status_code=201)
    async def match(
        case_id: UUID, waiver_id: UUID, body: MatchBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(case_id, waiver_id)
        return recorded(await desk.take(command, order=order), response)

    @api.post(f"{waiver_path}/withdrawal", summary="A waiver is taken back", status_code=201)
    async def withdrawal(
        case_id: UUID, waiver_id: UUID, body: WithdrawalBody, order: Ordered, response: Response
    ) -> Recorded:
        command = body.command(case_id, waiver_id)
        return recorded(await desk.take(command, order=order), response)
