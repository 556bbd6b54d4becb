"""What was typed into a form and not recorded yet: kept sealed, for whoever typed it alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.terms import PersonId
from shared.people.access import Office
from shared.people.vault import KeyRing, Tampered
from shared.people.vault.sealing import disclose, enclose

NOTHING_YET = UUID(int=0)
"""The subject of a form that begins something."""

LASTS = timedelta(days=30)
LARGEST = 64 * 1024  # bytes of everything that was typed

PURGE = text("DELETE FROM drafts WHERE saved_at < :oldest")
KEEP = text("""
    INSERT INTO drafts (owner, subject, form, person_id, saved_at, key_id, sealed)
    SELECT :owner, :subject, :form, :person, :at, :key_id, :sealed
    WHERE NOT EXISTS (SELECT FROM erasures WHERE person_id = :person)
    ON CONFLICT (owner, subject, form) DO UPDATE SET
        person_id = excluded.person_id, saved_at = excluded.saved_at,
        key_id = excluded.key_id, sealed = excluded.sealed
""")
FIND = text("""
    SELECT saved_at, key_id, sealed FROM drafts
    WHERE owner = :owner AND subject = :subject AND form = :form
""")
DISCARD = text("""
    DELETE FROM drafts WHERE owner = :owner AND subject = :subject AND form = :form
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """Where a draft lies: of whom, about what, of which form; `person` takes it along if erased."""

    office: Office
    form: str
    subject: UUID = NOTHING_YET
    person: PersonId | None = None

    @property
    def place(self) -> dict[str, str | UUID]:
        return {"owner": self.office.code, "subject": self.subject, "form": self.form}

    @property
    def sealed_for(self) -> bytes:
        return f"draft:{self.office.code}/{self.subject}/{self.form}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields as they were typed, and when."""

    fields: Mapping[str, str]
    saved_at: datetime


class Drafts:
    """Sealed under a key that follows from the master key, and gone when that one is destroyed.

    Nothing is noted as an opening: whoever sees a draft has typed it.
    """

    def __init__(self, engine: AsyncEngine, ring: KeyRing) -> None:
        self._engine = engine
        self._ring = ring

    async def keep(self, drawer: Drawer, fields: Mapping[str, str], *, at: datetime) -> bool:
        """Keep `fields` in the place of what lay there; False where there is too much of it."""
        told = msgspec.json.encode(fields)
        if len(told) > LARGEST:
            return False
        newest = self._ring.newest
        sealed = enclose(AESGCM(newest.drafts), told, drawer.sealed_for)
        row = {"person": drawer.person, "at": at, "key_id": newest.id, "sealed": sealed}
        async with self._engine.begin() as connection:
            await connection.execute(PURGE, {"oldest": at - LASTS})
            await connection.execute(KEEP, drawer.place | row)
        return True

    async def find(self, drawer: Drawer, *, at: datetime) -> Draft | None:
        """What lies there; nothing after 30 days, or once its master key was destroyed."""
        async with self._engine.begin() as connection:
            await connection.execute(PURGE, {"oldest": at - LASTS})
            row = (await connection.execute(FIND, drawer.place)).one_or_none()
        if row is None:
            return None
        try:
            key = AESGCM(self._ring.of(row.key_id).drafts)
            told = disclose(key, row.sealed, drawer.sealed_for)
        except Tampered:
            return None
        return Draft(fields=msgspec.json.decode(told, type=dict[str, str]), saved_at=row.saved_at)

    async def discard(self, drawer: Drawer) -> None:
        """Nothing lies there afterwards."""
        async with self._engine.begin() as connection:
            await connection.execute(DISCARD, drawer.place)
