"""Seals and opens the values of persons; who opened what, when and why is always noted."""

from collections.abc import Collection, Mapping, Sequence
from typing import Self

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.terms import PersonId
from shared.people.access import Office
from shared.people.vault import lookup
from shared.people.vault.erasure import Erasure, erase, erasures_of, kept
from shared.people.vault.fields import Field, Sealed
from shared.people.vault.held import Opening, is_known, openings_of
from shared.people.vault.keyring import KeyRing
from shared.people.vault.lookup import Alike, Identity
from shared.people.vault.persons import PersonKeys
from shared.people.vault.sealing import enclose, of_value
from shared.people.vault.values import Values, values_of

KEEP = text("""
    INSERT INTO sealed_values (person_id, field, sealed)
    SELECT * FROM unnest(
        CAST(:persons AS uuid[]), CAST(:fields AS text[]), CAST(:sealed AS bytea[])
    )
    ON CONFLICT (person_id, field) DO UPDATE SET sealed = excluded.sealed
""")
NOTE = text("""
    INSERT INTO openings (opened_at, service, office, reason, persons, fields)
    VALUES (now(), :service, :office, :reason, CAST(:persons AS uuid[]), CAST(:fields AS text[]))
""")


class Vault:
    """The only way to personal values; `key` is the newest master key, `others` still open."""

    def __init__(
        self, engine: AsyncEngine, key: bytes, service: str, *, others: Sequence[bytes] = ()
    ) -> None:
        self.engine = engine
        self.keys = PersonKeys(KeyRing(key, others))
        self._service = service

    @classmethod
    def of_ring(cls, engine: AsyncEngine, ring: KeyRing, service: str) -> Self:
        """The vault for whoever holds a ring already."""
        newest, *others = (key.secret for key in ring.all)
        return cls(engine, newest, service, others=others)

    async def seal(self, values: Sealed, *, findable: Collection[PersonId] = ()) -> None:
        """Keep `values`; the same person and field again replaces the value.

        Whoever is `findable` can be looked up by name from then on. Raises Erased.
        """
        rows = [
            (person, field, value)
            for person, fields in values.items()
            for field, value in fields.items()
        ]
        if not rows:
            return
        async with self.engine.begin() as connection:
            keys = await self.keys.for_sealing(connection, values)
            await connection.execute(
                KEEP,
                {
                    "persons": [person for person, _, _ in rows],
                    "fields": [str(field) for _, field, _ in rows],
                    "sealed": [
                        enclose(keys[person], value.encode(), of_value(person, field))
                        for person, field, value in rows
                    ],
                },
            )
            found_by = await lookup.concerned(connection, values, also=findable)
            if found_by:
                values_now = await values_of(connection, found_by, lookup.FIELDS, self.keys.ring)
                await lookup.learn(connection, values_now, self.keys.ring.newest)

    async def open(
        self,
        persons: Collection[PersonId],
        *,
        fields: Collection[Field],
        office: Office,
        reason: str,
    ) -> Values:
        """The values of `persons`, once it is noted who asked, for whom and why: one entry a call.

        Whoever is unknown or erased is missing from the answer. Raises Tampered.
        """
        if not persons:
            return {}
        async with self.engine.begin() as connection:
            await self._note(connection, persons, fields=fields, office=office, reason=reason)
            return await values_of(connection, persons, fields, self.keys.ring)

    async def note(self, persons: Collection[PersonId], *, office: Office, reason: str) -> None:
        """Note that an office was told of `persons` without being shown any of their values."""
        async with self.engine.begin() as connection:
            await self._note(connection, persons, fields=(), office=office, reason=reason)

    async def find(self, words: str, *, among: Collection[PersonId]) -> list[PersonId]:
        """Those `among` whose name has a part that begins with each of `words`; opens nothing."""
        async with self.engine.connect() as connection:
            return await lookup.find(connection, words, among=among, ring=self.keys.ring)

    async def alike(self, identity: Identity, *, but: PersonId | None = None) -> list[Alike]:
        """Who else may be the person with this identity, anywhere; opens nothing."""
        async with self.engine.connect() as connection:
            found = await lookup.alike(connection, identity, ring=self.keys.ring)
        return [each for each in found if each.person_id != but]

    async def erase(self, person: PersonId) -> Erasure:
        """Forget a person for good: the key goes, so that no copy of the values can be read.

        Again, it changes nothing and gives the proof of the first time.
        """
        async with self.engine.begin() as connection:
            return await erase(connection, person, newest=self.keys.ring.newest)

    async def erasures(self, persons: Collection[PersonId]) -> Mapping[PersonId, Erasure]:
        """The proof for each of `persons` who was erased."""
        async with self.engine.connect() as connection:
            return await erasures_of(connection, persons)

    async def knows(self, person: PersonId) -> bool:
        """Whether anything is or ever was kept about the person."""
        async with self.engine.connect() as connection:
            return await is_known(connection, person)

    async def held(self, person: PersonId) -> Mapping[str, int]:
        """How many rows each table holds about the person."""
        async with self.engine.connect() as connection:
            return await kept(connection, person)

    async def openings(self, person: PersonId) -> list[Opening]:
        """Who was told something about the person, the newest first."""
        async with self.engine.connect() as connection:
            return await openings_of(connection, person)

    async def _note(
        self,
        connection: AsyncConnection,
        persons: Collection[PersonId],
        *,
        fields: Collection[Field],
        office: Office,
        reason: str,
    ) -> None:
        noted = {"service": self._service, "office": office.code, "reason": reason}
        whom = {"persons": sorted(set(persons)), "fields": sorted(set(fields))}
        await connection.execute(NOTE, noted | whom)
