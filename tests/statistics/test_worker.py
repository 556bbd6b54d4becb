"""The worker as a process of its own: what it hears and tells, when it is ready, how it ends."""

import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import RecordsToDelete
from sqlalchemy.ext.asyncio import AsyncEngine

from services.statistics.worker import Readiness
from shared.log.chain import link
from shared.log.topics import CASES, FULFILMENT, administering, full
from tests.apart import apart, ended, told
from tests.engines import Database, connected
from tests.engines_kafka import Kafka, own_topics
from tests.processes import PATIENCE, free_port
from tests.shared.log.steps import INTAKE, eventually
from tests.statistics.histories import BLOC, BRANCHES, NORTH, PROVINCE, SOUTH, Way, case_id, tree
from tests.statistics.world import ACT, Source, World, at_work, whole_tree

ALL = (PROVINCE, BLOC, NORTH, SOUTH, *BRANCHES)
ONE = [{"year": 2023, "by_ceremony_date": 1, "by_decision_date": 1}]
SOON = 60.0  # seconds, on a machine that does much else
WORKER = ("services.statistics", "worker")


WATCHED = (
    "listener_lag{",
    "inbox_behind{",
    "inbox_age_seconds{",
    "parked{",
    "duplicates_total{",
    f"fulfilment_told_total {len(ALL)}.0",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Intake, verification and, when a test wants it, the worker: each a process."""

    environment: Mapping[str, str]
    kafka: Kafka
    namespace: str
    engine: AsyncEngine

    async def record(self, *streams: tuple[UUID, Sequence[Any]]) -> None:
        """Put steps into intake's ledger, as its desk would."""
        async with self.engine.begin() as connection:
            for stream, events in streams:
                past = await INTAKE.history(connection, stream)
                last = past[-1].entry if past else None
                entries = [s.entry for s in link(events, stream=stream, last=last, act=ACT)]
                await INTAKE.append(connection, stream, after=len(past), entries=entries)

    async def figures(self) -> dict[str, Any]:
        """What a reader holds who begins with nothing: the newest of each committee."""
        topic = full(FULFILMENT, self.namespace)
        partitions = [TopicPartition(topic, number) for number in range(FULFILMENT.partitions)]
        async with AIOKafkaConsumer(bootstrap_servers=self.kafka.address) as consumer:
            consumer.assign(partitions)
            ends = await consumer.end_offsets(partitions)
            for partition in partitions:
                consumer.seek(partition, 0)
            newest: dict[str, Any] = {}
            # By place, not by number: what was compacted away never comes.
            while any([await consumer.position(one) < ends[one] for one in partitions]):
                for records in (await consumer.getmany(timeout_ms=1000)).values():
                    newest |= {one.key.decode(): msgspec.json.decode(one.value) for one in records}
        return newest

    async def admitted(self, committee: UUID) -> Any:
        return (await self.figures()).get(str(committee), {}).get("years")


@pytest.fixture
async def system(database: Database, kafka: Kafka) -> AsyncIterator[Apart]:
    namespace, ports = await own_topics(kafka), {name: str(free_port()) for name in SERVICES}
    environment = told(
        database,
        KETNAP_KAFKA=kafka.address,
        KETNAP_NAMESPACE=namespace,
        KETNAP_INTAKE_URL=f"http://127.0.0.1:{ports['intake']}/intake",
        KETNAP_VERIFICATION_URL=f"http://127.0.0.1:{ports['verification']}/verification",
    )
    with ExitStack() as stack:
        for name in SERVICES:
            own = {**environment, "KETNAP_PORT": ports[name]}
            stack.enter_context(apart(f"services.{name}", environment=own))
        async with connected(database, "intake") as engine:
            yield Apart(environment=environment, kafka=kafka, namespace=namespace, engine=engine)


SERVICES = ("intake", "verification")


@pytest.mark.kafka
async def test_a_reader_that_begins_with_nothing_holds_the_figures_of_all(system: Apart):
    await system.record(*tree().items(), (case_id(1), Way(number=1).events()))

    with apart(*WORKER, environment=system.environment):

        async def all_told() -> bool:
            return len(await system.figures()) == len(ALL)

        await eventually(all_told, within=SOON)
        figures = await system.figures()

    for committee in (PROVINCE, BLOC, NORTH, BRANCHES[0]):
        assert figures[str(committee)]["years"] == ONE
    for committee in (SOUTH, *BRANCHES[1:]):
        assert figures[str(committee)]["years"] == []


@pytest.mark.kafka
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_what_changed_while_no_worker_was_there_is_told_by_the_next(
    system: Apart, number: signal.Signals
):
    await system.record(*tree().items())
    with apart(*WORKER, environment=system.environment) as worker:
        worker.process.send_signal(number)
        assert worker.process.wait(PATIENCE) == (0 if number == signal.SIGTERM else -number)
    await system.record((case_id(1), Way(number=1).events()))

    with apart(*WORKER, environment=system.environment):

        async def told_of_it() -> bool:
            return await system.admitted(BLOC) == ONE

        await eventually(told_of_it, within=SOON)


@pytest.mark.kafka
async def test_it_shows_what_an_operator_watches(system: Apart):
    await system.record(*tree().items())

    with apart(*WORKER, environment=system.environment) as worker:
        async with httpx.AsyncClient(base_url=worker.address) as http:

            async def all_shown() -> bool:
                page = (await http.get("/metrics")).text
                return all(f"\nketnap_{metric}" in page for metric in WATCHED)

            await eventually(all_shown, within=SOON)
            assert (await http.get("/health")).json() == {"status": "alive"}
            assert (await http.get("/ready")).json() == {"ready": True, "lacks": []}


@pytest.mark.kafka
async def test_records_deleted_before_they_were_heard_are_its_clear_last_line(system: Apart):
    await system.record(*tree().items())
    way = Way(number=1).events()
    await system.record((case_id(1), way))
    topic = full(CASES, system.namespace)
    partitions = [TopicPartition(topic, number) for number in range(CASES.partitions)]

    async def all_sent() -> bool:
        async with AIOKafkaConsumer(bootstrap_servers=system.kafka.address) as consumer:
            return sum((await consumer.end_offsets(partitions)).values()) == len(way)

    await eventually(all_sent, within=SOON)
    async with administering(system.kafka.address) as admin:
        await admin.delete_records({each: RecordsToDelete(before_offset=-1) for each in partitions})

    worker = ended(*WORKER, environment=system.environment)

    assert worker.returncode == 1
    last = msgspec.json.decode(worker.stdout.splitlines()[-1])
    assert last["event"] == "died"
    assert "were deleted before they were heard" in last["why"]


@pytest.mark.kafka
async def test_a_missing_topic_is_one_sentence(database: Database, kafka: Kafka):
    namespace = await own_topics(kafka)
    topic = full(FULFILMENT, namespace)
    async with administering(kafka.address) as admin:
        await admin.delete_topics([topic])

    environment = told(database, KETNAP_KAFKA=kafka.address, KETNAP_NAMESPACE=namespace)
    worker = ended(*WORKER, environment=environment)

    assert worker.returncode == 2
    assert worker.stderr.startswith(f"Kafka has no topic {topic}: make the topics first")


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    async with at_work(database) as world:
        yield world


async def test_who_has_heard_all_that_was_published_is_ready(world: World):
    await world.publish(whole_tree())

    assert await Readiness(world.service.inbox, world.source).lacks() == []


async def test_who_is_behind_says_of_which_source_and_how_far(world: World):
    await world.publish(whole_tree())
    behind = Source(lines=[*world.source.lines, *world.source.lines[:2]])

    (lack,) = await Readiness(world.service.inbox, behind).lacks()

    assert (lack.part, lack.why) == ("intake", "heard through 23 of 25")


async def test_who_was_complete_a_moment_ago_stays_ready(world: World):
    await world.publish(whole_tree())
    readiness = Readiness(world.service.inbox, world.source)
    await readiness.lacks()
    world.source.lines += world.source.lines[:1]

    assert await readiness.lacks() == []


async def test_what_a_silent_source_has_published_is_unknown_and_so_not_heard(world: World):
    await world.publish(whole_tree())
    world.source.answers = False

    lacks = await Readiness(world.service.inbox, world.source).lacks()

    assert [lack.part for lack in lacks] == ["intake", "verification"]


@pytest.mark.kafka
async def test_it_goes_on_while_its_read_model_is_built_anew_from_kafka(system: Apart):
    first = [*tree().items(), (case_id(1), Way(number=1).events())]
    await system.record(*first)
    with apart(*WORKER, environment=system.environment):

        async def told_of_the_first() -> bool:
            return await system.admitted(BLOC) == ONE

        await eventually(told_of_the_first, within=SOON)

        built = ended("services", "rebuild", "statistics", "--json", environment=system.environment)

        await system.record((case_id(2), Way(number=2, branch_id=BRANCHES[3]).events()))

        async def told_of_it() -> bool:
            return await system.admitted(SOUTH) == ONE

        await eventually(told_of_it, within=SOON)

    (finding,) = msgspec.json.decode(built.stdout)["findings"]
    assert built.returncode == 0
    steps = sum(len(events) for _, events in first)
    assert finding["found"] == f"{steps} steps; the same as before"


@pytest.mark.kafka
async def test_it_stops_within_seconds_though_the_broker_does_not_answer(system: Apart):
    with apart(*WORKER, environment=system.environment) as worker:
        system.kafka.freeze()
        try:
            worker.process.send_signal(signal.SIGTERM)
            code = worker.process.wait(20)
        finally:
            system.kafka.thaw()

    assert code == 0
