"""The whole past of all ledgers as Kafka keeps it, read in large batches by one reader."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Protocol

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.events.step import Posted
from shared.log.cloudevents import posted_of
from shared.log.listening import Record
from shared.log.topics import require
from shared.log.wire import Unreadable

log = structlog.get_logger(__name__)

BATCH = 5000  # records
FETCH = 8 * 1024 * 1024  # bytes of a partition


class Past(Protocol):
    """Where everything can be heard again from the beginning, faster than from the feeds."""

    def batches(self) -> AsyncIterator[Sequence[Posted]]:
        """All that lies there now; those of a stream in their order, some of them twice."""


class KafkaPast:
    """Reads the topics from their first offset; it is in no group, and disturbs nobody."""

    def __init__(self, bootstrap: str, topics: Collection[str]) -> None:
        self._bootstrap = bootstrap
        self._topics = topics

    async def batches(self) -> AsyncIterator[Sequence[Posted]]:
        """Raises MissingTopics and KafkaError."""
        await require(self._bootstrap, self._topics)
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            max_partition_fetch_bytes=FETCH,
        )
        async with consumer:
            ends = await assigned(consumer, self._topics)
            while await behind(consumer, ends):
                fetched = await consumer.getmany(timeout_ms=1000, max_records=BATCH)
                yield [
                    line for records in fetched.values() for line in map(line_of, records) if line
                ]


async def assigned(
    consumer: AIOKafkaConsumer, topics: Collection[str]
) -> dict[TopicPartition, int]:
    """Every partition of the topics, and where it ends now."""
    metadata = await consumer._client.fetch_all_metadata()
    partitions = [
        TopicPartition(topic, number)
        for topic in topics
        for number in metadata.partitions_for_topic(topic)
    ]
    consumer.assign(partitions)
    ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
    return ends


async def behind(consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
    """Whether some partition is not read to its end."""
    for partition, end in ends.items():
        if end and await consumer.position(partition) < end:
            return True
    return False


def line_of(record: Record) -> Posted | None:
    """The line of a message; None where somebody else wrote it: the feed brings what is missing."""
    try:
        return posted_of(record.value, record.headers)
    except Unreadable as error:
        log.error("foreign", offset=record.offset, why=str(error))
        return None
