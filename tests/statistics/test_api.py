"""Figures over HTTP: stand, freshness, who may ask, and the cases behind."""

import asyncio

import pytest

from shared.people.access import Role
from tests.engines import Database
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    NORTH,
    PROVINCE,
    SOUTH,
    WOMAN,
    Way,
    case_id,
    committee,
)
from tests.statistics.world import World, at_work, in_turn, whole_tree

FIRST = Way(number=1, at_ceremony=WOMAN)
SECOND = Way(number=2)
HISTORY = [*whole_tree(), *in_turn((case_id(1), FIRST.events()), (case_id(2), SECOND.events()))]


async def test_figures_leave_with_their_stand_and_how_fresh_they_are(database: Database) -> None:
    async with at_work(database) as world:
        stand = await world.publish(HISTORY)

        answer = (await world.client.get("/api/figures")).json()

    assert answer["admitted"] == 2
    assert answer["name"] == "Đảng ủy Khối"
    assert answer["groups"]["women"] == {"count": 1, "of": 2, "percent": "50.0"}
    assert answer["stand"] == {"intake": stand}
    assert answer["freshness"]["lag"] == 0
    assert answer["freshness"]["fresh"]


async def test_the_same_question_at_the_same_stand_gets_the_same_bytes(database: Database) -> None:
    async with at_work(database) as world:
        stand = await world.publish(HISTORY[:-1])
        question = f"/api/figures?from=2023-01-01&to=2023-12-31&as_of={stand}"
        then = await world.client.get(question)
        await world.publish(HISTORY[-1:])
        now = await world.client.get(question)

    assert now.content == then.content
    assert now.json()["admitted"] == 1


async def test_a_share_of_nobody_is_not_defined(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())

        answer = (await world.client.get("/api/figures")).json()

    assert answer["groups"]["women"] == {"count": 0, "of": 0, "percent": None}


async def test_figures_of_an_unreachable_source_are_never_called_fresh(database: Database) -> None:
    async with at_work(database) as world:
        world.source.answers = False
        await world.publish(HISTORY)

        freshness = (await world.client.get("/api/figures")).json()["freshness"]

    assert (freshness["head"], freshness["lag"], freshness["fresh"]) == (None, None, False)


async def test_a_stand_that_was_not_heard_yet_is_refused(database: Database) -> None:
    async with at_work(database) as world:
        stand = await world.publish(whole_tree())

        answer = await world.client.get(f"/api/figures?as_of={stand + 1}")

    assert answer.status_code == 422
    assert answer.json()["code"] == "stand_not_heard"
    assert answer.json()["found"] == stand


async def test_a_question_may_wait_for_its_stand(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY[:-1])

        waiting = asyncio.create_task(
            world.client.get(f"/api/figures?as_of={len(HISTORY)}&within=5")
        )
        await world.publish(HISTORY[-1:])
        answer = await waiting

    assert answer.json()["admitted"] == 2


async def test_whoever_wrote_a_step_can_wait_until_it_is_counted(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY[:-1])
        version = len(SECOND.events())

        before = await world.client.get(f"/api/steps/{case_id(2)}/{version}")
        await world.publish(HISTORY[-1:])
        after = await world.client.get(f"/api/steps/{case_id(2)}/{version}?within=5")

    assert (before.json(), after.json()) == (False, True)


async def test_a_period_that_ends_before_it_begins_is_refused(database: Database) -> None:
    async with at_work(database) as world:
        answer = await world.client.get("/api/figures?from=2024-01-02&to=2024-01-01")

    assert answer.json()["code"] == "period_reversed"


async def test_the_cases_behind_a_figure_are_listed(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        answer = await world.client.get(f"/api/committees/{NORTH}/cases?group=women")

    assert [case["case_id"] for case in answer.json()["cases"]] == [str(case_id(1))]


@pytest.mark.parametrize(
    ("role", "office_of", "allowed"),
    [
        (Role.GRASSROOTS_SECRETARY, NORTH, {NORTH, BRANCHES[0], BRANCHES[1]}),
        (Role.BRANCH_CLERK, BRANCHES[0], {BRANCHES[0]}),
        (Role.ORGANISATION_BOARD, BLOC, {BLOC, NORTH, SOUTH, *BRANCHES}),
        (Role.OPERATOR, PROVINCE, {PROVINCE, BLOC, NORTH, SOUTH, *BRANCHES}),
    ],
)
async def test_an_office_sees_its_own_area_and_no_other(
    database: Database, role: Role, office_of: object, allowed: set[object]
) -> None:
    everywhere = [PROVINCE, BLOC, NORTH, SOUTH, *BRANCHES, committee(99)]
    async with at_work(database) as world:
        await world.publish(whole_tree())
        token = world.token(role, office_of)  # type: ignore[arg-type]

        seen = {
            about
            for about in everywhere
            for path in (f"/api/figures?committee={about}", f"/api/committees/{about}/cases")
            if (await world.client.get(path, headers=token)).status_code == 200
        }

    assert seen == allowed


async def test_nobody_sees_figures_without_an_office(database: Database) -> None:
    async with at_work(database) as world:
        stranger = {"Authorization": "Bearer forged"}

        codes = {
            path: (await world.client.get(path, headers=stranger)).status_code
            for path in ("/api/figures", f"/api/committees/{BLOC}/cases", "/", "/cases", "/live")
        }

    assert set(codes.values()) == {401}


async def test_the_operator_sees_how_many_cases_are_in_each_stage(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish([*HISTORY, *in_turn((case_id(3), Way(number=3, steps=4).events()))])
        async with asyncio.timeout(15):
            while 'ketnap_cases{stage="admitted"} 2.0' not in await metrics(world):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

        assert 'ketnap_cases{stage="cv_declared"} 1.0' in await metrics(world)


async def metrics(world: World) -> str:
    return (await world.client.get("/metrics")).text
