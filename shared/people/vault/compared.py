"""What two papers say about a person, sealed side by side: nothing kept here is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from shared.events.terms import PersonId
from shared.people.access import Office
from shared.people.vault.fields import Field
from shared.people.vault.sealing import disclose, enclose
from shared.people.vault.vault import Vault

KEEP = text("""
    INSERT INTO compared (matter_id, person_id, declared, found)
    VALUES (:matter_id, :person_id, :declared, :found)
    ON CONFLICT (matter_id) DO NOTHING
""")
READ = text("""
    SELECT matter_id, person_id, wrapped_key, key_id, declared, found
    FROM compared JOIN people USING (person_id)
    WHERE matter_id = ANY(CAST(:matters AS uuid[])) ORDER BY matter_id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What the CV declares, and what the other paper says."""

    declared: str
    found: str


class Compared:
    """Keeps both values of a comparison under the key of the person they are about."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def keep(self, matter_id: UUID, person_id: PersonId, sides: Sides) -> None:
        """Seal both values; told again, the first ones stay. Raises Erased."""
        async with self._vault.engine.begin() as connection:
            key = (await self._vault.keys.for_sealing(connection, [person_id]))[person_id]
            await connection.execute(
                KEEP,
                {
                    "matter_id": matter_id,
                    "person_id": person_id,
                    "declared": enclose(key, sides.declared.encode(), place(matter_id, "declared")),
                    "found": enclose(key, sides.found.encode(), place(matter_id, "found")),
                },
            )

    async def open(
        self, matters: Mapping[UUID, PersonId], *, office: Office, reason: str
    ) -> dict[UUID, Sides]:
        """The values of `matters`, once it is noted who asked, about whom and why.

        Where nothing was entered, or the person is erased, they are missing. Raises Tampered.
        """
        if not matters:
            return {}
        persons = sorted(set(matters.values()))
        await self._vault.open(persons, fields=(Field.COMPARED,), office=office, reason=reason)
        async with self._vault.engine.connect() as connection:
            rows = (await connection.execute(READ, {"matters": sorted(matters)})).all()
        opened = {}
        for row in rows:
            key = self._vault.keys.unwrapped(row.person_id, row.wrapped_key, row.key_id)
            opened[row.matter_id] = Sides(
                declared=disclose(key, row.declared, place(row.matter_id, "declared")).decode(),
                found=disclose(key, row.found, place(row.matter_id, "found")).decode(),
            )
        return opened


def place(matter_id: UUID, side: str) -> bytes:
    return b"compared:" + matter_id.bytes + side.encode()
