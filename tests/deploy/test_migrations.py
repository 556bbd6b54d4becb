"""The migrations make a database from nothing, and give each role its rights and no more."""

import asyncio
import sys
from shutil import copytree

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from deploy.migrate import MIGRATIONS, configuration, upgrade
from shared.database import connect
from tests.engines import ROLES, connected

SERVICES = ("intake", "verification", "statistics")


async def rows(url, statement, *, search_path="public"):
    engine = connect(url, search_path=search_path)
    try:
        async with engine.begin() as connection:
            result = await connection.execute(text(statement))
            return result.all() if result.returns_rows else []
    finally:
        await engine.dispose()


async def test_a_database_is_made_from_nothing(empty_database):
    await asyncio.to_thread(upgrade, empty_database.owner_url)

    tables = await rows(
        empty_database.owner_url,
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN"
        " ('intake', 'verification', 'statistics', 'vault')",
    )
    ledgers = {(s, t) for s in SERVICES for t in ("steps", "positions", "sent_through")}
    kept = ("people", "sealed_values", "openings", "lookups", "generations", "erasures")
    kept = (*kept, "drafts", "compared", "scans", "sentences")
    vault = {("vault", table) for table in kept}
    numbers = {("intake", "numbers"), ("verification", "numbers")}
    assert {tuple(table) for table in tables} == ledgers | numbers | vault


async def test_migrating_again_changes_nothing(database):
    await asyncio.to_thread(upgrade, database.owner_url)

    assert await rows(database.owner_url, "SELECT count(*) FROM intake.sent_through") == [(1,)]


async def test_two_databases_of_a_cluster_can_be_made_at_once(server):
    one, other = await server.empty(), await server.empty()

    assert await asyncio.gather(migrating(one), migrating(other)) == [0, 0]

    await server.drop(one.name)
    await server.drop(other.name)


async def migrating(database):
    """Exit code of a process of its own; in one process Alembic does one thing at a time."""
    code = "import sys; from deploy.migrate import upgrade; upgrade(sys.argv[1])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, database.owner_url)
    return await process.wait()


WATCHING = """
from alembic import op

revision = "watching"
down_revision = "{head}"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS lock_timeout,"
        " current_setting('statement_timeout') AS statement_timeout"
    )
"""


def newest(scripts):
    return ScriptDirectory(scripts).get_current_head()


async def test_a_migration_waits_four_seconds_for_a_lock_at_most(database, tmp_path):
    scripts = tmp_path / "migrations"
    copytree(MIGRATIONS, scripts)
    (scripts / "versions" / "watching.py").write_text(WATCHING.format(head=newest(scripts)))

    watched = configuration(database.owner_url, scripts=scripts)

    await asyncio.to_thread(command.upgrade, watched, "head")

    assert await rows(database.owner_url, "SELECT * FROM seen") == [("4s", "30s")]


async def test_the_next_migration_is_written_after_the_template(database, tmp_path):
    scripts = tmp_path / "migrations"
    copytree(MIGRATIONS, scripts)
    config = configuration(database.owner_url, scripts=scripts)

    command.revision(config, "Keep lines for longer", rev_id="next")
    await asyncio.to_thread(command.upgrade, config, "head")

    assert await rows(database.owner_url, "SELECT * FROM alembic_version") == [("next",)]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("table", ["steps", "positions"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET version = 7", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
async def test_no_service_can_rewrite_its_ledger(migrated, service, table, statement):
    async with connected(migrated, service) as engine, engine.connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text(statement.format(table)))


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "statement", ["DELETE FROM sent_through", "INSERT INTO sent_through VALUES (false, 1)"]
)
async def test_there_is_always_one_row_of_what_was_sent(migrated, service, statement):
    async with connected(migrated, service) as engine, engine.connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text(statement))


async def test_not_even_the_owner_adds_a_second_row_of_what_was_sent(migrated):
    with pytest.raises(IntegrityError):
        await rows(migrated.owner_url, "INSERT INTO intake.sent_through (position) VALUES (1)")


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_moves_forward_what_was_sent(migrated, service):
    async with connected(migrated, service) as engine, engine.connect() as connection:
        await connection.execute(text("UPDATE sent_through SET position = 1"))
        await connection.rollback()


@pytest.mark.parametrize(
    ("role", "table"),
    [
        *((f"{service}_app", "vault.people") for service in SERVICES),
        *((f"{service}_app", "vault.sealed_values") for service in SERVICES),
        ("intake_app", "verification.steps"),
        ("verification_app", "statistics.steps"),
        ("statistics_app", "intake.steps"),
        ("vault_app", "intake.steps"),
    ],
)
async def test_nobody_reads_what_is_anothers(migrated, role, table):
    with pytest.raises(ProgrammingError, match="permission denied for schema"):
        await rows(migrated.url(role), f"SELECT * FROM {table}")


@pytest.mark.parametrize("statement", ["UPDATE openings SET reason = ''", "DELETE FROM openings"])
async def test_an_opening_of_the_vault_is_never_unwritten(migrated, statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        await rows(migrated.url("vault_app"), statement, search_path="vault")


async def test_the_vault_forgets_the_values_with_the_key(database):
    person = "00000000-0000-0000-0000-000000000001"
    vault = database.url("vault_app")

    await rows(vault, f"INSERT INTO people VALUES ('{person}', '')", search_path="vault")
    await rows(
        vault, f"INSERT INTO sealed_values VALUES ('{person}', 'name', '')", search_path="vault"
    )
    await rows(vault, "DELETE FROM people", search_path="vault")

    assert await rows(vault, "SELECT * FROM sealed_values", search_path="vault") == []


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_rebuilds_its_read_model_beside_and_swaps(database, service):
    async with connected(database, service) as engine, engine.begin() as connection:
        for statement in (
            f"CREATE SCHEMA {service}_read_new",
            f"CREATE TABLE {service}_read_new.figures (figure integer)",
            f"DROP SCHEMA {service}_read CASCADE",
            f"ALTER SCHEMA {service}_read_new RENAME TO {service}_read",
            "SELECT figure FROM figures",
        ):
            await connection.execute(text(statement))


async def test_no_role_is_more_than_a_role(migrated):
    mighty = await rows(
        migrated.owner_url,
        "SELECT rolname FROM pg_roles WHERE rolname = ANY"
        f" (string_to_array('{','.join(ROLES)}', ',')) AND (rolsuper OR rolcreaterole"
        " OR rolcreatedb OR rolbypassrls OR rolreplication)",
    )

    assert mighty == []


@pytest.fixture(scope="module")
async def migrated(server):
    """One database for all tests that change nothing."""
    database = await server.copy()
    yield database
    await server.drop(database.name)
