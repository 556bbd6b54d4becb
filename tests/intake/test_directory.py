"""The directory that is kept in memory: as the ledger has it, whoever else asks meanwhile."""

import asyncio
from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine

from services.intake.desk.recorder import LEDGER
from services.intake.records import Directory
from shared.events.terms import CommitteeId
from tests.examples import BLOC, BRANCH, GRASSROOTS, PROVINCE
from tests.intake.steps import found

TODAY = date(2024, 6, 12)


async def test_whoever_asks_at_the_same_moment_sees_the_whole_line(desk, intake_engine):
    await found(desk)
    directory = Directory(LEDGER)

    lines = await asyncio.gather(*(line(directory, intake_engine) for _ in range(5)))

    assert lines == [(BRANCH, GRASSROOTS, BLOC, PROVINCE)] * 5


async def line(directory: Directory, engine: AsyncEngine) -> tuple[CommitteeId, ...]:
    """Asked in a transaction of its own, as each command does."""
    async with engine.connect() as connection:
        return (await directory.line(connection, BRANCH, on=TODAY)).ids
