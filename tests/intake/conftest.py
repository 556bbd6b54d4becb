"""An intake of its own for each test, and one for all those of a file that change nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake import records
from services.intake.desk import Desk
from shared.database import connect
from shared.log.bell import Bell
from shared.people.vault import Vault
from tests.engines import Database, Server, connected, settings
from tests.intake.steps import found, walk


@asynccontextmanager
async def prepared(database: Database) -> AsyncIterator[AsyncEngine]:
    async with connected(database, "intake") as engine:
        async with engine.begin() as connection:
            await records.prepare(connection)
        yield engine


@asynccontextmanager
async def vault_of(database: Database) -> AsyncIterator[Vault]:
    known = settings(database, "intake")
    engine = connect(known.vault_url, search_path="vault", pool=2)
    yield Vault(engine, known.vault_key, "intake")
    await engine.dispose()


def desk_of(database: Database, engine: AsyncEngine, vault: Vault) -> Desk:
    key = settings(database, "intake").fingerprint_key
    return Desk(engine, bell=Bell(engine, "intake"), vault=vault, fingerprint_key=key)


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    async with prepared(database) as engine:
        yield engine


@pytest.fixture
async def vault(database: Database) -> AsyncIterator[Vault]:
    async with vault_of(database) as vault:
        yield vault


@pytest.fixture
async def desk(database: Database, engine: AsyncEngine, vault: Vault) -> Desk:
    return desk_of(database, engine, vault)


@pytest.fixture(scope="module")
async def lasting(server: Server) -> AsyncIterator[Database]:
    """A database for all tests of a file."""
    database = await server.copy()
    yield database
    await server.drop(database.name)


@pytest.fixture(scope="module")
async def lasting_engine(lasting: Database) -> AsyncIterator[AsyncEngine]:
    async with prepared(lasting) as engine:
        yield engine


@pytest.fixture
async def connection(lasting_engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction over an empty read model; nothing of it stays."""
    async with lasting_engine.connect() as connection:
        yield connection


@pytest.fixture(scope="module")
async def lasting_desk(lasting: Database, lasting_engine: AsyncEngine) -> AsyncIterator[Desk]:
    """The directory is there and the example case has begun; for tests that change nothing."""
    async with vault_of(lasting) as vault:
        desk = desk_of(lasting, lasting_engine, vault)
        await found(desk)
        await walk(desk, 1)
        yield desk
