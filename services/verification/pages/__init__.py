"""Verification for people: the lists of an office, a case, and the forms to answer and conclude."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from services.verification.desk import LEDGER, Desk
from services.verification.domain import Command, RecordPaperReply, RecordReply
from services.verification.pages.forms import read_conclusion, read_reply
from services.verification.pages.shown import address_of
from services.verification.pages.views import Views
from shared.events.terms import CaseId, RequestId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn, Order
from shared.log.inbox import Inbox
from shared.log.ledger import Conflict
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.entry import Typed
from shared.web.failures import problem_of
from shared.web.order import order_in
from shared.web.problem import Problem

SignedIn = Annotated[Office, Depends(signed_in)]
LAG = 1.0  # seconds to wait until the lists show what was just recorded
REQUEST = "/cases/{case_id}/requests/{request_id}"


def router(desk: Desk, inbox: Inbox) -> APIRouter:
    """What people see and send."""
    pages = APIRouter(include_in_schema=False)
    views = Views(desk)
    _reading(pages, views)
    _replying(pages, views, desk, inbox)
    _concluding(pages, views, desk, inbox)
    return pages


def _reading(pages: APIRouter, views: Views) -> None:
    @pages.get("/")
    async def lists(request: Request, office: SignedIn) -> Response:
        return await views.lists(request, office)

    @pages.get("/cases/{case_id}")
    async def case(request: Request, case_id: UUID, office: SignedIn) -> Response:
        return await views.case(request, office, CaseId(case_id))

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
        command = read_reply(RecordReply, typed, *asked)
        problem = await settle(command, desk, inbox, order=order_in(typed.fields, office))
        if command and not problem:
            return seen(address_of(*asked, more="?done=replied"))
        return await views.reply(request, office, *asked, paper=False, typed=typed, problem=problem)

    @pages.post(f"{REQUEST}/paper")
    async def paper(
        request: Request, case_id: UUID, request_id: UUID, office: SignedIn
    ) -> Response:
        asked, typed = (CaseId(case_id), RequestId(request_id)), await sent(request)
        command = read_reply(RecordPaperReply, typed, *asked)
        problem = await settle(command, desk, inbox, order=order_in(typed.fields, office))
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


async def sent(request: Request) -> Typed:
    """The form as it was typed; what is no text is no field of ours."""
    form = await request.form()
    fields = {name: text for name, text in form.items() if isinstance(text, str)}
    return Typed(fields, today=clock.today())


async def settle(
    command: Command | None, desk: Desk, inbox: Inbox, *, order: Order
) -> Problem | None:
    """Take what could be read, wait a little for the lists, and say what stood against it."""
    if command is None:
        return None
    try:
        outcome = await desk.take(command, order=order)
    except (Refused, MovedOn, Conflict, KeyReused) as error:
        return problem_of(error)
    await inbox.wait_for(LEDGER.name, outcome.stream, outcome.version, within=LAG)
    return None


def seen(address: str) -> Response:
    """To the page that shows what was recorded; to load it again sends nothing again."""
    return RedirectResponse(address, status_code=303)
