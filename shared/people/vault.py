"""The vault: personal values, each person's under a key of its own, so that it can be forgotten."""

import os
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.terms import PersonId
from shared.people.access import Office

KEY_BYTES = 32
NONCE_BYTES = 12


class Field(StrEnum):
    """What is kept about a person, and nowhere else."""

    NAME = "name"  # họ và tên
    BORN_ON = "born_on"  # ngày sinh, ISO 8601
    BIRTH_YEAR = "birth_year"  # năm sinh, of a relative
    ADDRESS = "address"  # nơi ở
    REASON = "reason"  # a sentence about the person


Sealed = Mapping[PersonId, Mapping[Field, str]]
"""Values on their way into the vault, by person and field."""


class Tampered(Exception):
    """A sealed value is not what was sealed: another master key, a moved row, a changed byte."""


NEW_KEYS = text("""
    INSERT INTO people (person_id, wrapped_key)
    SELECT * FROM unnest(CAST(:persons AS uuid[]), CAST(:wrapped AS bytea[]))
    ON CONFLICT (person_id) DO NOTHING
    RETURNING person_id
""")
KEYS = text("""
    SELECT person_id, wrapped_key FROM people WHERE person_id = ANY(CAST(:persons AS uuid[]))
    FOR SHARE
""")
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
READ = text("""
    SELECT person_id, wrapped_key, field, sealed FROM people JOIN sealed_values USING (person_id)
    WHERE person_id = ANY(CAST(:persons AS uuid[])) AND field = ANY(CAST(:fields AS text[]))
    ORDER BY person_id, field
""")
FORGET = (
    text("DELETE FROM sealed_values WHERE person_id = :person"),
    text("DELETE FROM people WHERE person_id = :person"),
)


class Vault:
    """The only way to personal values; `key` is the master key that wraps the keys of persons."""

    def __init__(self, engine: AsyncEngine, key: bytes, service: str) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"the master key has {len(key)} bytes, not {KEY_BYTES}")
        self._engine = engine
        self._master = AESGCM(key)
        self._service = service

    async def seal(self, values: Sealed) -> None:
        """Keep `values`; the same person and field again replaces the value."""
        rows = [
            (person, field, value)
            for person, fields in sorted(values.items())  # one order for all: no deadlock
            for field, value in fields.items()
        ]
        if not rows:
            return
        async with self._engine.begin() as connection:
            keys = await self._keys(connection, sorted(values))
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

    async def open(
        self,
        persons: Collection[PersonId],
        *,
        fields: Collection[Field],
        office: Office,
        reason: str,
    ) -> dict[PersonId, dict[Field, str]]:
        """The values of `persons`, once it is noted who asked, for whom and why: one entry a call.

        Whoever is unknown or erased is missing from the answer. Raises Tampered.
        """
        if not persons:
            return {}
        asked = {"persons": sorted(set(persons)), "fields": sorted(set(fields))}
        noted = {"service": self._service, "office": office.code, "reason": reason}
        async with self._engine.begin() as connection:
            await connection.execute(NOTE, asked | noted)
            rows = (await connection.execute(READ, asked)).all()
        opened: dict[PersonId, dict[Field, str]] = {}
        for row in rows:
            person, field = PersonId(row.person_id), Field(row.field)
            opened.setdefault(person, {})[field] = self._disclosed(row, person, field)
        return opened

    async def erase(self, person: PersonId) -> None:
        """Forget a person for good: the key goes, so that no copy of the values can be read."""
        async with self._engine.begin() as connection:
            for statement in FORGET:
                await connection.execute(statement, {"person": person})

    async def _keys(
        self, connection: AsyncConnection, persons: Sequence[PersonId]
    ) -> dict[PersonId, AESGCM]:
        """The key of each person, made for whoever has none yet."""
        fresh = {person: os.urandom(KEY_BYTES) for person in persons}
        wrapped = [enclose(self._master, key, of_key(person)) for person, key in fresh.items()]
        made = await connection.execute(NEW_KEYS, {"persons": list(fresh), "wrapped": wrapped})
        keys = {PersonId(row.person_id): AESGCM(fresh[row.person_id]) for row in made}
        if known := [person for person in persons if person not in keys]:
            for row in await connection.execute(KEYS, {"persons": known}):
                keys[row.person_id] = self._unwrap(row.person_id, row.wrapped_key)
        return keys

    def _disclosed(self, row: Row[tuple[object, ...]], person: PersonId, field: Field) -> str:
        key = self._unwrap(person, row.wrapped_key)
        return disclose(key, row.sealed, of_value(person, field)).decode()

    def _unwrap(self, person: PersonId, wrapped: bytes) -> AESGCM:
        return AESGCM(disclose(self._master, wrapped, of_key(person)))


def enclose(key: AESGCM, value: bytes, place: bytes) -> bytes:
    """`value` sealed for `place`: nonce, then ciphertext and tag; elsewhere it does not open."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + key.encrypt(nonce, value, place)


def disclose(key: AESGCM, sealed: bytes, place: bytes) -> bytes:
    """What `enclose` sealed for `place`; raises Tampered."""
    try:
        return key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as failure:  # ValueError where the nonce is cut off
        raise Tampered(
            "a value of the vault does not open with this key at this place"
        ) from failure


def of_key(person: UUID) -> bytes:
    return b"key:" + person.bytes


def of_value(person: UUID, field: Field) -> bytes:
    return b"value:" + person.bytes + field.encode()
