"""Requests, replies and conclusions as JSON, for programs."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.verification.api.acts import add_acts
from services.verification.api.answers import CaseAnswer, Waiting, case_answer, waiting
from services.verification.api.compared import add_compared
from services.verification.desk import Desk
from shared.events.terms import CaseId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock

SignedIn = Annotated[Office, Depends(signed_in)]


def router(desk: Desk) -> APIRouter:
    """What programs may ask and tell."""
    api = APIRouter(prefix="/api", tags=["verification"])
    _questions(api, desk)
    add_compared(api, desk)
    add_acts(api, desk)
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
