"""The ledger of a service: the steps of every stream, only ever added to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    LargeBinary,
    RowMapping,
    Select,
    Text,
    Uuid,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.step import Entry, Posted, Step
from shared.log.wire import decode
from shared.metrics import CONFLICTS

steps = table(
    "steps",
    column("stream", Uuid),
    column("version", Integer),
    column("type", Text),
    column("body", LargeBinary),
    column("recorded_at", DateTime(timezone=True)),
    column("command_id", Uuid),
    column("fingerprint", LargeBinary),
    column("office", Text),
    column("rule_set", Text),
    column("previous", LargeBinary),
    column("hash", LargeBinary),
)
positions = table(
    "positions",
    column("position", BigInteger),
    column("stream", Uuid),
    column("version", Integer),
)
of_the_same_line = (positions.c.stream == steps.c.stream) & (positions.c.version == steps.c.version)

# One statement, so that all lines come or none, and a gap in the versions cannot be made.
APPEND = text("""
    INSERT INTO steps (
        stream, version, type, body, recorded_at, command_id,
        fingerprint, office, rule_set, previous, hash
    )
    SELECT :stream, line.*
    FROM unnest(
        CAST(:version AS integer[]), CAST(:type AS text[]), CAST(:body AS bytea[]),
        CAST(:recorded_at AS timestamptz[]), CAST(:command_id AS uuid[]),
        CAST(:fingerprint AS bytea[]), CAST(:office AS text[]), CAST(:rule_set AS text[]),
        CAST(:previous AS bytea[]), CAST(:hash AS bytea[])
    ) AS line
    WHERE :after = (SELECT coalesce(max(version), 0) FROM steps WHERE stream = :stream)
""")

POSTED = select(positions.c.position, steps).join_from(positions, steps, of_the_same_line)

NEWEST_OF = text("""
    SELECT newest.*, asked.through
    FROM unnest(CAST(:streams AS uuid[]), CAST(:versions AS integer[])) AS asked (of, through)
    CROSS JOIN LATERAL (
        SELECT * FROM steps
        WHERE stream = asked.of AND version <= asked.through
            AND type = ANY(CAST(:types AS text[]))
        ORDER BY version DESC LIMIT 1
    ) AS newest
""")

UNIQUE_VIOLATION = "23505"


class Conflict(Exception):
    """The stream is not at the version that the new steps were decided on."""

    def __init__(self, stream: UUID, *, after: int) -> None:
        super().__init__(f"stream {stream} is not at version {after}")
        self.stream = stream
        self.after = after


@dataclass(frozen=True, slots=True)
class Ledger:
    """Reads and adds in the transaction of its caller; keeps nothing but its name."""

    name: str

    async def history(self, connection: AsyncConnection, stream: UUID) -> list[Step]:
        """All steps of `stream` in order; raises Unreadable where one is newer than this code."""
        lines = select(steps).where(steps.c.stream == stream).order_by(steps.c.version)
        rows = await connection.execute(lines)
        return [decode(entry_of(row)) for row in rows.mappings()]

    async def append(
        self, connection: AsyncConnection, stream: UUID, *, after: int, entries: Sequence[Entry]
    ) -> None:
        """Add `entries` if the newest version is `after`; else, too low or too high, Conflict.

        After a Conflict the transaction can only be rolled back.
        """
        if [entry.version for entry in entries] != list(range(after + 1, after + 1 + len(entries))):
            raise ValueError(f"the versions do not run on from {after}")
        try:
            added = await connection.execute(APPEND, columns(stream, after=after, entries=entries))
        except IntegrityError as error:
            if getattr(error.orig, "sqlstate", None) != UNIQUE_VIOLATION:
                raise
            raise self.conflict(stream, after=after) from error
        if added.rowcount != len(entries):
            raise self.conflict(stream, after=after)

    def conflict(self, stream: UUID, *, after: int) -> Conflict:
        CONFLICTS.labels(self.name).inc()
        return Conflict(stream, after=after)

    async def published(
        self, connection: AsyncConnection, *, after: int, limit: int
    ) -> list[Posted]:
        """At most `limit` lines in the order of publication, from position `after` + 1 on."""
        return await self._lines(connection, POSTED.where(positions.c.position > after), limit)

    async def of_types(
        self, connection: AsyncConnection, types: Collection[str], *, after: int, through: int
    ) -> list[Posted]:
        """The lines of these types with positions over `after` and up to `through`, in order."""
        between = (positions.c.position > after, positions.c.position <= through)
        wanted = POSTED.where(*between, steps.c.type.in_(types))
        return await self._lines(connection, wanted, through - after)

    async def _lines(
        self, connection: AsyncConnection, wanted: Select[*tuple[object, ...]], limit: int
    ) -> list[Posted]:
        rows = await connection.execute(wanted.order_by(positions.c.position).limit(limit))
        return [
            Posted(source=self.name, position=row["position"], entry=entry_of(row))
            for row in rows.mappings()
        ]

    async def newest_of_types(
        self,
        connection: AsyncConnection,
        types: Collection[str],
        *,
        through: Collection[tuple[UUID, int]],
    ) -> dict[tuple[UUID, int], Step]:
        """For each (stream, version) the newest step up to it that is of these types, if any."""
        asked = {
            "streams": [stream for stream, _ in through],
            "versions": [version for _, version in through],
            "types": list(types),
        }
        rows = await connection.execute(NEWEST_OF, asked)
        return {(row["stream"], row["through"]): decode(entry_of(row)) for row in rows.mappings()}

    async def head(self, connection: AsyncConnection) -> int:
        """The newest position that was given; 0 before the first."""
        newest = select(func.coalesce(func.max(positions.c.position), 0))
        return int((await connection.execute(newest)).scalar_one())

    async def newest(self, connection: AsyncConnection) -> int:
        """How many steps are committed: the position that the newest of them has or will have.

        Counts the whole ledger, some 40 ms for a million steps.
        """
        return int((await connection.execute(select(func.count()).select_from(steps))).scalar_one())


def columns(stream: UUID, *, after: int, entries: Sequence[Entry]) -> dict[str, object]:
    names = [column.name for column in steps.c if column.name != "stream"]
    lists = {name: [getattr(entry, name) for entry in entries] for name in names}
    return {"stream": stream, "after": after, **lists}


def entry_of(row: RowMapping) -> Entry:
    return Entry(**{column.name: row[column.name] for column in steps.c})
