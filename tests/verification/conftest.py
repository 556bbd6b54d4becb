"""A verification of its own for each test, as the roles that it really runs as."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from httpx import ASGITransport, AsyncClient
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from starlette.applications import Starlette
from starlette.routing import Mount

from services.verification import records
from services.verification.desk import Desk
from services.verification.main import assemble
from shared.database import connect
from shared.events.step import Posted
from shared.log.bell import Bell
from shared.log.carrier import InProcess
from shared.people.access import Office
from shared.people.sign_in import SignIn
from shared.people.vault import Vault
from shared.service import Service
from tests.engines import Database, settings
from tests.examples import CASE
from tests.verification.steps import FROM_INTAKE


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


class NothingMore:
    """A feed of sources that have published nothing but what was carried."""

    async def page(self, source: str, *, after: int, limit: int = 1000) -> list[Posted]:
        return []

    async def head(self, source: str) -> int | None:
        return None


@dataclass(frozen=True, slots=True)
class House:
    """The running service, where somebody asks it, and what came in from intake."""

    service: Service
    app: Starlette
    sign_in: SignIn

    def as_(self, office: Office) -> AsyncClient:
        """A program that acts for an office."""
        headers = {"Authorization": f"Bearer {self.sign_in.issue(office)}"}
        return AsyncClient(
            transport=ASGITransport(app=self.app), base_url="http://127.0.0.1", headers=headers
        )

    def browser_of(self, office: Office) -> AsyncClient:
        """The same for somebody before a browser."""
        browser = self.as_(office)
        browser.headers["Accept"] = "text/html"
        return browser


@pytest.fixture
async def service(database: Database) -> AsyncIterator[Service]:
    """Verification at work, which has heard nothing yet."""
    carrier = InProcess()
    service = assemble(settings(database, "verification"), carrier=carrier, feed=NothingMore())
    carrier.ears.append(service.inbox)
    async with service.running():
        yield service


@pytest.fixture
async def house(service: Service, database: Database) -> House:
    """It knows the directory and has asked about one sealed CV."""
    await service.inbox.take(FROM_INTAKE)
    await service.inbox.wait_for("verification", CASE, 3, within=10)
    app = Starlette(routes=[Mount("/verification", service.app)])
    return House(service, app, SignIn(settings(database, "verification").session_key))
