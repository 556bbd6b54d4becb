"""Which branches admit nobody: on the page and in JSON, by committee, down to each of them."""

from datetime import date

import pytest

from shared.law.months import add_months
from shared.people.access import Role
from shared.web import clock
from tests.engines import Database
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    NORTH,
    SOUTH,
    Way,
    case_id,
    merged,
)
from tests.statistics.world import World, at_work, in_turn, whole_tree

ONE, TWO, THREE, FOUR = BRANCHES
LONG_AGO = date(2021, 6, 1)


def lately() -> date:
    return add_months(clock.today(), -3)


def way(number: int, branch: object, *, on: date, steps: int = 14):
    history = Way(number=number, branch_id=branch, decided_on=on, held_on=on, steps=steps)
    return case_id(number), history.events()


async def asked(world: World, query: str = "") -> dict[str, object]:
    return (await world.client.get(f"/api/branches?{query}")).json()


def idle(answer: dict[str, object]) -> dict[str, int]:
    return {part["committee_id"]: part["idle"] for part in answer["parts"]}


async def test_a_branch_where_nobody_is_on_the_way_and_nobody_was_admitted_is_idle(
    database: Database,
) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())
        await world.publish(in_turn(way(1, ONE, on=lately()), way(2, THREE, on=LONG_AGO)))
        await world.publish(in_turn(way(3, TWO, on=LONG_AGO, steps=3)))

        answer = await asked(world)

    assert (answer["branches"], answer["idle"]) == (4, 2)
    assert idle(answer) == {str(NORTH): 0, str(SOUTH): 2}


async def test_how_far_back_one_looks_decides_what_counts(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *in_turn(way(1, ONE, on=lately()))])

        short, long = await asked(world, "months=2"), await asked(world, "months=6")

    assert (short["idle"], long["idle"]) == (4, 3)


async def test_of_a_grassroots_committee_each_branch_is_told_with_its_last_admission(
    database: Database,
) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *in_turn(way(1, THREE, on=LONG_AGO))])

        answer = await asked(world, f"committee={SOUTH}")

    last = {part["committee_id"]: part["last_on"] for part in answer["parts"]}
    assert last == {str(THREE): "2021-06-01", str(FOUR): None}


async def test_whoever_left_the_way_is_no_longer_on_it(database: Database) -> None:
    number, events = way(1, ONE, on=lately())
    async with at_work(database) as world:
        await world.publish(whole_tree())
        undone = Way(number=1, branch_id=ONE, held_on=lately(), cancelled=True).events()[-1]
        await world.publish(in_turn((number, [*events, undone])))

        answer = await asked(world)

    assert answer["idle"] == 4


async def test_a_branch_is_counted_with_those_that_it_took_over(database: Database) -> None:
    ended = merged(ONE, into=TWO, on=date(2025, 1, 1))
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *in_turn(way(1, ONE, on=LONG_AGO))])
        await world.publish(in_turn((ONE, [ended])))

        answer = await asked(world, f"committee={NORTH}")

    assert [(part["committee_id"], part["last_on"]) for part in answer["parts"]] == [
        (str(TWO), "2021-06-01")
    ]


async def test_a_branch_sees_itself(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())
        headers = world.token(Role.BRANCH_CLERK, ONE)

        answer = (await world.client.get("/api/branches", headers=headers)).json()

    assert idle(answer) == {str(ONE): 1}


@pytest.mark.parametrize("path", ["/api/branches", "/branches"])
async def test_others_are_not_told(database: Database, path: str) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())
        headers = world.token(Role.GRASSROOTS_SECRETARY, NORTH)

        answer = await world.client.get(f"{path}?committee={SOUTH}", headers=headers)

    assert answer.status_code == 403


async def test_the_page_says_it_in_words_in_both_languages_and_leads_down(
    database: Database,
) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *in_turn(way(1, ONE, on=lately()))])

        english = (await world.client.get("/branches?lang=en")).text.replace("\xa0", " ")
        vietnamese = (await world.client.get("/branches?lang=vi")).text.replace("\xa0", " ")
        below = (await world.client.get(f"/branches?committee={NORTH}&lang=en")).text

    assert "of 4 branches admitted nobody" in english
    assert "trong 4 chi bộ không kết nạp ai" in vietnamese
    assert f"committee={NORTH}&amp;months=12" in english
    assert "Chi bộ 2" in below
    assert below.count("nobody</span>") == 1


async def test_of_a_branch_that_has_ended_nothing_is_counted(database: Database) -> None:
    ended = merged(ONE, into=TWO, on=date(2025, 1, 1))
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *in_turn((ONE, [ended]))])

        page = (await world.client.get(f"/branches?committee={ONE}&lang=en")).text

    assert "There are no branches here." in page
    assert "admitted nobody" not in page


async def test_the_figures_lead_there(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())

        page = (await world.client.get("/")).text

    assert f'href="/statistics/branches?committee={BLOC}"' in page


@pytest.mark.parametrize("query", ["months=x", "months=7", "committee=x"])
async def test_a_page_whose_address_makes_no_sense_is_not_there(
    database: Database, query: str
) -> None:
    async with at_work(database) as world:
        assert (await world.client.get(f"/branches?{query}")).status_code == 404
