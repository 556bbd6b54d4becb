"""The questions asked about many cases: which wait for an office, which lie in its area."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import TAKEN_BY, WAY, waits_for
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, PersonId
from shared.people.access import Office, Role

PLACED = """
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    ),
"""
AREA = """
    area (committee_id) AS (
        SELECT CAST(:committee AS uuid)
        UNION
        SELECT placed.committee_id FROM placed JOIN area ON placed.parent_id = area.committee_id
    )
"""
# The committee directly above the grassroots level decides, and no higher one (QĐ 29 §4.3.2b).
DECIDES_FOR = """
    area (committee_id) AS (
        SELECT branch.committee_id
        FROM placed AS branch
        JOIN committees AS above ON above.committee_id = branch.parent_id
        LEFT JOIN placed AS higher ON higher.committee_id = branch.parent_id
        WHERE CAST(:committee AS uuid) = CASE
            WHEN above.type IN ('grassroots_committee', 'commune_committee') THEN higher.parent_id
            ELSE branch.parent_id
        END
    )
"""
PAGE = """
    SELECT cases.* FROM cases JOIN area ON area.committee_id = cases.branch_id
    WHERE (stage = ANY(CAST(:stages AS text[])) OR (:uncertified AND NOT class_certified))
      AND (last_on, case_id) > (CAST(:after_on AS date), CAST(:after_case AS uuid))
    ORDER BY last_on, case_id LIMIT :limit
"""
IN_AREA = text(PLACED + AREA + PAGE)
TO_DECIDE = text(PLACED + DECIDES_FOR + PAGE)
BY_STAGE = text("SELECT stage, count(*) AS n FROM cases GROUP BY stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A case in a list: where it stands and since when."""

    case_id: CaseId
    person_id: PersonId
    branch_id: CommitteeId
    stage: Stage
    class_certified: bool
    version: int
    listed_on: date
    last_on: date

    @property
    def waits_for(self) -> tuple[Stage, ...]:
        """The steps that are possible now on the way to the ceremony."""
        return waits_for(taken(self.stage, class_certified=self.class_certified))

    @property
    def place(self) -> "Place":
        return Place(last_on=self.last_on, case_id=self.case_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of a list ends, and the next one begins."""

    last_on: date
    case_id: CaseId


TOP = Place(last_on=date.min, case_id=CaseId(UUID(int=0)))


def taken(stage: Stage, *, class_certified: bool) -> frozenset[Stage]:
    """The steps behind a case at `stage`: all earlier ones, but the class only if certified."""
    if stage is Stage.DECISION_CANCELLED:
        return frozenset(WAY)
    reached = set(WAY[: WAY.index(stage) + 1])
    return frozenset(reached if class_certified else reached - {Stage.CLASS_CERTIFIED})


def stages_waiting(role: Role) -> list[Stage]:
    """The stages at which a case waits for `role`, the class left aside."""
    return [
        stage
        for stage in WAY
        if any(TAKEN_BY[step] is role for step in waits_for(taken(stage, class_certified=True)))
    ]


async def waiting_for(
    connection: AsyncConnection, office: Office, *, on: date, limit: int, after: Place = TOP
) -> list[CaseRow]:
    """The cases whose next step is for `office` to take, the longest untouched first."""
    stages = stages_waiting(office.role)
    asked = {"stages": stages, "uncertified": office.role is Role.BRANCH_CLERK}
    question = TO_DECIDE if office.role is Role.STANDING_COMMITTEE else IN_AREA
    bounds = {"committee": office.committee_id, "on": on, "limit": limit}
    rows = await connection.execute(question, asked | bounds | columns(after))
    return [case_of(row) for row in rows.mappings()]


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
    asked = {"stages": list(stages), "uncertified": False}
    bounds = {"committee": committee_id, "on": on, "limit": limit}
    rows = await connection.execute(IN_AREA, asked | bounds | columns(after))
    return [case_of(row) for row in rows.mappings()]


async def count_by_stage(connection: AsyncConnection) -> Mapping[Stage, int]:
    """How many cases are at each stage; every stage is there."""
    counted = {row.stage: row.n for row in await connection.execute(BY_STAGE)}
    return {stage: counted.get(stage, 0) for stage in WAY}


def columns(after: Place) -> dict[str, date | UUID]:
    return {"after_on": after.last_on, "after_case": after.case_id}


def case_of(row: RowMapping) -> CaseRow:
    return CaseRow(
        case_id=CaseId(row["case_id"]),
        person_id=PersonId(row["person_id"]),
        branch_id=CommitteeId(row["branch_id"]),
        stage=Stage(row["stage"]),
        class_certified=row["class_certified"],
        version=row["version"],
        listed_on=row["listed_on"],
        last_on=row["last_on"],
    )
