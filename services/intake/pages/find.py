"""The page to find a person by part of the name; what is looked for stands in no address."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk, Search
from services.intake.pages.sent import Sent, sent
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden

SignedIn = Annotated[Office, Depends(signed_in)]


def add_find(route: APIRouter, desk: Desk, pages: Pages) -> None:
    @route.get("/find")
    async def ask(request: Request, office: SignedIn) -> Response:
        check_may_find(office)
        return asked(pages, request)

    @route.post("/find")
    async def find(request: Request, office: SignedIn) -> Response:
        return await answered(desk, pages, request, await sent(request), office=office)


def check_may_find(office: Office) -> None:
    if not may(office, Action.READ_CASE, [office.committee_id]):
        raise Forbidden(Action.READ_CASE, office)


def asked(pages: Pages, request: Request) -> Response:
    """The empty form."""
    return pages.render(request, "find.html", typed={}, mistakes={}, search=None, branches={})


async def answered(
    desk: Desk, pages: Pages, request: Request, sent: Sent, *, office: Office
) -> Response:
    """Whom the words find; raises Forbidden."""
    today, texts = clock.today(), texts_for(request)
    words = sent.typed.text("name") or ""
    search = await desk.persons.find(words, office=office, today=today)
    mistakes = sent.typed.said(texts)
    return pages.render(
        request,
        "find.html",
        status=422 if mistakes else 200,
        typed=sent.typed.fields,
        mistakes=mistakes,
        search=None if mistakes else search,
        branches=await branches_of(desk, search),
    )


async def branches_of(desk: Desk, search: Search) -> dict[object, str]:
    branches = [case.branch_id for one in search.found for case in one.cases]
    titles = await desk.titles(branches, today=clock.today())
    return {committee: title.name for committee, title in titles.items()}
