"""The feed of a service's ledger over HTTP: its published steps, page by page, for the others."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.log.feed import FULL_PAGE
from shared.log.ledger import Ledger
from shared.log.wire import to_json
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.web.problem import Forbidden

LONGEST_PAGE = 5000

After = Annotated[int, Query(ge=0, description="The position after which the page begins.")]
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE)]


class Page(BaseModel):
    """Published steps in the order of their positions, without gaps; none at the end."""

    steps: list[dict[str, str | int]]


class Head(BaseModel):
    """The newest position that was given; 0 before the first."""

    position: int


def allowed(office: Annotated[Office, Depends(signed_in)]) -> None:
    """Dependency: raises Forbidden for offices that may not read the feed."""
    if not may(office, Action.READ_FEED, ()):
        raise Forbidden(Action.READ_FEED, office)


def feed_router(engine: AsyncEngine, ledger: Ledger) -> APIRouter:
    """The routes `/feed` and `/feed/head` over `ledger`."""
    router = APIRouter(prefix="/feed", tags=["feed"], dependencies=[Depends(allowed)])

    @router.get("", response_model=Page)
    async def page(after: After = 0, limit: Limit = FULL_PAGE) -> Response:
        """The steps that follow position `after`, sent or not."""
        async with engine.connect() as connection:
            posted = await ledger.published(connection, after=after, limit=limit)
        body = msgspec.json.encode({"steps": [to_json(one) for one in posted]})
        return Response(body, media_type="application/json")

    @router.get("/head")
    async def head() -> Head:
        """The newest position."""
        async with engine.connect() as connection:
            return Head(position=await ledger.head(connection))

    return router
