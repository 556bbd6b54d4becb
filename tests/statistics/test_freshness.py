"""When figures may be called those of now."""

from datetime import UTC, datetime, timedelta

from services.statistics.freshness import Freshness, Lookout
from tests.engines import Database
from tests.statistics.world import Source, at_work, whole_tree

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def seen(**changes: object) -> Freshness:
    known = {"at": NOON, "through": 7, "head": 7, "confirmed_at": NOON, "parked": 0}
    return Freshness(**(known | changes))  # type: ignore[arg-type]


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def test_figures_that_hold_everything_published_are_fresh() -> None:
    assert seen().fresh
    assert seen().lag == 0


def test_what_is_unknown_is_not_fresh() -> None:
    assert not seen(head=None, confirmed_at=None).fresh
    assert seen(head=None).lag is None


def test_figures_not_confirmed_for_ten_seconds_are_stale() -> None:
    assert not seen(at=NOON + timedelta(seconds=10)).fresh


def test_figures_with_steps_set_aside_are_not_fresh() -> None:
    assert not seen(parked=1).fresh


async def test_the_source_is_asked_at_most_once_a_second(database: Database) -> None:
    async with at_work(database) as world:
        clock, source = Clock(), Source()
        lookout = Lookout(world.service.inbox, source, now=clock)

        for _ in range(10):
            await lookout.look()
        at_once = source.asked
        clock.time += timedelta(seconds=1)
        await lookout.look()

    assert (at_once, source.asked) == (1, 2)


async def test_the_age_is_that_of_the_last_moment_when_all_was_heard(database: Database) -> None:
    async with at_work(database) as world:
        clock = Clock()
        lookout = Lookout(world.service.inbox, world.source, now=clock)
        await world.publish(whole_tree())
        await lookout.look()

        world.source.answers = False
        clock.time += timedelta(seconds=30)
        found = await lookout.look()

    assert found.confirmed_at == NOON
    assert found.age == timedelta(seconds=30)
    assert not found.fresh
