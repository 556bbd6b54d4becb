"""An intake of its own for each test, as the roles that it really runs as."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake import records
from services.intake.desk import Desk
from shared.database import connect
from shared.log.bell import Bell
from shared.people.vault import Vault
from tests.engines import Database, connected, settings


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    async with connected(database, "intake") as engine:
        async with engine.begin() as connection:
            await records.prepare(connection)
        yield engine


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction over an empty read model; nothing of it stays."""
    async with engine.connect() as connection:
        yield connection


@pytest.fixture
async def vault(database: Database) -> AsyncIterator[Vault]:
    known = settings(database, "intake")
    engine = connect(known.vault_url, search_path="vault", pool=2)
    yield Vault(engine, known.vault_key, "intake")
    await engine.dispose()


@pytest.fixture
async def desk(engine: AsyncEngine, vault: Vault, database: Database) -> Desk:
    return Desk(
        engine,
        bell=Bell(engine, "intake"),
        vault=vault,
        fingerprint_key=settings(database, "intake").fingerprint_key,
    )
