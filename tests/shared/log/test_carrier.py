"""What every carrier promises: everybody hears each step, each stream in its order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from random import Random

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from shared.events.step import Posted
from shared.log.carrier import Carrier, InProcess, disordered
from shared.log.cloudevents import posted_of
from shared.log.kafka import Kafka
from shared.log.topics import OF_STEPS, names
from tests.engines_kafka import own_topics
from tests.shared.log.steps import mixed, posted, stream_of


class Listener:
    """Hears each step once, as an inbox does, and complains of whatever comes out of order."""

    def __init__(self) -> None:
        self.heard: list[Posted] = []
        self.deaf = False

    async def take(self, batch: Sequence[Posted]) -> None:
        if self.deaf:
            raise ConnectionError
        await asyncio.sleep(0)
        for step in batch:
            self.hear(step)

    def hear(self, step: Posted) -> None:
        entry = step.entry
        last = max(
            (one.entry.version for one in self.heard if one.entry.stream == entry.stream), default=0
        )
        assert entry.version <= last + 1, "a stream came out of order"
        if entry.version == last + 1:
            self.heard.append(step)


class OverKafka:
    """Sends over a broker, and lets each ear hear all that is acknowledged by then."""

    def __init__(self, carrier: Carrier, consumer: AIOKafkaConsumer) -> None:
        self.ears: list[Listener] = []
        self._carrier = carrier
        self._consumer = consumer

    async def send(self, batch: Sequence[Posted]) -> None:
        await self._carrier.send(batch)
        await InProcess(*self.ears).send(await self._log())

    async def _log(self) -> list[Posted]:
        """One partition after the other, from the beginning."""
        ends = await self._consumer.end_offsets(self._consumer.assignment())
        for partition in ends:
            self._consumer.seek(partition, 0)
        missing, steps = sum(ends.values()), []
        while missing:
            for records in (await self._consumer.getmany(timeout_ms=1000)).values():
                missing -= len(records)
                steps += [posted_of(record.value, record.headers) for record in records]
        return steps


@asynccontextmanager
async def over_kafka(address: str, namespace: str) -> AsyncIterator[OverKafka]:
    partitions = [TopicPartition(t, n) for t in names(OF_STEPS, namespace) for n in range(12)]
    consumer = AIOKafkaConsumer(bootstrap_servers=address, fetch_max_wait_ms=20)
    async with Kafka(address, namespace=namespace).running() as carrier, consumer:
        consumer.assign(partitions)
        yield OverKafka(carrier, consumer)


KINDS = ["in_process", "in_process_disordered", pytest.param("kafka", marks=pytest.mark.kafka)]


@pytest.fixture(params=KINDS)
async def carrier(request):
    """Every carrier there is, as badly as it may behave; a new one is added here."""
    match request.param:
        case "in_process":
            yield InProcess()
        case "in_process_disordered":
            yield InProcess(disorder=Random(7))
        case "kafka":
            kafka = request.getfixturevalue("kafka")
            async with over_kafka(kafka.address, await own_topics(kafka)) as carrier:
                yield carrier


@pytest.fixture
def ears(carrier):
    carrier.ears.extend([Listener(), Listener()])
    return carrier.ears


def of_stream(steps: Sequence[Posted], stream) -> list[Posted]:
    return [step for step in steps if step.entry.stream == stream]


async def test_everybody_has_heard_everything_when_it_is_acknowledged(carrier, ears):
    steps = posted(stream_of(3), stream_of(4))

    await carrier.send(steps)

    for ear in ears:
        assert sorted(ear.heard, key=lambda step: step.position) == steps


async def test_each_stream_comes_in_its_order(carrier, ears):
    streams = [stream_of(5) for _ in range(6)]
    steps = mixed(Random(3), *streams)

    for after in range(0, len(steps), 7):
        await carrier.send(steps[after : after + 7])

    for ear in ears:
        for stream in streams:
            assert [step.entry for step in of_stream(ear.heard, stream[0].stream)] == stream


async def test_what_is_sent_twice_is_heard_once(carrier, ears):
    steps = posted(stream_of(2))

    await carrier.send(steps)
    await carrier.send(steps)

    for ear in ears:
        assert ear.heard == steps


async def test_nothing_is_acknowledged_before_all_have_it(carrier, ears):
    steps = posted(stream_of(2))
    ears[0].deaf = True

    with pytest.raises(ConnectionError):
        await carrier.send(steps)
    ears[0].deaf = False
    await carrier.send(steps)

    for ear in ears:
        assert ear.heard == steps


async def test_who_fails_keeps_nobody_else_from_hearing(carrier, ears):
    steps = posted(stream_of(2))
    ears[0].deaf = True

    with pytest.raises(ConnectionError):
        await carrier.send(steps)

    assert ears[1].heard == steps


@given(st.integers(0, 2**32), st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_disorder_repeats_and_mixes_but_keeps_each_stream(seed, lengths):
    random = Random(seed)
    past, batch = posted(stream_of(3)), posted(*[stream_of(length) for length in lengths])

    parts = disordered(batch, past, random)

    listener = Listener()
    for step in [*past, *(step for part in parts for step in part)]:
        listener.hear(step)
    assert len(listener.heard) == len(past) + len(batch)
    assert {step.entry for step in listener.heard} == {step.entry for step in [*past, *batch]}
