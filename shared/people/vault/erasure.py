"""Erasure: what goes with a person's key, and the proof that stays."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.terms import PersonId
from shared.people.vault.keyring import MasterKey

# Waits for whoever is sealing something about the person, and keeps others from beginning.
HOLD = text("""
    INSERT INTO people (person_id, wrapped_key) VALUES (:person, '') ON CONFLICT DO NOTHING
""")
# Whoever orders it and whoever hears of it come at the same time: the second finds the proof.
IN_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:person AS text), 0))")
PROVED = text("SELECT 1 FROM erasures WHERE person_id = :person")
# Whatever is kept about a person refers to its key, whoever made the table.
KEPT_IN = text("""
    SELECT conrelid::regclass::text AS name, attname AS person
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND confrelid = 'people'::regclass AND confdeltype = 'c'
    ORDER BY 1
""")
COUNT = "SELECT count(*) FROM {table} WHERE {person} = :person"
KEY = text("SELECT count(*) FROM people WHERE person_id = :person AND wrapped_key <> ''")
FORGET = text("DELETE FROM people WHERE person_id = :person")
GENERATION = text("""
    INSERT INTO generations (key_id, number, begun_at)
    SELECT :key_id, coalesce(max(number), 0) + 1, now() FROM generations
    HAVING coalesce(bool_and(key_id <> :key_id), true)
""")
PROVE = text("""
    INSERT INTO erasures (person_id, erased_at, key_id, deleted)
    VALUES (:person, now(), :key_id, CAST(:deleted AS jsonb))
""")
PROOFS = text("""
    SELECT person_id, erased_at, deleted, number, begun_at,
        (SELECT max(destroyed_at) FROM generations AS earlier
         WHERE earlier.number <= generations.number
         HAVING bool_and(destroyed_at IS NOT NULL)) AS unreadable_at
    FROM erasures JOIN generations USING (key_id)
    WHERE person_id = ANY(CAST(:persons AS uuid[]))
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The proof: how many rows went from which table, and when backups can be read no more.

    A backup from before holds the key of the person, wrapped by the master key `generation`;
    `unreadable_at` is the moment at which the last copy of that one and all before was destroyed.
    """

    person_id: PersonId
    erased_at: datetime
    deleted: Mapping[str, int]
    generation: int
    generation_begun_at: datetime
    unreadable_at: datetime | None


async def erase(connection: AsyncConnection, person: PersonId, *, newest: MasterKey) -> Erasure:
    """Delete the key and all that hangs on it, and mark that nothing may come back."""
    whom = {"person": person}
    await connection.execute(IN_TURN, {"person": str(person)})
    await connection.execute(HOLD, whom)
    if not (await connection.execute(PROVED, whom)).first():
        await connection.execute(GENERATION, {"key_id": newest.id})
        deleted = msgspec.json.encode(await kept(connection, person)).decode()
        await connection.execute(PROVE, {**whom, "key_id": newest.id, "deleted": deleted})
    await connection.execute(FORGET, whom)
    return (await erasures_of(connection, [person]))[person]


async def kept(connection: AsyncConnection, person: PersonId) -> dict[str, int]:
    """How many rows each table holds about a person, the key among them."""
    whom = {"person": person}
    counts = {"people": (await connection.execute(KEY, whom)).scalar_one()}
    for table in (await connection.execute(KEPT_IN)).all():
        count = COUNT.format(table=table.name, person=table.person)
        counts[table.name] = (await connection.execute(text(count), whom)).scalar_one()
    return counts


async def erasures_of(
    connection: AsyncConnection, persons: Collection[PersonId]
) -> dict[PersonId, Erasure]:
    rows = await connection.execute(PROOFS, {"persons": sorted(set(persons))})
    return {PersonId(row.person_id): erasure_of(row) for row in rows}


def erasure_of(row: Row[tuple[object, ...]]) -> Erasure:
    return Erasure(
        person_id=row.person_id,
        erased_at=row.erased_at,
        deleted=row.deleted,
        generation=row.number,
        generation_begun_at=row.begun_at,
        unreadable_at=row.unreadable_at,
    )
