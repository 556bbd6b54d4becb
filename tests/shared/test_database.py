"""The pool lends only connections that the server still holds open."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import Database, connected, run

pytestmark = pytest.mark.database


async def pid(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return int((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())


async def test_a_connection_that_the_server_closed_is_replaced_before_anybody_gets_it(
    database: Database,
):
    async with connected(database, "intake") as engine:
        closed = await pid(engine)
        await run(database.owner_url, f"SELECT pg_terminate_backend({closed}, 10000)")

        assert await pid(engine) != closed


async def test_a_connection_that_is_open_is_used_again(database: Database):
    async with connected(database, "intake") as engine:
        assert await pid(engine) == await pid(engine)
