"""The relay of a ledger: numbers what was committed and hands it to the carrier, in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared import metrics
from shared.log.bell import Bell
from shared.log.carrier import Carrier
from shared.log.ledger import Ledger
from shared.log.numbering import number
from shared.log.outage import away

log = structlog.get_logger(__name__)

BATCH = 500
LOOK = 0.2  # seconds after which it looks without being rung for
STAND_BY = 1.0  # seconds between two tries to become the one that publishes
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds after a failure
LONGEST_SILENCE = 60.0  # seconds; longer than any carrier takes to acknowledge or to give up

TRY_LOCK = text("SELECT pg_try_advisory_lock(hashtextextended(:key, 0))")
END_AFTER = text("SELECT set_config('idle_session_timeout', :milliseconds, false)")
SENT_THROUGH = text("SELECT position FROM sent_through")
SENT = text("UPDATE sent_through SET position = :position WHERE position < :position")


class NotSent(Exception):
    """The carrier did not acknowledge a batch, so nothing after it was sent."""


class Relay:
    """One of them works for each ledger; those of other processes stand by.

    Lock, numbering and progress share a connection: who loses the lock can write nothing more.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        ledger: Ledger,
        carrier: Carrier,
        bell: Bell,
        *,
        silence: float = LONGEST_SILENCE,
    ) -> None:
        """Who says nothing for `silence` seconds has frozen, and PostgreSQL takes the lock away."""
        self._engine = engine
        self._ledger = ledger
        self._carrier = carrier
        self._bell = bell
        self._silence = silence
        self._floor: int | None = None
        self._holds = metrics.RELAY_HOLDS.labels(ledger.name)
        self._appended = metrics.STEPS_APPENDED.labels(ledger.name)
        self._unsent = metrics.RELAY_UNSENT.labels(ledger.name)
        self._failures = metrics.RELAY_FAILURES.labels(ledger.name)

    async def run(self) -> None:
        """Publish for ever, or stand by for whoever does."""
        while True:
            try:
                async with self._own_connection() as connection:
                    await self._publish(connection)
            except Exception as error:
                if not away(error):
                    raise
                self._complain(error)
            await asyncio.sleep(STAND_BY)

    async def round(self) -> int:
        """Number and send once, without the lock; how many positions were given. Raises NotSent."""
        async with self._own_connection() as connection:
            return await self._round(connection)

    @asynccontextmanager
    async def _own_connection(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                yield connection
            finally:
                await connection.invalidate()  # the lock goes with it

    async def _publish(self, connection: AsyncConnection) -> None:
        await connection.execute(END_AFTER, {"milliseconds": f"{self._silence * 1000:.0f}"})
        key = {"key": f"ketnap.relay.{self._ledger.name}"}
        if not (await connection.execute(TRY_LOCK, key)).scalar_one():
            return
        self._floor = None
        self._holds.set(1)
        try:
            await self._publish_for_ever(connection)
        finally:
            self._holds.set(0)

    async def _publish_for_ever(self, connection: AsyncConnection) -> None:
        pause = SHORTEST_PAUSE
        while True:
            rings = self._bell.rings
            try:
                await self._round(connection)
            except NotSent as failure:
                self._complain(failure.__cause__ or failure)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                pause = SHORTEST_PAUSE
                await self._bell.wait(LOOK, since=rings)

    async def _round(self, connection: AsyncConnection) -> int:
        look = await number(connection, floor=self._floor)
        self._floor = look.floor
        self._appended.inc(look.given)  # Every committed step comes by here once.
        await self._send(connection)
        return look.given

    async def _send(self, connection: AsyncConnection) -> None:
        """Send what was not acknowledged yet, batch by batch; the first failure ends it."""
        sent: int = (await connection.execute(SENT_THROUGH)).scalar_one()
        head = await self._ledger.head(connection)
        self._unsent.set(head - sent)
        while batch := await self._ledger.published(connection, after=sent, limit=BATCH):
            try:
                await self._carrier.send(batch)
            except Exception as failure:
                raise NotSent from failure
            sent = batch[-1].position
            await connection.execute(SENT, {"position": sent})
            self._unsent.set(max(head - sent, 0))

    def _complain(self, error: BaseException) -> None:
        self._failures.inc()
        log.error("relay_failed", service=self._ledger.name, error=type(error).__name__)
