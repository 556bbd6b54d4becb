"""Dead letters: each step set aside reaches the operators' topic, with origin and cause."""

import asyncio
from collections.abc import Sequence
from functools import partial

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.log.cloudevents import Message, posted_of
from shared.log.dead_letters import DeadLetters
from shared.log.kafka import Kafka as Carrier
from shared.log.topics import dead_letters, full
from tests.engines_kafka import Kafka
from tests.shared.log.steps import posted, stream_of
from tests.shared.log.test_inbox import APPLIED
from tests.shared.test_upkeep import Ear, inbox_of, spoil

STEPS = posted(stream_of(2), stream_of(1))


class Box:
    """Where letters arrive."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.shut = False

    async def send(self, messages: Sequence[Message]) -> None:
        if self.shut:
            raise ConnectionError
        self.letters += messages


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
async def letters(engine: AsyncEngine, box: Box) -> DeadLetters:
    """Of a service that could not apply the first of STEPS."""
    async with engine.begin() as connection:
        await connection.execute(text(APPLIED))
    ear = Ear()
    spoil(ear, STEPS[0])
    inbox = await inbox_of(engine, ear)
    await inbox.take(STEPS)
    return DeadLetters("intake", engine, box.send)


async def test_what_is_parked_is_sent_whole_with_who_could_not_apply_it_and_why(
    letters: DeadLetters, box: Box
):
    assert await letters.round() == 2

    first, second = box.letters
    assert [posted_of(one.value, one.headers) for one in box.letters] == STEPS[:2]
    assert dict(first.headers)["ketnap_service"] == b"intake"
    assert dict(first.headers)["ketnap_cause"] == b"ValueError"
    assert dict(second.headers)["ketnap_cause"] == b"BehindParked"


async def test_each_is_sent_once(letters: DeadLetters, box: Box):
    await letters.round()

    assert await letters.round() == 0


async def test_what_could_not_be_sent_is_sent_later(letters: DeadLetters, box: Box):
    box.shut = True
    with pytest.raises(ConnectionError):
        await letters.round()
    box.shut = False

    assert await letters.round() == 2


async def test_processes_of_one_service_share_them(
    engine: AsyncEngine, letters: DeadLetters, box: Box
):
    other = DeadLetters("intake", engine, box.send)

    sent = await asyncio.gather(letters.round(), other.round())

    assert sum(sent) == len(box.letters) == 2


@pytest.mark.kafka
async def test_they_lie_on_the_topic_of_their_service(
    engine: AsyncEngine, letters: DeadLetters, kafka: Kafka, namespace: str
):
    topic = dead_letters("intake")
    async with Carrier(kafka.address, namespace=namespace).running() as carrier:
        await DeadLetters("intake", engine, partial(carrier.tell, topic)).round()

    partitions = [TopicPartition(full(topic, namespace), number) for number in range(12)]
    async with AIOKafkaConsumer(
        bootstrap_servers=kafka.address, auto_offset_reset="earliest"
    ) as consumer:
        consumer.assign(partitions)
        found = []
        while len(found) < 2:
            for records in (await consumer.getmany(timeout_ms=1000)).values():
                found += [posted_of(record.value, record.headers) for record in records]
    assert found == STEPS[:2]
