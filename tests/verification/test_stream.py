"""A sealed CV that is heard leads to requests, once, whatever the carrier does."""

from random import Random
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.verification.desk import LEDGER, Desk
from services.verification.stream import hearing
from shared.events.step import Posted, Step
from shared.events.verification import VerificationTransferred
from shared.log.carrier import disordered
from shared.log.decider import reaction_id
from shared.log.inbox import Heard
from shared.people.access import ITSELF
from tests import examples
from tests.examples import CASE, NOON
from tests.verification.steps import FROM_INTAKE, TREE, heard_from, steps_of

[SEALED] = heard_from("intake", steps_of(CASE, [examples.cv_sealed]))


async def hear(engine: AsyncEngine, desk: Desk, heard: Heard) -> None:
    async with engine.begin() as connection:
        await hearing(desk)(connection, heard)


async def history(engine: AsyncEngine) -> list[Step]:
    async with engine.connect() as connection:
        return await LEDGER.history(connection, CASE)


async def test_a_sealed_cv_plans_a_request_for_each_subject(engine, desk):
    await hear(engine, desk, SEALED)

    steps = await history(engine)

    assert [step.event for step in steps] == examples.verifications_requested


async def test_a_sealed_cv_heard_twice_plans_once(engine, desk):
    await hear(engine, desk, SEALED)
    await hear(engine, desk, SEALED)

    assert len(await history(engine)) == len(examples.verifications_requested)


@pytest.mark.parametrize("seed", range(4))
async def test_a_disorderly_carrier_leads_to_the_same_requests(service, engine, seed):
    for part in disordered(FROM_INTAKE, (), Random(seed)):
        await service.inbox.take(part)

    assert [step.event for step in await history(engine)] == examples.verifications_requested


async def test_the_reaction_is_dated_and_keyed_by_the_step_that_was_heard(engine, desk):
    await hear(engine, desk, SEALED)

    first, *_ = await history(engine)

    assert first.entry.recorded_at == NOON
    assert first.entry.command_id == reaction_id("intake", CASE, 1)
    assert first.entry.office == ITSELF.code
    assert first.entry.rule_set == "24-QĐ/TW"


async def test_an_applicant_who_moves_takes_the_open_questions_along_hd_01_5_1(engine, desk):
    steps = steps_of(CASE, [examples.cv_sealed, examples.applicant_moved])
    for heard in [*heard_from("intake", steps), *heard_from("intake", steps)]:
        await hear(engine, desk, heard)

    events = [step.event for step in await history(engine)]

    assert events == [*examples.verifications_requested, examples.verification_transferred]


AWAY = {
    "n16": [examples.applicant_moved],
    "n17": [examples.admission_forwarded],
    "n17_sent_back": [examples.admission_forwarded, examples.admission_sent_back],
    "n19": [examples.probationer_transferred],
}


@pytest.mark.parametrize("went", AWAY)
async def test_n16_n17_n19_the_file_goes_where_the_case_goes_however_often_it_is_told(
    engine, desk, went
):
    told = heard_from("intake", steps_of(CASE, [examples.cv_sealed, *AWAY[went]]))
    for heard in [*told, *told, told[1]]:
        await hear(engine, desk, heard)

    events = [step.event for step in await history(engine)]

    places = [one.branch_id for one in events if isinstance(one, VerificationTransferred)]
    assert places == [one.branch_id for one in AWAY[went]]


@pytest.mark.parametrize("seed", range(4))
async def test_n17_a_disorderly_carrier_takes_the_file_to_the_same_place(service, engine, seed):
    steps = steps_of(CASE, [examples.cv_sealed, *AWAY["n17_sent_back"]])
    posted = [
        Posted(source=heard.source, position=heard.position, entry=heard.step.entry)
        for heard in heard_from("intake", *TREE, steps)
    ]
    for part in disordered(posted, (), Random(seed)):
        await service.inbox.take(part)

    *_, there, back = [step.event for step in await history(engine)]

    assert (there.branch_id, back.branch_id) == (examples.NEIGHBOUR, examples.BRANCH)


async def test_an_applicant_about_whom_nobody_was_asked_takes_nothing_along(engine, desk):
    for heard in heard_from("intake", steps_of(CASE, [examples.applicant_moved])):
        await hear(engine, desk, heard)

    assert await history(engine) == []


async def test_what_does_not_concern_verification_leaves_nothing(engine, desk):
    [heard] = heard_from("intake", steps_of(uuid4(), [examples.ceremony_held]))

    await hear(engine, desk, heard)

    assert await history(engine) == []
