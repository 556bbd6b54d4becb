"""Scans of papers, sealed in the vault under the key of the person whom they are about."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import PersonId, ScanId
from shared.people.access import Office
from shared.people.vault import Vault
from shared.people.vault.sealing import disclose, enclose

KEEP = text("""
    INSERT INTO scans (scan_id, person_id, sealed) VALUES (:scan, :person, :sealed)
    ON CONFLICT (scan_id) DO UPDATE SET person_id = excluded.person_id, sealed = excluded.sealed
""")
FIND = text("""
    SELECT wrapped_key, key_id, sealed FROM scans JOIN people USING (person_id)
    WHERE scan_id = :scan AND person_id = :person
""")
REMOVE = text("DELETE FROM scans WHERE scan_id = :scan")


class Scans:
    """Keeps the content of scans; erasing the person takes it along."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def keep(self, scan: ScanId, content: bytes, *, person: PersonId) -> None:
        """Seal `content`; raises Erased, Tampered."""
        async with self._vault.engine.begin() as connection:
            keys = await self._vault.keys.for_sealing(connection, [person])
            sealed = enclose(keys[person], content, place_of(scan, person))
            row = {"scan": scan, "person": person, "sealed": sealed}
            await connection.execute(KEEP, row)

    async def open(self, scan: ScanId, *, person: PersonId, office: Office) -> bytes | None:
        """The content, once it is noted who saw it; None where it is gone. Raises Tampered."""
        await self._vault.note([person], office=office, reason="scan")
        async with self._vault.engine.connect() as connection:
            return await self._content(connection, scan, person)

    async def remove(self, scan: ScanId) -> None:
        """Nothing is left of the content afterwards."""
        async with self._vault.engine.begin() as connection:
            await connection.execute(REMOVE, {"scan": scan})

    async def _content(
        self, connection: AsyncConnection, scan: ScanId, person: PersonId
    ) -> bytes | None:
        found = (await connection.execute(FIND, {"scan": scan, "person": person})).one_or_none()
        if found is None:
            return None
        key = self._vault.keys.unwrapped(person, found.wrapped_key, found.key_id)
        return disclose(key, found.sealed, place_of(scan, person))


def place_of(scan: ScanId, person: PersonId) -> bytes:
    return b"scan:" + scan.bytes + person.bytes
