"""Hear a batch in one transaction with the notes that it was heard, and get past what fails."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared import metrics
from shared.events.step import Posted, Step
from shared.log import heard as notes
from shared.log.halt import TooManyParked
from shared.log.outage import away, raced, where
from shared.log.sift import sift
from shared.log.skips import Skips, skipped, skips
from shared.log.stumbling import Stumbled, pauses, place, tries_worth
from shared.log.wire import Unreadable, decode

log = structlog.get_logger(__name__)

BEHIND_PARKED = "BehindParked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A step, and where it stands in the order of publication of its source."""

    source: str
    position: int
    step: Step


Hear = Callable[[AsyncConnection, Heard], Awaitable[None]]
HearMany = Callable[[AsyncConnection, Sequence[Heard]], Awaitable[None]]
Mark = Callable[[AsyncConnection], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InBulk:
    """A `hear` that can hear many steps at fewer statements, and leaves the same as one by one."""

    one: Hear
    many: HearMany

    async def __call__(self, connection: AsyncConnection, heard: Heard) -> None:
        await self.one(connection, heard)


class Hearing:
    """Hears each new step and notes it, both or neither, and announces every commit."""

    def __init__(
        self,
        name: str,
        engine: AsyncEngine,
        hear: Hear,
        *,
        announce: Callable[[], None],
        most_parked: int,
    ) -> None:
        """`most_parked` is how many streams may be set aside until nothing more is heard."""
        self._name = name
        self._most_parked = most_parked
        self._engine = engine
        self._hear = hear
        self._announce = announce

    async def absorb(
        self, source: str, batch: Sequence[Posted], *, mark: Mark | None = None
    ) -> None:
        """Return when every step of `batch` is heard or parked; raises Halt and Gap.

        `mark` is done in the transaction that hears the last of it, whatever it raises rises.
        """
        rest = batch
        while rest or mark:
            try:
                return await self._commit(source, rest, mark=mark)
            except Stumbled as stumbled:
                after = rest.index(stumbled.posted) + 1
                for posted in rest[:after]:
                    await self._insist(source, posted)
                rest = rest[after:]
        return None

    async def retry(self, source: str, stream: UUID) -> int:
        """Hear the parked steps of `stream` up to the first that fails; how many were heard."""
        heard = 0
        while await self._unpark(source, stream):
            heard += 1
        return heard

    async def _unpark(self, source: str, stream: UUID) -> bool:
        try:
            async with self._engine.begin() as connection:
                found = await self._take_out(connection, source, stream)
        except Stumbled as stumbled:
            self._complain("still_parked", stumbled)
            return False
        if found:
            self._announce()
        return found

    async def _insist(self, source: str, posted: Posted) -> None:
        """Hear one step, which may have stumbled; park it when trying again is of no use."""
        tries, reason = 0, None
        while True:
            try:
                return await self._commit(source, [posted], spoilt=reason)
            except Stumbled as stumbled:
                self._complain("stumbled", stumbled)
                tries += 1
                if tries >= tries_worth(stumbled.__cause__):
                    reason = type(stumbled.__cause__).__name__

    async def _commit(
        self,
        source: str,
        part: Sequence[Posted],
        *,
        spoilt: str | None = None,
        mark: Mark | None = None,
    ) -> None:
        """Hear and note what is new of `part`; waits for as long as the database is away."""
        for pause in pauses():
            try:
                async with self._engine.begin() as connection:
                    fresh = await self._hear_new(connection, source, part, spoilt=spoilt)
                    if mark:
                        await mark(connection)
                break
            except Exception as error:
                if not (away(error) or raced(error)):
                    raise
                log.warning("inbox_waits", service=self._name, error=type(error).__name__)
            await asyncio.sleep(pause)
        metrics.HEARD.labels(self._name, source).inc(fresh)
        metrics.DUPLICATES.labels(self._name, source).inc(len(part) - fresh)
        if fresh:
            self._announce()

    async def _hear_new(
        self,
        connection: AsyncConnection,
        source: str,
        part: Sequence[Posted],
        *,
        spoilt: str | None,
    ) -> int:
        since = await notes.hold(connection, source)
        known = await notes.known(connection, source, part)
        fresh = sift(part, known=known, newest=await notes.newest(connection, source, part))
        if not fresh:
            return 0
        aside = await notes.aside(connection, source, fresh)
        passed = await skips(connection, self._name)
        plain = not (aside or spoilt or any(skipped(posted, passed) for posted in fresh))
        if plain and len(fresh) > 1 and isinstance(self._hear, InBulk):
            await self._hear_many(connection, self._hear, fresh)
        else:
            await self._hear_each(connection, fresh, aside=aside, passed=passed, spoilt=spoilt)
        await notes.note(connection, source, fresh, since=since)
        return len(fresh)

    async def _hear_each(
        self,
        connection: AsyncConnection,
        fresh: Sequence[Posted],
        *,
        aside: set[UUID],
        passed: Skips,
        spoilt: str | None,
    ) -> None:
        for posted in fresh:
            if posted.entry.stream in aside:
                await notes.park(connection, posted, reason=BEHIND_PARKED)
            elif reason := spoilt or await self._hear_one(connection, posted, passed):
                await self._park(connection, posted, reason=reason)
                aside.add(posted.entry.stream)

    async def _park(self, connection: AsyncConnection, posted: Posted, *, reason: str) -> None:
        if await notes.count_parked_streams(connection) >= self._most_parked:
            raise TooManyParked(self._name, limit=self._most_parked)
        await notes.park(connection, posted, reason=reason)

    async def _hear_one(
        self, connection: AsyncConnection, posted: Posted, passed: Skips
    ) -> str | None:
        """Why the step must be parked at once; raises Stumbled where it may be tried again."""
        if skipped(posted, passed):
            return None
        try:
            heard = heard_of(posted)
        except Unreadable as error:
            log.error("unreadable", service=self._name, **place(posted))
            return type(error).__name__
        try:
            await self._hear(connection, heard)
        except Exception as error:
            if away(error):
                raise
            raise Stumbled(posted) from error
        return None

    async def _hear_many(
        self, connection: AsyncConnection, hear: InBulk, fresh: Sequence[Posted]
    ) -> None:
        """Raises Stumbled at the last where any fails: each of them is then heard by itself."""
        try:
            await hear.many(connection, [heard_of(posted) for posted in fresh])
        except Exception as error:
            if away(error):
                raise
            raise Stumbled(fresh[-1]) from error

    async def _take_out(self, connection: AsyncConnection, source: str, stream: UUID) -> bool:
        """Hear the first parked step of `stream`; False when there is none any more."""
        await notes.hold(connection, source)
        posted = await notes.first_parked(connection, source, stream)
        if posted is None:
            return False
        await notes.unpark(connection, source, stream, posted.entry.version)
        if await self._hear_one(connection, posted, await skips(connection, self._name)):
            raise Stumbled(posted)
        return True

    def _complain(self, what: str, stumbled: Stumbled) -> None:
        log.error(what, service=self._name, **place(stumbled.posted), **where(stumbled.__cause__))


def heard_of(posted: Posted) -> Heard:
    """Raises Unreadable."""
    return Heard(source=posted.source, position=posted.position, step=decode(posted.entry))
