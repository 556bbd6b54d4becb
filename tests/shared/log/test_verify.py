"""Whoever may rewrite a ledger is still found out: what he changed is named."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from shared.events.case import ApplicationFiled
from shared.events.terms import CaseId
from shared.log.chain import Act, digest, link
from shared.log.ledger import Ledger
from shared.log.verify import Fault, Finding, verify
from tests.engines import run

LEDGER = Ledger("intake")
ONE, TWO = UUID(int=1), UUID(int=2)


def lines(stream, number):
    act = Act(
        recorded_at=datetime(2024, 3, 6, tzinfo=UTC),
        command_id=UUID(int=9),
        fingerprint=b"fingerprint",
        office="branch_clerk",
        rule_set="rules",
    )
    filed = ApplicationFiled(case_id=CaseId(stream), filed_on=date(2024, 3, 5))
    return [step.entry for step in link([filed] * number, stream=stream, last=None, act=act)]


@pytest.fixture
async def tamper(intake_engine, database):
    """Two streams of four and two steps, all published, and a hand that may do anything."""
    async with intake_engine.begin() as connection:
        await LEDGER.append(connection, ONE, after=0, entries=lines(ONE, 4))
        await LEDGER.append(connection, TWO, after=0, entries=lines(TWO, 2))
    await run(
        database.owner_url,
        "INSERT INTO intake.positions SELECT row_number() OVER (ORDER BY version, stream),"
        " stream, version FROM intake.steps",
    )

    async def tamper(*statements):
        # As a replica the hand is not held by foreign keys either.
        replica = "SET session_replication_role = replica"
        await run(database.owner_url, replica, "SET search_path = intake", *statements)

    return tamper


async def findings(engine):
    async with engine.connect() as connection:
        return [finding async for finding in verify(connection, looked_at=lambda number: None)]


async def test_a_ledger_that_nobody_touched_holds(intake_engine, tamper):
    assert await findings(intake_engine) == []


async def test_an_empty_ledger_holds(intake_engine):
    assert await findings(intake_engine) == []


async def test_it_tells_how_far_it_has_come(intake_engine, tamper):
    looked_at = []

    async with intake_engine.connect() as connection:
        async for _ in verify(connection, looked_at=looked_at.append):
            pass

    assert looked_at == [4, 2]


async def test_a_flipped_byte_is_found(intake_engine, tamper):
    await tamper(
        f"UPDATE steps SET body = set_byte(body, 30, get_byte(body, 30) # 1)"
        f" WHERE stream = '{ONE}' AND version = 2"
    )

    assert await findings(intake_engine) == [Finding(stream=ONE, version=2, what=Fault.ALTERED)]


async def test_another_office_is_found(intake_engine, tamper):
    await tamper(f"UPDATE steps SET office = 'auditor' WHERE stream = '{TWO}' AND version = 1")

    assert await findings(intake_engine) == [Finding(stream=TWO, version=1, what=Fault.ALTERED)]


async def test_a_line_that_was_hashed_anew_is_found_by_the_next(intake_engine, tamper):
    forged = lines(TWO, 3)[2].hash.hex()
    await tamper(
        f"UPDATE steps SET previous = decode('{forged}', 'hex')"
        f" WHERE stream = '{ONE}' AND version = 3"
    )

    assert await findings(intake_engine) == [Finding(stream=ONE, version=3, what=Fault.ALTERED)]


async def test_a_line_of_another_history_is_found(intake_engine, tamper):
    stranger = link_to_nothing()
    await tamper(
        f"UPDATE steps SET previous = decode('{stranger.previous.hex()}', 'hex'),"
        f" hash = decode('{stranger.hash.hex()}', 'hex') WHERE stream = '{ONE}' AND version = 2"
    )

    assert await findings(intake_engine) == [Finding(stream=ONE, version=2, what=Fault.UNLINKED)]


def link_to_nothing():
    """Version 2 of stream one, honestly hashed, after a version 1 that was never recorded."""
    stranger = replace(lines(ONE, 2)[1], previous=bytes(range(32)))
    return replace(stranger, hash=digest(stranger))


async def test_a_dropped_row_is_found(intake_engine, tamper):
    await tamper(
        f"DELETE FROM positions WHERE stream = '{ONE}' AND version = 2",
        f"DELETE FROM steps WHERE stream = '{ONE}' AND version = 2",
    )

    assert await findings(intake_engine) == [
        Finding(stream=ONE, version=2, what=Fault.MISSING),
        Finding(stream=TWO, version=2, what=Fault.POSITION_MISSING, position=4),
        Finding(stream=ONE, version=3, what=Fault.POSITION_DISORDERED, position=5),
    ]


async def test_two_swapped_rows_are_found(intake_engine, tamper):
    await tamper(
        f"UPDATE steps SET version = version + 100 WHERE stream = '{ONE}' AND version IN (2, 3)",
        f"UPDATE steps SET version = 105 - version WHERE stream = '{ONE}' AND version > 100",
    )

    assert await findings(intake_engine) == [Finding(stream=ONE, version=2, what=Fault.ALTERED)]


async def test_a_line_cut_off_the_end_leaves_its_position_empty(intake_engine, tamper):
    await tamper(f"DELETE FROM steps WHERE stream = '{TWO}' AND version = 2")

    assert await findings(intake_engine) == [
        Finding(stream=TWO, version=2, what=Fault.POSITION_EMPTY, position=4)
    ]


async def test_a_position_that_is_gone_is_found(intake_engine, tamper):
    await tamper("DELETE FROM positions WHERE position = 5")

    assert [found.what for found in await findings(intake_engine)] == [
        Fault.POSITION_MISSING,
        Fault.POSITION_DISORDERED,
    ]


async def test_positions_out_of_the_order_of_their_stream_are_found(intake_engine, tamper):
    await tamper(
        "UPDATE positions SET position = 100 WHERE position = 1",
        "UPDATE positions SET position = 1 WHERE position = 3",
        "UPDATE positions SET position = 3 WHERE position = 100",
    )

    found = await findings(intake_engine)

    assert {finding.what for finding in found} == {Fault.POSITION_DISORDERED}
    assert {finding.stream for finding in found} == {ONE}
