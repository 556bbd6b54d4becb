"""Events for other systems over HTTP: page by page, or as they come, each in its own pace."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated

import msgspec
import structlog
from fastapi import APIRouter, Depends, Header, Query, Request, Response
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.types import Receive, Scope, Send

from shared import metrics
from shared.law.refusal import Refused
from shared.log.bell import Bell
from shared.log.cloudevents import structured
from shared.log.outage import away
from shared.log.outside import Outside, Page, Told
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in, still_holds
from shared.web.problem import Forbidden

log = structlog.get_logger(__name__)

LONGEST_PAGE, FULL_PAGE = 5000, 500  # positions looked at
LAST = 2**53
LOOK = 1.0  # seconds after which a stream looks without being rung for
REST = 0.1  # seconds between two looks, however often the bell rings
HEARTBEAT = 15  # seconds
PATIENCE = 20.0  # seconds that a reader may take to take what he is sent
LASTS = 900.0  # seconds, then the reader comes again and the policy is asked again
COME_AGAIN = 2000  # milliseconds

After = Annotated[int, Query(ge=0, le=LAST, description="The position after which it begins.")]
Limit = Annotated[int, Query(ge=1, le=LONGEST_PAGE, description="How many positions to look at.")]
LastEventId = Annotated[int | None, Header(ge=0, le=LAST, description="The last `id` that came.")]


class CloudEvent(BaseModel):
    """A CloudEvent 1.0; `source` and `id` say which one it is, wherever it is read."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    time: str
    datacontenttype: str
    position: int
    data: dict[str, object]


class EventPage(BaseModel):
    """The events up to position `through`; the next page begins there, until it is `head`."""

    events: list[CloudEvent]
    through: int
    head: int


class EventHead(BaseModel):
    """The newest position that was given; 0 before the first."""

    position: int = Field(ge=0)


class DroppedIfSlow(EventSourceResponse):
    """Ends where the reader does not take what he is sent; he begins again where he was."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except SendTimeoutError:
            metrics.READERS_DROPPED.inc()
            log.info("reader_dropped", seconds=PATIENCE)


def reader(office: Annotated[Office, Depends(signed_in)]) -> Office:
    """Dependency: who reads; raises Forbidden for offices that are told nothing here."""
    if not may(office, Action.READ_EVENTS, (office.committee_id,)):
        raise Forbidden(Action.READ_EVENTS, office)
    return office


Reader = Annotated[Office, Depends(reader)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a stream waits for its reader, and how long it lasts, in seconds."""

    patience: float = PATIENCE
    lasts: float = LASTS
    heartbeat: float = HEARTBEAT


def events_router(outside: Outside, bell: Bell, pace: Pace = Pace()) -> APIRouter:
    """The routes `/events`, `/events/head` and `/events/live`; `bell` rings when some are new."""
    router = APIRouter(prefix="/events", tags=["events"])

    @router.get("", response_model=EventPage, summary="Events, page by page")
    async def page(office: Reader, after: After = 0, limit: Limit = FULL_PAGE) -> Response:
        found = await outside.page(office, after=after, limit=limit)
        return Response(as_json(found), media_type="application/json")

    @router.get("/head", summary="The newest position", dependencies=[Depends(reader)])
    async def head() -> EventHead:
        return EventHead(position=await outside.head())

    @router.get("/live", summary="Events as they come", response_class=EventSourceResponse)
    async def live(
        request: Request,
        office: Reader,
        last_event_id: LastEventId = None,
        after: After = 0,
    ) -> EventSourceResponse:
        begins = after if last_event_id is None else last_event_id
        await outside.page(office, after=begins, limit=1)  # What is wrong is said as a problem.
        return DroppedIfSlow(
            following(
                outside,
                bell,
                office,
                after=begins,
                lasts=pace.lasts,
                holds=partial(still_holds, request, office),
            ),
            ping=pace.heartbeat,
            send_timeout=pace.patience,
            sep="\n",
        )

    return router


async def following(
    outside: Outside,
    bell: Bell,
    office: Office,
    *,
    after: int,
    lasts: float,
    holds: Callable[[], Awaitable[bool]],
) -> AsyncIterator[ServerSentEvent]:
    """Every event after `after`, once and in order, until the time is up or the database away.

    It ends with the office, too, which `holds` is asked about before each page.

    One page is held at a time and the next is read when it was taken: the ledger is the queue.
    """
    now = asyncio.get_running_loop().time
    ends = now() + lasts
    yield ServerSentEvent(retry=COME_AGAIN)
    with metrics.READERS.track_inprogress():
        while now() < ends:
            rings = bell.rings
            try:
                if not await holds():
                    return
                found = await outside.page(office, after=after, limit=FULL_PAGE)
            except Exception as error:
                if not (away(error) or isinstance(error, Refused)):
                    raise
                return
            for sent in told(found, after=after):
                yield sent
            after = found.through
            if after == found.head:
                await asyncio.sleep(REST)
                await bell.wait(LOOK, since=rings)


def told(page: Page, *, after: int) -> list[ServerSentEvent]:
    """The events of a page; an id alone carries a reader over what is not for him."""
    sent = [
        ServerSentEvent(body(one).decode(), event=one.message.type, id=str(one.position), sep="\n")
        for one in page.events
    ]
    reached = page.events[-1].position if page.events else after
    if page.through > reached:
        sent.append(ServerSentEvent(id=str(page.through), sep="\n"))
    return sent


def body(one: Told) -> bytes:
    return msgspec.json.encode(structured(one.message, position=one.position))


def as_json(page: Page) -> bytes:
    events = [structured(one.message, position=one.position) for one in page.events]
    return msgspec.json.encode({"events": events, "through": page.through, "head": page.head})
