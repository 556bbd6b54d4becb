"""What tests of the log ask for: intake's database as intake sees it, topics nobody else has."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database import connect
from tests.engines import Database
from tests.engines_kafka import Kafka, own_topics


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


@pytest.fixture
async def namespace(kafka: Kafka) -> str:
    return await own_topics(kafka)
