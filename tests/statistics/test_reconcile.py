"""The second count: it agrees with any history, and finds a corrupted fact."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text

from services.statistics.reconcile import Reconciliation, Unanswered, reconcile
from tests.engines import Database
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    NORTH,
    PROVINCE,
    SOUTH,
    WOMAN,
    Event,
    Way,
    case_id,
    placed,
    provinces,
    published,
)
from tests.statistics.world import (
    World,
    at_work,
    forget,
    in_turn,
    posted,
    service_token,
    whole_tree,
)

CORRUPT = text("UPDATE facts SET held_sex = 'female' WHERE held_on IS NOT NULL")


async def counted_again(world: World) -> Reconciliation:
    return await reconcile(world.source, world.client, token=service_token)


@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(published(provinces()))
async def test_both_counts_agree_about_any_history(
    database: Database, order: Sequence[tuple[UUID, int, Event]]
) -> None:
    async with at_work(database) as world:
        await world.publish(order)

        found = await counted_again(world)

    await forget(database)
    assert found.differences == []
    assert found.stand == len(order)


async def test_a_branch_that_moved_and_a_cancelled_decision_are_counted_alike(
    database: Database,
) -> None:
    ways = [
        Way(number=1, at_ceremony=WOMAN, held_on=date(2023, 6, 30)),
        Way(number=2, held_on=date(2023, 7, 1)),
        Way(number=3, cancelled=True),
    ]
    move = (BRANCHES[0], 0, placed(BRANCHES[0], under=SOUTH, on=date(2023, 7, 1)))
    async with at_work(database) as world:
        await world.publish(
            [*whole_tree(), *in_turn(*((case_id(way.number), way.events()) for way in ways)), move]
        )

        found = await counted_again(world)

    assert found.differences == []
    assert found.compared > 50


async def test_one_corrupted_fact_is_found_and_named(database: Database) -> None:
    way = Way(number=1, branch_id=BRANCHES[0], held_on=date(2023, 6, 1))
    async with at_work(database) as world:
        await world.publish([*whole_tree(), *in_turn((case_id(1), way.events()))])
        async with world.service.engine.begin() as connection:
            await connection.execute(CORRUPT)

        found = await counted_again(world)

    wrong = {
        (difference.figure.committee_id, difference.counted, difference.shown)
        for difference in found.differences
        if difference.figure[1:] == ("ceremony_date", "2023-06", "women")
    }
    assert wrong == {(str(id_), 0, 1) for id_ in (PROVINCE, BLOC, NORTH, BRANCHES[0])}
    assert len(found.differences) == 4


async def test_statistics_that_cannot_answer_is_no_agreement(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(whole_tree())
        world.source.lines += posted(
            in_turn((case_id(1), Way(number=1).events())), before=world.source.lines
        )

        with pytest.raises(Unanswered):
            await reconcile(world.source, world.client, token=service_token, patience=0)
