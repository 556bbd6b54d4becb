"""Where a partition resumes: only ever on from where it stands, and only with what was heard."""

from collections.abc import Mapping
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.log import resume
from shared.log.bell import Bell
from shared.log.inbox import Heard, Inbox
from shared.log.resume import Moved, Partition, Run, advance, places
from tests.shared.log.steps import Shelf, posted, stream_of

CASES, OTHER = ("ketnap.cases.v1", 3), ("ketnap.cases.v1", 4)


@pytest.fixture
async def prepared(engine: AsyncEngine) -> AsyncEngine:
    async with engine.begin() as connection:
        await connection.execute(text(resume.TABLE))
    return engine


async def note(engine: AsyncEngine, runs: Mapping[Partition, Run]) -> None:
    async with engine.begin() as connection:
        await advance(connection, runs)


async def standing(engine: AsyncEngine) -> dict[Partition, int]:
    async with engine.connect() as connection:
        return await places(connection, [CASES, OTHER])


async def test_what_was_never_heard_begins_at_the_beginning(prepared: AsyncEngine):
    assert await standing(prepared) == {CASES: 0, OTHER: 0}


async def test_a_run_moves_its_partition_and_no_other(prepared: AsyncEngine):
    await note(prepared, {CASES: Run(start=0, end=7)})
    await note(prepared, {CASES: Run(start=7, end=9)})

    assert await standing(prepared) == {CASES: 9, OTHER: 0}


async def test_a_run_that_others_have_heard_already_moves_nothing_back(prepared: AsyncEngine):
    await note(prepared, {CASES: Run(start=0, end=9)})

    await note(prepared, {CASES: Run(start=4, end=6)})

    assert await standing(prepared) == {CASES: 9, OTHER: 0}


@pytest.mark.parametrize("stand", [0, 5])
async def test_a_run_that_begins_beyond_where_it_stands_is_refused_with_all_others(
    prepared: AsyncEngine, stand: int
):
    if stand:
        await note(prepared, {CASES: Run(start=0, end=stand)})

    with pytest.raises(Moved):
        await note(prepared, {OTHER: Run(start=0, end=2), CASES: Run(start=6, end=9)})

    assert await standing(prepared) == {CASES: stand, OTHER: 0}


async def test_a_read_model_goes_on_where_another_stands(prepared: AsyncEngine):
    await note(prepared, {CASES: Run(start=0, end=9)})

    async with prepared.begin() as connection:
        await connection.execute(text("CREATE SCHEMA fresh"))
        await connection.execute(text("CREATE TABLE fresh.offsets (LIKE offsets INCLUDING ALL)"))
        await resume.copy(connection, of="intake_read", to="fresh")
        rows = await connection.execute(text("SELECT next_offset FROM fresh.offsets"))

    assert rows.scalars().all() == [9]


# With the inbox.


async def hear(connection: AsyncConnection, heard: Heard) -> None:
    pass


async def inbox_of(engine: AsyncEngine) -> Inbox:
    bell = Bell(engine, "intake_heard")
    inbox = Inbox("intake", engine, hear, Shelf(), bell, ["intake", "verification"])
    await inbox.prepare()
    return inbox


async def test_what_is_heard_and_how_far_are_kept_together(engine: AsyncEngine):
    inbox = await inbox_of(engine)
    steps = [*posted(stream_of(2)), *posted(stream_of(3), source="verification")]

    await inbox.take(steps, mark=partial(advance, runs={CASES: Run(start=0, end=5)}))

    assert await standing(engine) == {CASES: 5, OTHER: 0}


async def test_or_neither(engine: AsyncEngine):
    inbox = await inbox_of(engine)

    with pytest.raises(Moved):
        await inbox.take(
            posted(stream_of(2)), mark=partial(advance, runs={CASES: Run(start=3, end=5)})
        )

    assert await inbox.through("intake") == 0


async def test_messages_without_steps_move_it_too(engine: AsyncEngine):
    inbox = await inbox_of(engine)

    await inbox.take([], mark=partial(advance, runs={CASES: Run(start=0, end=5)}))

    assert await standing(engine) == {CASES: 5, OTHER: 0}


async def test_what_fails_is_parked_and_passed_all_the_same(engine: AsyncEngine):
    async def fail(connection: AsyncConnection, heard: Heard) -> None:
        raise ValueError

    inbox = Inbox("intake", engine, fail, Shelf(), Bell(engine, "intake_heard"), ["intake"])
    await inbox.prepare()

    await inbox.take(posted(stream_of(1)), mark=partial(advance, runs={CASES: Run(start=0, end=1)}))

    assert await inbox.parked() == 1
    assert await standing(engine) == {CASES: 1, OTHER: 0}
