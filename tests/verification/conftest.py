"""A verification of its own for each test, as the roles that it really runs as."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.verification import records
from services.verification.desk import Desk
from shared.database import connect
from shared.log.bell import Bell
from shared.people.vault import Vault
from tests.engines import Database, settings


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(
        database.url("verification_app"), search_path="verification_read,verification", pool=2
    )
    async with engine.begin() as connection:
        await records.prepare(connection)
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction over an empty read model; nothing of it stays."""
    async with engine.connect() as connection:
        yield connection


@pytest.fixture
async def vault(database: Database) -> AsyncIterator[Vault]:
    known = settings(database, "verification")
    engine = connect(known.vault_url, search_path="vault", pool=2)
    yield Vault(engine, known.vault_key, "verification")
    await engine.dispose()


@pytest.fixture
def desk(engine: AsyncEngine, vault: Vault) -> Desk:
    return Desk(
        engine, bell=Bell(engine, "verification"), vault=vault, fingerprint_key=b"for tests only"
    )
