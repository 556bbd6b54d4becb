"""What tests of the log ask for: intake's database as intake sees it, and an inbox on it."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database import connect
from tests.engines import Database


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("intake_app"), search_path="intake_read,intake")
    yield engine
    await engine.dispose()


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.owner_url, search_path="intake", pool=5)
    yield engine
    await engine.dispose()
