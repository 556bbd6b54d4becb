"""Figures of others: in JSON and on the page, with what is small withheld, and only by the year."""

from datetime import date

import pytest

from shared.people.access import POLICY, Action, Role
from tests.engines import Database
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    NORTH,
    PROVINCE,
    SOUTH,
    Way,
    case_id,
    committee,
)
from tests.statistics.world import World, at_work, in_turn, whole_tree

IN_NORTH, IN_SOUTH = BRANCHES[0], BRANCHES[2]


def admitted(count: int, branch: object, *, first: int, on: date = date(2023, 6, 1)):
    ways = [
        Way(number=number, branch_id=branch, held_on=on) for number in range(first, first + count)
    ]
    return in_turn(*((case_id(way.number), way.events()) for way in ways))


async def asked(world: World, role: Role, own: object, query: str = "") -> dict[str, object]:
    headers = world.token(role, own)
    answer = await world.client.get(f"/api/comparison?year=2023{query}", headers=headers)
    return answer.json()


async def test_an_office_sees_others_and_its_own_in_full(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *admitted(7, IN_NORTH, first=1)])
        await world.publish(admitted(2, IN_SOUTH, first=50))

        north = await asked(world, Role.GRASSROOTS_SECRETARY, NORTH, f"&committee={BLOC}")
        south = await asked(world, Role.GRASSROOTS_SECRETARY, SOUTH, f"&committee={BLOC}")

    assert parts(north) == {str(NORTH): 7, str(SOUTH): None}
    assert north["admitted"] is None, "nine less the own seven would give the other two away"
    assert parts(south) == {str(NORTH): 7, str(SOUTH): 2}
    assert south["admitted"] == 9


async def test_without_a_committee_it_is_about_the_highest(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *admitted(6, IN_SOUTH, first=1)])

        answer = await asked(world, Role.GRASSROOTS_SECRETARY, NORTH)

    assert (answer["committee_id"], answer["admitted"]) == (str(PROVINCE), 6)
    assert (answer["basis"], answer["tree"], answer["withheld_below"]) == (
        "ceremony_date",
        "end",
        5,
    )


async def test_a_year_counts_only_its_own_admissions(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *admitted(6, IN_SOUTH, first=1)])
        await world.publish(admitted(5, IN_SOUTH, first=50, on=date(2024, 2, 1)))

        answer = await asked(world, Role.GRASSROOTS_SECRETARY, NORTH)

    assert answer["admitted"] == 6


@pytest.mark.parametrize(
    "more", ["as_of=1", "from=2023-02-01", "to=2023-05-01", "basis=decision_date", "tree=then"]
)
async def test_no_other_question_cuts_a_small_count_out_of_a_large_one(
    database: Database, more: str
) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *admitted(6, IN_SOUTH, first=1)])

        plain = await asked(world, Role.GRASSROOTS_SECRETARY, NORTH)
        cut = await asked(world, Role.GRASSROOTS_SECRETARY, NORTH, f"&{more}")

    for answer in (plain, cut):
        del answer["freshness"]
    assert plain == cut


@pytest.mark.parametrize("path", ["/api/figures", "/", "/live", "/cases"])
async def test_what_is_not_withheld_stays_within_the_own_area(
    database: Database, path: str
) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())
        headers = world.token(Role.GRASSROOTS_SECRETARY, NORTH)

        answer = await world.client.get(f"{path}?committee={SOUTH}", headers=headers)

    assert answer.status_code == 403


@pytest.mark.parametrize(
    "role",
    [
        role
        for role, rights in POLICY.items()
        if Action.COMPARE_FIGURES not in rights and role is not Role.SERVICE
    ],
)
async def test_no_other_office_compares(database: Database, role: Role) -> None:
    async with at_work(database) as world:
        answer = await world.client.get("/api/comparison", headers=world.token(role, BLOC))

    assert answer.status_code == 403


@pytest.mark.parametrize("query", [f"committee={committee(99)}", "year=2100"])
async def test_of_what_is_not_there_nothing_is_told(database: Database, query: str) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())

        for path in ("/api/comparison", "/comparison"):
            assert (await world.client.get(f"{path}?{query}")).status_code == 404


@pytest.mark.parametrize("query", ["year=x", "year=99", "committee=x"])
async def test_a_page_whose_address_makes_no_sense_is_not_there(
    database: Database, query: str
) -> None:
    async with at_work(database) as world:
        assert (await world.client.get(f"/comparison?{query}")).status_code == 404


async def test_the_page_says_what_is_withheld_and_why_in_both_languages(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *admitted(7, IN_NORTH, first=1)])
        await world.publish(admitted(2, IN_SOUTH, first=50))
        headers = world.token(Role.GRASSROOTS_SECRETARY, NORTH)
        address = f"/comparison?committee={BLOC}&year=2023"

        english = (await world.client.get(f"{address}&lang=en", headers=headers)).text
        vietnamese = (await world.client.get(f"{address}&lang=vi", headers=headers)).text

    assert "withheld</td>" in english
    assert "a number below 5 is withheld" in english
    assert "không nêu</td>" in vietnamese
    assert "số dưới 5" in vietnamese


async def test_who_may_compare_is_led_there_from_the_figures(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())
        clerk = world.token(Role.BRANCH_CLERK, IN_NORTH)

        board, branch = await world.client.get("/"), await world.client.get("/", headers=clerk)

    assert 'href="/statistics/comparison"' in board.text
    assert 'href="/statistics/comparison"' not in branch.text


def parts(answer: dict[str, object]) -> dict[str, int | None]:
    return {child["committee_id"]: child["admitted"] for child in answer["children"]}
