"""The inbox of a service: whatever the carrier does, each stream is heard whole, in order, once."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from shared import metrics
from shared.events.step import Posted
from shared.log import heard as notes
from shared.log.bell import Bell
from shared.log.feed import FULL_PAGE, Feed
from shared.log.halt import Halt
from shared.log.hearing import Hear, Heard, Hearing, Mark
from shared.log.sift import Fork, Gap
from shared.log.watch import Watch

__all__ = ["Fork", "Gap", "Halt", "Hear", "Heard", "Inbox", "Mark"]

log = structlog.get_logger(__name__)

LONGEST_END = 2.0  # seconds
MOST_PARKED = 100  # streams


class Inbox:
    """Hears each step in the transaction that notes it as heard, so both happen or neither.

    A step that fails for good is parked with all later ones of its stream, while others flow.
    Parked steps count as heard for the watermark: who shows figures says how many are parked.
    """

    def __init__(
        self,
        name: str,
        engine: AsyncEngine,
        hear: Hear,
        feed: Feed,
        bell: Bell,
        sources: Sequence[str],
        *,
        also_ring: Sequence[Bell] = (),
        patience: float = 10.0,
        most_parked: int = MOST_PARKED,
    ) -> None:
        """`bell` is rung after each commit, `also_ring` too: hearing may have appended steps.

        `patience` is how long a position may be missing before it is fetched, in seconds;
        `most_parked` how many streams may be set aside until it hears nothing more.
        """
        self.name = name
        self.sources = tuple(sources)
        self.bell = bell
        self.stopped: Halt | None = None
        self._engine = engine
        self._feed = feed
        self._bells = (bell, *also_ring)
        self._patience = patience
        self._hearing = Hearing(name, engine, hear, announce=self._ring, most_parked=most_parked)
        self._open = asyncio.Event()
        self._turn = asyncio.Lock()

    async def prepare(self) -> None:
        """Make the tables of the notes where they are missing; from now on `take` hears."""
        async with self._engine.begin() as connection:
            await notes.prepare(connection, self.sources)
        self._open.set()

    async def close(self) -> None:
        """Let what is being heard come to its end, and keep whatever else comes waiting.

        While the database is away nothing comes to its end, so this waits for a few seconds only.
        """
        self._open.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_END), self._turn:
                pass

    async def take(self, batch: Sequence[Posted], *, mark: Mark | None = None) -> None:
        """Return when all of `batch` is heard or parked; waits until the inbox is prepared.

        `mark` is done in the transaction that hears the last of it, so both are kept or neither.
        Raises Unreachable when something is missing and cannot be fetched, and Halt, from then on
        always.
        """
        await self._open.wait()
        async with self._in_turn():
            parts = {source: [p for p in batch if p.source == source] for source in self.sources}
            *before, last = [source for source in parts if parts[source]] or self.sources[:1]
            for source in before:
                await self._hear(source, parts[source])
            await self._hear(last, parts[last], mark=mark)

    async def catch_up(self, source: str, *, to: int) -> None:
        """Hear what is missing up to position `to` from the feed; raises Unreachable, Halt."""
        async with self._in_turn():
            await self._fetch(source, to=to)

    async def retry_parked(self) -> int:
        """Try each parked stream again, up to its first failure; how many steps were heard now."""
        async with self._in_turn():
            async with self._engine.connect() as connection:
                parked = await notes.parked_streams(connection)
            return sum([await self._hearing.retry(source, stream) for source, stream in parked])

    async def retry(self, source: str, stream: UUID) -> int:
        """Try one parked stream again, also where nothing new is heard any more."""
        async with self._turn:
            return await self._hearing.retry(source, stream)

    async def watch(self) -> None:
        """Look for ever after what does not come, and fetch it."""
        await Watch(self, self._feed, patience=self._patience).run()

    async def through(self, source: str) -> int:
        """The position up to which everything of `source` was heard or parked."""
        async with self._engine.connect() as connection:
            return await notes.through(connection, source)

    async def parked(self) -> int:
        """How many steps are set aside."""
        async with self._engine.connect() as connection:
            return await notes.count_parked(connection)

    async def wait_for(self, source: str, stream: UUID, version: int, *, within: float) -> bool:
        """Whether `version` of `stream` was heard by now, or is within so many seconds."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + within
        while True:
            rings = self.bell.rings
            async with self._engine.connect() as connection:
                if await notes.arrived(connection, source, stream, version):
                    return True
            if clock() >= deadline:
                return False
            await self.bell.wait(deadline - clock(), since=rings)

    async def _hear(
        self, source: str, batch: Sequence[Posted], *, mark: Mark | None = None
    ) -> None:
        try:
            await self._hearing.absorb(source, batch, mark=mark)
        except Gap as gap:
            metrics.LOSSES.labels(self.name, source).inc()
            log.error("lost", service=self.name, source=source, before=gap.posted.position)
            await self._fetch(source, to=max(posted.position for posted in batch))
            await self._hearing.absorb(source, batch, mark=mark)

    async def _fetch(self, source: str, *, to: int) -> None:
        reached = await self.through(source)
        while reached < to:
            limit = min(to - reached, FULL_PAGE)
            page = await self._feed.page(source, after=reached, limit=limit)
            if not page:
                return
            await self._hearing.absorb(source, page)
            reached = page[-1].position

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        async with self._turn:
            if self.stopped:
                raise self.stopped.with_traceback(None)
            try:
                yield
            except Halt as halt:
                self.stop(halt)
                raise

    def stop(self, halt: Halt) -> None:
        """Hear nothing more."""
        self.stopped = halt
        if isinstance(halt, Fork):  # what came contradicts what was heard
            metrics.FORKS.labels(self.name, halt.source).inc()
        log.critical("halt", service=self.name, kind=type(halt).__name__, why=str(halt))

    def _ring(self) -> None:
        for bell in self._bells:
            bell.ring()
