"""PostgreSQL for measuring: the wheel's own settings, so what is committed is on the disk."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.migrate import upgrade
from services.postgres import postgres
from tests.engines import Database, Server, run

TEMPLATE = "bench_template"


@contextmanager
def server() -> Iterator[Server]:
    """A server of its own with a migrated database to copy; gone afterwards."""
    with (
        TemporaryDirectory(prefix="ketnap-bench-", ignore_cleanup_errors=True) as folder,
        postgres(Path(folder) / "postgres") as owner_url,
    ):
        server = Server(owner_url, TEMPLATE)
        asyncio.run(run(owner_url, f"CREATE DATABASE {TEMPLATE}"))
        upgrade(server.database(TEMPLATE).owner_url)
        yield server


@asynccontextmanager
async def database(server: Server) -> AsyncIterator[Database]:
    """A migrated database of its own."""
    database = await server.copy()
    try:
        yield database
    finally:
        await server.drop(database.name)
