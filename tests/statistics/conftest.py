"""A read model of statistics of its own for each test."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.statistics.records import prepare
from shared.database import connect
from tests.engines import Database


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """Connections as the role that statistics really runs as."""
    engine = connect(database.url("statistics_app"), search_path="statistics_read,statistics")
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction over an empty read model; nothing of it stays."""
    async with engine.connect() as connection:
        await prepare(connection)
        yield connection
