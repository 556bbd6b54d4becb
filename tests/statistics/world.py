"""Statistics at work in a test: what intake publishes is put in by hand, the rest is real."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import httpx
import uvicorn
from sqlalchemy import text

from services.statistics.main import assemble
from shared.events.step import Entry, Posted
from shared.events.terms import CommitteeId
from shared.log.carrier import InProcess
from shared.log.chain import Act, following
from shared.log.feed import FULL_PAGE
from shared.people.access import Office, Role
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.service import Service
from tests.engines import SERVICE_KEY, Database, connected, settings
from tests.statistics.histories import BLOC, Event, made, tree

ACT = Act(
    recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
    command_id=made("command", 0),
    fingerprint=bytes(32),
    office="service:00000000-0000-0000-0000-000000000000",
    rule_set="test",
)
FORGET = text("""
    TRUNCATE facts, committees, committee_names, committee_types, placements,
        heard, heard_through, parked
""")
BOARD = Office(role=Role.ORGANISATION_BOARD, committee_id=BLOC)


def posted(
    order: Sequence[tuple[UUID, int, Event]], *, before: Sequence[Posted] = ()
) -> list[Posted]:
    """The lines of intake's ledger in the order of publication, after those of `before`."""
    last: dict[UUID, Entry] = {one.entry.stream: one.entry for one in before}
    lines: list[Posted] = []
    for position, (stream, _, event) in enumerate(order, start=len(before) + 1):
        last[stream] = following(last.get(stream), stream=stream, event=event, act=ACT)
        lines.append(Posted(source="intake", position=position, entry=last[stream]))
    return lines


def in_turn(*streams: tuple[UUID, Sequence[Event]]) -> list[tuple[UUID, int, Event]]:
    """One stream after the other."""
    return [(stream, 0, event) for stream, events in streams for event in events]


def whole_tree() -> list[tuple[UUID, int, Event]]:
    return in_turn(*tree().items())


@dataclass
class Source:
    """The feed of intake: what it published, and whether it answers."""

    lines: list[Posted] = field(default_factory=list)
    answers: bool = True
    asked: int = 0

    async def page(self, source: str, *, after: int, limit: int = FULL_PAGE) -> list[Posted]:
        return self.lines[after : after + limit] if source == "intake" else []

    async def head(self, source: str) -> int | None:
        self.asked += 1
        if not self.answers:
            return None
        return len(self.lines) if source == "intake" else 0


@dataclass
class World:
    """The service, what it hears from, and a client signed in for the board of the bloc."""

    service: Service
    source: Source
    client: httpx.AsyncClient
    sign_in: SignIn

    async def publish(self, order: Sequence[tuple[UUID, int, Event]]) -> int:
        """Publish and carry steps; the position of the last."""
        lines = posted(order, before=self.source.lines)
        self.source.lines += lines
        await self.service.inbox.take(lines)
        return len(self.source.lines)

    def token(self, role: Role, committee_id: CommitteeId) -> dict[str, str]:
        """The header of another office."""
        office = Office(role=role, committee_id=committee_id)
        return {"Authorization": f"Bearer {self.sign_in.issue(office)}"}


def service_token() -> str:
    """With which another service asks statistics."""
    return ServiceKeys([SERVICE_KEY]).issue("statistics")


@asynccontextmanager
async def at_work(database: Database) -> AsyncIterator[World]:
    """The service running over an empty read model."""
    source, given = Source(), settings(database, "statistics")
    service = assemble(given, carrier=InProcess(), feed=source)
    sign_in = SignIn(given.session_key)
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=service.app),
        base_url="http://127.0.0.1/",
        headers={"Authorization": f"Bearer {sign_in.issue(BOARD)}", "Accept-Language": "en"},
    )
    async with service.running(), client:
        yield World(service=service, source=source, client=client, sign_in=sign_in)


async def forget(database: Database) -> None:
    """Empty the read model of a service that stopped, for the next example of a property."""
    async with connected(database, "statistics") as engine, engine.begin() as connection:
        await connection.execute(FORGET)


@asynccontextmanager
async def served(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service over a real connection: only there answers arrive in pieces."""
    config = uvicorn.Config(world.service.app, host="127.0.0.1", port=0, log_config=None)
    server = uvicorn.Server(config)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", headers=world.client.headers, timeout=10
        ) as client:
            yield client
        server.should_exit = True
        await running
