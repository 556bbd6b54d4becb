"""Finds persons by keyed hashes of parts of their names: nothing is opened to look for somebody."""

import asyncio
import hmac
import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import PersonId
from shared.people.vault.fields import Field, Sealed
from shared.people.vault.keyring import KeyRing, MasterKey

FIELDS = (Field.NAME, Field.BORN_ON, Field.ID_NUMBER)
"""From which the hashes are made."""

PART_BYTES = 8
PADDED_TO = 64  # parts: a row tells whether a name is long, and no more about its length
MOST_WORDS = 8
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng

KNOWN = text("SELECT person_id FROM lookups WHERE person_id = ANY(CAST(:persons AS uuid[]))")
LEARN = text("""
    INSERT INTO lookups (person_id, key_id, name_parts, name_and_birthday, id_number)
    VALUES (:person, :key_id, :name_parts, :name_and_birthday, :id_number)
    ON CONFLICT (person_id) DO UPDATE SET
        key_id = excluded.key_id, name_parts = excluded.name_parts,
        name_and_birthday = excluded.name_and_birthday, id_number = excluded.id_number
""")
AMONG = text("""
    SELECT person_id, key_id, name_parts FROM lookups
    WHERE person_id = ANY(CAST(:persons AS uuid[])) ORDER BY person_id
""")
ALIKE = text("""
    SELECT person_id, id_number IS NOT NULL AS has_id,
        coalesce(id_number = ANY(CAST(:ids AS bytea[])), false) AS same_id
    FROM lookups
    WHERE name_and_birthday = ANY(CAST(:births AS bytea[]))
       OR id_number = ANY(CAST(:ids AS bytea[]))
    ORDER BY person_id
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """By what a person is told from all others; `born_on` in ISO 8601, the number in digits."""

    name: str
    born_on: str
    id_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Somebody who is known already; `surely` where the ID number is the same."""

    person_id: PersonId
    surely: bool


async def concerned(
    connection: AsyncConnection, values: Sealed, *, also: Collection[PersonId]
) -> set[PersonId]:
    """Those of `values` whose hashes must be made anew: they are findable, or are to be."""
    changed = {person for person, fields in values.items() if not fields.keys().isdisjoint(FIELDS)}
    if changed <= set(also):
        return changed
    return changed & {*also, *await known(connection, changed)}


async def known(connection: AsyncConnection, persons: Collection[PersonId]) -> set[PersonId]:
    """Those of `persons` who can be looked up."""
    rows = await connection.execute(KNOWN, {"persons": sorted(persons)})
    return {PersonId(row.person_id) for row in rows}


async def learn(
    connection: AsyncConnection, values: Mapping[PersonId, Mapping[Field, str]], key: MasterKey
) -> None:
    """Keep the hashes of those whose name is known."""
    rows = [
        row_of(person, fields, key) for person, fields in values.items() if Field.NAME in fields
    ]
    if rows:
        await connection.execute(LEARN, rows)


def row_of(person: UUID, fields: Mapping[Field, str], key: MasterKey) -> dict[str, object]:
    name, born_on = fields[Field.NAME], fields.get(Field.BORN_ON)
    number = fields.get(Field.ID_NUMBER)
    return {
        "person": person,
        "key_id": key.id,
        "name_parts": padded(part_hash(key, person, part) for part in parts_of(name)),
        "name_and_birthday": birth_hash(key, name, born_on) if born_on else None,
        "id_number": number_hash(key, number) if number else None,
    }


async def find(
    connection: AsyncConnection, typed: str, *, among: Collection[PersonId], ring: KeyRing
) -> list[PersonId]:
    """Those whose name has for each word of `typed` a word that begins so, in whatever order."""
    wanted = [sought_part(word) for word in words_of(typed)[:MOST_WORDS]]
    if not wanted or not among:
        return []
    rows = (await connection.execute(AMONG, {"persons": list(among)})).all()
    # A province is some fifty thousand hashes: others must get their turn meanwhile.
    return await asyncio.to_thread(lambda: [*matching(rows, wanted, ring)])


def matching(
    rows: Iterable[Row[tuple[object, ...]]], wanted: Sequence[str], ring: KeyRing
) -> Iterator[PersonId]:
    for row in rows:
        key = ring.of(row.key_id)
        if all(holds(row.name_parts, part_hash(key, row.person_id, part)) for part in wanted):
            yield PersonId(row.person_id)


async def alike(connection: AsyncConnection, identity: Identity, *, ring: KeyRing) -> list[Alike]:
    """Who has the same ID number, or the same name and birthday and no other ID number."""
    number = identity.id_number
    asked = {
        "births": [birth_hash(key, identity.name, identity.born_on) for key in ring.all],
        "ids": [number_hash(key, number) for key in ring.all] if number else [],
    }
    return [
        Alike(person_id=PersonId(row.person_id), surely=row.same_id)
        for row in await connection.execute(ALIKE, asked)
        if row.same_id or not (number and row.has_id)  # two numbers tell two persons apart
    ]


def words_of(text: str) -> list[str]:
    """The words in small letters, composed: however it was typed, the same."""
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def parts_of(name: str) -> set[str]:
    """All that a word of `name` can be found by: its beginnings plain, with hats, with its tone."""
    return {
        part
        for word in words_of(name)
        for length in range(1, len(toneless(word)) + 1)
        for part in beginnings(word, length)
    }


def beginnings(word: str, length: int) -> Iterator[str]:
    """The tone goes to the end, so that hoà and hòa are the same."""
    begun = toneless(word)[:length]
    yield plain(begun)
    yield begun
    yield begun + tone(word)


def sought_part(word: str) -> str:
    """A typed word as one of the parts that `parts_of` makes: less typed finds more."""
    return toneless(word) + tone(word)


def toneless(word: str) -> str:
    kept = (char for char in unicodedata.normalize("NFD", word) if char not in TONES)
    return unicodedata.normalize("NFC", "".join(kept))


def tone(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if char in TONES)


def plain(text: str) -> str:
    """Without any diacritics."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def part_hash(key: MasterKey, person: UUID, part: str) -> bytes:
    """Salted by the person: equal names do not look alike, so counting them says nothing."""
    return hmac.digest(key.lookup, b"part:" + person.bytes + part.encode(), "sha256")[:PART_BYTES]


def birth_hash(key: MasterKey, name: str, born_on: str) -> bytes:
    whole = " ".join(plain(word) for word in words_of(name))
    return hmac.digest(key.lookup, f"birth:{born_on}:{whole}".encode(), "sha256")


def number_hash(key: MasterKey, number: str) -> bytes:
    return hmac.digest(key.lookup, f"number:{number}".encode(), "sha256")


def padded(hashes: Iterable[bytes]) -> bytes:
    """In no order, and among others that mean nothing."""
    kept = set(hashes)
    missing = -len(kept) % PADDED_TO
    return b"".join(sorted([*kept, *(os.urandom(PART_BYTES) for _ in range(missing))]))


def holds(kept: bytes, part: bytes) -> bool:
    """Whether `part` is one of those kept, and not the end of one and the beginning of another."""
    at = kept.find(part)
    while at >= 0 and at % PART_BYTES:
        at = kept.find(part, at + 1)
    return at >= 0
