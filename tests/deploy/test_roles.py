"""How the services are let into a database that asks for passwords."""

import base64

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from deploy.roles import let_in, verifier
from tests.engines import ROLES, Database, run

MAY = text("SELECT has_database_privilege('intake_app', current_database(), 'CREATE')")


async def may_make_schemas(database: Database) -> bool:
    engine = create_async_engine(database.owner_url, poolclass=NullPool)
    async with engine.connect() as connection:
        return bool((await connection.execute(MAY)).scalar_one())


def test_a_password_is_kept_as_the_standard_says():
    """The example of RFC 7677, section 3."""
    salt = base64.b64decode("W22ZaJ0SNY7soEsUEjb6gQ==")

    assert verifier("pencil", salt) == (
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
        "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
    )


async def test_what_a_restore_loses_is_given_back(database):
    await run(database.owner_url, f"REVOKE CREATE ON DATABASE {database.name} FROM intake_app")
    assert not await may_make_schemas(database)

    await let_in(database.owner_url, {})

    assert await may_make_schemas(database)


@pytest.mark.parametrize("role", ROLES)
async def test_letting_in_again_is_no_error(database, role):
    await let_in(database.owner_url, {role: "one"})
    await let_in(database.owner_url, {role: "another"})

    await run(database.owner_url, f"ALTER ROLE {role} PASSWORD NULL")
