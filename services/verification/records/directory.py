"""The directory of committees as of a day, as verification heard of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import CommitteeId, CommitteeType

# The height is bounded, so that a tree that was entered with a circle in it still ends.
LINE = text("""
    WITH RECURSIVE line (committee_id, height) AS (
        SELECT CAST(:committee AS uuid), 0
        UNION ALL
        SELECT above.parent_id, height + 1
        FROM line CROSS JOIN LATERAL (
            SELECT parent_id FROM placements
            WHERE placements.committee_id = line.committee_id AND placed_on <= :on
            ORDER BY placed_on DESC LIMIT 1
        ) AS above
        WHERE height < 16
    )
    SELECT committee_id FROM line ORDER BY height
""")

PARENTS = text("""
    SELECT DISTINCT ON (committee_id) committee_id, parent_id FROM placements
    WHERE committee_id = ANY(CAST(:committees AS uuid[])) AND placed_on <= :on
    ORDER BY committee_id, placed_on DESC
""")

TITLES = text("""
    SELECT DISTINCT ON (committee_id) committee_id, type, name
    FROM committees JOIN committee_names USING (committee_id)
    WHERE committee_id = ANY(CAST(:committees AS uuid[]))
    ORDER BY committee_id, named_on > :on, abs(named_on - :on)
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a committee is called on a day, and of which level it is."""

    committee_id: CommitteeId
    type: CommitteeType
    name: str


async def line(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date
) -> list[CommitteeId]:
    """The way up on a day: the committee itself, the one that it stands under, and so on."""
    rows = await connection.scalars(LINE, {"committee": committee_id, "on": on})
    return [CommitteeId(found) for found in rows]


async def parents(
    connection: AsyncConnection, committees: Collection[CommitteeId], *, on: date
) -> Mapping[CommitteeId, CommitteeId]:
    """Under whom each committee stands on a day; who stands under nobody is left out."""
    rows = await connection.execute(PARENTS, {"committees": sorted(set(committees)), "on": on})
    return {CommitteeId(committee): CommitteeId(parent) for committee, parent in rows}


async def titles(
    connection: AsyncConnection, committees: Collection[CommitteeId], *, on: date
) -> Mapping[CommitteeId, Title]:
    """The names borne on a day; before the first name, the first. Who is unknown is left out."""
    rows = await connection.execute(TITLES, {"committees": sorted(set(committees)), "on": on})
    return {
        CommitteeId(id_): Title(committee_id=CommitteeId(id_), type=CommitteeType(type_), name=name)
        for id_, type_, name in rows
    }
