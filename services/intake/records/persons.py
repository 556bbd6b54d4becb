"""The questions asked about persons: who has a case in an area, and which cases somebody has."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.records.waiting import AREA, PLACED, CaseRow, case_of
from shared.events.terms import CommitteeId, PersonId

EVERYBODY = """
    SELECT DISTINCT person_id FROM cases JOIN area ON area.committee_id = cases.branch_id
"""
THEIR_CASES = """
    SELECT cases.* FROM cases JOIN area ON area.committee_id = cases.branch_id
    WHERE person_id = ANY(CAST(:persons AS uuid[])) ORDER BY listed_on DESC, case_id
"""
IN_AREA = text(PLACED + AREA + EVERYBODY)
CASES_IN_AREA = text(PLACED + AREA + THEIR_CASES)
CASES_OF = text("""
    SELECT * FROM cases WHERE person_id = ANY(CAST(:persons AS uuid[]))
    ORDER BY listed_on DESC, case_id
""")


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
    rows = await connection.execute(CASES_OF, {"persons": sorted(set(persons))})
    return [case_of(row, on) for row in rows.mappings()]


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
    return [case_of(row, on) for row in rows.mappings()]
