"""Verification for people: the lists of an office, a case, and the forms to answer and conclude."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from services.verification.desk import Desk
from services.verification.domain import RecordPaperReply, RecordReply
from services.verification.pages.act_page import ActPages
from services.verification.pages.acts.checks import sides_of
from services.verification.pages.forms import read_conclusion, read_reply
from services.verification.pages.sent import seen, sent, settle
from services.verification.pages.shown import address_of
from services.verification.pages.views import Views
from shared.events.terms import CaseId, RequestId
from shared.log.inbox import Inbox
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web.order import order_in

SignedIn = Annotated[Office, Depends(signed_in)]
REQUEST = "/cases/{case_id}/requests/{request_id}"


def router(desk: Desk, inbox: Inbox) -> APIRouter:
    """What people see and send."""
    pages = APIRouter(include_in_schema=False)
    views = Views(desk)
    _reading(pages, views)
    _replying(pages, views, desk, inbox)
    _concluding(pages, views, desk, inbox)
    _acting(pages, ActPages(desk, inbox))
    return pages


def _reading(pages: APIRouter, views: Views) -> None:
    @pages.get("/")
    async def lists(request: Request, office: SignedIn) -> Response:
        return await views.lists(request, office)

    @pages.get("/late")
    async def late(request: Request, office: SignedIn) -> Response:
        return await views.late(request, office)

    @pages.get("/cases/{case_id}")
    async def case(request: Request, case_id: UUID, office: SignedIn) -> Response:
        return await views.case(request, office, CaseId(case_id))

    @pages.get("/cases/{case_id}/compared")
    async def compared(request: Request, case_id: UUID, office: SignedIn) -> Response:
        return await views.compared(request, office, CaseId(case_id))

    @pages.get(REQUEST)
    async def reply(
        request: Request, case_id: UUID, request_id: UUID, office: SignedIn
    ) -> Response:
        asked = CaseId(case_id), RequestId(request_id)
        return await views.reply(request, office, *asked, paper=False)

    @pages.get(f"{REQUEST}/paper")
    async def paper(
        request: Request, case_id: UUID, request_id: UUID, office: SignedIn
    ) -> Response:
        asked = CaseId(case_id), RequestId(request_id)
        return await views.reply(request, office, *asked, paper=True)


def _replying(pages: APIRouter, views: Views, desk: Desk, inbox: Inbox) -> None:
    @pages.post(REQUEST)
    async def reply(
        request: Request, case_id: UUID, request_id: UUID, office: SignedIn
    ) -> Response:
        asked, typed = (CaseId(case_id), RequestId(request_id)), await sent(request)
        sides = sides_of(typed)
        command = read_reply(RecordReply, typed, *asked)
        order = order_in(typed.fields, office)
        problem = await settle(command, desk, inbox, order=order, sides=sides)
        if command and not problem:
            return seen(address_of(*asked, more="?done=replied"))
        return await views.reply(request, office, *asked, paper=False, typed=typed, problem=problem)

    @pages.post(f"{REQUEST}/paper")
    async def paper(
        request: Request, case_id: UUID, request_id: UUID, office: SignedIn
    ) -> Response:
        asked, typed = (CaseId(case_id), RequestId(request_id)), await sent(request)
        sides = sides_of(typed)
        command = read_reply(RecordPaperReply, typed, *asked)
        order = order_in(typed.fields, office)
        problem = await settle(command, desk, inbox, order=order, sides=sides)
        if command and not problem:
            return seen(address_of(CaseId(case_id), more="?done=paper"))
        return await views.reply(request, office, *asked, paper=True, typed=typed, problem=problem)


def _concluding(pages: APIRouter, views: Views, desk: Desk, inbox: Inbox) -> None:
    @pages.post("/cases/{case_id}")
    async def conclude(request: Request, case_id: UUID, office: SignedIn) -> Response:
        case, typed = CaseId(case_id), await sent(request)
        command = read_conclusion(typed, case_id=case)
        problem = await settle(command, desk, inbox, order=order_in(typed.fields, office))
        if command and not problem:
            return seen(address_of(case, more="?done=concluded"))
        return await views.case(request, office, case, typed=typed, problem=problem)


def _acting(pages: APIRouter, acts: ActPages) -> None:
    address = "/cases/{case_id}/{kind}/{of}/{slug}"

    @pages.get("/cases/{case_id}/new/{slug}")
    async def show_new(request: Request, case_id: UUID, slug: str, office: SignedIn) -> Response:
        return await acts.show(request, office, case_id, "new", case_id, slug)

    @pages.post("/cases/{case_id}/new/{slug}")
    async def take_new(request: Request, case_id: UUID, slug: str, office: SignedIn) -> Response:
        return await acts.take(request, office, case_id, "new", case_id, slug)

    @pages.get(address)
    async def show(
        request: Request, case_id: UUID, kind: str, of: UUID, slug: str, office: SignedIn
    ) -> Response:
        return await acts.show(request, office, case_id, kind, of, slug)

    @pages.post(address)
    async def take(
        request: Request, case_id: UUID, kind: str, of: UUID, slug: str, office: SignedIn
    ) -> Response:
        return await acts.take(request, office, case_id, kind, of, slug)
