"""A rebuild: beside the live read model, compared with it, and in its place, without an outage."""

import asyncio
import hashlib
from collections.abc import Sequence
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.organisation import CommitteeNamed
from shared.events.step import Posted
from shared.log.bell import Bell
from shared.log.feed import Unreachable
from shared.log.inbox import Heard, Inbox
from shared.log.rebuild import ReadModel, Rebuilt, rebuild
from tests.engines import Database
from tests.shared.log.steps import Shelf, mixed, stream_of

STEPS = mixed(Random(4), *[stream_of(9) for _ in range(7)])
SET = text("""
    INSERT INTO names VALUES (:stream, :name) ON CONFLICT (stream) DO UPDATE SET name = :name
""")


async def prepare(connection: AsyncConnection) -> None:
    await connection.execute(
        text("CREATE TABLE IF NOT EXISTS names (stream uuid PRIMARY KEY, name text)")
    )


async def project(connection: AsyncConnection, heard: Heard) -> None:
    event = heard.step.event
    assert isinstance(event, CommitteeNamed)
    await connection.execute(SET, {"stream": heard.step.stream, "name": event.name})


async def names(connection: AsyncConnection) -> list[tuple[UUID, str]]:
    rows = await connection.execute(text("SELECT stream, name FROM names ORDER BY stream"))
    return [(row.stream, row.name) for row in rows]


async def digest(connection: AsyncConnection) -> str:
    return hashlib.sha256(repr(await names(connection)).encode()).hexdigest()


MODEL = ReadModel(
    name="intake", sources=["intake"], prepare=prepare, project=project, digest=digest
)


async def live_inbox(engine: AsyncEngine, heard: Sequence[Posted], shelf: Shelf) -> Inbox:
    async with engine.begin() as connection:
        await prepare(connection)
    inbox = Inbox("intake", engine, project, shelf, Bell(engine, "intake_heard"), ["intake"])
    await inbox.prepare()
    await inbox.take(heard)
    return inbox


async def rebuilt_from(shelf: Shelf, database: Database) -> Rebuilt:
    return await rebuild(
        database.url("intake_app"), MODEL, shelf, progress=lambda done, total: None
    )


async def test_the_same_steps_give_the_same_bytes(engine: AsyncEngine, database: Database):
    shelf = Shelf(STEPS)
    await live_inbox(engine, STEPS, shelf)

    found = await rebuilt_from(shelf, database)

    assert found.same
    assert found.steps == len(STEPS)


async def test_both_are_compared_at_the_stand_of_the_live_one(
    engine: AsyncEngine, database: Database
):
    shelf = Shelf(STEPS)
    out_of_turn = [*STEPS[:20], *next_of_another_stream()]
    inbox = await live_inbox(engine, out_of_turn, shelf)

    found = await rebuilt_from(shelf, database)

    assert found.same
    assert found.steps == len(out_of_turn)
    assert await inbox.through("intake") == 20


def next_of_another_stream() -> list[Posted]:
    """A step that may come before its turn, as nothing of its stream is missing."""
    missing = STEPS[20].entry.stream
    return [next(step for step in STEPS[21:] if step.entry.stream != missing)]


async def test_a_corrupted_model_is_found_and_mended(engine: AsyncEngine, database: Database):
    shelf = Shelf(STEPS)
    await live_inbox(engine, STEPS, shelf)
    async with engine.begin() as connection:
        right = await names(connection)
        await connection.execute(text("UPDATE names SET name = 'sai'"))

    found = await rebuilt_from(shelf, database)

    assert not found.same
    async with engine.connect() as connection:
        assert await names(connection) == right


async def test_the_live_inbox_goes_on_in_the_new_model(engine: AsyncEngine, database: Database):
    shelf = Shelf(STEPS)
    inbox = await live_inbox(engine, STEPS[:20], shelf)
    await rebuilt_from(shelf, database)

    await inbox.take(STEPS)

    assert await inbox.through("intake") == len(STEPS)
    assert (await rebuilt_from(shelf, database)).same


@pytest.mark.parametrize("pieces", [1, 4])
async def test_it_hears_and_answers_during_the_rebuild(
    engine: AsyncEngine, database: Database, pieces: int
):
    shelf = Shelf(STEPS)
    inbox = await live_inbox(engine, STEPS[:20], shelf)
    rebuilding = asyncio.create_task(rebuilt_from(shelf, database))

    for after in range(20, len(STEPS), pieces):
        await inbox.take(STEPS[after : after + pieces])
        async with engine.connect() as connection:
            assert await names(connection)

    assert (await rebuilding).same
    await inbox.take(STEPS)
    assert (await rebuilt_from(shelf, database)).same


async def test_an_older_form_is_replaced(engine: AsyncEngine, database: Database):
    shelf = Shelf(STEPS)
    await live_inbox(engine, STEPS, shelf)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE names RENAME COLUMN name TO called"))

    found = await rebuilt_from(shelf, database)

    assert found.before is None
    assert not found.same
    async with engine.connect() as connection:
        assert len(await names(connection)) == 7


async def test_an_unreachable_feed_leaves_the_live_model_as_it_was(
    engine: AsyncEngine, database: Database
):
    class Blocked(Shelf):
        async def page(self, source: str, *, after: int, limit: int = 0) -> list[Posted]:
            raise Unreachable(source)

    await live_inbox(engine, STEPS, Shelf(STEPS))

    with pytest.raises(Unreachable):
        await rebuilt_from(Blocked(STEPS), database)

    async with engine.connect() as connection:
        assert len(await names(connection)) == 7
    assert (await rebuilt_from(Shelf(STEPS), database)).same


async def test_progress_is_told_up_to_the_end(engine: AsyncEngine, database: Database):
    shelf, told = Shelf(STEPS), []
    await live_inbox(engine, STEPS, shelf)

    await rebuild(
        database.url("intake_app"),
        MODEL,
        shelf,
        progress=lambda done, total: told.append((done, total)),
    )

    assert told[-1] == (len(STEPS), len(STEPS))
