"""The bell: who waits is woken by a ring of his own process or of another one."""

import asyncio
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.log.bell import Bell
from tests.shared.log.steps import DEADLINE, eventually


@asynccontextmanager
async def at_work(*bells: Bell):
    """The bells as they are in two processes: each knows of the other only by the database."""
    before = [bell.rings for bell in bells]
    tasks = [asyncio.create_task(bell.run()) for bell in bells]
    for bell, rings in zip(bells, before, strict=True):
        await eventually(lambda bell=bell, rings=rings: rung_since(bell, rings))
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def rung_since(bell: Bell, rings: int) -> bool:
    return bell.rings > rings


async def test_a_ring_wakes_everybody_who_waits(engine: AsyncEngine):
    bell = Bell(engine, "test")
    waiting = [asyncio.create_task(bell.wait(DEADLINE)) for _ in range(3)]
    await asyncio.sleep(0)

    bell.ring()

    async with asyncio.timeout(1):
        await asyncio.gather(*waiting)


async def test_a_ring_between_the_look_and_the_wait_is_not_missed(engine: AsyncEngine):
    bell = Bell(engine, "test")
    before_the_look = bell.rings

    bell.ring()

    async with asyncio.timeout(1):
        await bell.wait(DEADLINE, since=before_the_look)


async def test_who_waits_in_vain_goes_on_in_time(engine: AsyncEngine):
    async with asyncio.timeout(1):
        await Bell(engine, "test").wait(0.01)


async def test_a_ring_is_heard_in_another_process(engine: AsyncEngine):
    here, there = Bell(engine, "test"), Bell(engine, "test")
    async with at_work(here, there):
        rings = there.rings
        here.ring()
        await eventually(lambda: rung_since(there, rings))


async def test_a_burst_is_one_notification(engine: AsyncEngine):
    here, there = Bell(engine, "test"), Bell(engine, "test")
    async with at_work(here, there):
        rings = there.rings
        for _ in range(1000):
            here.ring()
        await eventually(lambda: rung_since(there, rings))
        rings = there.rings
        here.ring()
        await eventually(lambda: rung_since(there, rings))

        assert there.rings < 10


async def test_another_channel_stays_quiet(engine: AsyncEngine):
    here, there = Bell(engine, "test"), Bell(engine, "other")
    async with at_work(here, there):
        rings = there.rings
        here.ring()
        await there.wait(0.1, since=rings)

        assert there.rings == rings


async def test_a_lost_connection_is_made_anew(engine: AsyncEngine, owner: AsyncEngine):
    here, there = Bell(engine, "test"), Bell(engine, "test")
    async with at_work(here, there):
        await kill_all(owner)
        await eventually(lambda: rung_through(here, there))


async def rung_through(here: Bell, there: Bell) -> bool:
    """Whether a ring gets across; before the connections are back, it does not."""
    rings = there.rings
    here.ring()
    await there.wait(0.05, since=rings)
    return there.rings > rings


async def kill_all(owner: AsyncEngine) -> None:
    query = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'intake_app'
    """
    async with owner.begin() as connection:
        await connection.execute(text(query))
