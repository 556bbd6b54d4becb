"""What committees are called and where they stand on a day, for lists and choices."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import Descent, Link
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber

TREE = text("""
    WITH named AS (
        SELECT DISTINCT ON (committee_id) committee_id, name FROM committee_names
        WHERE named_on <= :on ORDER BY committee_id, named_on DESC
    ), typed AS (
        SELECT DISTINCT ON (committee_id) committee_id, type FROM committee_types
        WHERE typed_on <= :on ORDER BY committee_id, typed_on DESC
    ), placed AS (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id, ended FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    )
    SELECT committee_id, type, name, parent_id, coalesce(ended, false) AS ended
    FROM named JOIN typed USING (committee_id) LEFT JOIN placed USING (committee_id)
    ORDER BY name, committee_id
""")

# Before its first name, a committee is called by the first; so with its level.
TITLES = text("""
    SELECT DISTINCT ON (committee_id) committee_id, type, name, parent_id
    FROM committee_names JOIN committee_types USING (committee_id)
    LEFT JOIN LATERAL (
        SELECT parent_id FROM placements
        WHERE placements.committee_id = committee_names.committee_id AND placed_on <= :on
        ORDER BY placed_on DESC LIMIT 1
    ) AS above ON true
    WHERE committee_id = ANY(CAST(:committees AS uuid[]))
    ORDER BY committee_id, named_on > :on, abs(named_on - :on), typed_on > :on, abs(typed_on - :on)
""")

HIGHEST = 16  # ends that can follow one another


LINEAGE = text("""
    SELECT earlier_id, later_id, descent, since, decision_no FROM lineage
    ORDER BY since, earlier_id, later_id, descent
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a committee is called on a day, its level, and under whom it stands."""

    committee_id: CommitteeId
    type: CommitteeType
    name: str
    parent_id: CommitteeId | None


async def tree(connection: AsyncConnection, *, on: date) -> list[Title]:
    """Every committee that exists on that day, by name, under whom it stands.

    What was left under one that ended stands under who took over.
    """
    rows = (await connection.execute(TREE, {"on": on})).all()
    ended = {row.committee_id: row.parent_id for row in rows if row.ended}
    return [
        title(row.committee_id, row.type, row.name, standing(row.parent_id, ended))
        for row in rows
        if not row.ended
    ]


def standing(
    committee_id: CommitteeId | None, ended: Mapping[CommitteeId, CommitteeId]
) -> CommitteeId | None:
    """Who stands in the place of a committee; a ring of ends, which nobody can make, ends too."""
    for _ in range(HIGHEST):
        if committee_id is None or committee_id not in ended:
            break
        committee_id = ended[committee_id]
    return committee_id


async def titles(
    connection: AsyncConnection, committees: Collection[CommitteeId], *, on: date
) -> Mapping[CommitteeId, Title]:
    """The names borne on a day; who is unknown is left out."""
    rows = await connection.execute(TITLES, {"committees": sorted(set(committees)), "on": on})
    return {CommitteeId(id_): title(id_, type_, name, parent) for id_, type_, name, parent in rows}


async def lineage(connection: AsyncConnection) -> list[Link]:
    """Everything that is known of who came after whom, the oldest first."""
    rows = await connection.execute(LINEAGE)
    return [
        Link(
            earlier_id=CommitteeId(earlier),
            later_id=CommitteeId(later),
            descent=Descent(descent),
            since=since,
            decision_no=DocumentNumber(number),
        )
        for earlier, later, descent, since, number in rows
    ]


def title(committee_id: CommitteeId, type_: str, name: str, parent_id: CommitteeId | None) -> Title:
    return Title(
        committee_id=committee_id, type=CommitteeType(type_), name=name, parent_id=parent_id
    )
