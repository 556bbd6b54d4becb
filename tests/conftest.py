"""The database that any test may ask for: migrated, its own, gone afterwards."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import Database, Server, connected, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with postgres() as server:
        yield server


@pytest.fixture
async def database(server: Server) -> AsyncIterator[Database]:
    database = await server.copy()
    yield database
    await server.drop(database.name)


@pytest.fixture
async def intake_engine(database: Database) -> AsyncIterator[AsyncEngine]:
    async with connected(database, "intake") as engine:
        yield engine


@pytest.fixture
async def empty_database(server: Server) -> AsyncIterator[Database]:
    """A database that no migration has seen."""
    database = await server.empty()
    yield database
    await server.drop(database.name)
