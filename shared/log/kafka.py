"""The carrier between processes: Apache Kafka, each stream in its order whatever is retried."""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, ProducerClosed
from aiokafka.partitioner import DefaultPartitioner
from aiokafka.producer.message_accumulator import BatchBuilder

from shared.events.step import Posted
from shared.log.cloudevents import Message, message_of, public_message_of
from shared.log.topics import ADMISSIONS, NAMESPACE, OF_STEPS, ROUTES, Topic, full, names, require

PATIENCE = 30.0  # seconds for a batch; the relay says that it failed, and sends it again
LONGEST_END = 5.0  # seconds
LARGEST_BATCH = 900_000  # bytes; the broker takes a million
REQUEST_TIMEOUT = 15_000  # milliseconds

Place = tuple[str, int]
partition_of = DefaultPartitioner()


class Kafka:
    """Acknowledged is what all replicas in sync have.

    Of a partition, one record batch is under way at a time, and it is kept whole or not at all;
    the next follows when it is kept. So what stands in a partition may come again from anywhere
    before, but never skips a step.
    """

    def __init__(
        self,
        bootstrap: str,
        *,
        namespace: str = NAMESPACE,
        patience: float = PATIENCE,
        largest_batch: int = LARGEST_BATCH,
    ) -> None:
        self._bootstrap = bootstrap
        self._namespace = namespace
        self._patience = patience
        self._largest_batch = largest_batch
        self._producer: AIOKafkaProducer | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Send within this block; raises MissingTopics before anything is sent."""
        await require(self._bootstrap, names((*OF_STEPS, ADMISSIONS), self._namespace))
        try:
            yield self
        finally:
            await self._discard()

    async def send(self, batch: Sequence[Posted]) -> None:
        """Raises KafkaError and TimeoutError; then part of it may be kept, and comes again."""
        await self._deliver([letter for posted in batch for letter in letters(posted)])

    async def tell(self, topic: Topic, messages: Sequence[Message]) -> None:
        """Send what is no step; raises as `send` does."""
        await self._deliver([(topic, message) for message in messages])

    async def _deliver(self, batch: Sequence[tuple[Topic, Message]]) -> None:
        try:
            async with asyncio.timeout(self._patience):
                await self._send(await self._started(), batch)
        except BaseException:
            # Its sequence numbers no longer fit what the broker has; the next one begins anew.
            await self._discard()
            raise

    async def _send(
        self, producer: AIOKafkaProducer, batch: Sequence[tuple[Topic, Message]]
    ) -> None:
        queues = await self._queues(producer, batch)
        while queues:
            wave = {place: fill(producer, queue) for place, queue in queues.items()}
            await keep(producer, wave)
            queues = {place: queue for place, queue in queues.items() if queue}

    async def _queues(
        self, producer: AIOKafkaProducer, batch: Iterable[tuple[Topic, Message]]
    ) -> dict[Place, deque[Message]]:
        """The messages of each partition, in their order."""
        queues: dict[Place, deque[Message]] = defaultdict(deque)
        for topic, message in batch:
            name = full(topic, self._namespace)
            partitions = sorted(await producer.partitions_for(name))
            number = partition_of(message.key, partitions, partitions)
            queues[name, number].append(message)
        return queues

    async def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            self._producer = AIOKafkaProducer(
                bootstrap_servers=self._bootstrap,
                acks="all",
                enable_idempotence=True,
                compression_type="gzip",
                max_batch_size=self._largest_batch,
                request_timeout_ms=REQUEST_TIMEOUT,
            )
            await self._producer.start()
        return self._producer

    async def _discard(self) -> None:
        """End the producer with whatever it still tries to send: that is sent again by another."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        # Otherwise stop() would wait for a broker that may never come back.
        producer._message_accumulator.fail_all(ProducerClosed())
        try:
            async with asyncio.timeout(LONGEST_END):
                await producer.stop()
        except (KafkaError, OSError):  # or out of time, while a request is under way
            await producer.client.close()


def letters(posted: Posted) -> Iterable[tuple[Topic, Message]]:
    """What is sent of a step, and to which topics."""
    yield topic_of(posted.entry.type), message_of(posted)
    if public := public_message_of(posted):
        yield ADMISSIONS, public


def topic_of(type_name: str) -> Topic:
    """Raises KeyError where no topic is declared for such events."""
    return ROUTES[type_name.partition(".")[0]]


def fill(producer: AIOKafkaProducer, queue: deque[Message]) -> BatchBuilder:
    """Take as many messages from the queue as one record batch holds, at least one."""
    builder: BatchBuilder = producer.create_batch()
    while queue:
        message = queue[0]
        headers = list(message.headers)
        added = builder.append(
            timestamp=None, key=message.key, value=message.value, headers=headers
        )
        if added is None:
            break
        queue.popleft()
    builder.close()
    return builder


async def keep(producer: AIOKafkaProducer, wave: Mapping[Place, BatchBuilder]) -> None:
    """Return when all are kept; let the others come to their end before the first error rises."""
    outcomes = await asyncio.gather(
        *(keep_one(producer, place, builder) for place, builder in wave.items()),
        return_exceptions=True,
    )
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


async def keep_one(producer: AIOKafkaProducer, place: Place, builder: BatchBuilder) -> None:
    topic, number = place
    await (await producer.send_batch(builder, topic, partition=number))
