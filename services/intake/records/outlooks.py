"""What lies ahead of each open case, kept when a step is heard, so that no list works it out."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import outlooks
from shared.events.stage import Stage
from shared.events.terms import CaseId
from shared.law.edition import edition

FORGET = text("DELETE FROM outlooks WHERE case_id = :case_id")
KEEP = text("""
    INSERT INTO outlooks (case_id, from_on, until_on, waits, due_on)
    VALUES (:case_id, :from_on, :until_on, CAST(:waits AS text[]), :due_on)
""")
RECKONED = text("SELECT law FROM reckoned")
FORGET_ALL = (text("DELETE FROM outlooks"), text("DELETE FROM reckoned"))
BY_THIS_LAW = text("INSERT INTO reckoned (law) VALUES (:law)")
EVERY_CASE = text("SELECT case_id, days FROM cases ORDER BY case_id")


async def foresee(connection: AsyncConnection, case_id: CaseId, days: Mapping[Stage, date]) -> None:
    """Keep what is ahead of a case now, in the place of what was."""
    await connection.execute(FORGET, {"case_id": case_id})
    if rows := rows_of(case_id, days):
        await connection.execute(KEEP, rows)


async def reckon(connection: AsyncConnection) -> None:
    """Where rules or holidays are others than those kept by, work out anew what is ahead."""
    law = edition()
    if (await connection.execute(RECKONED)).scalar_one_or_none() == law:
        return
    for statement in FORGET_ALL:
        await connection.execute(statement)
    cases = (await connection.execute(EVERY_CASE)).all()
    if rows := [row for case in cases for row in rows_of(case.case_id, days_of(case.days))]:
        await connection.execute(KEEP, rows)
    await connection.execute(BY_THIS_LAW, {"law": law})


def rows_of(case_id: CaseId, days: Mapping[Stage, date]) -> Sequence[Mapping[str, object]]:
    return [
        {
            "case_id": case_id,
            "from_on": outlook.from_on,
            "until_on": outlook.until_on,
            "waits": [str(stage) for stage in outlook.waits_for],
            "due_on": outlook.due_on,
        }
        for outlook in outlooks(days)
    ]


def days_of(column: Mapping[str, str]) -> dict[Stage, date]:
    """What the column `days` holds."""
    return msgspec.convert(column, type=dict[Stage, date])
