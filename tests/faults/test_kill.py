"""Processes are killed at named points, again and again, while clerks work."""

import asyncio
from collections.abc import Sequence
from random import Random

import pytest

from tests.faults.stumble import Point
from tests.faults.system import WORKER, System

pytestmark = [pytest.mark.faults, pytest.mark.kafka, pytest.mark.timeout(300)]

RECORDING = [Point.APPENDED_UNCOMMITTED, Point.APPENDED, Point.UNSENT, Point.SENT] * 3
HEARING = [Point.HEARD_UNCOMMITTED, Point.HEARD] * 2


async def test_killed_twenty_times_at_named_points_it_loses_and_doubles_nothing(system: System):
    started = await system.start_all()

    async with system.load() as load:
        async with load.running():
            await load.more(20)
            for process in started.values():
                await process.kill()
            await asyncio.gather(
                die_at(system, RECORDING, "intake"),
                die_at(system, HEARING, "verification"),
                die_at(system, HEARING, "worker", *WORKER),
            )
            await load.admitted()
        await system.judge(load)


async def die_at(system: System, points: Sequence[Point], name: str, *module: str) -> None:
    """Start the process again and again, and let each come to its point; then let one live."""
    random = Random(name)
    for point in points:
        process = await system.start(name, *module, at=point, nth=random.randint(1, 12))
        await process.dies(point)
    await system.start(name, *module)
