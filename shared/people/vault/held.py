"""What a person may ask about himself or herself: what is kept, and who has looked at it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import PersonId
from shared.people.access import Office
from shared.people.vault.fields import Field

MOST_OPENINGS = 500

KNOWN = text("""
    SELECT 1 FROM people WHERE person_id = :person
    UNION ALL SELECT 1 FROM erasures WHERE person_id = :person
""")
OPENINGS = text("""
    SELECT opened_at, service, office, reason, fields FROM openings
    WHERE persons @> ARRAY[CAST(:person AS uuid)] ORDER BY id DESC LIMIT :limit
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One time that somebody was told something about a person; without fields, only that."""

    opened_at: datetime
    service: str
    office: Office
    reason: str
    fields: tuple[Field, ...]


async def is_known(connection: AsyncConnection, person: PersonId) -> bool:
    """Whether anything is or ever was kept about the person."""
    return (await connection.execute(KNOWN, {"person": person})).first() is not None


async def openings_of(connection: AsyncConnection, person: PersonId) -> list[Opening]:
    """The newest first."""
    asked = {"person": person, "limit": MOST_OPENINGS}
    return [
        Opening(
            opened_at=row.opened_at,
            service=row.service,
            office=Office.parse(row.office),
            reason=row.reason,
            fields=tuple(Field(field) for field in row.fields),
        )
        for row in await connection.execute(OPENINGS, asked)
    ]
