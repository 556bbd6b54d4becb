"""How long after a step the open page shows it: in one process, over Kafka, while a worker dies."""

import argparse
import asyncio
import re
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import httpx
import pytest
import uvloop

from bench.figure import Figure, met, milliseconds, part, quiet, tell
from bench.http import PROSPECT
from bench.load import steady
from bench.process import answered, program
from bench.server import database, server
from deploy.kafka.broker import free_port
from services.keys import Keys
from shared.people.sign_in import SignIn
from tests.engines import Server
from tests.engines_kafka import Kafka, kafka, own_topics
from tests.examples import branch_clerk, organisation_board
from tests.faults.load import Load
from tests.faults.system import WORKER, System, system

RATE = 100.0  # steps a second
SECONDS = 20.0
SHOWN_WITHIN = 60.0
KILLED_AFTER = 5.0  # seconds
STARTED_AFTER = 1.0
OBJECTIVE, OBJECTIVE_IN_DEATH = 0.3, 10.0  # seconds
ON_THE_LIST = re.compile(r"stage=prospect_listed[^>]*>([^<]*)<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Where intake takes steps and statistics shows them."""

    intake: str
    statistics: str
    sign_in: SignIn


@dataclass
class Page:
    """An open page of figures: how many prospects it showed, and when."""

    shown: list[tuple[float, int]] = field(default_factory=list)
    newer: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def count(self) -> int:
        return self.shown[-1][1] if self.shown else 0

    async def follow(self, session: aiohttp.ClientSession, sites: Sites) -> None:
        """Read the stream for ever, as the browser does."""
        token = sites.sign_in.issue(organisation_board)
        headers = {"Authorization": f"Bearer {token}"}
        while True:
            async with session.get(f"{sites.statistics}/live", headers=headers) as stream:
                async for event, data in events(stream):
                    if event == "figures":
                        self.show(data)
            await asyncio.sleep(1)

    def show(self, html: str) -> None:
        found = ON_THE_LIST.search(html)
        self.shown.append((time.time(), int(re.sub(r"\D", "", found[1])) if found else 0))
        self.newer.set()

    async def shows(self, count: int) -> None:
        async with asyncio.timeout(SHOWN_WITHIN):
            while self.count < count:
                self.newer.clear()
                await self.newer.wait()


async def events(stream: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, str]]:
    """The events of a stream: what they are called, and their data."""
    stream.raise_for_status()
    event, data = "", []
    async for line in stream.content:
        name, _, value = line.decode().rstrip("\r\n").partition(": ")
        match name:
            case "event":
                event = value
            case "data":
                data.append(value)
            case "":
                yield event, "\n".join(data)
                event, data = "", []


async def watch(
    sites: Sites,
    *,
    rate: float,
    seconds: float,
    meanwhile: Callable[[], asyncio.Future[None]] | None = None,
) -> list[float]:
    """List prospects at the rate; how long after its order the page had shown each one.

    The order is given some milliseconds before its commit, so these figures are a little too bad.
    """
    page, ordered, refused = Page(), [], 0
    connector = aiohttp.TCPConnector(limit=300)
    patience = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(
        connector=connector, timeout=patience, read_bufsize=2**24
    ) as session:
        following = asyncio.ensure_future(page.follow(session, sites))
        await asyncio.sleep(1)  # the first figures are on the page
        before, happening = page.count, meanwhile() if meanwhile else None
        headers = {"Authorization": f"Bearer {sites.sign_in.issue(branch_clerk)}"}

        async def send() -> None:
            nonlocal refused
            url = f"{sites.intake}/api/cases"
            async with session.post(url, json=PROSPECT, headers=headers) as answer:
                if answer.status == httpx.codes.SERVICE_UNAVAILABLE:
                    refused += 1
                    return
                answer.raise_for_status()
                [step] = (await answer.json())["steps"]
                ordered.append(datetime.fromisoformat(step["recorded_at"]).timestamp())

        await steady(send, rate=rate, seconds=seconds)
        if happening:
            await happening
        await page.shows(before + len(ordered))
        following.cancel()
    if refused:
        sys.stdout.write(f"# {refused} steps refused for now (503)\n")
    return waits(sorted(ordered), [(at, count - before) for at, count in page.shown])


def waits(ordered: list[float], shown: list[tuple[float, int]]) -> list[float]:
    """For each order, how long it took until the page showed as many as there were with it."""
    seconds: list[float] = []
    for at, count in shown:
        while len(seconds) < min(count, len(ordered)):
            seconds.append(at - ordered[len(seconds)])
    return seconds


async def found(sites: Sites) -> None:
    """The committees of the example."""
    async with httpx.AsyncClient(base_url=sites.intake, timeout=15) as http:
        await Load(doors={"intake": http}, sign_in=sites.sign_in).found()


async def embedded(*, rate: float, seconds: float) -> list[float]:
    with TemporaryDirectory(prefix="ketnap-bench-", ignore_cleanup_errors=True) as folder:
        port = free_port()
        words = ("serve", "--data", folder, "--port", str(port), "--no-sample")
        with program("services", *words) as process:
            address = f"http://127.0.0.1:{port}"
            await asyncio.to_thread(answered, process, f"{address}/sign-in")
            keys = Keys.kept_in(Path(folder) / "keys.json")
            sites = Sites(
                intake=f"{address}/intake",
                statistics=f"{address}/statistics",
                sign_in=SignIn(keys.session),
            )
            await found(sites)
            return await watch(sites, rate=rate, seconds=seconds)


@asynccontextmanager
async def distributed(server: Server, broker: Kafka) -> AsyncIterator[tuple[System, Sites]]:
    """Intake, verification, statistics and its worker, each a process, over a broker."""
    with TemporaryDirectory(prefix="ketnap-bench-", ignore_cleanup_errors=True) as folder:
        namespace = await own_topics(broker)
        async with (
            database(server) as own,
            system(own, broker, namespace, Path(folder)) as running,
        ):
            await running.start_all()
            shows = await running.start("statistics")
            await shows.ready()
            sites = Sites(
                intake=running.site("intake"),
                statistics=running.site("statistics"),
                sign_in=SignIn(running.keys.session),
            )
            await found(sites)
            yield running, sites


async def over_kafka(
    server: Server, broker: Kafka, *, rate: float, seconds: float
) -> tuple[list[float], list[float]]:
    """The waits in peace, and those while the worker is killed and started again."""
    async with distributed(server, broker) as (running, sites):
        peace = await watch(sites, rate=rate, seconds=seconds)
        death = await watch(
            sites,
            rate=rate,
            seconds=seconds,
            meanwhile=lambda: asyncio.ensure_future(killed(running)),
        )
    return peace, death


async def killed(running: System) -> None:
    """Kill the worker, and start it again as whoever looks after it would."""
    await asyncio.sleep(KILLED_AFTER)
    [worker] = [each for each in running.processes if each.name == "worker" and each.alive]
    await worker.kill()
    await asyncio.sleep(STARTED_AFTER)
    await running.start("worker", *WORKER)


def measure(server: Server, *, rate: float = RATE, seconds: float = SECONDS) -> list[Figure]:
    """In one process, then over Kafka where there is one."""
    quiet()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        figures = [told(rate, "in one process", runner.run(embedded(rate=rate, seconds=seconds)))]
        try:
            with kafka() as broker:
                peace, death = runner.run(over_kafka(server, broker, rate=rate, seconds=seconds))
        except pytest.skip.Exception as nothing:
            return [*figures, Figure(name="live over Kafka", value="left out", ratio=str(nothing))]
    longest = max(death)
    return [
        *figures,
        told(rate, "over Kafka", peace),
        Figure(
            name="live over Kafka, worker killed",
            value=f"longest {longest:.1f} s",
            ratio=met("< 10 s", longest < OBJECTIVE_IN_DEATH),
        ),
    ]


def told(rate: float, how: str, seconds: list[float]) -> Figure:
    return Figure(
        name=f"live, {how}, {rate:.0f} steps/s",
        value=milliseconds(seconds),
        ratio=met("p99 < 300 ms", part(seconds, 0.99) < OBJECTIVE),
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rate", type=float, default=RATE, help="steps a second")
    wanted = asked.parse_args()
    with server() as here:
        tell(measure(here, rate=wanted.rate))
