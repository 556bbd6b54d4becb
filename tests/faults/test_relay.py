"""The relay's holder freezes in the middle of a round, another takes over, and it thaws again."""

import signal

import pytest
from sqlalchemy import text

from tests.faults.stumble import Point
from tests.faults.system import System
from tests.shared.log.steps import eventually

pytestmark = [pytest.mark.faults, pytest.mark.kafka, pytest.mark.timeout(300)]

TERMINATE = text("""
    SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND pid = :pid
""")
HOLDER = text("""
    SELECT pid FROM pg_locks
    WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND ((classid::bigint << 32) | objid::bigint)
          = hashtextextended('ketnap.relay.intake', 0)
""")


@pytest.mark.parametrize("point", [Point.UNSENT, Point.SENT])
async def test_no_step_is_published_at_two_positions(system: System, point: Point):
    frozen = (await system.start_all(at=point, nth=10, by=signal.SIGSTOP))["intake"]
    await eventually(lambda: held(system))
    other = await system.start("other", "services.intake")
    await other.ready()

    async with system.load(intake="other") as load:
        async with load.running():
            await frozen.freezes(point)
            await take_away(system)
            await eventually(lambda: held(system))
            await load.more(60)
            frozen.signal(signal.SIGCONT)
            await load.admitted()
        await system.judge(load)
    assert frozen.alive


async def holder(system: System) -> int | None:
    async with system.owner.connect() as connection:
        return (await connection.execute(HOLDER)).scalar_one_or_none()


async def held(system: System) -> bool:
    return await holder(system) is not None


async def take_away(system: System) -> None:
    """End the holder's connection, as PostgreSQL does with one that is silent for too long."""
    async with system.owner.connect() as connection:
        pid = (await connection.execute(HOLDER)).scalar_one()
        assert (await connection.execute(TERMINATE, {"pid": pid})).scalar_one()

    async def gone() -> bool:
        return await holder(system) != pid

    await eventually(gone)
