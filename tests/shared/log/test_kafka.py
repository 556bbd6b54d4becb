"""The carrier over Kafka: what lands where, in which order, and what happens when it does not."""

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random

import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from shared.events.step import Entry, Posted
from shared.log.chain import link
from shared.log.cloudevents import posted_of
from shared.log.kafka import Kafka as Carrier
from shared.log.topics import ADMISSIONS, CASES, ORGANISATION, Topic, full
from tests import examples
from tests.engines_kafka import Kafka
from tests.shared.log.steps import act, mixed, posted, stream_of

pytestmark = pytest.mark.kafka


@pytest.fixture
async def carrier(kafka: Kafka, namespace: str) -> AsyncIterator[Carrier]:
    async with Carrier(kafka.address, namespace=namespace, patience=10).running() as carrier:
        yield carrier


async def records_of(kafka: Kafka, namespace: str, topic: Topic) -> list[ConsumerRecord]:
    """What a reader finds that knows nothing of us, one partition after the other."""
    partitions = [TopicPartition(full(topic, namespace), number) for number in range(12)]
    async with AIOKafkaConsumer(bootstrap_servers=kafka.address, fetch_max_wait_ms=20) as consumer:
        consumer.assign(partitions)
        await consumer.seek_to_beginning()
        missing, records = sum((await consumer.end_offsets(partitions)).values()), []
        while len(records) < missing:
            for some in (await consumer.getmany(timeout_ms=1000)).values():
                records += some
    return sorted(records, key=lambda record: (record.partition, record.offset))


def a_case() -> list[Posted]:
    steps = link(examples.history, stream=examples.CASE, last=None, act=act())
    return posted([step.entry for step in steps])


def entries(records: list[ConsumerRecord]) -> list[Entry]:
    return [posted_of(record.value, record.headers).entry for record in records]


async def test_a_step_lands_in_the_topic_of_its_kind_with_its_whole_line(
    carrier: Carrier, kafka: Kafka, namespace: str
):
    steps, directory = a_case(), posted(stream_of(2))

    await carrier.send([*steps, *directory])

    assert entries(await records_of(kafka, namespace, CASES)) == [step.entry for step in steps]
    assert entries(await records_of(kafka, namespace, ORGANISATION)) == [
        step.entry for step in directory
    ]


async def test_an_admission_is_told_to_everybody_beside(
    carrier: Carrier, kafka: Kafka, namespace: str
):
    await carrier.send(a_case())

    (public,) = await records_of(kafka, namespace, ADMISSIONS)

    assert dict(public.headers)["ce_type"] == b"admission.admitted.v1"
    assert public.key == str(examples.CASE).encode()
    assert b"profile" not in public.value


async def test_a_stream_lies_in_one_partition_in_its_order_however_large_the_batch(
    kafka: Kafka, namespace: str
):
    """Many record batches to each partition, one after the other."""
    streams = [stream_of(20) for _ in range(30)]
    small = Carrier(kafka.address, namespace=namespace, largest_batch=8_000)

    async with small.running() as carrier:
        await carrier.send(mixed(Random(4), *streams))

    found = defaultdict(list)
    for record in await records_of(kafka, namespace, ORGANISATION):
        found[record.partition, record.key].append(posted_of(record.value, record.headers).entry)
    assert sorted(found.values(), key=str) == sorted(streams, key=str)


async def test_what_a_frozen_broker_does_not_acknowledge_is_no_success_and_comes_again(
    kafka: Kafka, namespace: str
):
    (first, second), third = posted(stream_of(2)), posted(stream_of(1))[0]
    async with Carrier(kafka.address, namespace=namespace, patience=1).running() as carrier:
        await carrier.send([first])
        kafka.freeze()
        try:
            with pytest.raises(TimeoutError):
                await carrier.send([second])
        finally:
            kafka.thaw()
    async with Carrier(kafka.address, namespace=namespace).running() as carrier:
        await carrier.send([second, third])

    heard = entries(await records_of(kafka, namespace, ORGANISATION))
    of_stream = [entry.version for entry in heard if entry.stream == first.entry.stream]
    assert of_stream in ([1, 2], [1, 2, 2])
    assert third.entry in heard


async def test_a_broker_that_was_killed_has_what_it_acknowledged(kafka: Kafka, namespace: str):
    first, second = posted(stream_of(2))
    async with Carrier(kafka.address, namespace=namespace).running() as carrier:
        await carrier.send([first])
        kafka.kill()
        kafka.start()
        await carrier.send([second])

    heard = entries(await records_of(kafka, namespace, ORGANISATION))
    assert heard == [first.entry, second.entry]


async def test_a_type_that_has_no_topic_is_not_sent(carrier: Carrier, kafka: Kafka, namespace: str):
    good, bad = posted(stream_of(1), stream_of(1))
    bad = Posted(source="intake", position=2, entry=strange(bad.entry))

    with pytest.raises(KeyError):
        await carrier.send([good, bad])

    assert await records_of(kafka, namespace, ORGANISATION) == []


def strange(entry: Entry) -> Entry:
    return replace(entry, type="nothing.we_know.v1")
