"""What operators do about parked steps: each decision is a step of the service that hears."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events import Event
from shared.events.terms import DocumentNumber, StreamId
from shared.events.upkeep import ParkedStepRetried, ParkedStepSkipped, SkipReason, Source
from shared.law.refusal import Refused
from shared.log import heard as notes
from shared.log.bell import Bell
from shared.log.decider import (
    Decider,
    Order,
    Outcome,
    attempt,
    execute,
    fingerprint,
)
from shared.log.inbox import Inbox
from shared.log.ledger import Ledger
from shared.log.skips import stream_of
from shared.people.access import Action, Office, may
from shared.web.problem import Forbidden

RULE_SET = "upkeep"  # no regulation speaks of it
KEY = b"upkeep"  # of fingerprints; nothing in these commands could be guessed that is not shown

PARKED_STREAMS = text("""
    SELECT DISTINCT ON (source, stream)
        source, stream, version, posted -> 'entry' ->> 'type' AS type, reason, parked_at,
        count(*) OVER (PARTITION BY source, stream) - 1 AS behind
    FROM parked ORDER BY source, stream, version
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedStream:
    """A stream that waits: its first parked step, why it is parked, and how many wait behind it."""

    source: Source
    stream_id: StreamId
    version: int
    type: str
    reason: str
    parked_at: datetime
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryParked:
    """Try the first parked step of a stream again, and those behind it."""

    source: Source
    stream_id: StreamId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipParked:
    """Pass over the first parked step of a stream, and try those behind it."""

    source: Source
    stream_id: StreamId
    version: int
    reason: SkipReason
    document_no: DocumentNumber


Command = RetryParked | SkipParked


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was recorded, and how many steps could be applied then."""

    outcome: Outcome
    applied: int


class Upkeep:
    """Sees, retries and skips what `inbox` could not apply; works beside whoever hears."""

    def __init__(self, inbox: Inbox, engine: AsyncEngine, *, appended: Bell | None = None) -> None:
        """`appended` is the bell of the relay, where the service has one."""
        self.service = inbox.name
        self._inbox = inbox
        self._engine = engine
        self._appended = appended
        self._ledger = Ledger(inbox.name)

    async def parked(self, office: Office) -> Sequence[ParkedStream]:
        """All that wait; raises Forbidden."""
        admit(office)
        async with self._engine.connect() as connection:
            rows = await connection.execute(PARKED_STREAMS)
            return [stream_that_waits(row) for row in rows.mappings()]

    async def take(self, command: Command, *, order: Order) -> Mended:
        """Record the decision and act on it; raises Forbidden, Refused, KeyReused, MovedOn."""
        admit(order.office)
        outcome = await attempt(self._engine, self._recording(command), order=order)
        if self._appended:
            self._appended.ring()
        applied = await self._inbox.retry(command.source, command.stream_id)
        return Mended(outcome=outcome, applied=applied)

    def _recording(
        self, command: Command
    ) -> Callable[[AsyncConnection, Order], Awaitable[Outcome]]:
        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            async def given(_: None) -> int | None:
                if command.source not in self._inbox.sources:
                    return None
                await notes.hold(connection, command.source)
                first = await notes.first_parked(connection, command.source, command.stream_id)
                return first.entry.version if first else None

            outcome = await execute(
                connection,
                self._ledger,
                DECIDER,
                stream_of(self.service),
                command,
                order=order,
                fingerprint=fingerprint(KEY, command, {}),
                rule_set=RULE_SET,
                given=given,
            )
            if isinstance(command, SkipParked) and not outcome.repeated:
                await notes.unpark(connection, command.source, command.stream_id, command.version)
            return outcome

        return work


def decide(command: Command, _: None, parked: int | None) -> Sequence[Event]:
    """`parked` is the version of the first parked step of the stream, None where nothing is."""
    if parked != command.version:
        raise Refused("not_parked", needed=command.version)
    match command:
        case RetryParked(source=source, stream_id=stream_id, version=version):
            return [ParkedStepRetried(source=source, stream_id=stream_id, version=version)]
        case SkipParked(source=source, stream_id=stream_id, version=version):
            return [
                ParkedStepSkipped(
                    source=source,
                    stream_id=stream_id,
                    version=version,
                    reason=command.reason,
                    document_no=command.document_no,
                )
            ]
        case _:
            assert_never(command)


DECIDER: Decider[Command, None, int | None] = Decider(
    initial=None, decide=decide, evolve=lambda state, _: state
)


def admit(office: Office) -> None:
    if not may(office, Action.MEND_PARKED, (office.committee_id,)):
        raise Forbidden(Action.MEND_PARKED, office)


def stream_that_waits(row: RowMapping) -> ParkedStream:
    return ParkedStream(
        source=Source(row["source"]),
        stream_id=StreamId(row["stream"]),
        version=row["version"],
        type=row["type"],
        reason=row["reason"],
        parked_at=row["parked_at"],
        behind=row["behind"],
    )
