"""The questions asked about many cases: which wait for an office, which lie in its area."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import TAKEN_BY
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
# An organisation board asks for consents below, whether the right is delegated or not.
DECIDES_FOR = """
    levels AS MATERIALIZED (
        SELECT committee_id, type, type IN ('grassroots_committee', 'commune_committee') AND NOT (
            :delegable AND coalesce((
                SELECT delegated FROM delegations
                WHERE delegations.committee_id = typed.committee_id AND since <= :on
                ORDER BY since DESC LIMIT 1
            ), false)) AS proposes
        FROM typed
    ), way (committee_id, type, passed) AS (
        SELECT committee_id, type, type IN ('grassroots_committee', 'commune_committee')
        FROM levels
        WHERE committee_id = :committee AND NOT proposes AND type <> 'section_committee'
        UNION
        SELECT levels.committee_id, levels.type, way.passed OR (proposes AND NOT placed.ended)
        FROM way JOIN placed ON placed.parent_id = way.committee_id
        JOIN levels ON levels.committee_id = placed.committee_id
        WHERE placed.ended OR levels.type IN ('section_committee', 'branch', 'grassroots_branch')
           OR (proposes AND NOT way.passed)
    ), area AS (
        SELECT committee_id FROM way WHERE type IN ('branch', 'grassroots_branch')
    )
"""
COLUMNS = """
    SELECT cases.case_id, person_id, branch_id, stage, version, listed_on, last_on,
           coalesce(waits, '{}') AS waits, due_on,
           days -> 'disciplined' IS NOT NULL AS disciplined
"""
FROM_CASES = """
    FROM cases
    LEFT JOIN outlooks ON outlooks.case_id = cases.case_id AND from_on <= :on AND until_on > :on
"""
# By due day, those without one last; then the longest untouched first.
WAITING = f"""
    {COLUMNS} FROM outlooks JOIN cases USING (case_id)
    JOIN area ON area.committee_id = cases.branch_id
    WHERE from_on <= :on AND until_on > :on AND waits && CAST(:steps AS text[])
      AND (coalesce(due_on, 'infinity'), last_on, case_id)
        > (CAST(:after_due AS date), CAST(:after_on AS date), CAST(:after_case AS uuid))
      AND (CAST(:branch AS uuid) IS NULL OR branch_id = :branch)
    ORDER BY coalesce(due_on, 'infinity'), last_on, case_id LIMIT :limit
"""
PAGE = f"""
    {COLUMNS} {FROM_CASES} JOIN area ON area.committee_id = cases.branch_id
    WHERE stage = ANY(CAST(:stages AS text[]))
      AND (last_on, cases.case_id) > (CAST(:after_on AS date), CAST(:after_case AS uuid))
    ORDER BY last_on, cases.case_id LIMIT :limit
"""
IN_AREA = text(PLACED + AREA + PAGE)
TO_TAKE = text(PLACED + AREA + WAITING)
TO_DECIDE = text(PLACED + DECIDES_FOR + WAITING)


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
    disciplined: bool = False  # in probation: whoever decides is told of it (N14)

    @property
    def place(self) -> "Place":
        return Place(due_on=self.due_on, last_on=self.last_on, case_id=self.case_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a page of a list ends, and the next one begins."""

    last_on: date
    case_id: CaseId
    due_on: date | None = None


DECIDING = frozenset({Role.STANDING_COMMITTEE, Role.ORGANISATION_BOARD})
"""Whose steps are those of the one committee that is competent."""

TOP = Place(due_on=date.min, last_on=date.min, case_id=CaseId(UUID(int=0)))


def steps_of(role: Role) -> frozenset[Stage]:
    """The steps that are for `role` to take."""
    return frozenset(stage for stage in Stage if TAKEN_BY[stage] is role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which of the cases that wait are asked for; None asks for all."""

    step: Stage | None = None
    branch_id: CommitteeId | None = None


ALL = Wish()


async def waiting_for(
    connection: AsyncConnection,
    office: Office,
    *,
    on: date,
    limit: int,
    after: Place = TOP,
    wish: Wish = ALL,
) -> list[CaseRow]:
    """The cases whose next step is for `office` to take, by due day, the late ones first.

    Nothing is worked out here: what is possible and due from which day on is kept (`outlooks`).
    """
    steps = steps_of(office.role) & ({wish.step} if wish.step else set(Stage))
    question = TO_DECIDE if office.role in DECIDING else TO_TAKE
    asked = {
        "committee": office.committee_id,
        "branch": wish.branch_id,
        "on": on,
        "steps": sorted(steps),
        "limit": limit,
        "after_due": after.due_on or date.max,
        "delegable": office.role is not Role.ORGANISATION_BOARD,
    }
    rows = (await connection.execute(question, asked | columns(after))).mappings()
    return [case_of(row) for row in rows]


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
    return [case_of(row) for row in rows.mappings()]


def columns(after: Place) -> dict[str, date | UUID]:
    return {"after_on": after.last_on, "after_case": after.case_id}


def case_of(row: RowMapping) -> CaseRow:
    return CaseRow(
        case_id=CaseId(row["case_id"]),
        person_id=PersonId(row["person_id"]),
        branch_id=CommitteeId(row["branch_id"]),
        stage=Stage(row["stage"]),
        waits_for=tuple(map(Stage, row["waits"])),
        version=row["version"],
        listed_on=row["listed_on"],
        last_on=row["last_on"],
        due_on=row["due_on"],
        disciplined=row["disciplined"],
    )
