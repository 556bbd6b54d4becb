"""What is told of the figures: each change once kept, and to a newcomer all that holds."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.statistics.domain import Basis, Question, Year
from services.statistics.fulfilment import Fulfilment
from services.statistics.records import figures, fulfilment
from shared.events.terms import CommitteeId
from shared.log.cloudevents import Message
from tests.engines import Database
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    NORTH,
    PROVINCE,
    SOUTH,
    Event,
    Way,
    case_id,
    provinces,
    published,
    tree,
)
from tests.statistics.test_records import tell
from tests.statistics.world import World, at_work, in_turn

ALL = (PROVINCE, BLOC, NORTH, SOUTH, *BRANCHES)
ADMITTED = [Year(year=2023, by_ceremony_date=1, by_decision_date=1)]


class Topic:
    """A compacted topic: the newest message of each key, and how many ever came."""

    def __init__(self) -> None:
        self.newest: dict[bytes, Message] = {}
        self.came = 0
        self.broken = False

    async def send(self, messages: Sequence[Message]) -> None:
        self.newest |= {message.key: message for message in messages}
        self.came += len(messages)
        if self.broken:
            raise ConnectionError

    def read(self) -> dict[CommitteeId, Any]:
        values = [msgspec.json.decode(message.value) for message in self.newest.values()]
        return {value["committee_id"]: value for value in values}

    def years(self, committee_id: CommitteeId) -> list[Year]:
        return msgspec.convert(self.read()[str(committee_id)]["years"], list[Year])


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with at_work(database) as world:
        yield world


@pytest.fixture
def topic() -> Topic:
    return Topic()


@pytest.fixture
def telling(engine: AsyncEngine) -> Fulfilment:
    return Fulfilment(engine)


def admission(number: int = 1, **how: Any) -> list[tuple[Any, int, Event]]:
    return in_turn((case_id(number), Way(number=number, **how).events()))


async def test_every_committee_is_told_of_even_where_nobody_was_admitted(world, telling, topic):
    await world.publish(in_turn(*tree().items()))

    await telling.tell(topic.send)

    assert {key: value["years"] for key, value in topic.read().items()} == {
        str(committee): [] for committee in ALL
    }


async def test_an_admission_is_told_for_all_above_its_branch_and_for_nobody_else(
    world, telling, topic
):
    await world.publish(in_turn(*tree().items()))
    await telling.tell(topic.send)
    position = await world.publish(admission())

    assert await telling.tell(topic.send) == 4

    for committee in (PROVINCE, BLOC, NORTH, BRANCHES[0]):
        assert topic.years(committee) == ADMITTED
        assert topic.read()[str(committee)]["as_of"] == position
    assert topic.years(SOUTH) == []


async def test_a_cancelled_decision_takes_it_back(world, telling, topic):
    await world.publish(in_turn(*tree().items(), (case_id(1), Way(number=1).events())))
    await telling.tell(topic.send)
    cancelled = Way(number=1, cancelled=True).events()[-1]
    await world.publish([(case_id(1), 0, cancelled)])

    await telling.tell(topic.send)

    assert topic.years(BLOC) == []


async def test_what_changes_no_figure_is_not_told(world, telling, topic):
    await world.publish(in_turn(*tree().items()))
    await telling.tell(topic.send)
    await world.publish(admission(steps=5))

    assert await telling.tell(topic.send) == 0
    assert topic.came == len(ALL)


async def test_another_process_goes_on_where_one_stopped(world, engine, topic):
    await world.publish(in_turn(*tree().items()))
    await Fulfilment(engine).tell(topic.send)
    await world.publish(admission())

    assert await Fulfilment(engine).tell(topic.send) == 4


async def test_one_process_at_a_time_tells(world, engine, topic):
    await world.publish(in_turn(*tree().items()))
    told_by_another = []

    async def send(messages: Sequence[Message]) -> None:
        told_by_another.append(await Fulfilment(engine).tell(topic.send))

    await Fulfilment(engine).tell(send)

    assert told_by_another == [0]


async def test_what_may_not_have_arrived_is_told_again(world, telling, topic):
    await world.publish(in_turn(*tree().items()))
    topic.broken = True
    with pytest.raises(ConnectionError):
        await telling.tell(topic.send)
    topic.broken = False

    assert await telling.tell(topic.send) == len(ALL)


async def test_a_change_that_may_not_have_arrived_is_told_again_with_what_came_since(
    world, telling, topic
):
    await world.publish(in_turn(*tree().items()))
    await telling.tell(topic.send)
    await world.publish(admission(1))
    topic.broken = True
    with pytest.raises(ConnectionError):
        await telling.tell(topic.send)
    topic.broken = False
    await world.publish([(case_id(1), 0, Way(number=1, cancelled=True).events()[-1])])

    assert await telling.tell(topic.send) == 4
    assert topic.years(BLOC) == []


async def test_a_read_model_built_anew_tells_everything(world, telling, topic, engine):
    await world.publish(in_turn(*tree().items()))
    await telling.tell(topic.send)
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE fulfilment_told"))

    assert await telling.tell(topic.send) == len(ALL)


async def test_a_message_is_a_cloud_event_of_its_committee(world, telling, topic):
    await world.publish(in_turn(*tree().items()))

    await telling.tell(topic.send)

    headers = dict(topic.newest[str(BLOC).encode()].headers)
    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_type"] == b"statistics.fulfilment.v1"
    assert headers["ce_source"] == b"/ketnap/statistics"
    assert headers["ce_subject"] == str(BLOC).encode()


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(order=published(provinces()))
async def test_all_at_once_is_the_same_as_one_question_after_the_other(
    connection: AsyncConnection, order: list[tuple[Any, int, Event]]
):
    async with connection.begin_nested() as nested:
        stand = await tell(connection, [event for _, _, event in order])

        at_once = await fulfilment(connection, stand=stand)

        assert at_once == {one: await asked(connection, one, stand=stand) for one in ALL}
        await nested.rollback()


async def asked(
    connection: AsyncConnection, committee_id: CommitteeId, *, stand: int
) -> list[Year]:
    years = []
    for year in range(2020, 2027):
        counts: Mapping[Basis, int] = {
            basis: (
                await figures(
                    connection,
                    Question(
                        committee_id=committee_id,
                        from_on=date(year, 1, 1),
                        to_on=date(year, 12, 31),
                        basis=basis,
                    ),
                    stand=stand,
                )
            ).admitted
            for basis in Basis
        }
        if any(counts.values()):
            years.append(
                Year(
                    year=year,
                    by_ceremony_date=counts[Basis.CEREMONY_DATE],
                    by_decision_date=counts[Basis.DECISION_DATE],
                )
            )
    return years
