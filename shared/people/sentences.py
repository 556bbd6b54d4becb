"""Sentences about a person: why a step was taken, in words; one a step, under the person's key."""

from uuid import UUID

from sqlalchemy import text

from shared.events.terms import PersonId
from shared.people.access import Office
from shared.people.vault import Field, Vault
from shared.people.vault.sealing import disclose, enclose, of_value

KEEP = text("""
    INSERT INTO sentences (person_id, command_id, sealed)
    VALUES (:person_id, :command_id, :sealed)
    ON CONFLICT (person_id, command_id) DO UPDATE SET sealed = excluded.sealed
""")
READ = text("""
    SELECT command_id, wrapped_key, key_id, sealed
    FROM people JOIN sentences USING (person_id)
    WHERE person_id = :person_id ORDER BY command_id
""")


class Sentences:
    """Each is named by the command that led to its step, which the ledger holds as well."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def seal(self, person: PersonId, command_id: UUID, words: str) -> None:
        """Keep what was said with a command; the same command again replaces it. Raises Erased."""
        place = place_of(person, command_id)
        async with self._vault.engine.begin() as connection:
            keys = await self._vault.keys.for_sealing(connection, [person])
            row = {
                "person_id": person,
                "command_id": command_id,
                "sealed": enclose(keys[person], words.encode(), place),
            }
            await connection.execute(KEEP, row)

    async def open(self, person: PersonId, *, office: Office, reason: str) -> dict[UUID, str]:
        """All sentences about a person by command, once it is noted who asked and why.

        None of an erased person. Raises Tampered.
        """
        await self._vault.open([person], fields=[Field.REASON], office=office, reason=reason)
        async with self._vault.engine.connect() as connection:
            rows = (await connection.execute(READ, {"person_id": person})).all()
        opened: dict[UUID, str] = {}
        for command_id, wrapped, key_id, sealed in rows:
            key = self._vault.keys.unwrapped(person, wrapped, key_id)
            opened[command_id] = disclose(key, sealed, place_of(person, command_id)).decode()
        return opened


def place_of(person: PersonId, command_id: UUID) -> bytes:
    return of_value(person, f"{Field.REASON}:{command_id}")
