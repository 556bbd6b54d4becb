"""What the inbox makes of steps: the same read model, however they came."""

from collections.abc import Sequence
from random import Random
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from services.statistics.records import digest
from services.statistics.stream import READ_MODEL, SOURCES, hear
from shared.events.step import Posted
from shared.log.bell import Bell
from shared.log.carrier import disordered
from shared.log.inbox import Inbox
from shared.log.rebuild import rebuild
from tests.engines import Database
from tests.statistics.histories import Event, Way, case_id, provinces, published
from tests.statistics.world import Source, at_work, forget, in_turn, posted, whole_tree

Order = Sequence[tuple[UUID, int, Event]]
DATABASE = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def heard(
    database: Database, engine: AsyncEngine, parts: Sequence[Sequence[Posted]]
) -> tuple[str, int]:
    """The digest after these parts came, and through where all is heard; then all is forgotten."""
    inbox = Inbox("statistics", engine, hear, Source(), Bell(engine, "statistics_heard"), SOURCES)
    async with engine.begin() as connection:
        await READ_MODEL.prepare(connection)
    await inbox.prepare()
    for part in parts:
        await inbox.take(part)
    async with engine.connect() as connection:
        found = await digest(connection)
    through = await inbox.through("intake")
    await forget(database)
    return found, through


@DATABASE
@given(published(provinces()))
async def test_hearing_everything_twice_changes_nothing(
    database: Database, engine: AsyncEngine, order: Order
) -> None:
    lines = posted(order)

    once = await heard(database, engine, [lines])
    twice = await heard(database, engine, [lines, lines])

    assert twice == once


@DATABASE
@given(published(provinces()), st.integers())
async def test_duplicates_and_another_order_between_streams_change_nothing(
    database: Database, engine: AsyncEngine, order: Order, seed: int
) -> None:
    lines = posted(order)

    in_order = await heard(database, engine, [lines])
    mixed = await heard(database, engine, disordered(lines, (), Random(seed)))

    assert mixed == in_order


@DATABASE
@given(published(provinces()))
async def test_many_steps_at_once_leave_the_same_as_one_by_one(
    database: Database, engine: AsyncEngine, order: Order
) -> None:
    lines = posted(order)

    at_once = await heard(database, engine, [lines])
    one_by_one = await heard(database, engine, [[line] for line in lines])

    assert one_by_one == at_once


async def test_a_rebuild_gives_the_same_bytes(database: Database) -> None:
    ways = [Way(number=1, cancelled=True), Way(number=2), Way(number=3, steps=7)]
    history = [*whole_tree(), *in_turn(*((case_id(way.number), way.events()) for way in ways))]
    async with at_work(database) as world:
        await world.publish(history)
        url = database.url("statistics_app")
        before = (await world.client.get("/api/figures")).json()

        rebuilt = await rebuild(url, READ_MODEL, world.source, progress=lambda done, of: None)
        after = (await world.client.get("/api/figures")).json()

    assert rebuilt.same
    assert rebuilt.steps == len(history)
    assert (before["admitted"], after["admitted"]) == (1, 1)
    assert after["children"] == before["children"]
