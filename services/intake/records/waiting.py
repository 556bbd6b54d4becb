"""The questions asked about many cases: which wait for an office, which lie in its area."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import TAKEN_BY, next_due, possible_on
from services.intake.records.project import days_of
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, PersonId
from shared.people.access import Office, Role

PLACED = """
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id, ended FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    ), typed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, type FROM committee_types
        WHERE typed_on <= :on ORDER BY committee_id, typed_on DESC
    ),
"""
AREA = """
    area (committee_id) AS (
        SELECT CAST(:committee AS uuid)
        UNION
        SELECT placed.committee_id FROM placed JOIN area ON placed.parent_id = area.committee_id
    )
"""
# A grassroots committee with delegation decides, else the one directly above (QĐ 29 §4.3.2a, b):
# the way down goes through one that only proposes, its sections, and all that ended.
DECIDES_FOR = """
    levels AS MATERIALIZED (
        SELECT committee_id, type, type IN ('grassroots_committee', 'commune_committee') AND NOT
            coalesce((
                SELECT delegated FROM delegations
                WHERE delegations.committee_id = typed.committee_id AND since <= :on
                ORDER BY since DESC LIMIT 1
            ), false) AS proposes
        FROM typed
    ), way (committee_id, type, passed) AS (
        SELECT committee_id, type, type IN ('grassroots_committee', 'commune_committee')
        FROM levels
        WHERE committee_id = :committee AND NOT proposes AND type <> 'section_committee'
        UNION
        SELECT levels.committee_id, levels.type, way.passed OR (proposes AND NOT placed.ended)
        FROM way JOIN placed ON placed.parent_id = way.committee_id
        JOIN levels ON levels.committee_id = placed.committee_id
        WHERE placed.ended OR levels.type IN ('section_committee', 'branch')
           OR (proposes AND NOT way.passed)
    ), area AS (
        SELECT committee_id FROM way WHERE type = 'branch'
    )
"""
WAITING = """
    SELECT cases.* FROM cases JOIN area ON area.committee_id = cases.branch_id
    WHERE waits && CAST(:steps AS text[])
"""
PAGE = """
    SELECT cases.* FROM cases JOIN area ON area.committee_id = cases.branch_id
    WHERE stage = ANY(CAST(:stages AS text[]))
      AND (last_on, case_id) > (CAST(:after_on AS date), CAST(:after_case AS uuid))
    ORDER BY last_on, case_id LIMIT :limit
"""
IN_AREA = text(PLACED + AREA + PAGE)
TO_TAKE = text(PLACED + AREA + WAITING)
TO_DECIDE = text(PLACED + DECIDES_FOR + WAITING)
BY_STAGE = text("SELECT stage, count(*) AS n FROM cases GROUP BY stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list: where it stands, since when, and what is due by which day."""

    case_id: CaseId
    person_id: PersonId
    branch_id: CommitteeId
    stage: Stage
    waits_for: tuple[Stage, ...]  # the steps that are possible now on the way
    version: int
    listed_on: date
    last_on: date
    due_on: date | None

    @property
    def place(self) -> "Place":
        return Place(due_on=self.due_on, last_on=self.last_on, case_id=self.case_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of a list ends, and the next one begins."""

    last_on: date
    case_id: CaseId
    due_on: date | None = None

    @property
    def rank(self) -> tuple[date, date, UUID]:
        """By due day, those without one last; then the longest untouched first."""
        return self.due_on or date.max, self.last_on, self.case_id


TOP = Place(due_on=date.min, last_on=date.min, case_id=CaseId(UUID(int=0)))


def steps_of(role: Role) -> frozenset[Stage]:
    """The steps that are for `role` to take."""
    return frozenset(stage for stage in Stage if TAKEN_BY[stage] is role)


async def waiting_for(
    connection: AsyncConnection, office: Office, *, on: date, limit: int, after: Place = TOP
) -> list[CaseRow]:
    """The cases whose next step is for `office` to take, by due day, the late ones first.

    What is due follows from the clocks and the calendar, so it is worked out here, not in SQL.
    """
    steps = steps_of(office.role)
    question = TO_DECIDE if office.role is Role.STANDING_COMMITTEE else TO_TAKE
    asked = {"committee": office.committee_id, "on": on, "steps": list(steps)}
    rows = (await connection.execute(question, asked)).mappings()
    cases = [case for row in rows if (case := case_of(row, on)).place.rank > after.rank]
    own = [case for case in cases if not steps.isdisjoint(case.waits_for)]
    return nsmallest(limit, own, key=lambda case: case.place.rank)


async def in_area(
    connection: AsyncConnection,
    committee_id: CommitteeId,
    *,
    stages: Collection[Stage],
    on: date,
    limit: int,
    after: Place = TOP,
) -> list[CaseRow]:
    """The cases here and below that are at one of `stages`, the longest untouched first."""
    asked = {"committee": committee_id, "on": on, "stages": list(stages), "limit": limit}
    rows = await connection.execute(IN_AREA, asked | columns(after))
    return [case_of(row, on) for row in rows.mappings()]


async def count_by_stage(connection: AsyncConnection) -> Mapping[Stage, int]:
    """How many cases are at each stage; every stage is there."""
    counted = {row.stage: row.n for row in await connection.execute(BY_STAGE)}
    return {stage: counted.get(stage, 0) for stage in Stage}


def columns(after: Place) -> dict[str, date | UUID]:
    return {"after_on": after.last_on, "after_case": after.case_id}


def case_of(row: RowMapping, on: date) -> CaseRow:
    days = days_of(row["days"])
    return CaseRow(
        case_id=CaseId(row["case_id"]),
        person_id=PersonId(row["person_id"]),
        branch_id=CommitteeId(row["branch_id"]),
        stage=Stage(row["stage"]),
        waits_for=possible_on(map(Stage, row["waits"]), days, on),
        version=row["version"],
        listed_on=row["listed_on"],
        last_on=row["last_on"],
        due_on=next_due(days, on),
    )
