"""Everything that the services wrote, read as the owner by plain SQL into plain values."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

SOURCES = ("intake", "verification")
HEARERS = ("intake", "verification", "statistics")

STEPS = """
    SELECT stream, version, type, convert_from(body, 'UTF8') AS body, command_id, previous, hash,
           positions.position
    FROM {source}.steps LEFT JOIN {source}.positions USING (stream, version)
    ORDER BY stream, version, position
"""
POSITIONS = "SELECT position, stream, version FROM {source}.positions ORDER BY position"
HEARD = "SELECT source, position, stream, version, hash FROM {hearer}_read.heard"
THROUGH = "SELECT source, position FROM {hearer}_read.heard_through"
PARKED = "SELECT count(*) FROM {hearer}_read.parked"
SENT = "SELECT position FROM {source}.sent_through"
SEALED = "SELECT person_id FROM vault.sealed_values WHERE field = 'name'"
APPLIED = "SELECT hearer, source, position FROM applied"
ROWS = "SELECT to_jsonb(row) AS row FROM statistics_read.{table} AS row"

# Counts what was applied, whatever the tables themselves would refuse: a row more each time.
COUNT = (
    "CREATE TABLE public.applied (number bigserial, hearer text, source text, position bigint)",
    """
    CREATE FUNCTION public.count_applied() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO public.applied (hearer, source, position)
        VALUES (TG_ARGV[0], NEW.source, NEW.position);
        RETURN NULL;
    END $$
    """,
    *(
        f"CREATE TRIGGER count_applied AFTER INSERT ON {hearer}_read.heard "
        f"FOR EACH ROW EXECUTE FUNCTION public.count_applied('{hearer}')"
        for hearer in HEARERS
    ),
)
EMPTY = """
    SELECT (SELECT count(*) FROM intake_read.heard) + (SELECT count(*) FROM verification_read.heard)
           + (SELECT count(*) FROM statistics_read.heard) = 0
"""

# One statement, so that all of it is of one moment.
BEHIND = " UNION ALL ".join(
    f"""
    SELECT '{hearer} hears {source}' AS what, through.position AS reached,
           (SELECT count(*) FROM {source}.steps) AS wanted
    FROM {hearer}_read.heard_through AS through WHERE source = '{source}'
    """
    for hearer in HEARERS
    for source in SOURCES
) + "".join(
    f"""
    UNION ALL SELECT '{source} sends', position, (SELECT count(*) FROM {source}.steps)
    FROM {source}.sent_through
    """
    for source in SOURCES
)

Body = dict[str, Any]
Place = tuple[str, int, UUID, int, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step of a ledger with the position that it was given, if it was."""

    source: str
    stream: UUID
    version: int
    position: int | None
    type: str
    body: Body
    command_id: UUID
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The ledgers, what was heard of them, and what statistics and the vault made of it."""

    lines: Mapping[str, list[Line]]
    positions: Mapping[str, list[tuple[int, UUID, int]]]
    sent: Mapping[str, int]
    heard: Mapping[str, Counter[Place]]
    through: Mapping[str, Mapping[str, int]]
    parked: Mapping[str, int]
    applied: Counter[tuple[str, str, int]]
    facts: list[Body]
    committees: list[Body]
    types: list[Body]
    names: list[Body]
    placements: list[Body]
    sealed: set[UUID]
    carried: Counter[Place] | None = None  # by Kafka, where it is there


async def count_applications(connection: AsyncConnection) -> None:
    """Count from now on what each service applies; nothing may have been heard yet."""
    assert (await connection.execute(text(EMPTY))).scalar(), "something was heard before"
    for statement in COUNT:
        await connection.execute(text(statement))


async def behind(connection: AsyncConnection) -> list[str]:
    """What is still under way: nothing, once all is numbered, sent and heard by everybody."""
    rows = await connection.execute(text(BEHIND))
    return [
        f"{row.what}: {row.reached} of {row.wanted}" for row in rows if row.reached < row.wanted
    ]


async def read(connection: AsyncConnection) -> Books:
    return Books(
        lines={source: await lines(connection, source) for source in SOURCES},
        positions={
            source: [tuple(row) for row in await connection.execute(sql(POSITIONS, source=source))]
            for source in SOURCES
        },
        sent={
            source: (await connection.execute(sql(SENT, source=source))).scalar_one()
            for source in SOURCES
        },
        heard={
            hearer: Counter(
                (row.source, row.position, row.stream, row.version, bytes(row.hash))
                for row in await connection.execute(sql(HEARD, hearer=hearer))
            )
            for hearer in HEARERS
        },
        through={
            hearer: {
                row.source: row.position
                for row in await connection.execute(sql(THROUGH, hearer=hearer))
            }
            for hearer in HEARERS
        },
        parked={
            hearer: (await connection.execute(sql(PARKED, hearer=hearer))).scalar_one()
            for hearer in HEARERS
        },
        applied=Counter(
            (row.hearer, row.source, row.position)
            for row in await connection.execute(text(APPLIED))
        ),
        facts=await rows(connection, "facts"),
        committees=await rows(connection, "committees"),
        types=await rows(connection, "committee_types"),
        names=await rows(connection, "committee_names"),
        placements=await rows(connection, "placements"),
        sealed=set((await connection.execute(text(SEALED))).scalars()),
    )


async def lines(connection: AsyncConnection, source: str) -> list[Line]:
    return [
        Line(
            source=source,
            stream=row.stream,
            version=row.version,
            position=row.position,
            type=row.type,
            body=json.loads(row.body),
            command_id=row.command_id,
            previous=bytes(row.previous),
            hash=bytes(row.hash),
        )
        for row in await connection.execute(sql(STEPS, source=source))
    ]


async def rows(connection: AsyncConnection, table: str) -> list[Body]:
    return list((await connection.execute(sql(ROWS, table=table))).scalars())


def sql(statement: str, **names: str):
    return text(statement.format(**names))
