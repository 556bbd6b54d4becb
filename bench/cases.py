"""A deciding committee for which 5,000 open cases wait, as intake's lists know them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import md5
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.intake.records import prepare, tables
from services.intake.records.outlooks import days_of, rows_of
from shared.events.stage import ON_THE_WAY, Stage
from shared.events.terms import CaseId, CommitteeId, CommitteeType, PersonId
from shared.people.vault import Field, Vault

OPEN_CASES = 5_000
BEGAN = date(2016, 1, 1)
OFFICES, BRANCHES = 480, 2_400
ROUND = 2_000  # rows an INSERT

Row = dict[str, Any]


def committee(number: int) -> CommitteeId:
    """Province, bloc, then the grassroots committees, then their branches."""
    return CommitteeId(made_up("committee", number))


def person(number: int) -> PersonId:
    return PersonId(made_up("person", number))


def made_up(kind: str, number: int) -> UUID:
    return UUID(md5(f"{kind} {number}".encode()).hexdigest())


async def fill(engine: AsyncEngine, vault: Vault, *, cases: int, today: date) -> None:
    """Leave what hearing leaves, vacuumed and analysed, and the names in the vault."""
    directory = list(range(2 + OFFICES + BRANCHES))
    opened = list(open_cases(cases, today))
    known = tables.metadata.tables
    rows = {
        tables.committees: [{"committee_id": committee(n), "created_on": BEGAN} for n in directory],
        known["committee_types"]: [typed(n) for n in directory],
        known["committee_names"]: [named(n) for n in directory],
        known["placements"]: [placed(n) for n in directory[1:]],
        tables.cases: opened,
        tables.outlooks: list(ahead(opened)),
    }
    async with engine.begin() as connection:
        await connection.execute(text("CREATE SCHEMA IF NOT EXISTS intake_read"))
        await prepare(connection)
        for table, made in rows.items():
            for part in rounds(made):
                await connection.execute(insert(table), part)
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("VACUUM ANALYZE"))
    await vault.seal({person(n): {Field.NAME: f"Người {n}"} for n in range(cases)})


def rounds(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + ROUND] for start in range(0, len(rows), ROUND))


def typed(number: int) -> Row:
    return {"committee_id": committee(number), "typed_on": BEGAN, "type": level(number)}


def named(number: int) -> Row:
    return {"committee_id": committee(number), "named_on": BEGAN, "name": f"Tổ chức {number}"}


def placed(number: int) -> Row:
    above = {"parent_id": committee(parent(number)), "placed_on": BEGAN, "ended": False}
    return {"committee_id": committee(number)} | above


def level(number: int) -> CommitteeType:
    if number < 2:
        return [CommitteeType.PROVINCE_COMMITTEE, CommitteeType.BLOC_COMMITTEE][number]
    if number < 2 + OFFICES:
        return CommitteeType.GRASSROOTS_COMMITTEE
    return CommitteeType.BRANCH


def parent(number: int) -> int:
    """Of a branch its grassroots committee, of that one the bloc."""
    if number < 2 + OFFICES:
        return min(number - 1, 1)
    return 2 + (number - 2 - OFFICES) % OFFICES


def open_cases(cases: int, today: date) -> Iterator[Row]:
    """Each waits for a decision, or for the one to recognise a member; every day is different."""
    for number in range(cases):
        last = Stage.GRASSROOTS_RESOLVED if number % 4 else Stage.RECOGNITION_RESOLVED
        taken = ON_THE_WAY[: ON_THE_WAY.index(last) + 1]
        newest = today - timedelta(days=number % 150)
        days = {
            stage: newest - timedelta(days=20 * before)
            for before, stage in enumerate(reversed(taken))
        }
        yield {
            "case_id": made_up("case", number),
            "person_id": person(number),
            "branch_id": committee(2 + OFFICES + number % BRANCHES),
            "stage": str(last),
            "version": len(days),
            "listed_on": days[Stage.PROSPECT_LISTED],
            "last_on": newest,
            "days": {stage: day.isoformat() for stage, day in days.items()},
        }


def ahead(cases: Sequence[Row]) -> Iterator[Row]:
    for case in cases:
        yield from rows_of(CaseId(case["case_id"]), days_of(case["days"]))
