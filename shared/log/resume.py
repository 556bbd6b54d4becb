"""Where each partition resumes: kept beside what was heard, since Kafka's own note is a hint."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

Partition = tuple[str, int]
"""A topic and the number of a partition; what Kafka's libraries use for it is equal to it."""

TABLE = """
    CREATE TABLE IF NOT EXISTS offsets (
        topic text, partition integer, next_offset bigint NOT NULL,
        PRIMARY KEY (topic, partition)
    )
"""

PLACES = text("""
    SELECT topic, partition, next_offset FROM offsets
    JOIN unnest(CAST(:topics AS text[]), CAST(:numbers AS integer[])) AS wanted (topic, partition)
    USING (topic, partition)
""")

# A run that does not begin where the partition stands moves nothing, and is counted as missing.
ADVANCE = text("""
    WITH run AS (
        SELECT * FROM unnest(
            CAST(:topics AS text[]), CAST(:numbers AS integer[]),
            CAST(:starts AS bigint[]), CAST(:ends AS bigint[])
        ) AS run (topic, partition, start, next)
    )
    INSERT INTO offsets AS known (topic, partition, next_offset)
    SELECT topic, partition, next FROM run
    LEFT JOIN offsets AS place USING (topic, partition)
    WHERE run.start <= coalesce(place.next_offset, 0)
    ORDER BY topic, partition
    ON CONFLICT (topic, partition) DO UPDATE
    SET next_offset = greatest(known.next_offset, excluded.next_offset)
    WHERE known.next_offset >= (
        SELECT start FROM run WHERE run.topic = known.topic AND run.partition = known.partition
    )
""")

COPY = """
    INSERT INTO {to}.offsets SELECT * FROM {of}.offsets
    ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Offsets of a partition without a hole: from `start` up to, but not with, `end`."""

    start: int
    end: int


class Moved(Exception):
    """A partition no longer stands where a run begins, so nothing of it counts."""


async def places(
    connection: AsyncConnection, partitions: Collection[Partition]
) -> dict[Partition, int]:
    """The next offset that each of the partitions wants to hear; 0 where none was heard yet."""
    columns = {
        "topics": [topic for topic, _ in partitions],
        "numbers": [number for _, number in partitions],
    }
    rows = await connection.execute(PLACES, columns)
    known = {(row.topic, row.partition): row.next_offset for row in rows}
    return {partition: known.get(partition, 0) for partition in map(plain, partitions)}


async def advance(connection: AsyncConnection, runs: Mapping[Partition, Run]) -> None:
    """Note the runs as heard, in the transaction that hears them; raises Moved."""
    columns = {
        "topics": [topic for topic, _ in runs],
        "numbers": [number for _, number in runs],
        "starts": [run.start for run in runs.values()],
        "ends": [run.end for run in runs.values()],
    }
    if (await connection.execute(ADVANCE, columns)).rowcount != len(runs):
        raise Moved


async def copy(connection: AsyncConnection, *, of: str, to: str) -> None:
    """Let a read model that has heard the same go on from where the other one stands."""
    await connection.execute(text(COPY.format(of=of, to=to)))


def plain(partition: Partition) -> Partition:
    topic, number = partition
    return topic, number
