"""The one statement that gives positions: what is visible and has none gets the next."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

# A version is visible only when its predecessors are, so ordering by the highest transaction id up
# to it keeps the order of the stream, however early or late an id was taken.
STATEMENT = """
    WITH fresh AS (
        SELECT stream, version,
               max(xid) OVER (PARTITION BY stream ORDER BY version) AS latest
        FROM steps
        WHERE {bounds} NOT EXISTS (
            SELECT FROM positions
            WHERE positions.stream = steps.stream AND positions.version = steps.version
        )
    ), numbered AS (
        INSERT INTO positions (position, stream, version)
        SELECT (SELECT coalesce(max(position), 0) FROM positions)
               + row_number() OVER (ORDER BY latest, stream, version), stream, version
        FROM fresh
        RETURNING position
    )
    SELECT (SELECT count(*) FROM numbered) AS given,
           CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS numeric) AS floor
"""

BOUNDS = """
    xid >= CAST(CAST(:floor AS text) AS xid8) AND xid < pg_snapshot_xmax(pg_current_snapshot()) AND
"""

EVERYWHERE = text(STATEMENT.format(bounds=""))
BOUNDED = text(STATEMENT.format(bounds=BOUNDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A look at the ledger: positions given, and the transaction id below which none is missing."""

    given: int
    floor: int


async def number(connection: AsyncConnection, *, floor: int | None) -> Round:
    """Number the steps that `connection` sees, in a transaction of its own.

    `floor` is that of the last complete round, None at the start: the first search is unbounded,
    since after a restore the transaction ids of old steps mean nothing.
    """
    if floor is None:
        row = (await connection.execute(EVERYWHERE)).one()
    else:
        row = (await connection.execute(BOUNDED, {"floor": str(floor)})).one()
    return Round(given=row.given, floor=int(row.floor))
