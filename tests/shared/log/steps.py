"""Streams of steps for tests: as lines on their way, and as appends to a real ledger."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from random import Random
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.organisation import CommitteeNamed
from shared.events.step import Entry, Posted, Step
from shared.events.terms import CommitteeId, DocumentNumber, PublicName
from shared.log.chain import Act, link
from shared.log.feed import FULL_PAGE
from shared.log.ledger import Ledger

INTAKE = Ledger("intake")
DEADLINE = 10.0


def named(stream: UUID, number: int) -> CommitteeNamed:
    name = PublicName(f"Chi bộ số {number}")
    return CommitteeNamed(
        committee_id=CommitteeId(stream),
        name=name,
        named_on=date(2026, 1, 5),
        decision_no=DocumentNumber("1-QĐ/ĐU"),
    )


def act() -> Act:
    return Act(
        recorded_at=datetime(2026, 1, 5, 8, tzinfo=UTC),
        command_id=uuid4(),
        fingerprint=bytes(32),
        office="organisation_board:00000000-0000-0000-0000-000000000000",
        rule_set="qd-294",
    )


def next_steps(stream: UUID, last: Entry | None, count: int) -> list[Step]:
    first = last.version + 1 if last else 1
    events = [named(stream, number) for number in range(first, first + count)]
    return link(events, stream=stream, last=last, act=act())


def stream_of(length: int, *, stream: UUID | None = None) -> list[Entry]:
    return [step.entry for step in next_steps(stream or uuid4(), None, length)]


def posted(*streams: Sequence[Entry], source: str = "intake") -> list[Posted]:
    """The streams as a relay would publish them, one after the other."""
    entries = [entry for stream in streams for entry in stream]
    return [
        Posted(source=source, position=position, entry=entry)
        for position, entry in enumerate(entries, 1)
    ]


def mixed(random: Random, *streams: Sequence[Entry], source: str = "intake") -> list[Posted]:
    """The streams as a relay would publish them when they were written at the same time."""
    turns = [number for number, stream in enumerate(streams) for _ in stream]
    random.shuffle(turns)
    queues = [iter(stream) for stream in streams]
    return posted([next(queues[turn]) for turn in turns], source=source)


async def append(
    connection: AsyncConnection, stream: UUID, count: int = 1, *, ledger: Ledger = INTAKE
) -> None:
    history = await ledger.history(connection, stream)
    steps = next_steps(stream, history[-1].entry if history else None, count)
    entries = [step.entry for step in steps]
    await ledger.append(connection, stream, after=len(history), entries=entries)


async def commit(engine: AsyncEngine, stream: UUID, count: int = 1) -> None:
    async with engine.begin() as connection:
        await append(connection, stream, count)


class Shelf:
    """A feed whose pages lie ready."""

    def __init__(self, *published: Sequence[Posted]) -> None:
        self.published = [step for batch in published for step in batch]

    async def page(self, source: str, *, after: int, limit: int = FULL_PAGE) -> list[Posted]:
        following = [
            step for step in self.published if step.source == source and step.position > after
        ]
        return sorted(following, key=lambda step: step.position)[:limit]

    async def head(self, source: str) -> int | None:
        return max((step.position for step in self.published if step.source == source), default=0)


async def eventually(fact: Callable[[], Awaitable[bool]], *, within: float = DEADLINE) -> None:
    """Wait until `fact` holds; TimeoutError if it does not in so many seconds."""
    async with asyncio.timeout(within):
        while not await fact():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
