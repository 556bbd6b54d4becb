"""The one address in front of the three services, with the built-in sign-in for trying out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

import httpx
from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncEngine
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount

from services.intake.records import tree
from shared.people.choice import Choice
from shared.people.sign_in import SignIn
from shared.service import Service
from shared.web.clock import today
from shared.web.frame import Lack, build
from shared.web.loading import Loading
from shared.web.pages import Pages
from shared.web.sign_in import sign_in_router

LOOK = 0.5  # seconds between two looks at how far the loading is


def entrance(
    services: Mapping[str, Service],
    clients: Mapping[str, httpx.AsyncClient],
    *,
    sign_in: SignIn,
    loading: Loading,
) -> Starlette:
    """Each service under its name; before them the first page, the sign-in, and how all are."""
    front = build(
        "entrance",
        sign_in=sign_in,
        ready=lambda: lacks(clients),
        routers=[
            doors(services),
            progress(loading),
            sign_in_router(sign_in, choices(services["intake"].engine)),
        ],
    )
    front.state.assets = "/assets"
    for app in (front, *(service.app for service in services.values())):
        app.state.loading = loading
        app.state.trial = True  # here anybody on this machine chooses an office
    mounts = [Mount(f"/{name}", service.app) for name, service in services.items()]
    return Starlette(routes=[*mounts, Mount("/", front)])


async def lacks(clients: Mapping[str, httpx.AsyncClient]) -> Sequence[Lack]:
    """What any of the services lacks, under its name."""
    return [
        Lack(part=f"{name}: {lack['part']}", why=lack["why"])
        for name, client in clients.items()
        for lack in (await client.get("/ready")).json()["lacks"]
    ]


def doors(services: Mapping[str, Service]) -> APIRouter:
    """Where somebody is led who names no page."""
    router = APIRouter(include_in_schema=False)

    router.add_api_route("/", led_to("/statistics/"))
    for name in services:
        router.add_api_route(f"/{name}", led_to(f"/{name}/"))
    return router


def led_to(address: str) -> Callable[[], Awaitable[RedirectResponse]]:
    async def lead() -> RedirectResponse:
        return RedirectResponse(address)

    return lead


def progress(loading: Loading) -> APIRouter:
    """The live part of every page while something long is loaded."""
    router = APIRouter(include_in_schema=False)
    pages = Pages()

    @router.get("/loading")
    async def live(request: Request) -> Response:
        async def events() -> AsyncIterator[ServerSentEvent]:
            while not loading.over:
                yield ServerSentEvent(pages.fragment(request, "loading.html"), event="figures")
                await asyncio.sleep(LOOK)
            yield ServerSentEvent("", event="over")

        return EventSourceResponse(events())

    return router


def choices(intake: AsyncEngine) -> Callable[[], Awaitable[Sequence[Choice]]]:
    """The committees that intake knows of today, for whose offices one may sign in."""

    async def known() -> Sequence[Choice]:
        async with intake.connect() as connection:
            return [
                Choice(
                    committee_id=title.committee_id,
                    name=title.name,
                    type=title.type,
                    parent_id=title.parent_id,
                )
                for title in await tree(connection, on=today())
            ]

    return known
