"""Everything that Kafka holds, read without a group from the first record to the last."""

from collections import Counter

from aiokafka import AIOKafkaConsumer, TopicPartition

from shared.log.cloudevents import posted_of
from shared.log.topics import OF_STEPS, full
from tests.faults.books import Place


async def carried(bootstrap: str, namespace: str) -> Counter[Place]:
    """How often each step stands in the topics."""
    found: Counter[Place] = Counter()
    partitions = [
        TopicPartition(full(topic, namespace), number)
        for topic in OF_STEPS
        for number in range(topic.partitions)
    ]
    async with AIOKafkaConsumer(
        bootstrap_servers=bootstrap, enable_auto_commit=False, auto_offset_reset="earliest"
    ) as consumer:
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        while any([await consumer.position(each) < ends[each] for each in partitions]):
            fetched = await consumer.getmany(timeout_ms=1000)
            for records in fetched.values():
                for record in records:
                    posted = posted_of(record.value, record.headers)
                    entry = posted.entry
                    place = entry.stream, entry.version, entry.hash
                    found[posted.source, posted.position, *place] += 1
    return found
