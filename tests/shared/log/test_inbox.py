"""The inbox: whatever comes and however often, each stream is heard whole, in order, once."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.step import Posted
from shared.log.bell import Bell
from shared.log.carrier import InProcess
from shared.log.chain import digest
from shared.log.feed import Unreachable
from shared.log.hearing import InBulk
from shared.log.inbox import Fork, Heard, Inbox
from shared.log.ledger import Conflict
from shared.log.relay import Relay
from shared.log.wire import Unreadable
from tests.shared.log.steps import (
    INTAKE,
    Shelf,
    append,
    commit,
    eventually,
    mixed,
    posted,
    stream_of,
)

APPLIED = """
    CREATE TABLE IF NOT EXISTS applied (
        number bigserial, source text, stream uuid, version integer, position bigint
    )
"""
APPLY = text("INSERT INTO applied (source, stream, version, position) VALUES (:a, :b, :c, :d)")


class Ear:
    """A `hear` that writes down what it hears, and fails where it is told to."""

    def __init__(self) -> None:
        self.spoilt: dict[UUID, Callable[[], BaseException]] = {}
        self.tried = 0

    async def hear(self, connection: AsyncConnection, heard: Heard) -> None:
        step = heard.step
        row = {"a": heard.source, "b": step.stream, "c": step.version, "d": heard.position}
        await connection.execute(APPLY, row)
        if step.stream in self.spoilt:
            self.tried += 1
            raise self.spoilt[step.stream]()

    async def hear_many(self, connection: AsyncConnection, batch: Sequence[Heard]) -> None:
        for heard in batch:
            await self.hear(connection, heard)


class Blocked(Shelf):
    """A feed that cannot be reached."""

    async def page(self, source: str, *, after: int, limit: int = 0) -> list[Posted]:
        raise Unreachable(source)

    async def head(self, source: str) -> int | None:
        return None


@pytest.fixture
async def ear(engine: AsyncEngine) -> Ear:
    async with engine.begin() as connection:
        await connection.execute(text(APPLIED))
    return Ear()


async def inbox_of(engine: AsyncEngine, ear: Ear, *feed: Sequence[Posted], **options) -> Inbox:
    shelf = options.pop("shelf", Shelf(*feed))
    bell = Bell(engine, "intake_heard")
    sources = ["intake", "verification"]
    hear = options.pop("hear", ear.hear)
    inbox = Inbox("intake", engine, hear, shelf, bell, sources, **options)
    await inbox.prepare()
    return inbox


async def applied(engine: AsyncEngine) -> list[tuple[UUID, int]]:
    """Stream and version of what was applied, in the order of application."""
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT stream, version FROM applied ORDER BY number"))
        return [(row.stream, row.version) for row in rows]


def places(steps: Sequence[Posted]) -> list[tuple[UUID, int]]:
    return [(step.entry.stream, step.entry.version) for step in steps]


def metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": "intake", **labels}) or 0.0


async def test_what_comes_is_heard_and_the_watermark_moves(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3))

    await inbox.take(steps)

    assert await applied(engine) == places(steps)
    assert await inbox.through("intake") == 3


async def test_the_same_again_is_silent_and_counted(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3))
    before = metric("ketnap_duplicates_total", source="intake")
    await inbox.take(steps)

    await inbox.take([*steps, steps[1]])

    assert await applied(engine) == places(steps)
    assert metric("ketnap_duplicates_total", source="intake") == before + 4


async def test_each_source_has_its_own_positions(engine: AsyncEngine, ear: Ear):
    inbox = await inbox_of(engine, ear)

    await inbox.take([*posted(stream_of(2)), *posted(stream_of(3), source="verification")])

    assert await inbox.through("intake") == 2
    assert await inbox.through("verification") == 3


async def test_the_watermark_waits_for_what_is_late(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(*[stream_of(1) for _ in range(4)])
    await inbox.take([steps[0], steps[3]])
    assert await inbox.through("intake") == 1

    await inbox.take([steps[2], steps[1]])

    assert await inbox.through("intake") == 4


async def test_effect_and_note_are_made_together_or_not_at_all(engine: AsyncEngine, ear: Ear):
    inbox, (step,) = await inbox_of(engine, ear), posted(stream_of(1))
    ear.spoilt[step.entry.stream] = ValueError

    await inbox.take([step])

    assert await applied(engine) == []


async def test_a_fork_stops_the_inbox(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(1), stream_of(1))
    other = replace(posted(stream_of(1))[0], position=1)
    before = metric("ketnap_forks_total", source="intake")
    await inbox.take(steps[:1])

    with pytest.raises(Fork):
        await inbox.take([other])
    with pytest.raises(Fork):
        await inbox.take(steps[1:])

    assert inbox.stopped is not None
    assert inbox.stopped.position == 1
    assert metric("ketnap_forks_total", source="intake") == before + 1
    assert await applied(engine) == places(steps[:1])


async def test_a_missing_version_is_a_loss_and_fetched(engine: AsyncEngine, ear: Ear):
    steps = posted(stream_of(1), stream_of(4))
    inbox = await inbox_of(engine, ear, steps)
    before = metric("ketnap_losses_total", source="intake")

    await inbox.take([steps[1], steps[4]])

    assert sorted(await applied(engine)) == sorted(places(steps))
    assert await inbox.through("intake") == 5
    assert metric("ketnap_losses_total", source="intake") == before + 1


async def test_what_is_missing_and_cannot_be_fetched_is_not_acknowledged(
    engine: AsyncEngine, ear: Ear
):
    inbox, steps = await inbox_of(engine, ear, shelf=Blocked()), posted(stream_of(2))

    with pytest.raises(Unreachable):
        await inbox.take(steps[1:])
    await inbox.take(steps)

    assert await applied(engine) == places(steps)


async def test_a_position_that_is_missing_too_long_is_fetched(engine: AsyncEngine, ear: Ear):
    steps = posted(*[stream_of(1) for _ in range(3)])
    inbox = await inbox_of(engine, ear, steps, patience=0.1)
    await inbox.take([steps[0], steps[2]])

    watching = asyncio.create_task(inbox.watch())
    await eventually(lambda: heard_through(inbox, 3))
    watching.cancel()

    assert sorted(await applied(engine)) == sorted(places(steps))


async def test_an_end_that_never_comes_is_fetched_too(engine: AsyncEngine, ear: Ear):
    inbox = await inbox_of(engine, ear, posted(stream_of(3)), patience=0.1)

    watching = asyncio.create_task(inbox.watch())
    await eventually(lambda: heard_through(inbox, 3))
    watching.cancel()


async def test_a_source_that_lost_its_end_is_a_fork(engine: AsyncEngine, ear: Ear):
    steps = posted(stream_of(3))
    inbox = await inbox_of(engine, ear, steps[:2], patience=0.1)
    await inbox.take(steps)

    watching = asyncio.create_task(inbox.watch())
    await eventually(lambda: is_stopped(inbox))
    watching.cancel()


async def test_an_unreachable_source_is_unknown_and_its_age_grows(engine: AsyncEngine, ear: Ear):
    inbox = await inbox_of(engine, ear, shelf=Blocked(), patience=0.05)

    watching = asyncio.create_task(inbox.watch())
    await eventually(lambda: older_than(0.1))
    watching.cancel()


async def heard_through(inbox: Inbox, position: int) -> bool:
    return await inbox.through("intake") == position


async def is_stopped(inbox: Inbox) -> bool:
    return inbox.stopped is not None


async def older_than(seconds: float) -> bool:
    return metric("ketnap_inbox_age_seconds", source="intake") > seconds


# What fails is set aside with its stream.


async def test_a_failing_step_and_its_stream_are_parked_while_others_flow(
    engine: AsyncEngine, ear: Ear
):
    bad, good = stream_of(3), stream_of(3)
    inbox, steps = await inbox_of(engine, ear), mixed(Random(1), bad, good)
    ear.spoilt[bad[0].stream] = ValueError

    await inbox.take(steps)

    assert await applied(engine) == [(entry.stream, entry.version) for entry in good]
    assert await inbox.parked() == 3
    assert await inbox.through("intake") == 6
    assert ear.tried == 1 + 3


async def test_one_that_fails_among_many_at_once_is_found_one_by_one(engine: AsyncEngine, ear: Ear):
    bad, good = stream_of(3), stream_of(3)
    inbox = await inbox_of(engine, ear, hear=InBulk(one=ear.hear, many=ear.hear_many))
    steps = mixed(Random(1), bad, good)
    ear.spoilt[bad[0].stream] = ValueError

    await inbox.take(steps)

    assert await applied(engine) == [(entry.stream, entry.version) for entry in good]
    assert await inbox.parked() == 3
    assert await inbox.through("intake") == 6


async def test_a_later_step_of_a_parked_stream_is_parked_without_a_try(
    engine: AsyncEngine, ear: Ear
):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(2))
    ear.spoilt[steps[0].entry.stream] = ValueError
    await inbox.take(steps[:1])
    ear.spoilt.clear()

    await inbox.take(steps[1:])

    assert await reasons(engine) == ["ValueError", "BehindParked"]
    assert await applied(engine) == []


async def test_an_unknown_type_is_parked_without_a_try(engine: AsyncEngine, ear: Ear):
    inbox, good = await inbox_of(engine, ear), stream_of(1)
    strange = stranger()

    await inbox.take(posted([strange], good))

    assert await reasons(engine) == ["Unreadable"]
    assert await applied(engine) == [(good[0].stream, 1)]


def stranger():
    """A line as a newer version might write it."""
    entry = replace(stream_of(1)[0], type="case.from_the_future.v9", body=b"\xff")
    return replace(entry, hash=digest(entry))


@pytest.mark.parametrize(("error", "tries"), [(ValueError, 3), (Unreadable, 1)])
async def test_how_often_a_step_is_tried_by_itself(
    engine: AsyncEngine, ear: Ear, error: type[Exception], tries: int
):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(1))
    ear.spoilt[steps[0].entry.stream] = error

    await inbox.take(steps)

    assert ear.tried == 1 + tries


async def test_a_lost_race_starts_over_five_times(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(1))
    losing = iter([Conflict(uuid4(), after=0)] * 5)

    def lose_five_times() -> BaseException:
        ear.spoilt = {} if ear.tried == 5 else ear.spoilt
        return next(losing)

    ear.spoilt[steps[0].entry.stream] = lose_five_times

    await inbox.take(steps)

    assert await applied(engine) == places(steps)
    assert await inbox.parked() == 0


async def test_a_database_that_is_away_parks_nothing(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(1))

    def away_for_a_moment() -> BaseException:
        ear.spoilt = {}
        return OperationalError("", None, Exception(), connection_invalidated=True)

    ear.spoilt[steps[0].entry.stream] = away_for_a_moment

    await inbox.take(steps)

    assert await applied(engine) == places(steps)
    assert await inbox.parked() == 0


async def test_a_connection_that_is_cut_off_is_made_anew(
    engine: AsyncEngine, owner: AsyncEngine, ear: Ear
):
    steps = posted(*[stream_of(3) for _ in range(4)])
    cut = iter([True])

    async def hear(connection: AsyncConnection, heard: Heard) -> None:
        await ear.hear(connection, heard)
        if heard.position == 6 and next(cut, False):
            await cut_off(owner)

    inbox = Inbox("intake", engine, hear, Shelf(), Bell(engine, "intake_heard"), ["intake"])
    await inbox.prepare()

    await inbox.take(steps)

    assert await applied(engine) == places(steps)


async def cut_off(owner: AsyncEngine) -> None:
    query = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'intake_app'
    """
    async with owner.begin() as connection:
        await connection.execute(text(query))


async def test_parked_steps_are_heard_in_order_once_the_cause_is_mended(
    engine: AsyncEngine, ear: Ear
):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3), stream_of(2))
    bad, still_bad = steps[0].entry.stream, steps[3].entry.stream
    ear.spoilt = {bad: ValueError, still_bad: ValueError}
    await inbox.take(steps)
    del ear.spoilt[bad]

    assert await inbox.retry_parked() == 3

    assert await applied(engine) == places(steps[:3])
    assert await inbox.parked() == 2


async def reasons(engine: AsyncEngine) -> list[str]:
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT reason FROM parked ORDER BY position"))
        return list(rows.scalars())


# Who waits for what he wrote.


async def test_who_wrote_waits_until_it_is_heard(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(2))
    stream = steps[0].entry.stream
    waiting = asyncio.create_task(inbox.wait_for("intake", stream, 2, within=5))

    await inbox.take(steps)

    assert await waiting


async def test_who_waits_in_vain_is_told_so(engine: AsyncEngine, ear: Ear):
    inbox = await inbox_of(engine, ear)

    assert not await inbox.wait_for("intake", uuid4(), 1, within=0.01)


async def test_bells_are_rung_after_what_is_new_only(engine: AsyncEngine, ear: Ear):
    steps, also = posted(stream_of(2)), Bell(engine, "intake_steps")
    inbox = await inbox_of(engine, ear, also_ring=[also])

    await inbox.take(steps)
    await inbox.take(steps)

    assert inbox.bell.rings == also.rings == 1


async def test_what_comes_before_the_tables_are_there_waits(engine: AsyncEngine, ear: Ear):
    steps = posted(stream_of(1))
    inbox = Inbox("intake", engine, ear.hear, Shelf(), Bell(engine, "intake_heard"), ["intake"])
    taking = asyncio.create_task(inbox.take(steps))
    await asyncio.sleep(0)

    await inbox.prepare()
    await taking

    assert await applied(engine) == places(steps)


# However it comes.


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), lengths=st.lists(st.integers(1, 6), min_size=1, max_size=6))
async def test_whatever_the_carrier_does_each_stream_is_heard_once_in_order(
    engine: AsyncEngine, ear: Ear, seed: int, lengths: list[int]
):
    random = Random(seed)
    streams = [stream_of(length) for length in lengths]
    steps = mixed(random, *streams)
    inbox = await inbox_of(engine, ear, steps)
    await forget(engine)
    carrier, after = InProcess(inbox, disorder=random), 0

    while after < len(steps):
        size = random.randint(1, 9)
        await carrier.send(steps[after : after + size])
        after += size

    heard = await applied(engine)
    for stream in streams:
        versions = [version for place, version in heard if place == stream[0].stream]
        assert versions == [entry.version for entry in stream]
    assert len(heard) == len(steps)
    assert await inbox.through("intake") == len(steps)


async def forget(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE applied, heard, parked"))
        await connection.execute(text("UPDATE heard_through SET position = 0"))


@pytest.mark.parametrize("seed", range(3))
async def test_steps_that_a_carrier_loses_are_heard_all_the_same(
    engine: AsyncEngine, ear: Ear, seed: int
):
    random = Random(seed)
    steps = mixed(random, *[stream_of(6) for _ in range(5)])
    inbox = await inbox_of(engine, ear, steps, patience=0.1)

    await inbox.take([step for step in steps if random.random() < 0.7])
    watching = asyncio.create_task(inbox.watch())
    await eventually(lambda: heard_through(inbox, len(steps)))
    watching.cancel()

    assert sorted(await applied(engine)) == sorted(places(steps))


async def test_two_processes_with_one_inbox_hear_each_step_once(engine: AsyncEngine, ear: Ear):
    steps = mixed(Random(5), *[stream_of(8) for _ in range(6)])
    inboxes = [await inbox_of(engine, ear, steps) for _ in range(2)]

    await asyncio.gather(*[in_pieces(inbox, steps) for inbox in inboxes])

    assert sorted(await applied(engine)) == sorted(places(steps))


async def in_pieces(inbox: Inbox, steps: Sequence[Posted]) -> None:
    for after in range(0, len(steps), 5):
        await inbox.take(steps[after : after + 5])


async def test_what_hearing_appends_is_heard_in_turn(engine: AsyncEngine, ear: Ear):
    """From the ledger through relay, carrier and inbox, and a reaction all the way again."""
    cause, effect = uuid4(), uuid4()

    async def hear(connection: AsyncConnection, heard: Heard) -> None:
        await ear.hear(connection, heard)
        if heard.step.stream == cause:
            await append(connection, effect)

    steps_bell = Bell(engine, "intake_steps")
    inbox = Inbox(
        "intake", engine, hear, Shelf(), Bell(engine, "h"), ["intake"], also_ring=[steps_bell]
    )
    await inbox.prepare()
    relay = Relay(engine, INTAKE, InProcess(inbox, disorder=Random(1)), steps_bell)
    await commit(engine, cause, 3)

    await relay.round()
    await relay.round()

    assert await applied(engine) == [
        (cause, 1),
        (cause, 2),
        (cause, 3),
        *[(effect, n) for n in (1, 2, 3)],
    ]
