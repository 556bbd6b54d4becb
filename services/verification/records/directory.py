"""The directory of committees as of a day, as verification heard of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import HELD_IN, POLICY, Action

ANSWERS = frozenset(role for role, rights in POLICY.items() if Action.REPLY in rights)

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
    SELECT committee_id FROM line LEFT JOIN LATERAL (
        SELECT ended FROM placements
        WHERE placements.committee_id = line.committee_id AND placed_on <= :on
        ORDER BY placed_on DESC LIMIT 1
    ) AS placed ON true
    WHERE ended IS NOT TRUE ORDER BY height
""")

NOW = text("""
    WITH RECURSIVE way (asked_id, committee_id, height) AS (
        SELECT asked_id, asked_id, 0 FROM unnest(CAST(:committees AS uuid[])) AS asked_id
        UNION ALL
        SELECT asked_id, placed.parent_id, height + 1
        FROM way CROSS JOIN LATERAL (
            SELECT parent_id, ended FROM placements
            WHERE placements.committee_id = way.committee_id AND placed_on <= :on
            ORDER BY placed_on DESC LIMIT 1
        ) AS placed
        WHERE placed.ended AND height < 16
    )
    SELECT DISTINCT ON (asked_id) asked_id, committee_id FROM way ORDER BY asked_id, height DESC
""")

PARENTS = text("""
    SELECT DISTINCT ON (committee_id) committee_id, parent_id FROM placements
    WHERE committee_id = ANY(CAST(:committees AS uuid[])) AND placed_on <= :on
    ORDER BY committee_id, placed_on DESC
""")

TITLES = text("""
    SELECT DISTINCT ON (committee_id) committee_id, type, name
    FROM committee_types JOIN committee_names USING (committee_id)
    WHERE committee_id = ANY(CAST(:committees AS uuid[]))
    ORDER BY committee_id, named_on > :on, abs(named_on - :on), typed_on > :on, abs(typed_on - :on)
""")

ANSWERING = text("""
    SELECT committee_id, type, name FROM (
        SELECT DISTINCT ON (committee_id) committee_id, type FROM committee_types
        WHERE typed_on <= :on ORDER BY committee_id, typed_on DESC
    ) AS typed
    JOIN LATERAL (
        SELECT name FROM committee_names
        WHERE committee_names.committee_id = typed.committee_id AND named_on <= :on
        ORDER BY named_on DESC LIMIT 1
    ) AS named ON true
    WHERE type = ANY(CAST(:types AS text[])) AND NOT EXISTS (
        SELECT FROM placements
        WHERE placements.committee_id = typed.committee_id AND placed_on <= :on AND ended
    )
    ORDER BY name, committee_id
""")
"""The committees of some levels that have not ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a committee is called on a day, and of which level it is."""

    committee_id: CommitteeId
    type: CommitteeType
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Some committees on a day: what they are called, under whom they stand, who took over."""

    titles: Mapping[CommitteeId, Title]
    parents: Mapping[CommitteeId, CommitteeId]
    now: Mapping[CommitteeId, CommitteeId]

    def title(self, committee_id: CommitteeId) -> Title | None:
        return self.titles.get(committee_id)

    def standing(self, committee_id: CommitteeId) -> CommitteeId:
        """The committee, or whoever stands in its place."""
        return self.now.get(committee_id, committee_id)

    def above(self, committee_id: CommitteeId) -> Title | None:
        """The committee directly above, as far as it is known."""
        parent = self.parents.get(committee_id)
        return self.titles.get(parent) if parent else None


async def line(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date
) -> list[CommitteeId]:
    """The way up on a day: the committee itself, the one that it stands under, and so on.

    Where one had ended, its successor stands in its place, and has its rights.
    """
    rows = await connection.scalars(LINE, {"committee": committee_id, "on": on})
    return [CommitteeId(found) for found in rows]


async def directory(
    connection: AsyncConnection, committees: Collection[CommitteeId], *, on: date
) -> Directory:
    """Committees and those directly above them; before its first name one has its first."""
    asked = {"committees": sorted(set(committees)), "on": on}
    now = {
        CommitteeId(committee): CommitteeId(standing)
        for committee, standing in await connection.execute(NOW, asked)
    }
    asked["committees"] = sorted({*now, *now.values()})
    parents = {
        CommitteeId(committee): CommitteeId(parent)
        for committee, parent in await connection.execute(PARENTS, asked)
    }
    named = {"committees": sorted({*now, *now.values(), *parents.values()}), "on": on}
    titles = {
        CommitteeId(id_): Title(committee_id=CommitteeId(id_), type=CommitteeType(type_), name=name)
        for id_, type_, name in await connection.execute(TITLES, named)
    }
    return Directory(titles=titles, parents=parents, now=now)


async def answering(connection: AsyncConnection, *, on: date) -> list[Title]:
    """The committees that have somebody who answers, by name."""
    types = [str(type_) for type_, held in HELD_IN.items() if ANSWERS & {*held}]
    rows = await connection.execute(ANSWERING, {"types": types, "on": on})
    return [
        Title(committee_id=CommitteeId(id_), type=CommitteeType(type_), name=name)
        for id_, type_, name in rows
    ]
