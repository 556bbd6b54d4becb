"""The broker dies or freezes while clerks work, who notice nothing."""

import asyncio

import pytest

from tests.engines_kafka import Given, Kafka
from tests.faults.system import System

pytestmark = [pytest.mark.faults, pytest.mark.kafka, pytest.mark.timeout(300)]

FROZEN = 25.0  # seconds


@pytest.fixture(autouse=True)
def ours(kafka: Kafka) -> None:
    """Somebody else's broker is left alone."""
    if isinstance(kafka, Given):
        kafka.kill()


async def test_killed_and_started_again_it_loses_and_doubles_nothing(system: System):
    started = await system.start_all()

    async with system.load() as load:
        async with load.running():
            await load.more(60)
            await asyncio.to_thread(system.kafka.kill)
            await load.more(60)
            await asyncio.to_thread(system.kafka.start)
            await load.admitted()
        await system.judge(load)

    assert all(process.alive for process in started.values())
    assert set(load.told.answers) <= {"200", "201", "403", "404", "409", "422"}


async def test_frozen_for_a_while_it_loses_and_doubles_nothing(system: System):
    started = await system.start_all()

    async with system.load() as load:
        async with load.running():
            await load.more(60)
            await asyncio.to_thread(system.kafka.freeze)
            try:
                await asyncio.gather(asyncio.sleep(FROZEN), load.more(60))
            finally:
                await asyncio.to_thread(system.kafka.thaw)
            await load.admitted()
        await system.judge(load)

    assert all(process.alive for process in started.values())
    assert set(load.told.answers) <= {"200", "201", "403", "404", "409", "422"}
