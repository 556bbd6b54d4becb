"""What an inbox notes beside its read models: what it heard, and what it set aside."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.step import Posted
from shared.log import dead_letters, resume
from shared.log.sift import Place

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('ketnap.prepare', 0))")

TABLES = (
    """
    CREATE TABLE IF NOT EXISTS heard (
        source text, position bigint,
        stream uuid NOT NULL, version integer NOT NULL, hash bytea NOT NULL,
        PRIMARY KEY (source, position), UNIQUE (source, stream, version)
    )
    """,
    "CREATE TABLE IF NOT EXISTS heard_through (source text PRIMARY KEY, position bigint NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS parked (
        source text, position bigint,
        stream uuid NOT NULL, version integer NOT NULL,
        posted jsonb NOT NULL, reason text NOT NULL, parked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (source, position), UNIQUE (source, stream, version)
    )
    """,
    resume.TABLE,
    dead_letters.TABLE,
)

BEGIN = text("""
    INSERT INTO heard_through SELECT source, 0 FROM unnest(CAST(:sources AS text[])) AS source
    ON CONFLICT DO NOTHING
""")

HOLD = text("SELECT position FROM heard_through WHERE source = :source FOR UPDATE")

THROUGH = text("SELECT position FROM heard_through WHERE source = :source")

KNOWN = text("""
    SELECT position, stream, version, hash FROM heard
    WHERE source = :source AND position = ANY(:positions)
""")

NEWEST = text("""
    SELECT newest.stream, newest.version, newest.hash
    FROM unnest(CAST(:streams AS uuid[])) AS wanted (stream)
    CROSS JOIN LATERAL (
        SELECT heard.* FROM heard WHERE source = :source AND heard.stream = wanted.stream
        ORDER BY version DESC LIMIT 1
    ) AS newest
""")

NOTE = text("""
    INSERT INTO heard (source, position, stream, version, hash)
    SELECT :source, * FROM unnest(
        CAST(:positions AS bigint[]), CAST(:streams AS uuid[]),
        CAST(:versions AS integer[]), CAST(:hashes AS bytea[]))
""")

ADVANCE = text("""
    UPDATE heard_through AS through SET position = island.last
    FROM (
        SELECT max(position) AS last FROM (
            SELECT position, position - row_number() OVER (ORDER BY position) AS before
            FROM heard WHERE source = :source AND position > :through
        ) AS heard WHERE before = :through
    ) AS island
    WHERE through.source = :source AND island.last IS NOT NULL
""")

ASIDE = text("""
    SELECT DISTINCT stream FROM parked WHERE source = :source AND stream = ANY(:streams)
""")

PARK = text("""
    INSERT INTO parked (source, position, stream, version, posted, reason)
    SELECT :source, :position, :stream, :version, CAST(CAST(:posted AS text) AS jsonb), :reason
""")

UNPARK = text("""
    DELETE FROM parked WHERE source = :source AND stream = :stream AND version = :version
""")

COUNT = text("SELECT count(*) FROM heard")

PARKED = text("SELECT count(*) FROM parked")

COUNT_STREAMS = text("SELECT count(DISTINCT (source, stream)) FROM parked")

PARKED_STREAMS = text("SELECT DISTINCT source, stream FROM parked ORDER BY source, stream")

FIRST_PARKED = text("""
    SELECT CAST(posted AS text) FROM parked
    WHERE source = :source AND stream = :stream ORDER BY version LIMIT 1
""")

ARRIVED = text("""
    SELECT EXISTS (
        SELECT FROM heard WHERE source = :source AND stream = :stream AND version >= :version
    )
""")


async def prepare(connection: AsyncConnection, sources: Sequence[str]) -> None:
    """Make the tables, where they are not there yet, in the schema of the read model."""
    await connection.execute(ONE_AT_A_TIME)
    for table in TABLES:
        await connection.execute(text(table))
    await connection.execute(BEGIN, {"sources": list(sources)})


async def hold(connection: AsyncConnection, source: str) -> int:
    """The position through which `source` was heard; others wait until this transaction ends."""
    return int((await connection.execute(HOLD, {"source": source})).scalar_one())


async def through(connection: AsyncConnection, source: str) -> int:
    return int((await connection.execute(THROUGH, {"source": source})).scalar_one())


async def known(
    connection: AsyncConnection, source: str, batch: Sequence[Posted]
) -> Mapping[int, Place]:
    """What was heard before at the positions of `batch`."""
    positions = [posted.position for posted in batch]
    rows = await connection.execute(KNOWN, {"source": source, "positions": positions})
    return {row.position: place(row.stream, row.version, row.hash) for row in rows}


async def newest(
    connection: AsyncConnection, source: str, batch: Sequence[Posted]
) -> Mapping[UUID, Place]:
    """What was heard last of each stream of `batch`."""
    rows = await connection.execute(NEWEST, {"source": source, "streams": streams(batch)})
    return {row.stream: place(row.stream, row.version, row.hash) for row in rows}


async def aside(connection: AsyncConnection, source: str, batch: Sequence[Posted]) -> set[UUID]:
    """The streams of `batch` of which a step is parked."""
    rows = await connection.execute(ASIDE, {"source": source, "streams": streams(batch)})
    return set(rows.scalars())


async def note(
    connection: AsyncConnection, source: str, batch: Sequence[Posted], *, since: int
) -> None:
    """Note `batch` as heard, and move the watermark from `since` over what is unbroken."""
    columns = {
        "positions": [posted.position for posted in batch],
        "streams": [posted.entry.stream for posted in batch],
        "versions": [posted.entry.version for posted in batch],
        "hashes": [posted.entry.hash for posted in batch],
    }
    await connection.execute(NOTE, {"source": source, **columns})
    await connection.execute(ADVANCE, {"source": source, "through": since})


async def park(connection: AsyncConnection, posted: Posted, *, reason: str) -> None:
    row = {
        "source": posted.source,
        "position": posted.position,
        "stream": posted.entry.stream,
        "version": posted.entry.version,
        "posted": msgspec.json.encode(posted).decode(),
        "reason": reason,
    }
    await connection.execute(PARK, row)


async def unpark(connection: AsyncConnection, source: str, stream: UUID, version: int) -> None:
    place = {"source": source, "stream": stream, "version": version}
    await connection.execute(UNPARK, place)


async def count(connection: AsyncConnection) -> int:
    return int((await connection.execute(COUNT)).scalar_one())


async def count_parked(connection: AsyncConnection) -> int:
    return int((await connection.execute(PARKED)).scalar_one())


async def count_parked_streams(connection: AsyncConnection) -> int:
    return int((await connection.execute(COUNT_STREAMS)).scalar_one())


async def parked_streams(connection: AsyncConnection) -> list[tuple[str, UUID]]:
    return [(row.source, row.stream) for row in await connection.execute(PARKED_STREAMS)]


async def first_parked(connection: AsyncConnection, source: str, stream: UUID) -> Posted | None:
    """The first parked step of a stream, or None."""
    rows = await connection.execute(FIRST_PARKED, {"source": source, "stream": stream})
    row: str | None = rows.scalar_one_or_none()
    return None if row is None else msgspec.json.decode(row, type=Posted)


async def arrived(connection: AsyncConnection, source: str, stream: UUID, version: int) -> bool:
    """Whether version `version` of `stream` was heard."""
    place = {"source": source, "stream": stream, "version": version}
    return bool((await connection.execute(ARRIVED, place)).scalar_one())


def place(stream: UUID, version: int, hash_: bytes) -> Place:
    return Place(stream=stream, version=version, hash=hash_)


def streams(batch: Sequence[Posted]) -> list[UUID]:
    return list({posted.entry.stream for posted in batch})
