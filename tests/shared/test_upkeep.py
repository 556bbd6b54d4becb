"""Parked steps in the hands of an operator: seen, tried again, passed over, and never forgotten."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.database import connect
from shared.events.step import Posted
from shared.events.terms import CommitteeId, DocumentNumber, StreamId
from shared.events.upkeep import ParkedStepRetried, ParkedStepSkipped, SkipReason, Source
from shared.law.refusal import Refused
from shared.log.bell import Bell
from shared.log.decider import KeyReused, Order
from shared.log.halt import TooManyParked
from shared.log.hearing import InBulk
from shared.log.inbox import Heard, Inbox
from shared.log.ledger import Ledger
from shared.log.skips import stream_of as upkeep_of
from shared.people.access import Office, Role
from shared.upkeep import RetryParked, SkipParked, Upkeep
from shared.web.problem import Forbidden
from tests.engines import Database
from tests.shared.log.steps import Shelf, posted, stream_of
from tests.shared.log.test_inbox import APPLIED, APPLY, applied, places

OPERATOR = Office(role=Role.OPERATOR, committee_id=CommitteeId(UUID(int=1)))
AUDITOR = Office(role=Role.AUDITOR, committee_id=CommitteeId(UUID(int=1)))
PAPER = DocumentNumber("12-BB/VP")


class Ear:
    """A `hear` that fails at certain steps for as long as they are spoilt."""

    def __init__(self) -> None:
        self.spoilt: set[tuple[UUID, int]] = set()

    async def hear(self, connection: AsyncConnection, heard: Heard) -> None:
        step = heard.step
        if (step.stream, step.version) in self.spoilt:
            raise ValueError
        row = {"a": heard.source, "b": step.stream, "c": step.version, "d": heard.position}
        await connection.execute(APPLY, row)

    async def hear_many(self, connection: AsyncConnection, batch: Sequence[Heard]) -> None:
        for heard in batch:
            await self.hear(connection, heard)


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("intake_app"), search_path="intake_read,intake")
    async with engine.begin() as connection:
        await connection.execute(text(APPLIED))
    yield engine
    await engine.dispose()


@pytest.fixture
def ear() -> Ear:
    return Ear()


async def inbox_of(engine: AsyncEngine, ear: Ear, *, most_parked: int = 100) -> Inbox:
    hear = InBulk(one=ear.hear, many=ear.hear_many)
    bell = Bell(engine, "intake_heard")
    inbox = Inbox(
        "intake",
        engine,
        hear,
        Shelf(),
        bell,
        ["intake", "verification"],
        most_parked=most_parked,
    )
    await inbox.prepare()
    return inbox


def order(office: Office = OPERATOR) -> Order:
    return Order(command_id=uuid4(), office=office, at=datetime(2026, 3, 2, tzinfo=UTC))


def retry(step: Posted) -> RetryParked:
    stream, version = StreamId(step.entry.stream), step.entry.version
    return RetryParked(source=Source(step.source), stream_id=stream, version=version)


def skip(step: Posted) -> SkipParked:
    return SkipParked(
        source=Source(step.source),
        stream_id=StreamId(step.entry.stream),
        version=step.entry.version,
        reason=SkipReason.RECORDED_IN_ERROR,
        document_no=PAPER,
    )


async def recorded(engine: AsyncEngine) -> list[type]:
    async with engine.connect() as connection:
        steps = await Ledger("intake").history(connection, upkeep_of("intake"))
    return [type(step.event) for step in steps]


def spoil(ear: Ear, *steps: Posted) -> None:
    ear.spoilt |= {(step.entry.stream, step.entry.version) for step in steps}


async def test_a_stream_that_waits_is_seen_with_its_cause_and_how_many_wait(
    engine: AsyncEngine, ear: Ear
):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3), stream_of(1))
    spoil(ear, steps[0])
    await inbox.take(steps)

    (waits,) = await Upkeep(inbox, engine).parked(OPERATOR)

    assert (waits.source, waits.stream_id, waits.version) == ("intake", steps[0].entry.stream, 1)
    assert (waits.type, waits.reason) == (steps[0].entry.type, "ValueError")
    assert waits.behind == 2


async def test_once_mended_all_are_applied_in_their_order(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3))
    spoil(ear, steps[0])
    await inbox.take(steps)
    ear.spoilt.clear()

    mended = await Upkeep(inbox, engine).take(retry(steps[0]), order=order())

    assert mended.applied == 3
    assert await applied(engine) == places(steps)
    assert await recorded(engine) == [ParkedStepRetried]


async def test_what_still_fails_stays_parked_and_the_try_is_recorded(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3))
    spoil(ear, steps[0])
    await inbox.take(steps)

    mended = await Upkeep(inbox, engine).take(retry(steps[0]), order=order())

    assert mended.applied == 0
    assert await inbox.parked() == 3
    assert await recorded(engine) == [ParkedStepRetried]


async def test_a_skipped_step_is_not_applied_and_those_behind_it_are(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3))
    spoil(ear, steps[0])
    await inbox.take(steps)

    mended = await Upkeep(inbox, engine).take(skip(steps[0]), order=order())

    assert mended.applied == 2
    assert await applied(engine) == places(steps[1:])
    assert await inbox.parked() == 0
    assert await recorded(engine) == [ParkedStepSkipped]


async def test_a_model_built_anew_skips_it_too_though_it_could_be_applied_by_then(
    engine: AsyncEngine, ear: Ear
):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3), stream_of(2))
    spoil(ear, steps[0])
    await inbox.take(steps)
    await Upkeep(inbox, engine).take(skip(steps[0]), order=order())
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE applied, heard, heard_through, parked"))
    ear.spoilt.clear()

    anew = await inbox_of(engine, ear)
    await anew.take(steps)

    assert await applied(engine) == places(steps[1:])


async def test_a_skipped_step_behind_a_parked_one_waits_its_turn(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(3))
    spoil(ear, steps[1])
    await inbox.take(steps)
    await Upkeep(inbox, engine).take(skip(steps[1]), order=order())
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE applied, heard, heard_through, parked"))
    ear.spoilt.clear()
    spoil(ear, steps[0])
    anew = await inbox_of(engine, ear)
    await anew.take(steps)
    ear.spoilt.clear()

    await Upkeep(anew, engine).take(retry(steps[0]), order=order())

    assert await applied(engine) == places([steps[0], steps[2]])


async def test_the_same_key_again_skips_nothing_more(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(2))
    spoil(ear, *steps)
    await inbox.take(steps)
    upkeep, key = Upkeep(inbox, engine), order()
    await upkeep.take(skip(steps[0]), order=key)

    again = await upkeep.take(skip(steps[0]), order=key)

    assert again.outcome.repeated
    assert await inbox.parked() == 1
    with pytest.raises(KeyReused):
        await upkeep.take(skip(steps[1]), order=key)


@pytest.mark.parametrize("source", [Source.INTAKE, Source.STATISTICS])
async def test_what_is_not_first_in_line_or_not_parked_is_refused(
    engine: AsyncEngine, ear: Ear, source: Source
):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(2))
    spoil(ear, steps[0])
    await inbox.take(steps)
    second = RetryParked(source=source, stream_id=StreamId(steps[0].entry.stream), version=2)

    with pytest.raises(Refused, match="not_parked"):
        await Upkeep(inbox, engine).take(second, order=order())


async def test_only_an_operator_sees_and_mends(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear), posted(stream_of(1))
    spoil(ear, steps[0])
    await inbox.take(steps)
    upkeep = Upkeep(inbox, engine)

    with pytest.raises(Forbidden):
        await upkeep.parked(AUDITOR)
    with pytest.raises(Forbidden):
        await upkeep.take(retry(steps[0]), order=order(AUDITOR))


async def test_too_many_parked_streams_stop_the_inbox_and_park_nothing_more(
    engine: AsyncEngine, ear: Ear
):
    inbox = await inbox_of(engine, ear, most_parked=2)
    steps = posted(*[stream_of(2) for _ in range(3)])
    spoil(ear, steps[0], steps[2], steps[4])

    with pytest.raises(TooManyParked, match="has set aside 2 streams"):
        await inbox.take(steps)

    assert await inbox.parked() == 4
    assert await inbox.through("intake") == 4
    with pytest.raises(TooManyParked):
        await inbox.take(posted(stream_of(1)))


async def test_steps_behind_one_that_is_parked_do_not_count(engine: AsyncEngine, ear: Ear):
    inbox, steps = await inbox_of(engine, ear, most_parked=1), posted(stream_of(9))
    spoil(ear, steps[0])

    await inbox.take(steps)

    assert await inbox.parked() == 9


async def test_an_inbox_that_stopped_for_too_many_can_still_be_mended(
    engine: AsyncEngine, ear: Ear
):
    inbox, steps = await inbox_of(engine, ear, most_parked=1), posted(stream_of(1), stream_of(1))
    spoil(ear, *steps)
    with pytest.raises(TooManyParked):
        await inbox.take(steps)
    ear.spoilt.clear()

    mended = await Upkeep(inbox, engine).take(retry(steps[0]), order=order())
    anew = await inbox_of(engine, ear, most_parked=1)
    await anew.take(steps)

    assert mended.applied == 1
    assert await applied(engine) == places(steps)
