"""What the owner of the database can see: migrations, rights, and how far every step has come."""

from collections.abc import AsyncIterator

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from deploy.migrate import configuration
from services.command.terminal import Finding

SERVICES = ("intake", "verification", "statistics")
PUBLISHERS = ("intake", "verification")  # what statistics records concerns only itself

TABLES = text("SELECT to_regclass('alembic_version'), to_regclass('statistics_read.parked')")

AT = text("SELECT version_num FROM alembic_version")

MAY_REWRITE = text("""
    SELECT grantee || ' may ' || lower(privilege_type) || ' ' || table_schema || '.' || table_name
    FROM information_schema.role_table_grants
    WHERE grantee LIKE '%\\_app' AND table_schema = ANY(:schemas)
    AND table_name IN ('steps', 'positions')
    AND privilege_type NOT IN ('SELECT', 'INSERT')
    ORDER BY 1
""")

PUBLISHED = """
    SELECT (SELECT count(*) FROM {service}.steps) AS steps,
           (SELECT coalesce(max(position), 0) FROM {service}.positions) AS numbered,
           (SELECT position FROM {service}.sent_through) AS sent
"""

BEHIND = """
    SELECT source, head.position - heard_through.position AS behind
    FROM {service}_read.heard_through
    JOIN (
        SELECT 'intake' AS source, coalesce(max(position), 0) AS position FROM intake.positions
        UNION SELECT 'verification', coalesce(max(position), 0) FROM verification.positions
        UNION SELECT 'statistics', coalesce(max(position), 0) FROM statistics.positions
    ) AS head USING (source)
    WHERE head.position > heard_through.position
    ORDER BY source
"""

PARKED = "SELECT count(*) AS steps, min(reason) AS reason FROM {service}_read.parked"

NOT_ERASED = text("""
    SELECT count(*) FROM intake.steps
    LEFT JOIN vault.erasures ON erasures.person_id = stream
    LEFT JOIN vault.people ON people.person_id = stream
    WHERE type = 'person.person_erased.v1'
      AND (erasures.person_id IS NULL OR people.person_id IS NOT NULL)
""")

KEYS = text("""
    SELECT (SELECT count(DISTINCT key_id) FROM vault.people WHERE key_id <> '') AS generations,
           (SELECT count(*) FROM vault.erasures JOIN vault.generations USING (key_id)
            WHERE destroyed_at IS NULL AND erased_at < now() - interval '31 days') AS waiting
""")

FORKS = """
    SELECT heard.source, heard.stream, heard.version
    FROM {service}_read.heard
    LEFT JOIN {source}.steps USING (stream, version)
    WHERE heard.source = '{source}' AND steps.hash IS DISTINCT FROM heard.hash
    LIMIT 1
"""


async def findings_of_the_data(owner_url: str) -> AsyncIterator[Finding]:
    """Look at one thing after the other; what is not there yet ends the list."""
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with engine.connect() as connection:
        yield Finding(what="database", well=True, found=await version(connection))
        migrated, prepared = (await connection.execute(TABLES)).one()
        yield await migrations(connection, began=migrated is not None)
        if prepared is None:
            return
        yield await rights(connection)
        yield await erased(connection)
        yield await master_key(connection)
        for service in SERVICES:
            if service in PUBLISHERS:
                yield await relay(connection, service)
            yield await inbox(connection, service)
            yield await parked(connection, service)
            yield await forks(connection, service)


async def erased(connection: AsyncConnection) -> Finding:
    count = (await connection.execute(NOT_ERASED)).scalar_one()
    return Finding(
        what="vault: erasures",
        well=not count,
        found=f"{count:,} persons were erased and are there again"
        if count
        else "whoever was erased is gone",
        do="A backup was restored: run ketnap replay-erasures before the services start.",
    )


async def master_key(connection: AsyncConnection) -> Finding:
    row = (await connection.execute(KEYS)).one()
    found = []
    if row.generations > 1:
        found.append("the keys of persons are wrapped by more than one master key")
    if row.waiting:
        found.append(f"{row.waiting:,} erased for over a month can still be read in backups")
    return Finding(
        what="vault: master key",
        well=not found,
        found="; ".join(found) or "one wraps the keys of all persons",
        do="Run ketnap rotate-key, to its end; see docs/operations.md.",
    )


async def version(connection: AsyncConnection) -> str:
    return f"PostgreSQL {(await connection.execute(text('SHOW server_version'))).scalar_one()}"


async def migrations(connection: AsyncConnection, *, began: bool) -> Finding:
    head = ScriptDirectory.from_config(configuration("")).get_current_head()
    at = (await connection.execute(AT)).scalar() if began else None
    return Finding(
        what="migrations",
        well=at == head,
        found=f"at {at or 'nothing'}, newest is {head}",
        do="Start it once: make run applies what is missing.",
    )


async def rights(connection: AsyncConnection) -> Finding:
    found = (await connection.execute(MAY_REWRITE, {"schemas": list(SERVICES)})).scalars().all()
    return Finding(
        what="rights",
        well=not found,
        found="; ".join(found) or "ledgers can only be added to",
        do="Take these rights back: a ledger that can be rewritten proves nothing.",
    )


async def relay(connection: AsyncConnection, service: str) -> Finding:
    row = (await connection.execute(text(PUBLISHED.format(service=service)))).one()
    return Finding(
        what=f"{service}: relay",
        well=row.steps == row.numbered == row.sent,
        found=f"{row.steps:,} steps, {row.numbered:,} numbered, {row.sent:,} sent",
        do="Normal while steps come in; else start the services: make run sends the rest.",
    )


async def inbox(connection: AsyncConnection, service: str) -> Finding:
    rows = (await connection.execute(text(BEHIND.format(service=service)))).all()
    return Finding(
        what=f"{service}: inbox",
        well=not rows,
        found=", ".join(f"{behind:,} behind {source}" for source, behind in rows) or "heard all",
        do="Normal while steps come in; else start the services: make run fetches the rest.",
    )


async def parked(connection: AsyncConnection, service: str) -> Finding:
    row = (await connection.execute(text(PARKED.format(service=service)))).one()
    return Finding(
        what=f"{service}: parked",
        well=not row.steps,
        found=f"{row.steps:,} steps set aside: {row.reason}" if row.steps else "nothing",
        do="See ketnap dead-letters list; once its cause is mended, retry.",
    )


async def forks(connection: AsyncConnection, service: str) -> Finding:
    found = []
    for source in SERVICES:
        query = text(FORKS.format(service=service, source=source))
        found += [
            f"{row.source} {row.stream}/{row.version}" for row in await connection.execute(query)
        ]
    return Finding(
        what=f"{service}: forks",
        well=not found,
        found="; ".join(found) or "what was heard is what the ledgers hold",
        do="The ledger is not the one that was heard (a restored backup?): see ketnap verify.",
    )
