"""A rebuild over Kafka: the whole past in batches, without an outage, to the same bytes."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.step import Posted
from shared.log.inbox import Inbox
from shared.log.kafka import Kafka as Carrier
from shared.log.listener import Listener
from shared.log.past import KafkaPast
from shared.log.rebuild import Rebuilt, rebuild
from shared.log.topics import OF_STEPS, ORGANISATION, MissingTopics, full, names
from tests.engines import Database
from tests.engines_kafka import Kafka
from tests.shared.log.steps import Shelf, eventually, mixed, stream_of
from tests.shared.log.test_inbox import Blocked
from tests.shared.log.test_rebuild import MODEL, live_inbox
from tests.shared.log.test_rebuild import names as known_names

pytestmark = pytest.mark.kafka

STEPS = mixed(Random(5), *[stream_of(9) for _ in range(30)])


@pytest.fixture
def past(kafka: Kafka, namespace: str) -> KafkaPast:
    return KafkaPast(kafka.address, names(OF_STEPS, namespace))


@pytest.fixture
async def carrier(kafka: Kafka, namespace: str) -> AsyncIterator[Carrier]:
    async with Carrier(kafka.address, namespace=namespace).running() as carrier:
        yield carrier


async def rebuilt(database: Database, past: KafkaPast, shelf: Shelf, told: list[int]) -> Rebuilt:
    return await rebuild(
        database.url("intake_app"),
        MODEL,
        shelf,
        progress=lambda done, of: told.append(done),
        past=past,
    )


async def test_all_that_was_sent_is_read_once_from_the_beginning(carrier, past):
    await carrier.send(STEPS)

    read = [step async for batch in past.batches() for step in batch]

    assert sorted(read, key=lambda step: step.position) == STEPS


async def test_an_empty_past_ends(past):
    assert [step async for batch in past.batches() for step in batch] == []


async def test_a_missing_topic_is_one_sentence(kafka: Kafka):
    with pytest.raises(MissingTopics):
        async for _ in KafkaPast(kafka.address, ["nowhere.cases.v1"]).batches():
            pass


async def test_the_same_bytes_come_from_kafka_alone(
    engine: AsyncEngine, database: Database, carrier, past
):
    await live_inbox(engine, STEPS, Shelf(STEPS))
    await carrier.send([*STEPS, *STEPS[100:]])
    told: list[int] = []

    found = await rebuilt(database, past, Blocked(), told)

    assert found.same
    assert (found.steps, told[-1]) == (len(STEPS), len(STEPS))


async def test_what_kafka_lacks_is_taken_from_the_feed(
    engine: AsyncEngine, database: Database, carrier, past
):
    await live_inbox(engine, STEPS, Shelf(STEPS))
    await carrier.send(STEPS[:200])

    found = await rebuilt(database, past, Shelf(STEPS), [])

    assert found.same
    assert found.steps == len(STEPS)


async def test_what_the_live_model_has_not_heard_yet_waits_for_the_swap(
    engine: AsyncEngine, database: Database, carrier, past
):
    inbox = await live_inbox(engine, STEPS[:150], Shelf(STEPS))
    await carrier.send(STEPS)

    found = await rebuilt(database, past, Shelf(STEPS), [])

    assert found.same
    assert found.steps == 150
    assert await inbox.through("intake") == 150


async def test_who_hears_meanwhile_goes_on_in_the_new_model(
    engine: AsyncEngine, database: Database, kafka: Kafka, namespace: str, carrier, past
):
    """The listener works all the time; what comes during the rebuild is in the new model too."""
    inbox = await live_inbox(engine, [], Shelf(STEPS))
    listener = Listener(
        inbox,
        engine,
        bootstrap=kafka.address,
        topics=[full(ORGANISATION, namespace)],
        group=namespace,
    )
    hearing = asyncio.ensure_future(listener.run())
    try:
        await carrier.send(STEPS[:150])
        await eventually(lambda: heard(inbox, 150), within=30)
        sending = asyncio.ensure_future(slowly(carrier, STEPS[150:]))

        found = await rebuilt(database, past, Shelf(STEPS), [])

        await sending
        await eventually(lambda: heard(inbox, len(STEPS)), within=30)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
    assert found.same
    async with engine.connect() as connection:
        assert len(await known_names(connection)) == 30
    assert (await rebuilt(database, past, Shelf(STEPS), [])).same


async def slowly(carrier: Carrier, steps: list[Posted]) -> None:
    for after in range(0, len(steps), 10):
        await carrier.send(steps[after : after + 10])


async def heard(inbox: Inbox, position: int) -> bool:
    return await inbox.through("intake") >= position
