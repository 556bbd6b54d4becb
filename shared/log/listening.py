"""What every listener does with what it fetches: hears unbroken runs, and fetches holes again."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

import structlog
from aiokafka.errors import KafkaError
from prometheus_client import Gauge
from sqlalchemy.ext.asyncio import AsyncEngine

from shared import metrics
from shared.events.step import Posted
from shared.log import resume
from shared.log.cloudevents import Header, posted_of
from shared.log.feed import Unreachable
from shared.log.inbox import Gap, Inbox
from shared.log.outage import away, where
from shared.log.resume import Moved, Partition, Run, plain
from shared.log.stumbling import pauses
from shared.log.unheard import Extent, GaveUp, Holed, called, check
from shared.log.wire import Unreadable

log = structlog.get_logger(__name__)

PATIENCE = 120.0  # seconds of trying, until the process had better start anew
REFETCHES = 20  # of the same hole


class Record(Protocol):
    """What Kafka's libraries bring of a message."""

    @property
    def offset(self) -> int: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> Sequence[Header]: ...


AnyRecord = TypeVar("AnyRecord", bound=Record)
Result = TypeVar("Result")


class Log(Protocol):
    """What a library must be able to do with the partitions that this process has."""

    def partitions(self) -> Collection[Partition]:
        """Those that the group has given to this process."""

    async def extents(self, partitions: Collection[Partition]) -> Mapping[Partition, Extent]:
        """Raises KafkaError where the broker does not say."""

    async def seek(self, places: Mapping[Partition, int]) -> None:
        """Fetch from there; partitions that were taken away meanwhile are passed over."""


def unbroken(records: Sequence[AnyRecord], *, start: int) -> list[AnyRecord]:
    """The records from offset `start` on, up to the first that is missing, each once."""
    run: list[AnyRecord] = []
    for record in sorted(records, key=lambda record: record.offset):
        if record.offset == start + len(run):
            run.append(record)
    return run


class Listening:
    """Stands between a library that fetches and the inbox; SQL alone knows where it stands.

    It keeps no place in memory, so no rebalance can leave a wrong one behind.
    """

    def __init__(
        self, inbox: Inbox, engine: AsyncEngine, log: Log, *, patience: float = PATIENCE
    ) -> None:
        self._inbox = inbox
        self._engine = engine
        self._log = log
        self._patience = patience
        self._holes: dict[Partition, tuple[int, int]] = {}
        self._shown: set[Partition] = set()

    async def assigned(self, partitions: Collection[Partition]) -> None:
        """Go on in these partitions where SQL says; raises CannotHear."""
        await self.insist(partial(self._resume, partitions))

    async def hear(self, fetched: Mapping[Partition, Sequence[Record]]) -> None:
        """Return when all is heard that can be, and the rest asked for; raises Halt, CannotHear."""
        await self.insist(partial(self._hear, fetched))

    async def look(self) -> Mapping[Partition, int]:
        """Show how far behind this process is, and return where it stands; raises CannotHear.

        Empty where the database or the broker does not say.
        """
        partitions = [plain(partition) for partition in self._log.partitions()]
        self._forget_others(partitions)
        try:
            places, extents = await self._compare(partitions)
        except Exception as error:
            if not passing(error):
                raise
            log.warning("lag_unknown", service=self._inbox.name, error=type(error).__name__)
            return {}
        for partition, place in places.items():
            self._gauge(partition).set(extents[partition].end - place)
        return places

    async def insist(self, work: Callable[[], Awaitable[Result]]) -> Result:
        return await insist(work, service=self._inbox.name, patience=self._patience)

    async def _hear(self, fetched: Mapping[Partition, Sequence[Record]]) -> None:
        fetched = {plain(partition): records for partition, records in fetched.items() if records}
        places = await self._places(fetched)
        runs = {
            partition: unbroken(records, start=places[partition])
            for partition, records in fetched.items()
        }
        try:
            await self._take(runs)
        except Moved:
            return await self._resume(fetched)
        holes = {
            partition: places[partition] + len(runs[partition])
            for partition, records in fetched.items()
            if records[-1].offset >= places[partition] + len(runs[partition])
        }
        if holes:
            self._count(holes)
            await self._resume(holes)
        return None

    async def _take(self, runs: Mapping[Partition, Sequence[Record]]) -> None:
        """Hear the runs and note them, the last of it in one transaction; raises Moved."""
        steps = [
            posted
            for partition, records in runs.items()
            for record in records
            if (posted := self._line(partition, record))
        ]
        moves = {
            partition: Run(start=records[0].offset, end=records[-1].offset + 1)
            for partition, records in runs.items()
            if records
        }
        if moves:
            await self._inbox.take(steps, mark=partial(resume.advance, runs=moves))

    def _line(self, partition: Partition, record: Record) -> Posted | None:
        """The line of a message; None where somebody else wrote it.

        Passing it over loses nothing: a step that is missing is fetched from its source's feed.
        """
        try:
            return posted_of(record.value, record.headers)
        except Unreadable as error:
            topic, number = partition
            metrics.LISTENER_FOREIGN.labels(self._inbox.name, topic).inc()
            log.error(
                "foreign", topic=topic, partition=number, offset=record.offset, why=str(error)
            )
            return None

    async def _resume(self, partitions: Collection[Partition]) -> None:
        places, _ = await self._compare(partitions)
        await self._log.seek(places)

    async def _compare(
        self, partitions: Collection[Partition]
    ) -> tuple[Mapping[Partition, int], Mapping[Partition, Extent]]:
        """Where SQL stands, then what the log has: it can only have grown meanwhile."""
        places = await self._places(partitions)
        extents = await self._log.extents(places) if places else {}
        for partition, place in places.items():
            check(partition, place, extents[partition])
        return places, extents

    async def _places(self, partitions: Collection[Partition]) -> dict[Partition, int]:
        async with self._engine.connect() as connection:
            return await resume.places(connection, partitions)

    def _count(self, holes: Mapping[Partition, int]) -> None:
        for partition, place in holes.items():
            metrics.LISTENER_HOLES.labels(self._inbox.name, partition[0]).inc()
            before, times = self._holes.get(partition, (place, 0))
            times = times + 1 if before == place else 1
            self._holes[partition] = place, times
            if times > REFETCHES:
                raise Holed(
                    f"{called(partition)} has nothing at offset {place}, but more after it: "
                    "does somebody write to it in transactions?"
                )

    def _forget_others(self, partitions: Collection[Partition]) -> None:
        for topic, number in self._shown - set(partitions):
            metrics.LISTENER_LAG.remove(self._inbox.name, topic, str(number))
        self._shown = set(partitions)

    def _gauge(self, partition: Partition) -> Gauge:
        topic, number = partition
        return metrics.LISTENER_LAG.labels(self._inbox.name, topic, str(number))


def passing(error: BaseException) -> bool:
    """Whether the same may succeed later: the broker, the database or a source is away."""
    return isinstance(error, KafkaError | Unreachable | Gap) or away(error)


async def insist(
    work: Callable[[], Awaitable[Result]], *, service: str, patience: float = PATIENCE
) -> Result:
    """What `work` returns, tried again while what it needs is away; raises GaveUp in the end.

    What would go wrong again rises at once.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + patience
    for pause in pauses():
        try:
            return await work()
        except Exception as error:
            if not passing(error):
                raise
            if clock() > deadline:
                raise GaveUp(f"gave up after {patience:.0f} seconds: {error!r}") from error
            metrics.LISTENER_RETRIES.labels(service).inc()
            log.warning("listener_waits", service=service, **where(error))
        await asyncio.sleep(pause)
    raise AssertionError("pauses have no end")
