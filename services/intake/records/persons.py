"""The questions asked about persons: who has a case in an area, and which cases somebody has."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.records.waiting import (
    AREA,
    COLUMNS,
    FROM_CASES,
    PLACED,
    CaseRow,
    case_of,
)
from shared.events.terms import CommitteeId, PersonId

EVERYBODY = """
    SELECT DISTINCT person_id FROM cases JOIN area ON area.committee_id = cases.branch_id
"""
THEIRS = """
    WHERE person_id = ANY(CAST(:persons AS uuid[])) ORDER BY listed_on DESC, cases.case_id
"""
IN_THE_AREA = "JOIN area ON area.committee_id = cases.branch_id"
IN_AREA = text(PLACED + AREA + EVERYBODY)
CASES_IN_AREA = text(f"{PLACED} {AREA} {COLUMNS} {FROM_CASES} {IN_THE_AREA} {THEIRS}")
CASES_OF = text(f"{COLUMNS} {FROM_CASES} {THEIRS}")


async def persons_in_area(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date
) -> list[PersonId]:
    """Everybody who has or had a case here or below."""
    rows = await connection.execute(IN_AREA, {"committee": committee_id, "on": on})
    return [PersonId(row.person_id) for row in rows]


async def cases_of(
    connection: AsyncConnection, persons: Collection[PersonId], *, on: date
) -> list[CaseRow]:
    """All cases of `persons`, wherever they are; the newest first."""
    rows = await connection.execute(CASES_OF, {"persons": sorted(set(persons)), "on": on})
    return [case_of(row) for row in rows.mappings()]


async def cases_in_area_of(
    connection: AsyncConnection,
    persons: Collection[PersonId],
    committee_id: CommitteeId,
    *,
    on: date,
) -> list[CaseRow]:
    """The cases of `persons` here and below; the newest first."""
    asked = {"persons": sorted(set(persons)), "committee": committee_id, "on": on}
    rows = await connection.execute(CASES_IN_AREA, asked)
    return [case_of(row) for row in rows.mappings()]
