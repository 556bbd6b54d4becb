"""What every listener promises: each step once, whoever joins, leaves or dies, or a loud end."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from aiokafka import AIOKafkaConsumer, OffsetAndMetadata, TopicPartition
from aiokafka.admin import RecordsToDelete
from aiokafka.errors import KafkaError
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.step import Posted
from shared.log.cloudevents import message_of
from shared.log.inbox import Inbox
from shared.log.kafka import Kafka as Carrier
from shared.log.listening import Listening, insist, unbroken
from shared.log.resume import Partition, places
from shared.log.topics import ORGANISATION, administering, ensure, full, missing
from shared.log.unheard import Deleted, Extent, GaveUp, Holed, Shortened, check
from tests.engines import Database
from tests.engines_kafka import Kafka
from tests.shared.log.member import CANNOT_HEAR, MISSING_TOPICS, prepared
from tests.shared.log.steps import eventually, mixed, posted, stream_of

DRIVERS = ["aiokafka", "faust"]
SOON = 60.0  # seconds; a member that died is missed after its session only


def record(offset: int) -> Any:
    return SimpleNamespace(offset=offset, value=b"", headers=())


@given(st.lists(st.integers(0, 30)), st.integers(0, 30))
def test_a_run_begins_where_it_must_and_has_no_hole(offsets: list[int], start: int):
    run = [each.offset for each in unbroken([record(offset) for offset in offsets], start=start)]

    assert run == list(range(start, start + len(run)))
    assert start + len(run) not in offsets


def test_what_was_deleted_before_it_was_heard_is_named():
    with pytest.raises(Deleted, match=r"cases\.v1/3: offsets 100 to 149 were deleted"):
        check(("cases.v1", 3), 100, Extent(first=150, end=200))


def test_a_log_that_ends_before_what_was_heard_is_named():
    with pytest.raises(Shortened, match=r"cases\.v1/3 ends at offset 0, but 100 were heard"):
        check(("cases.v1", 3), 100, Extent(first=0, end=0))


def test_a_log_that_fits_is_silent():
    check(("cases.v1", 3), 100, Extent(first=100, end=100))


async def test_what_is_away_is_tried_again():
    answers = iter([KafkaError(), OSError()])

    async def work() -> int:
        for error in answers:
            raise error
        return 7

    assert await insist(work, service="intake") == 7


async def test_what_stays_away_ends_it_and_is_named():
    async def work() -> None:
        raise KafkaError("nobody there")

    with pytest.raises(GaveUp, match="nobody there"):
        await insist(work, service="intake", patience=0)


async def test_a_bug_is_not_tried_again():
    async def work() -> None:
        raise TypeError

    with pytest.raises(TypeError):
        await insist(work, service="intake")


# What was fetched, and the inbox.


class Lying:
    """A log that has what it is told to have, and notes where it is asked to go on."""

    def __init__(self, *, first: int = 0, end: int = 0) -> None:
        self.mine: list[Partition] = [PLACE]
        self.extent = Extent(first=first, end=end)
        self.sought: list[Mapping[Partition, int]] = []

    def partitions(self) -> Collection[Partition]:
        return self.mine

    async def extents(self, partitions: Collection[Partition]) -> Mapping[Partition, Extent]:
        return dict.fromkeys(partitions, self.extent)

    async def seek(self, places: Mapping[Partition, int]) -> None:
        self.sought.append(places)


PLACE = ("ketnap.organisation.v1", 3)


def fetched(steps: Sequence[Posted], *offsets: int) -> Mapping[Partition, Sequence[Any]]:
    """The steps as records at these offsets, each where it was sent."""
    messages = [message_of(steps[offset]) for offset in offsets]
    records = [
        SimpleNamespace(offset=offset, value=message.value, headers=message.headers)
        for offset, message in zip(offsets, messages, strict=True)
    ]
    return {PLACE: records}


@pytest.fixture
async def inbox(engine: AsyncEngine) -> Inbox:
    return await prepared(engine)


@pytest.fixture
def lying() -> Lying:
    return Lying(end=10)


@pytest.fixture
def listening(inbox: Inbox, engine: AsyncEngine, lying: Lying) -> Listening:
    return Listening(inbox, engine, lying, patience=1)


async def test_a_hole_is_fetched_again_and_nothing_behind_it_is_heard(
    listening: Listening, inbox: Inbox, lying: Lying
):
    steps = posted(*[stream_of(1) for _ in range(5)])

    await listening.hear(fetched(steps, 0, 1, 3))
    assert await inbox.through("intake") == 2
    assert lying.sought == [{PLACE: 2}]

    await listening.hear(fetched(steps, 2, 3, 4))
    assert await inbox.through("intake") == 5


async def test_what_comes_again_is_dropped_by_its_offset(
    listening: Listening, engine: AsyncEngine, lying: Lying
):
    steps = posted(*[stream_of(1) for _ in range(3)])
    await listening.hear(fetched(steps, 0, 1, 1, 0))

    await listening.hear(fetched(steps, 0, 1, 2))

    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM applied"))).scalar() == 3
        assert await places(connection, [PLACE]) == {PLACE: 3}
    assert lying.sought == []


async def test_a_hole_that_stays_is_a_loud_end(listening: Listening):
    steps = posted(stream_of(2))

    with pytest.raises(Holed, match="nothing at offset 0, but more after it"):
        await for_ever(lambda: listening.hear(fetched(steps, 1)))


async def for_ever(work: Callable[[], Awaitable[None]]) -> None:
    while True:
        await work()


async def test_a_message_that_is_no_line_is_passed_over_and_counted(
    listening: Listening, inbox: Inbox, engine: AsyncEngine
):
    steps = posted(stream_of(1))
    foreign = SimpleNamespace(offset=1, value=b"{}", headers=())
    before = metric("ketnap_listener_foreign_total", topic=PLACE[0])

    await listening.hear({PLACE: [*fetched(steps, 0)[PLACE], foreign]})

    assert metric("ketnap_listener_foreign_total", topic=PLACE[0]) == before + 1
    async with engine.connect() as connection:
        assert await places(connection, [PLACE]) == {PLACE: 2}


async def test_the_lag_is_what_the_log_has_and_sql_has_not(listening: Listening, lying: Lying):
    await listening.hear(fetched(posted(stream_of(4)), 0, 1, 2, 3))

    assert await listening.look() == {PLACE: 4}
    assert metric("ketnap_listener_lag", topic=PLACE[0], partition="3") == 6

    lying.mine = []
    assert await listening.look() == {}
    assert lag_is_unknown()


def lag_is_unknown() -> bool:
    labels = {"service": "intake", "topic": PLACE[0], "partition": "3"}
    return REGISTRY.get_sample_value("ketnap_listener_lag", labels) is None


async def test_records_that_vanish_while_it_runs_end_it(listening: Listening, lying: Lying):
    lying.extent = Extent(first=5, end=10)

    with pytest.raises(Deleted):
        await listening.look()


async def test_a_new_partition_goes_on_where_sql_stands(listening: Listening, lying: Lying):
    await listening.hear(fetched(posted(stream_of(2)), 0, 1))

    await listening.assigned([PLACE])

    assert lying.sought == [{PLACE: 2}]


def metric(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": "intake", **labels}) or 0.0


# What follows is the same for every driver, each in processes of its own.


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One topic, one database, and as many processes as a test starts."""

    kind: str
    kafka: Kafka
    database: Database
    engine: AsyncEngine
    namespace: str

    @property
    def topic(self) -> str:
        return full(ORGANISATION, self.namespace)

    async def start(self, member: str = "", **environment: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.shared.log.member", self.kind),
            *(self.database.url("intake_app"), self.kafka.address, self.namespace, member),
            env={**os.environ, "PYTHONPATH": ".", **environment},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    @asynccontextmanager
    async def member(self, name: str = "") -> AsyncIterator[asyncio.subprocess.Process]:
        process = await self.start(name)
        try:
            yield process
        finally:
            await end(process, signal.SIGTERM)

    async def send(self, steps: Sequence[Posted]) -> None:
        async with Carrier(self.kafka.address, namespace=self.namespace).running() as carrier:
            await carrier.send(steps)

    async def applied(self) -> Counter[tuple[UUID, int]]:
        """How often each version of each stream was applied."""
        async with self.engine.connect() as connection:
            if not (await connection.execute(text("SELECT to_regclass('applied')"))).scalar():
                return Counter()
            rows = await connection.execute(text("SELECT stream, version FROM applied"))
            return Counter((row.stream, row.version) for row in rows)

    async def all_applied(self, steps: Sequence[Posted]) -> None:
        """Wait until all are applied; none may be twice."""
        wanted = Counter((step.entry.stream, step.entry.version) for step in steps)

        async def there() -> bool:
            return (await self.applied()).total() >= wanted.total()

        await eventually(there, within=SOON)
        assert await self.applied() == wanted

    async def offsets(self) -> dict[int, int]:
        async with self.engine.connect() as connection:
            rows = await connection.execute(text("SELECT partition, next_offset FROM offsets"))
            return {row.partition: row.next_offset for row in rows}


async def end(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(number)
    await process.communicate()


@pytest.fixture(params=DRIVERS)
def scene(
    request: pytest.FixtureRequest,
    kafka: Kafka,
    database: Database,
    engine: AsyncEngine,
    namespace: str,
) -> Scene:
    return Scene(
        kind=request.param, kafka=kafka, database=database, engine=engine, namespace=namespace
    )


@pytest.mark.kafka
async def test_each_step_is_heard_once_before_and_after_it_started(scene: Scene):
    steps = mixed(Random(1), *[stream_of(10) for _ in range(20)])
    await scene.send(steps[:100])

    async with scene.member():
        await scene.all_applied(steps[:100])
        await scene.send([*steps[50:100], *steps[100:]])
        await scene.all_applied(steps)


@pytest.mark.kafka
async def test_each_stream_is_heard_in_its_order(scene: Scene):
    steps = mixed(Random(2), *[stream_of(10) for _ in range(20)])

    async with scene.member():
        await scene.send(steps)
        await scene.all_applied(steps)

    async with scene.engine.connect() as connection:
        rows = await connection.execute(text("SELECT stream, version FROM applied ORDER BY number"))
        versions: dict[UUID, list[int]] = {}
        for row in rows:
            versions.setdefault(row.stream, []).append(row.version)
    assert all(each == list(range(1, 11)) for each in versions.values())


@pytest.mark.kafka
async def test_what_was_heard_and_how_far_are_one_fact(scene: Scene):
    steps = posted(*[stream_of(5) for _ in range(12)])

    async with scene.member():
        await scene.send(steps)
        await scene.all_applied(steps)

    assert sum((await scene.offsets()).values()) == len(steps)


@pytest.mark.kafka
@pytest.mark.parametrize("claimed", [0, 5])
async def test_it_resumes_where_sql_says_whatever_kafka_says(scene: Scene, claimed: int):
    stream = stream_of(5)
    steps = posted(stream)
    async with scene.member():
        await scene.send(steps[:3])
        await scene.all_applied(steps[:3])
    await scene.send(steps[3:])
    await claim(scene, claimed)

    async with scene.member():
        await scene.all_applied(steps)


async def claim(scene: Scene, offset: int) -> None:
    """Let Kafka believe that the group stands at `offset` in all partitions."""
    partitions = [TopicPartition(scene.topic, number) for number in range(12)]
    consumer = AIOKafkaConsumer(
        bootstrap_servers=scene.kafka.address, group_id=scene.namespace, enable_auto_commit=False
    )
    async with consumer:
        consumer.assign(partitions)
        await consumer.commit({each: OffsetAndMetadata(offset, "") for each in partitions})


@pytest.mark.kafka
@pytest.mark.timeout(240)
async def test_members_that_join_and_leave_apply_each_step_once(scene: Scene):
    """Two rebalances on each other's heels, in which one is killed and one is told to stop."""
    steps = mixed(Random(3), *[stream_of(30) for _ in range(40)])
    sending = asyncio.create_task(slowly(scene, steps))

    async with scene.member("one"):
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL):
            await eventually(lambda: more_than(scene, 50), within=SOON)
            before = await sharing(scene)
            other = await scene.start("two")
            await eventually(partial(joined, scene, before), within=SOON)
            await end(other, number)
        await sending
        await scene.all_applied(steps)


async def slowly(scene: Scene, steps: Sequence[Posted]) -> None:
    async with Carrier(scene.kafka.address, namespace=scene.namespace).running() as carrier:
        for after in range(0, len(steps), 20):
            await carrier.send(steps[after : after + 20])
            # So that it lasts through all that happens.
            await eventually(partial(more_than, scene, after - 100), within=SOON)


async def joined(scene: Scene, before: set[str]) -> bool:
    """Whether two share the partitions, one of whom was not among those before."""
    now = await sharing(scene)
    return len(now) == 2 and not now <= before


async def sharing(scene: Scene) -> set[str]:
    """Who shares the partitions, as the broker knows them; nobody while they are dealt out."""
    async with administering(scene.kafka.address) as admin:
        (answer,) = await admin.describe_consumer_groups([scene.namespace])
    ((_, _, state, _, _, members, *_),) = answer.groups
    return {member_id for member_id, *_ in members} if state == "Stable" else set()


async def more_than(scene: Scene, count: int) -> bool:
    return (await scene.applied()).total() > count


@pytest.mark.kafka
async def test_a_broker_that_dies_and_comes_back_is_heard_on(scene: Scene):
    steps = mixed(Random(5), *[stream_of(10) for _ in range(10)])

    async with scene.member():
        await scene.send(steps[:50])
        await scene.all_applied(steps[:50])
        scene.kafka.kill()
        scene.kafka.start()
        await scene.send(steps[50:])
        await scene.all_applied(steps)


@pytest.mark.kafka
async def test_a_fork_ends_hearing_and_is_not_applied(scene: Scene):
    first, second = posted(*[stream_of(1) for _ in range(2)])
    forged = replace(second, position=first.position)

    async with scene.member() as process:
        await scene.send([first])
        await scene.all_applied([first])
        await scene.send([forged])
        await asyncio.wait_for(process.wait(), SOON)

    assert process.returncode == 0
    assert (await scene.applied()).total() == 1


@pytest.mark.kafka
async def test_records_deleted_below_where_it_stands_are_a_loud_end(scene: Scene):
    steps = posted(stream_of(6))
    async with scene.member():
        await scene.send(steps[:2])
        await scene.all_applied(steps[:2])
    await scene.send(steps[2:])
    await delete(scene, before=4)

    process = await scene.start()
    _, complaint = await process.communicate()

    assert process.returncode == CANNOT_HEAR
    assert b"offsets 2 to 3 were deleted before they were heard" in complaint
    assert (await scene.applied()).total() == 2


async def delete(scene: Scene, *, before: int) -> None:
    (partition,) = await scene.offsets()
    async with administering(scene.kafka.address) as admin:
        where = {TopicPartition(scene.topic, partition): RecordsToDelete(before_offset=before)}
        await admin.delete_records(where)


@pytest.mark.kafka
async def test_a_topic_that_was_made_anew_is_a_loud_end(scene: Scene):
    steps = posted(stream_of(2))
    async with scene.member():
        await scene.send(steps)
        await scene.all_applied(steps)
    await remove_topic(scene)
    await ensure(scene.kafka.address, namespace=scene.namespace)

    process = await scene.start()
    _, complaint = await process.communicate()

    assert process.returncode == CANNOT_HEAR
    assert b"ends at offset 0, but 2 were heard" in complaint


async def remove_topic(scene: Scene) -> None:
    async with administering(scene.kafka.address) as admin:
        await admin.delete_topics([scene.topic])
    await eventually(lambda: is_gone(scene), within=SOON)


async def is_gone(scene: Scene) -> bool:
    return await missing(scene.kafka.address, [scene.topic]) == [scene.topic]


@pytest.mark.kafka
async def test_a_missing_topic_is_refused_at_the_start_in_one_sentence(scene: Scene):
    await remove_topic(scene)

    process = await scene.start()
    _, complaint = await process.communicate()

    assert process.returncode == MISSING_TOPICS
    assert f"Kafka has no topic {scene.topic}: make the topics first".encode() in complaint


@pytest.mark.kafka
async def test_a_topic_that_appears_later_is_heard(scene: Scene):
    await remove_topic(scene)
    steps = posted(stream_of(3))
    process = await scene.start(LATER="yes")
    try:
        await eventually(lambda: is_prepared(scene), within=SOON)
        await ensure(scene.kafka.address, namespace=scene.namespace)
        await scene.send(steps)
        await scene.all_applied(steps)
    finally:
        await end(process, signal.SIGTERM)


async def is_prepared(scene: Scene) -> bool:
    """Whether a member has made its tables, just before it asks for the topic."""
    async with scene.engine.connect() as connection:
        found = await connection.execute(text("SELECT to_regclass('offsets')"))
        return found.scalar() is not None
