"""Look through a whole ledger for lines and positions that were tampered with or lost."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.step import Entry
from shared.log.chain import broken, digest
from shared.log.ledger import entry_of, steps

# Each position is one more than the one before, and so is each version within its stream.
MISPLACED = text("""
    WITH placed AS (
        SELECT position, stream, version,
               position - lag(position, 1, 0) OVER (ORDER BY position) AS stride,
               version - lag(version, 1, 0) OVER (PARTITION BY stream ORDER BY position) AS rise
        FROM positions
    )
    SELECT placed.position, stream, version, stride, rise, steps.hash IS NULL AS lost
    FROM placed LEFT JOIN steps USING (stream, version)
    WHERE stride <> 1 OR rise <> 1 OR steps.hash IS NULL
    ORDER BY placed.position
""")


class Fault(StrEnum):
    """What is wrong with a line or its place."""

    MISSING = "missing"  # the stream goes on without this version
    ALTERED = "altered"  # the line is not the one that was hashed
    UNLINKED = "unlinked"  # the line names another one before it than stands there
    POSITION_MISSING = "position_missing"  # no line stands right before this position
    POSITION_DISORDERED = "position_disordered"  # not in the order of its stream
    POSITION_EMPTY = "position_empty"  # the line that it was given to is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The first line of a stream that does not hold, or a position that does not."""

    stream: UUID
    version: int
    what: Fault
    position: int | None = None


async def verify(
    connection: AsyncConnection, *, looked_at: Callable[[int], None]
) -> AsyncIterator[Finding]:
    """All findings; none means that every line is the one that was recorded.

    Calls `looked_at` with the number of lines after each stream. Lines cut off the end of a stream
    before they were given a position leave no trace here.
    """
    async for stream in streams(connection):
        if finding := finding_in(stream):
            yield finding
        looked_at(len(stream))
    async for misplaced in misplacements(connection):
        yield misplaced


async def streams(connection: AsyncConnection) -> AsyncIterator[Sequence[Entry]]:
    """The lines of one stream after another; only one stream is held in memory."""
    stream: list[Entry] = []
    in_order = select(steps).order_by(steps.c.stream, steps.c.version)
    async for row in (await connection.stream(in_order)).mappings():
        entry = entry_of(row)
        if stream and stream[0].stream != entry.stream:
            yield stream
            stream = []
        stream.append(entry)
    if stream:
        yield stream


def finding_in(stream: Sequence[Entry]) -> Finding | None:
    version = broken(stream)
    if version is None:
        return None
    entry = stream[version - 1]
    return Finding(stream=entry.stream, version=version, what=fault_of(entry, version=version))


def fault_of(entry: Entry, *, version: int) -> Fault:
    if entry.version != version:
        return Fault.MISSING
    return Fault.UNLINKED if entry.hash == digest(entry) else Fault.ALTERED


async def misplacements(connection: AsyncConnection) -> AsyncIterator[Finding]:
    for row in await connection.execute(MISPLACED):
        faults = (
            (Fault.POSITION_MISSING, row.stride != 1),
            (Fault.POSITION_DISORDERED, row.rise != 1),
            (Fault.POSITION_EMPTY, row.lost),
        )
        for what in (fault for fault, found in faults if found):
            yield Finding(stream=row.stream, version=row.version, what=what, position=row.position)
