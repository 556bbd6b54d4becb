"""The questions asked of the requests: what waits for a committee, and what it still waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.domain import days_left
from shared.events.background import Agency, RequestChannel
from shared.events.terms import (
    CaseId,
    CommitteeId,
    PersonId,
    Relation,
    RequestId,
    VerificationResult,
)

OPEN_IN_AREA = text("""
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    ), area (committee_id) AS (
        SELECT CAST(:committee AS uuid)
        UNION
        SELECT placed.committee_id FROM placed JOIN area ON placed.parent_id = area.committee_id
    ), cases AS (
        SELECT case_id, min(sent_on) AS since FROM requests
        WHERE branch_id IN (SELECT committee_id FROM area)
          AND NOT EXISTS (SELECT FROM conclusions WHERE conclusions.case_id = requests.case_id)
        GROUP BY case_id ORDER BY since, case_id LIMIT :limit
    )
    SELECT requests.*, (
        SELECT count(*) FROM matters WHERE matters.case_id = requests.case_id AND open
    ) AS matters
    FROM requests JOIN cases USING (case_id)
    WHERE NOT followed ORDER BY since, case_id, number, request_id
""")

# What a committee was asked that is no more, its successor answers.
WAITING_FOR = text("""
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id, ended FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    ), asked (committee_id) AS (
        SELECT CAST(:committee AS uuid)
        UNION
        SELECT placed.committee_id FROM placed JOIN asked ON placed.parent_id = asked.committee_id
        WHERE placed.ended
    )
    SELECT requests.* FROM requests JOIN asked ON asked.committee_id = requests.addressee_id
    WHERE result IS NULL AND NOT followed AND NOT called_back
    ORDER BY due_on, case_id, request_id LIMIT :limit
""")

LATE_IN_AREA = text("""
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    ), area (committee_id) AS (
        SELECT CAST(:committee AS uuid)
        UNION
        SELECT placed.committee_id FROM placed JOIN area ON placed.parent_id = area.committee_id
    )
    SELECT requests.* FROM requests JOIN area ON area.committee_id = requests.branch_id
    WHERE result IS NULL AND NOT followed AND NOT called_back AND due_on < :on
    ORDER BY due_on, case_id, request_id LIMIT :limit
""")

NAMED = text("SELECT person_id, relation FROM named WHERE case_id = :case_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about one person as it stands now: open, answered, or confirmed."""

    case_id: CaseId
    request_id: RequestId
    person_id: PersonId
    relation: Relation
    branch_id: CommitteeId
    addressee_id: CommitteeId | None
    agency: Agency | None
    sent_on: date
    number: int
    request_channel: RequestChannel
    received_on: date | None
    due_on: date
    reminded_on: date | None
    called_back: bool
    cleared: bool
    result: VerificationResult | None

    @property
    def confirmed(self) -> bool:
        """Whether nothing is left to ask: it was confirmed, or what differed is decided."""
        return self.result is VerificationResult.CONFIRMED or self.cleared

    def days(self, today: date) -> int:
        """Calendar days since the letter was sent."""
        return (today - self.sent_on).days

    def late(self, today: date) -> bool:
        """Whether the term is over and nobody answered."""
        return self.result is None and self.due_on < today

    def left(self, today: date) -> int:
        """Working days until the term is over, less than none when it is late."""
        return days_left(self.due_on, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case that was asked about and is not concluded, with all its requests."""

    case_id: CaseId
    requests: Sequence[Asked]
    matters: int  # waivers without their match, open discrepancies

    @property
    def counted(self) -> list[Asked]:
        return [request for request in self.requests if not request.called_back]

    @property
    def branch_id(self) -> CommitteeId:
        return self.requests[0].branch_id

    @property
    def applicant(self) -> PersonId | None:
        """Whose CV it is, where the CV names him or her."""
        asked = (one for one in self.requests if one.relation is Relation.APPLICANT)
        return next((one.person_id for one in asked), None)

    @property
    def since(self) -> date:
        return min(request.sent_on for request in self.requests)

    @property
    def unconfirmed(self) -> list[Asked]:
        return [request for request in self.counted if not request.confirmed]


async def waiting_for(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date, limit: int
) -> list[Asked]:
    """What this committee, or one that it took over, was asked and has not answered."""
    rows = await connection.execute(
        WAITING_FOR, {"committee": committee_id, "on": on, "limit": limit}
    )
    return [asked_of(row) for row in rows.mappings()]


async def late_in_area(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date, limit: int
) -> list[Asked]:
    """The requests of the cases here and below whose term is over, the longest late first."""
    rows = await connection.execute(
        LATE_IN_AREA, {"committee": committee_id, "on": on, "limit": limit}
    )
    return [asked_of(row) for row in rows.mappings()]


async def open_in_area(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date, limit: int
) -> list[OpenCase]:
    """The unconcluded cases here and below, at most `limit`, the oldest first."""
    rows = await connection.execute(
        OPEN_IN_AREA, {"committee": committee_id, "on": on, "limit": limit}
    )
    found = groupby(rows.mappings().all(), key=lambda row: (row["case_id"], row["matters"]))
    return [
        OpenCase(
            case_id=CaseId(case_id),
            requests=tuple(asked_of(row) for row in asked),
            matters=matters,
        )
        for (case_id, matters), asked in found
    ]


async def named(connection: AsyncConnection, case_id: CaseId) -> dict[PersonId, Relation]:
    """Everybody whom the sealed CV names."""
    rows = await connection.execute(NAMED, {"case_id": case_id})
    return {PersonId(person): Relation(relation) for person, relation in rows}


def asked_of(row: RowMapping) -> Asked:
    return Asked(
        case_id=CaseId(row["case_id"]),
        request_id=RequestId(row["request_id"]),
        person_id=PersonId(row["person_id"]),
        relation=Relation(row["relation"]),
        branch_id=CommitteeId(row["branch_id"]),
        addressee_id=CommitteeId(row["addressee_id"]) if row["addressee_id"] else None,
        agency=Agency(row["agency"]) if row["agency"] else None,
        sent_on=row["sent_on"],
        number=row["number"],
        request_channel=RequestChannel(row["request_channel"]),
        received_on=row["received_on"],
        due_on=row["due_on"],
        reminded_on=row["reminded_on"],
        called_back=row["called_back"],
        cleared=row["cleared"],
        result=VerificationResult(row["result"]) if row["result"] else None,
    )
