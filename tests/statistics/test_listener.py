"""The rim of Faust: whatever goes wrong inside of it ends the hearing, and says why."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest
from aiokafka.errors import KafkaError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.statistics.stream import SOURCES, hear
from services.statistics.stream.listener import Chore, Listener
from services.statistics.stream.member import Crashed, Member
from shared.log.bell import Bell
from shared.log.inbox import Inbox
from shared.log.topics import OF_STEPS, names
from tests.engines_kafka import Kafka, own_topics
from tests.statistics.world import Source

pytestmark = pytest.mark.kafka

PATIENCE = 60  # seconds


@pytest.fixture
async def listener_with(
    kafka: Kafka, engine: AsyncEngine
) -> Callable[[Callable[[Member], Awaitable[None]]], Listener]:
    """A listener over topics of its own that does one chore."""
    namespace = await own_topics(kafka)
    inbox = Inbox("statistics", engine, hear, Source(), Bell(engine, "x"), SOURCES)
    await inbox.prepare()

    def with_chore(work: Callable[[Member], Awaitable[None]]) -> Listener:
        return Listener(
            inbox,
            engine,
            bootstrap=kafka.address,
            topics=names(OF_STEPS, namespace),
            group=namespace,
            member="one",
            chores=[Chore(work=work, every=0.1)],
        )

    return with_chore


async def test_a_crash_inside_of_faust_is_no_silence(listener_with):
    async def crash(member: Member) -> None:
        await member.app.crash(RuntimeError("inside"))

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(Crashed) as crashed:
            await listener_with(crash).run()

    assert str(crashed.value.__cause__) == "inside"


async def test_a_chore_that_fails_ends_the_hearing_with_its_error(listener_with):
    async def fail(member: Member) -> None:
        raise ZeroDivisionError

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(ZeroDivisionError):
            await listener_with(fail).run()


async def test_a_chore_for_which_something_is_away_is_done_again(listener_with):
    tried, twice = 0, asyncio.Event()

    async def try_(member: Member) -> None:
        nonlocal tried
        tried += 1
        if tried > 1:
            twice.set()
        raise KafkaError

    hearing = asyncio.ensure_future(listener_with(try_).run())
    async with asyncio.timeout(PATIENCE):
        await twice.wait()

    assert not hearing.done()
    hearing.cancel()
    with suppress(asyncio.CancelledError):
        await hearing


async def test_who_is_told_to_stop_while_it_starts_stops(listener_with):
    async def nothing(member: Member) -> None:
        return

    hearing = asyncio.ensure_future(listener_with(nothing).run())
    await asyncio.sleep(0)
    hearing.cancel()

    async with asyncio.timeout(PATIENCE):
        with pytest.raises(asyncio.CancelledError):
            await hearing


async def test_a_broker_that_does_not_answer_keeps_nobody(listener_with, kafka: Kafka):
    there = asyncio.Event()

    async def look(member: Member) -> None:
        if member.partitions():
            there.set()

    hearing = asyncio.ensure_future(listener_with(look).run())
    async with asyncio.timeout(PATIENCE):
        await there.wait()
    kafka.freeze()
    try:
        hearing.cancel()
        async with asyncio.timeout(15):
            with pytest.raises(asyncio.CancelledError):
                await hearing
    finally:
        kafka.thaw()
