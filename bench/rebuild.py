"""How fast statistics are rebuilt from Kafka, beside a plain Faust table that counts the same."""

import argparse
import asyncio
import subprocess
import sys
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, islice
from time import perf_counter
from uuid import UUID, uuid5

import pytest
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from sqlalchemy import text

from bench.figure import Figure, met, quiet, tell, times
from bench.server import database, server
from services.statistics.records import prepare
from services.statistics.stream import SOURCES, hear
from shared.events.step import Posted
from shared.events.terms import CaseId, PersonId
from shared.log.bell import Bell
from shared.log.chain import Act, link
from shared.log.cloudevents import Message, message_of, posted_of
from shared.log.inbox import Inbox
from shared.log.kafka import fill, partition_of
from shared.log.topics import CASES, PARTITIONS, full
from tests.engines import Server, connected
from tests.engines_kafka import Kafka, kafka, own_topics
from tests.examples import history
from tests.statistics.world import Source

STEPS = 1_000_000
OF_FAUST = 50_000
AT_ONCE = 5_000  # records in one transaction
AHEAD = 20_000  # steps that are made before they are sent
SPACE = UUID(int=0xBE7C)
PARTITIONS_ALL = list(range(PARTITIONS))


def steps() -> Iterator[Posted]:
    """Whole cases from the list to the ceremony, a few hundred of them at the same time."""
    cases = deque(lines(number) for number in range(300))
    following = count(len(cases))
    for position in count(1):
        case = cases.popleft()
        posted = next(case, None)
        if posted is None:
            case = lines(next(following))
            posted = next(case)
        cases.append(case)
        yield replace(posted, position=position)


def lines(number: int) -> Iterator[Posted]:
    """The lines of one case, not numbered yet."""
    case = CaseId(uuid5(SPACE, f"case {number}"))
    person = PersonId(uuid5(SPACE, f"person {number}"))
    last = None
    for event in history:
        told = replace(event, case_id=case)
        if hasattr(told, "person_id"):
            told = replace(told, person_id=person)
        act = Act(
            recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
            command_id=uuid5(case, event.__class__.__name__),
            fingerprint=bytes(32),
            office="branch_clerk:00000000-0000-0000-0000-0000000000c3",
            rule_set="2025",
        )
        [step] = link([told], stream=case, last=last, act=act)
        last = step.entry
        yield Posted(source="intake", position=0, entry=last)


async def publish(bootstrap: str, topic: str, number: int) -> None:
    """Put so many steps into the topic as the relay would, whole batches to each partition."""
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", compression_type="gzip", max_batch_size=900_000
    )
    await producer.start()
    try:
        made = islice(steps(), number)
        while some := list(islice(made, AHEAD)):
            queues: dict[int, deque[Message]] = defaultdict(deque)
            for posted in some:
                message = message_of(posted)
                place = partition_of(message.key, PARTITIONS_ALL, PARTITIONS_ALL)
                queues[place].append(message)
            await asyncio.gather(*(send(producer, topic, *each) for each in queues.items()))
    finally:
        await producer.stop()


async def send(
    producer: AIOKafkaProducer, topic: str, partition: int, queue: deque[Message]
) -> None:
    while queue:
        await (await producer.send_batch(fill(producer, queue), topic, partition=partition))


async def rebuilt(server: Server, bootstrap: str, topic: str, number: int) -> float:
    """How many seconds an empty read model needs to hear them all."""
    async with database(server) as own, connected(own, "statistics") as engine:
        async with engine.begin() as connection:
            await connection.execute(text("CREATE SCHEMA IF NOT EXISTS statistics_read"))
            await prepare(connection)
        inbox = Inbox("bench", engine, hear, Source(), Bell(engine, "bench"), SOURCES)
        await inbox.prepare()
        async with reading(bootstrap, topic) as consumer:
            began, heard = perf_counter(), 0
            while heard < number:
                fetched = await consumer.getmany(timeout_ms=200, max_records=AT_ONCE)
                batch = [posted_of(r.value, r.headers) for part in fetched.values() for r in part]
                if batch:
                    await inbox.take(batch)
                    heard += len(batch)
        took = perf_counter() - began
        assert await inbox.through("intake") == number, "not everything was heard"
        return took


@asynccontextmanager
async def reading(bootstrap: str, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    """Everything from the first offset on, without a group."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        consumer.assign([TopicPartition(topic, number) for number in PARTITIONS_ALL])
        await consumer.seek_to_beginning()
        yield consumer
    finally:
        await consumer.stop()


def counted(bootstrap: str, topic: str, number: int) -> float:
    """How many seconds Faust takes, from the first step that it counts to the last."""
    words = ["bench.peers.counting", bootstrap, topic, str(number)]
    command = [sys.executable, "-W", "ignore", "-m", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return float(done.stdout.split()[-1])


def measure(server: Server, *, number: int = STEPS, of_faust: int = OF_FAUST) -> list[Figure]:
    """Both read the same topic, one after the other."""
    quiet()
    of_faust = min(number, of_faust)
    try:
        with (
            kafka() as broker,
            asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
        ):
            topic = runner.run(filled(broker, number))
            theirs = of_faust / counted(broker.address, topic, of_faust)
            took = runner.run(rebuilt(server, broker.address, topic, number))
    except pytest.skip.Exception as nothing:
        return [Figure(name="rebuild from Kafka", value="left out", ratio=str(nothing))]
    ours = number / took
    return [
        Figure(
            name=f"rebuild of {number:,} steps from Kafka",
            value=f"{took:,.0f} s, {ours:,.0f} steps/s",
            ratio=f"Faust table {theirs:,.0f}/s (of {of_faust:,}): {times(ours, theirs):.1f} × "
            + met("≥ 25 ×, a million < 60 s", times(ours, theirs) >= 25 and took < 60),
        )
    ]


async def filled(broker: Kafka, number: int) -> str:
    """A topic with so many steps in it."""
    topic = full(CASES, await own_topics(broker))
    await publish(broker.address, topic, number)
    return topic


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--steps", type=int, default=STEPS)
    wanted = asked.parse_args()
    with server() as here:
        tell(measure(here, number=wanted.steps))
