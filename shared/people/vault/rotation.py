"""Rotation of the master key: all keys of persons are wrapped anew, while others go on working."""

from collections.abc import Callable, Sequence

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.terms import PersonId
from shared.people.vault import lookup
from shared.people.vault.erasure import GENERATION
from shared.people.vault.keyring import KeyRing
from shared.people.vault.values import values_of

BATCH = 500  # persons in one transaction: nobody waits long for them

LEFT = text("SELECT count(*) FROM people WHERE key_id <> :newest")
NEXT = text("""
    SELECT person_id, wrapped_key, key_id FROM people WHERE key_id <> :newest
    ORDER BY person_id LIMIT :batch FOR UPDATE
""")
WRAPPED = text("""
    UPDATE people SET wrapped_key = fresh.wrapped_key, key_id = :newest
    FROM unnest(CAST(:persons AS uuid[]), CAST(:wrapped AS bytea[])) AS fresh (id, wrapped_key)
    WHERE person_id = id
""")
DESTROYED = text("""
    UPDATE generations SET destroyed_at = now()
    WHERE key_id <> :newest AND destroyed_at IS NULL
""")


async def left(engine: AsyncEngine, ring: KeyRing) -> int:
    """How many persons' keys are not wrapped by the newest master key."""
    async with engine.connect() as connection:
        return int((await connection.execute(LEFT, {"newest": ring.newest.id})).scalar_one())


async def rewrap(
    engine: AsyncEngine, ring: KeyRing, *, done: Callable[[int], None] | None = None
) -> None:
    """Wrap everything by the newest master key; broken off, it goes on where it was.

    `done` is told how many each batch held. Raises Tampered where a key on the ring is missing.
    """
    async with engine.begin() as connection:
        for key in reversed(ring.all):  # the oldest first: generations are numbered in their order
            await connection.execute(GENERATION, {"key_id": key.id})
    while count := await rewrap_some(engine, ring):
        if done:
            done(count)


async def rewrap_some(engine: AsyncEngine, ring: KeyRing) -> int:
    """One batch: the keys of some persons, and the hashes by which they are found."""
    async with engine.begin() as connection:
        asked = {"newest": ring.newest.id, "batch": BATCH}
        rows = (await connection.execute(NEXT, asked)).all()
        if rows:
            await wrap(connection, rows, ring)
            await learn_anew(connection, [PersonId(row.person_id) for row in rows], ring)
        return len(rows)


async def wrap(
    connection: AsyncConnection, rows: Sequence[Row[tuple[object, ...]]], ring: KeyRing
) -> None:
    wrapped = [
        ring.wrap(row.person_id, ring.unwrap(row.person_id, row.wrapped_key, row.key_id))
        for row in rows
    ]
    persons = [row.person_id for row in rows]
    fresh = {"newest": ring.newest.id, "persons": persons, "wrapped": wrapped}
    await connection.execute(WRAPPED, fresh)


async def learn_anew(
    connection: AsyncConnection, persons: Sequence[PersonId], ring: KeyRing
) -> None:
    """The hashes are keyed by the master key too, so that they end with it in every backup."""
    found = await lookup.known(connection, persons)
    values = await values_of(connection, found, lookup.FIELDS, ring)
    await lookup.learn(connection, values, ring.newest)


async def destroyed(engine: AsyncEngine, ring: KeyRing) -> None:
    """Note that the last copy of every other master key is gone: no backup opens with them."""
    async with engine.begin() as connection:
        await connection.execute(GENERATION, {"key_id": ring.newest.id})
        await connection.execute(DESTROYED, {"newest": ring.newest.id})
