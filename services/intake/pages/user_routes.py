"""The addresses of the pages about users and offices."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.desk import LEDGER, Desk
from services.intake.pages import user_forms, users
from services.intake.pages.sent import sent
from shared.events.terms import UserId
from shared.log.decider import Outcome
from shared.log.inbox import Inbox
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.web.pages import Pages, texts_for

SignedIn = Annotated[Office, Depends(signed_in)]
WITHIN = 1.0  # seconds that a form waits for the list to know what it recorded


def add_users(route: APIRouter, desk: Desk, inbox: Inbox, pages: Pages) -> None:
    @route.get("/users")
    async def listed(request: Request, office: SignedIn) -> Response:
        return await users.listed(desk, pages, request, office=office)

    @route.get("/users/{user_id}")
    async def user(request: Request, user_id: UserId, office: SignedIn) -> Response:
        return await users.page(desk, pages, request, user_id=user_id, office=office)

    @route.get("/users/{user_id}/{slug}")
    async def ask(request: Request, user_id: UserId, slug: str, office: SignedIn) -> Response:
        file = await user_forms.open_form(desk, user_id, slug, office=office)
        return await user_forms.shown(desk, pages, request, file=file, slug=slug, office=office)

    @route.post("/users/{user_id}/{slug}")
    async def take(request: Request, user_id: UserId, slug: str, office: SignedIn) -> Response:
        file = await user_forms.open_form(desk, user_id, slug, office=office)
        answered = await user_forms.take(
            desk, file, slug, await sent(request), office=office, texts=texts_for(request)
        )
        if isinstance(answered, Outcome):
            return await to_user(inbox, answered)
        return await user_forms.shown(
            desk, pages, request, file=file, slug=slug, office=office, question=answered
        )


async def to_user(inbox: Inbox, outcome: Outcome) -> Response:
    """To the page of the user, once the lists show it too or have had the time."""
    await inbox.wait_for(LEDGER.name, outcome.stream, outcome.version, within=WITHIN)
    done = outcome.version if outcome.steps else 0
    return RedirectResponse(f"/intake/users/{outcome.stream}?done={done}", status_code=303)
