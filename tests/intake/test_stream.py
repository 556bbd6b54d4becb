"""What intake hears it keeps, and a conclusion of verification becomes a step of the case."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from services.intake.desk import LEDGER, Desk
from services.intake.domain import WithdrawApplication
from services.intake.stream import hearing
from shared.events.step import Step
from shared.law.refusal import Refused
from shared.log.chain import Act, link
from shared.log.decider import reaction_id
from shared.log.inbox import Heard
from shared.people.access import ITSELF
from tests import examples
from tests.examples import CASE, NOON
from tests.intake import commands
from tests.intake.steps import found, send, walk

ACT = Act(
    recorded_at=NOON,
    command_id=CASE,
    fingerprint=b"f",
    office=examples.grassroots_secretary.code,
    rule_set="24-QĐ/TW",
)
CONCLUDED = Heard(
    source="verification",
    position=7,
    step=link([examples.verification_concluded], stream=CASE, last=None, act=ACT)[0],
)


@pytest.fixture
async def sealed(desk: Desk) -> Desk:
    """The example case is sealed."""
    await found(desk)
    await walk(desk, 5)
    return desk


async def hear(engine: AsyncEngine, desk: Desk, heard: Heard) -> None:
    async with engine.begin() as connection:
        await hearing(desk)(connection, heard)


async def history(engine: AsyncEngine) -> list[Step]:
    async with engine.connect() as connection:
        return await LEDGER.history(connection, CASE)


async def test_a_conclusion_becomes_a_step_of_the_case(engine, sealed):
    await hear(engine, sealed, CONCLUDED)

    assert (await history(engine))[-1].event == examples.conclusion_received


async def test_only_then_can_the_cv_be_certified(engine, sealed):
    with pytest.raises(Refused, match="needs_background_concluded"):
        await send(sealed, commands.certify_cv)

    await hear(engine, sealed, CONCLUDED)

    assert (await send(sealed, commands.certify_cv)).version == 7


async def test_a_conclusion_heard_twice_is_one_step(engine, sealed):
    await hear(engine, sealed, CONCLUDED)
    await hear(engine, sealed, CONCLUDED)

    assert len(await history(engine)) == 6


async def test_the_reaction_is_dated_and_keyed_by_the_step_that_was_heard(engine, sealed):
    await hear(engine, sealed, CONCLUDED)

    entry = (await history(engine))[-1].entry
    assert entry.command_id == reaction_id("verification", CASE, 1)
    assert (entry.office, entry.recorded_at) == (ITSELF.code, NOON)


async def test_hearing_and_reacting_are_one_transaction(engine, sealed):
    connection = await engine.connect()
    await hearing(sealed)(connection, CONCLUDED)
    await connection.close()

    assert len(await history(engine)) == 5


async def test_its_own_steps_fill_the_lists(engine, sealed):
    for position, step in enumerate(await history(engine), 1):
        await hear(engine, sealed, Heard(source="intake", position=position, step=step))

    async with engine.connect() as connection:
        stages = await connection.execute(select(text("stage, version")).select_from(text("cases")))
    assert stages.all() == [("cv_sealed", 5)]


SUPPLEMENTED = replace(
    CONCLUDED,
    step=link([examples.dossier_supplemented], stream=CASE, last=None, act=ACT)[0],
)


async def test_n3_what_verification_supplemented_counts_in_the_case_once(engine, sealed):
    await hear(engine, sealed, SUPPLEMENTED)
    await hear(engine, sealed, SUPPLEMENTED)

    [reaffirmed] = [step.event for step in (await history(engine))[5:]]
    assert reaffirmed.reaffirmed_on == examples.dossier_supplemented.supplemented_on


async def test_a_conclusion_that_is_heard_after_the_end_of_the_case_leaves_nothing(engine, sealed):
    await send(sealed, WithdrawApplication(case_id=CASE, withdrawn_on=date(2023, 10, 9)))

    await hear(engine, sealed, CONCLUDED)

    assert len(await history(engine)) == 6
