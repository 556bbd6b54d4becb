"""What a correction would change: told before it is recorded, and as it then comes."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from shared.events.correcting import StepCorrected
from shared.events.stage import Stage
from shared.people.access import Role
from tests import examples
from tests.engines import Database
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    MAN,
    NORTH,
    PROVINCE,
    SOUTH,
    WOMAN,
    Way,
    case_id,
    placed,
)
from tests.statistics.world import World, at_work, in_turn, service_token, whole_tree

WAY = Way(number=1, held_on=date(2023, 12, 28))
HISTORY = [*whole_tree(), *in_turn((case_id(1), WAY.events()))]
LATER = replace(examples.step_corrected, case_id=case_id(1), day=date(2024, 1, 3))
Row = tuple[str, str, str, str, int, int]


async def foretold(world: World, correction: StepCorrected) -> list[Row]:
    answer = await world.client.post("/api/foretold", json=msgspec.to_builtins(correction))
    return [
        (
            change["committee_id"],
            change["basis"],
            change["from_on"],
            change["what"],
            change["before"],
            change["after"],
        )
        for change in answer.raise_for_status().json()["changes"]
    ]


async def test_a_day_in_another_year_moves_the_count_of_all_above(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        rows = await foretold(world, LATER)

    assert {row[0] for row in rows} == {str(one) for one in (BRANCHES[0], NORTH, BLOC, PROVINCE)}
    assert [row[1:] for row in rows if row[0] == str(NORTH)] == [
        ("ceremony_date", "2023-01-01", "admitted", 1, 0),
        ("ceremony_date", "2024-01-01", "admitted", 0, 1),
        ("ceremony_date", "2023-12-01", "admitted", 1, 0),
        ("ceremony_date", "2024-01-01", "admitted", 0, 1),
    ]


async def test_a_day_in_the_same_year_changes_months_alone(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        rows = await foretold(world, replace(LATER, day=date(2023, 11, 30)))

    assert {row[2] for row in rows} == {"2023-11-01", "2023-12-01"}


async def test_a_day_in_the_same_month_changes_no_figure(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        assert await foretold(world, replace(LATER, day=date(2023, 12, 29))) == []


async def test_a_profile_changes_its_groups_under_the_basis_of_its_step(
    database: Database,
) -> None:
    correction = replace(LATER, stage=Stage.DECIDED, day=None, profile=WOMAN)
    async with at_work(database) as world:
        await world.publish(HISTORY)

        rows = await foretold(world, correction)

    of_the_year = [row[1:] for row in rows if row[0] == str(BLOC) and row[2] == "2023-01-01"]
    assert of_the_year == [
        ("decision_date", "2023-01-01", what, before, after)
        for what, before, after in [
            ("college_students", 0, 1),
            ("ethnic_minority", 0, 1),
            ("trade_union_past_youth_age", 1, 0),
            ("women", 0, 1),
            ("youth_union", 0, 1),
        ]
    ]


async def test_the_credit_goes_to_whom_the_branch_stood_under_on_the_corrected_day(
    database: Database,
) -> None:
    """Domain 4.2: the organisation of which the branch was part on the counting date."""
    move = (BRANCHES[0], 0, placed(BRANCHES[0], under=SOUTH, on=date(2024, 1, 1)))
    async with at_work(database) as world:
        await world.publish([*HISTORY, move])

        rows = await foretold(world, LATER)

    assert {row[3:] for row in rows if row[0] == str(NORTH)} == {("admitted", 1, 0)}
    assert {row[3:] for row in rows if row[0] == str(SOUTH)} == {("admitted", 0, 1)}


@pytest.mark.parametrize("corrected", [LATER, replace(LATER, day=None, profile=WOMAN)])
async def test_what_was_foretold_comes_once_it_is_recorded(
    database: Database, corrected: StepCorrected
) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)
        rows = [row for row in await foretold(world, corrected) if row[0] == str(BLOC)]
        await world.publish([*in_turn((case_id(1), [corrected]))])

        for _, basis, from_on, what, _, after in rows:
            to_on = f"{from_on[:4]}-12-31" if from_on[5:7] == "01" else f"{from_on[:7]}-30"
            asked = {"from": from_on, "to": to_on, "basis": basis}
            answer = (await world.client.get("/api/figures", params=asked)).json()
            groups = {name: group["count"] for name, group in answer["groups"].items()}
            assert {"admitted": answer["admitted"], **groups}[what] == after


async def test_nothing_is_foretold_of_a_case_that_was_not_heard_of(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())

        answer = await world.client.post("/api/foretold", json=msgspec.to_builtins(LATER))

    assert answer.status_code == 404


async def test_only_who_may_see_the_figures_is_told_which_would_change(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)
        body = msgspec.to_builtins(replace(LATER, profile=MAN))
        stranger = world.token(Role.GRASSROOTS_SECRETARY, SOUTH)
        service = {"Authorization": f"Bearer {service_token()}"}

        asked = [
            (await world.client.post("/api/foretold", json=body, headers=headers)).status_code
            for headers in (stranger, service)
        ]

    assert asked == [403, 200]
