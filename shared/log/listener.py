"""Hears from Kafka by plain aiokafka: whole fetches to the inbox, several processes share them."""

import asyncio
from collections.abc import Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import suppress

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.log.inbox import Halt, Inbox
from shared.log.listening import PATIENCE, Listening, Record, insist
from shared.log.resume import Partition, plain
from shared.log.topics import require
from shared.log.unheard import Extent

log = structlog.get_logger(__name__)

SESSION = 12.0  # seconds until the others take over from a process that died
HEARTBEAT = 2.0
POLL = 0.2  # seconds; how long a new assignment may go unnoticed where nothing comes
LOOK = 5.0  # seconds between two looks at the lag
LARGEST_BATCH = 2000  # records in one transaction
TOPICS_APPEAR_WITHIN = 5_000  # milliseconds
LONGEST_END = 5.0  # seconds


class Fetched(ConsumerRebalanceListener):
    """One membership of a group, as `listening` needs it."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self.consumer = consumer
        self._new: set[TopicPartition] = set()

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        # Only noted: what is raised here, aiokafka would swallow.
        self._new = set(assigned)

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:  # noqa: ARG002
        self._new = set()

    def newly_assigned(self) -> set[TopicPartition]:
        """Those that nobody has asked for yet."""
        new, self._new = self._new, set()
        return new

    async def records(self) -> Mapping[Partition, Sequence[Record]]:
        fetched = await self.consumer.getmany(
            timeout_ms=int(POLL * 1000), max_records=LARGEST_BATCH
        )
        return {plain(partition): records for partition, records in fetched.items()}

    def partitions(self) -> Collection[Partition]:
        return [plain(partition) for partition in self.consumer.assignment()]

    async def extents(self, partitions: Collection[Partition]) -> Mapping[Partition, Extent]:
        asked = [TopicPartition(*partition) for partition in partitions]
        first = await self.consumer.beginning_offsets(asked)
        end = await self.consumer.end_offsets(asked)
        return {each: Extent(first=first[each], end=end[each]) for each in asked}

    async def seek(self, places: Mapping[Partition, int]) -> None:
        for partition, place in places.items():
            with suppress(IllegalStateError):  # somebody else has it by now
                self.consumer.seek(TopicPartition(*partition), place)

    async def hint(self, places: Mapping[Partition, int]) -> None:
        """Tell Kafka's own tools where this process stands; nothing else reads it."""
        offsets = {TopicPartition(*partition): place for partition, place in places.items()}
        with suppress(KafkaError, IllegalStateError, TimeoutError):
            async with asyncio.timeout(LOOK):
                await self.consumer.commit(offsets)


class Listener:
    """Hears all steps for `inbox`; the processes of one `group` share the partitions."""

    def __init__(
        self,
        inbox: Inbox,
        engine: AsyncEngine,
        *,
        bootstrap: str,
        topics: Sequence[str],
        group: str,
        member: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """`member` is a name that the process keeps when it is started anew, its host's, say.

        With it the others go on undisturbed while it restarts; no two may have the same.
        """
        self._inbox = inbox
        self._engine = engine
        self._bootstrap = bootstrap
        self._topics = topics
        self._group = group
        self._member = member
        self._patience = patience

    async def run(self) -> None:
        """As `listen`; raises MissingTopics where one of the topics is not there at the start."""
        await insist(
            lambda: require(self._bootstrap, self._topics),
            service=self._inbox.name,
            patience=self._patience,
        )
        await self.listen()

    async def listen(self) -> None:
        """Hear for ever, topics that appear later too; return only after a halt.

        Of that the inbox has told, and it keeps it. Raises CannotHear: then the process must end.
        """
        fetched = Fetched(self._consumer())
        listening = Listening(self._inbox, self._engine, fetched, patience=self._patience)
        try:
            await listening.insist(fetched.consumer.start)
            fetched.consumer.subscribe(self._topics, listener=fetched)
            await first_of(hear(listening, fetched), look(listening, fetched))
        except Halt:
            return
        finally:
            with suppress(KafkaError, TimeoutError):
                async with asyncio.timeout(LONGEST_END):
                    await fetched.consumer.stop()

    def _consumer(self) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            group_id=self._group,
            group_instance_id=self._member,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=int(SESSION * 1000),
            heartbeat_interval_ms=int(HEARTBEAT * 1000),
            metadata_max_age_ms=TOPICS_APPEAR_WITHIN,
        )


async def hear(listening: Listening, fetched: Fetched) -> None:
    while True:
        records = await listening.insist(fetched.records)
        if new := fetched.newly_assigned():
            await listening.assigned(new)
        await listening.hear(records)


async def look(listening: Listening, fetched: Fetched) -> None:
    while True:
        if places := await listening.look():
            await fetched.hint(places)
        await asyncio.sleep(LOOK)


async def first_of(*endless: Coroutine[None, None, None]) -> None:
    """Run all until one of them fails, and raise what it raised, as it came."""
    tasks = [asyncio.ensure_future(each) for each in endless]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
