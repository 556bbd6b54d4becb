"""A distributed system of its own for each test, over the engines that all share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engines import Database
from tests.engines_kafka import Kafka, own_topics
from tests.faults.system import System
from tests.faults.system import system as running


@pytest.fixture
async def system(database: Database, kafka: Kafka, tmp_path: Path) -> AsyncIterator[System]:
    async with running(database, kafka, await own_topics(kafka), tmp_path) as system:
        yield system
