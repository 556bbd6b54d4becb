"""Workers of statistics join and leave while clerks work: each step is applied once."""

import asyncio
import re

import pytest

from shared.log.topics import administering
from tests.faults.system import WORKER, Process, System
from tests.shared.log.steps import eventually

PORT = re.compile(r"-(\d+)-[0-9a-f]{8}-")  # within the id that Kafka gives to a named member

pytestmark = [pytest.mark.faults, pytest.mark.kafka, pytest.mark.timeout(300)]


async def test_workers_that_join_and_leave_apply_each_step_once(system: System):
    first = (await system.start_all())["worker"]

    async with system.load() as load:
        async with load.running():
            await load.more(20)
            second, third = [await start(system, name) for name in ("second", "third")]
            await members(system, first, second, third)
            await load.more(40)

            fourth = await start(system, "fourth")
            await asyncio.gather(second.stop(), third.kill())
            await members(system, first, fourth)
            await load.more(40)

            await asyncio.gather(first.kill(), fourth.kill())
            fourth = await start(system, "fourth")
            await members(system, fourth)
            await load.admitted()
        await system.judge(load)


async def start(system: System, name: str) -> Process:
    return await system.start(name, *WORKER)


async def members(system: System, *workers: Process) -> None:
    """Wait until these and no others share the partitions."""
    wanted = sorted(worker.port for worker in workers)

    async def shared() -> bool:
        return await share(system) == wanted

    try:
        await eventually(shared, within=60)
    except TimeoutError:
        raise AssertionError(f"{await share(system)} instead of {wanted}") from None


async def share(system: System) -> list[int]:
    """The ports that end the members' names; none while partitions are being shared out."""
    async with administering(system.kafka.address) as admin:
        (answer,) = await admin.describe_consumer_groups([f"{system.namespace}.statistics"])
    ((_, _, state, _, _, members, *_),) = answer.groups
    if state != "Stable":
        return []
    return sorted(int(PORT.findall(member_id)[-1]) for member_id, *_ in members)
