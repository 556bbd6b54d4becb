"""A bell a channel: rung after a commit, heard in every process; a burst of rings is one NOTIFY."""

import asyncio
from contextlib import suppress

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.log.outage import away

log = structlog.get_logger(__name__)

NOTIFY = text("SELECT pg_notify(:channel, '')")
PAUSE = 1.0  # seconds before a lost connection is made anew


class Bell:
    """Says only that something may be new; who is woken looks for himself.

    Waiters of this process hear `ring` at once. `run` carries rings to other processes and back.
    """

    def __init__(self, engine: AsyncEngine, channel: str) -> None:
        self._engine = engine
        self._channel = channel
        self._rings = 0
        self._next = asyncio.Event()
        self._due = asyncio.Event()

    @property
    def rings(self) -> int:
        """How often it rang: note it before you look, pass it to `wait`, and miss nothing."""
        return self._rings

    def ring(self) -> None:
        """Wake everybody; to be called after the commit, never within the transaction."""
        self._wake()
        self._due.set()

    async def wait(self, timeout: float, *, since: int | None = None) -> None:  # noqa: ASYNC109
        """Return at the next ring of any process, or after `timeout` seconds.

        With `since`, a former value of `rings`, return at once if it rang in between.
        """
        if since is not None and since != self._rings:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._next.wait()

    async def run(self) -> None:
        """Carry rings between the processes for ever; a lost connection is made anew."""
        while True:
            try:
                await self._carry()
            except Exception as error:
                if not away(error):
                    raise
                log.warning("bell_lost", channel=self._channel, error=type(error).__name__)
            await asyncio.sleep(PAUSE)

    async def _carry(self) -> None:
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                await self._listen(connection)
                await self._pass_on(connection)
            finally:
                await connection.invalidate()  # a pooled connection would go on listening

    async def _listen(self, connection: AsyncConnection) -> None:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        own = driver.get_server_pid()

        def heard(_connection: object, pid: int, _channel: str, _payload: str) -> None:
            if pid != own:
                self._wake()

        driver.add_termination_listener(lambda _connection: self._due.set())
        await driver.add_listener(self._channel, heard)

    async def _pass_on(self, connection: AsyncConnection) -> None:
        self.ring()  # whatever was missed while nobody listened
        while True:
            await self._due.wait()
            self._due.clear()
            await connection.execute(NOTIFY, {"channel": self._channel})

    def _wake(self) -> None:
        self._rings += 1
        woken, self._next = self._next, asyncio.Event()
        woken.set()
