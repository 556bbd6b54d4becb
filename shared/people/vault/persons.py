"""The key of each person, wrapped by the master key: all that is kept about a person needs it."""

import os
from collections.abc import Collection, Mapping, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import PersonId
from shared.people.vault.keyring import KeyRing
from shared.people.vault.sealing import KEY_BYTES

NEW_KEYS = text("""
    INSERT INTO people (person_id, wrapped_key, key_id)
    SELECT *, :key_id FROM unnest(CAST(:persons AS uuid[]), CAST(:wrapped AS bytea[]))
    ON CONFLICT (person_id) DO NOTHING
    RETURNING person_id
""")
HELD = text("""
    SELECT person_id, wrapped_key, key_id FROM people
    WHERE person_id = ANY(CAST(:persons AS uuid[])) FOR SHARE
""")
ERASED = text("SELECT person_id FROM erasures WHERE person_id = ANY(CAST(:persons AS uuid[]))")


class Erased(Exception):
    """Something was to be kept about a person who was erased: it is not, now or ever."""


class PersonKeys:
    """Gives the keys under which tables of the vault seal what they keep about a person.

    Every such table names the person in a column that refers to `people` ON DELETE CASCADE: so
    erasure reaches it without knowing it.
    """

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring

    async def for_sealing(
        self, connection: AsyncConnection, persons: Collection[PersonId]
    ) -> Mapping[PersonId, AESGCM]:
        """The key of each person, made for whoever has none yet; raises Erased, Tampered.

        The rows stay locked until the transaction ends, so that nobody is erased meanwhile.
        """
        asked = sorted(set(persons))  # one order for all: no deadlock
        fresh = {person: os.urandom(KEY_BYTES) for person in asked}
        wrapped = [self.ring.wrap(person, key) for person, key in fresh.items()]
        row = {"persons": asked, "wrapped": wrapped, "key_id": self.ring.newest.id}
        made = {PersonId(each.person_id) for each in await connection.execute(NEW_KEYS, row)}
        if made:
            await refuse_erased(connection, sorted(made))
        keys = {person: AESGCM(fresh[person]) for person in made}
        if known := [person for person in asked if person not in made]:
            for each in await connection.execute(HELD, {"persons": known}):
                keys[PersonId(each.person_id)] = self.unwrapped(*each)
            if gone := set(known) - keys.keys():  # erased since the statement before
                raise Erased(str(min(gone)))
        return keys

    def unwrapped(self, person: PersonId, wrapped_key: bytes, key_id: bytes) -> AESGCM:
        """The key of a row of `people`; raises Tampered."""
        return AESGCM(self.ring.unwrap(person, wrapped_key, key_id))


async def refuse_erased(connection: AsyncConnection, persons: Sequence[PersonId]) -> None:
    """Raise Erased where one of `persons` was erased, whatever else the caller has written."""
    found = (await connection.execute(ERASED, {"persons": persons})).first()
    if found:
        raise Erased(str(found.person_id))
