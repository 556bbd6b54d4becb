"""A vault of the tests' own, in a database of their own."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database import connect
from shared.people.vault import Vault
from tests.engines import Database
from tests.shared.people.vault.persons import KEY


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("vault_app"), search_path="vault")
    yield engine
    await engine.dispose()


@pytest.fixture
def vault(engine: AsyncEngine) -> Vault:
    return Vault(engine, KEY, "intake")
