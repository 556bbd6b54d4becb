"""Reads sealed values; whoever calls has noted who asked, or shows nothing to anybody."""

from collections.abc import Collection

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import PersonId
from shared.people.vault.fields import Field
from shared.people.vault.keyring import KeyRing
from shared.people.vault.sealing import disclose, of_value

VALUES = text("""
    SELECT person_id, wrapped_key, key_id, field, sealed
    FROM people JOIN sealed_values USING (person_id)
    WHERE person_id = ANY(CAST(:persons AS uuid[])) AND field = ANY(CAST(:fields AS text[]))
    ORDER BY person_id, field
""")

Values = dict[PersonId, dict[Field, str]]


async def values_of(
    connection: AsyncConnection,
    persons: Collection[PersonId],
    fields: Collection[Field],
    ring: KeyRing,
) -> Values:
    """What is kept of `fields`; whoever is unknown or erased is missing. Raises Tampered."""
    asked = {"persons": sorted(set(persons)), "fields": sorted(set(fields))}
    keys: dict[PersonId, AESGCM] = {}
    opened: Values = {}
    for person, wrapped, key_id, field, sealed in await connection.execute(VALUES, asked):
        key = keys.get(person) or AESGCM(ring.unwrap(person, wrapped, key_id))
        keys[person] = key
        value = disclose(key, sealed, of_value(person, field)).decode()
        opened.setdefault(PersonId(person), {})[Field(field)] = value
    return opened
