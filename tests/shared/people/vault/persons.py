"""Whom the tests of the vault are about, and how they look into its tables."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.terms import CommitteeId, PersonId
from shared.people.access import Office, Role
from shared.people.vault import Field, Vault

KEY = b"vault key of the tests, 32 bytes"
ONE = PersonId(UUID(int=1))
TWO = PersonId(UUID(int=2))
CLERK = Office(role=Role.BRANCH_CLERK, committee_id=CommitteeId(UUID(int=9)))
VALUES = {
    ONE: {Field.NAME: "Người Một", Field.BORN_ON: "1999-01-31"},
    TWO: {Field.NAME: "Người Hai"},
}


async def opened(vault: Vault, *persons: PersonId) -> dict[PersonId, dict[Field, str]]:
    return await vault.open(persons, fields=list(Field), office=CLERK, reason="case_page")


async def rows(engine: AsyncEngine, question: str) -> list[tuple[object, ...]]:
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(question))]


async def change(engine: AsyncEngine, statement: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement))
