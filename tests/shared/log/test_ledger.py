"""The ledger adds whole commands in order, gives them back as they were, and changes nothing."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from shared.events.case import ApplicationFiled
from shared.events.step import Posted
from shared.events.terms import CaseId
from shared.log.chain import Act, link
from shared.log.ledger import Conflict, Ledger

LEDGER = Ledger("intake")
CASE = UUID(int=1)
OTHER = UUID(int=2)
FILED = ApplicationFiled(case_id=CaseId(CASE), filed_on=date(2024, 3, 5))


def steps(number, *, stream=CASE, last=None):
    act = Act(
        recorded_at=datetime(2024, 3, 6, 7, 8, 9, 123456, tzinfo=UTC),
        command_id=uuid4(),
        fingerprint=b"\x00fingerprint",
        office="branch_clerk",
        rule_set="rules",
    )
    return link([FILED] * number, stream=stream, last=last, act=act)


async def append(engine, new, *, after=0):
    async with engine.begin() as connection:
        await add(connection, new, after=after)


async def add(connection, new, *, after=0):
    entries = [step.entry for step in new]
    await LEDGER.append(connection, new[0].stream, after=after, entries=entries)


async def history(engine, stream=CASE):
    async with engine.connect() as connection:
        return await LEDGER.history(connection, stream)


async def execute(engine, statement):
    async with engine.begin() as connection:
        await connection.execute(text(statement))


async def test_what_was_appended_is_given_back_as_it_was(intake_engine):
    first = steps(2)
    await append(intake_engine, first)
    second = steps(1, last=first[-1].entry)
    await append(intake_engine, second, after=2)

    assert await history(intake_engine) == [*first, *second]


async def test_a_stream_that_nobody_wrote_has_no_history(intake_engine):
    assert await history(intake_engine) == []


async def test_streams_know_nothing_of_each_other(intake_engine):
    mine, theirs = steps(1), steps(1, stream=OTHER)
    await append(intake_engine, mine)
    await append(intake_engine, theirs)

    assert await history(intake_engine, OTHER) == theirs


async def test_an_append_after_too_low_a_version_is_a_conflict(intake_engine):
    first = steps(2)
    await append(intake_engine, first)

    with pytest.raises(Conflict):
        await append(intake_engine, steps(1, last=first[0].entry), after=1)

    assert await history(intake_engine) == first


async def test_an_append_after_too_high_a_version_is_a_conflict(intake_engine):
    with pytest.raises(Conflict):
        await append(intake_engine, steps(2)[1:], after=1)

    assert await history(intake_engine) == []


async def test_a_conflict_is_counted(intake_engine):
    before = counted_conflicts()

    with pytest.raises(Conflict):
        await append(intake_engine, steps(2)[1:], after=1)

    assert counted_conflicts() == before + 1


def counted_conflicts():
    return REGISTRY.get_sample_value("ketnap_conflicts_total", {"service": "intake"}) or 0


async def test_lines_that_leave_a_gap_among_themselves_are_no_append(intake_engine):
    first, _, third = steps(3)

    with pytest.raises(ValueError, match="run on"):
        await append(intake_engine, [first, third])


async def test_of_two_that_append_at_once_one_meets_a_conflict(intake_engine):
    one, other = steps(1), steps(2)

    results = await asyncio.gather(
        append(intake_engine, one), append(intake_engine, other), return_exceptions=True
    )

    assert sorted(type(result) for result in results if result) == [Conflict]
    assert await history(intake_engine) in (one, other)


async def test_of_lines_that_meet_others_none_is_added(intake_engine):
    async with intake_engine.begin() as slow:
        mine = steps(1)
        await add(slow, mine)
        waiting = asyncio.create_task(append(intake_engine, steps(3)))
        await until_somebody_waits(slow)

    with pytest.raises(Conflict):
        await waiting
    assert await history(intake_engine) == mine


async def test_what_was_rolled_back_stands_in_nobodys_way(intake_engine):
    async with intake_engine.connect() as slow:
        await add(slow, steps(2))
        theirs = steps(1)
        waiting = asyncio.create_task(append(intake_engine, theirs))
        await until_somebody_waits(slow)
        await slow.rollback()

    await waiting
    assert await history(intake_engine) == theirs


WAITED_FOR = text("""
    SELECT EXISTS (
        SELECT FROM pg_locks
        WHERE NOT granted AND transactionid = CAST(pg_current_xact_id() AS xid)
    )
""")


async def until_somebody_waits(connection):
    """Returns once another session waits for the transaction of `connection` to end."""
    async with asyncio.timeout(5):
        while not (await connection.execute(WAITED_FOR)).scalar_one():
            pass  # The question itself gives the others their turn.


async def test_other_breaches_than_of_order_are_no_conflict(intake_engine):
    short = [replace(step, entry=replace(step.entry, hash=b"short")) for step in steps(1)]

    with pytest.raises(Exception, match="violates check constraint"):
        await append(intake_engine, short)


async def test_lines_are_published_by_their_positions(intake_engine):
    mine, theirs = steps(2), steps(1, stream=OTHER)
    await append(intake_engine, mine)
    await append(intake_engine, theirs)
    await execute(
        intake_engine,
        f"INSERT INTO positions VALUES (1, '{CASE}', 1), (2, '{OTHER}', 1), (3, '{CASE}', 2)",
    )

    async with intake_engine.connect() as connection:
        published = await LEDGER.published(connection, after=1, limit=5)
        first = await LEDGER.published(connection, after=0, limit=1)

    assert published == [
        Posted(source="intake", position=2, entry=theirs[0].entry),
        Posted(source="intake", position=3, entry=mine[1].entry),
    ]
    assert first == [Posted(source="intake", position=1, entry=mine[0].entry)]


async def test_the_head_is_the_newest_position_and_the_newest_step_may_have_none_yet(intake_engine):
    await append(intake_engine, steps(2))
    await execute(intake_engine, f"INSERT INTO positions VALUES (1, '{CASE}', 1)")

    async with intake_engine.connect() as connection:
        assert (await LEDGER.head(connection), await LEDGER.newest(connection)) == (1, 2)


async def test_an_empty_ledger_has_its_head_at_nought(intake_engine):
    async with intake_engine.connect() as connection:
        assert (await LEDGER.head(connection), await LEDGER.newest(connection)) == (0, 0)


@pytest.mark.parametrize("table", ["steps", "positions"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET version = 7", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
async def test_the_role_that_the_service_runs_as_cannot_rewrite(intake_engine, statement, table):
    await append(intake_engine, steps(1))

    with pytest.raises(ProgrammingError, match="permission denied"):
        await execute(intake_engine, statement.format(table))


async def test_the_role_that_the_service_runs_as_cannot_give_itself_the_right(intake_engine):
    await execute(intake_engine, "GRANT UPDATE ON steps TO intake_app")  # a warning, and no more

    with pytest.raises(ProgrammingError, match="permission denied"):
        await execute(intake_engine, "UPDATE steps SET version = 7")
