"""The distributed system in tests: real processes, each of which can be killed or frozen."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from deploy.kafka.broker import free_port
from services.embedded import client
from services.keys import Keys
from services.statistics.main import assemble as assemble_statistics
from services.statistics.reconcile import reconcile
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.settings import Settings
from tests.engines import SERVICE_KEY, Database
from tests.engines_kafka import Kafka
from tests.faults import books
from tests.faults.carried import carried
from tests.faults.load import Load
from tests.faults.oracle import complaints
from tests.faults.stumble import Point
from tests.processes import ROOT
from tests.shared.log.steps import eventually

STARTS_WITHIN = 60.0  # seconds
DIES_WITHIN = 60.0
SETTLES_WITHIN = 90.0

SERVICES = ("intake", "verification")
WORKER = ("services.statistics", "worker")
PASSWORDS = ("INTAKE", "VERIFICATION", "STATISTICS", "VAULT")


@dataclass(slots=True, kw_only=True)
class Process:
    """One process, with everything that it said."""

    name: str
    port: int
    running: asyncio.subprocess.Process
    log: Path

    @property
    def pid(self) -> int:
        return self.running.pid

    @property
    def alive(self) -> bool:
        return self.running.returncode is None

    def signal(self, number: signal.Signals) -> None:
        self.running.send_signal(number)

    async def kill(self) -> None:
        self.signal(signal.SIGKILL)
        await self.running.wait()

    async def stop(self) -> None:
        """Tell it to stop, and see that it stops in order."""
        self.signal(signal.SIGTERM)
        async with asyncio.timeout(DIES_WITHIN):
            assert await self.running.wait() == 0, self.said()

    async def dies(self, point: Point) -> None:
        """Wait until it was killed at `point`; its own log proves that it got there."""
        async with asyncio.timeout(DIES_WITHIN):
            assert await self.running.wait() == -signal.SIGKILL, self.said()
        assert f"SIGKILL at {point}" in self.said()

    async def freezes(self, point: Point) -> None:
        async def frozen() -> bool:
            return state(self.pid) == "T"

        await eventually(frozen, within=DIES_WITHIN)
        assert f"SIGSTOP at {point}" in self.said()

    async def ready(self) -> None:
        """Wait until it says that it lacks nothing."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as http:

            async def lacks_nothing() -> bool:
                assert self.alive, self.said()
                with suppress(httpx.TransportError):
                    return (await http.get("/ready")).is_success
                return False

            await eventually(lacks_nothing, within=STARTS_WITHIN)

    def said(self) -> str:
        return self.log.read_text()


def state(pid: int) -> str:
    """How the kernel calls it: T while it is stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


@dataclass(slots=True, kw_only=True)
class System:
    """Processes over one database and one namespace of topics; all of them end with it."""

    database: Database
    kafka: Kafka
    namespace: str
    folder: Path
    owner: AsyncEngine
    keys: Keys = field(default_factory=Keys.new)
    ports: dict[str, int] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)

    def port(self, name: str) -> int:
        """The same for whoever is started under the same name again."""
        return self.ports.setdefault(name, free_port())

    async def start(
        self,
        name: str,
        *module: str,
        at: Point | None = None,
        nth: int = 1,
        by: signal.Signals = signal.SIGKILL,
    ) -> Process:
        """Start a module as process `name`; it stumbles when it is at a point for the nth time."""
        stumbling = ("tests.faults.stumble", by.name, at, str(nth)) if at else ()
        log = self.folder / f"{name}-{len(self.processes)}.log"
        with log.open("w") as written:
            running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *stumbling, *(module or (f"services.{name}",))),
                cwd=ROOT,
                env=self.environment(name),
                stdout=written,
                stderr=written,
            )
        process = Process(name=name, port=self.port(name), running=running, log=log)
        self.processes.append(process)
        return process

    async def start_all(self, **stumbling: Any) -> dict[str, Process]:
        """Intake, which may stumble, verification and a worker; all is counted from now on."""
        started = {
            "intake": await self.start("intake", **stumbling),
            "verification": await self.start("verification"),
            "worker": await self.start("worker", *WORKER),
        }
        for process in started.values():
            await process.ready()
        async with self.owner.begin() as connection:
            await books.count_applications(connection)
        return started

    def environment(self, name: str) -> Mapping[str, str]:
        password = make_url(self.database.owner_url).password or "trusted"
        return {
            **os.environ,
            "KETNAP_DATABASE_URL": self.database.owner_url,
            **{f"KETNAP_{role}_PASSWORD": password for role in PASSWORDS},
            "KETNAP_SESSION_KEY": self.keys.session.hex(),
            "KETNAP_SERVICE_KEY": SERVICE_KEY.hex(),
            "KETNAP_VAULT_KEY": self.keys.vault.hex(),
            "KETNAP_FINGERPRINT_KEY": self.keys.fingerprint.hex(),
            "KETNAP_KAFKA": self.kafka.address,
            "KETNAP_NAMESPACE": self.namespace,
            **{f"KETNAP_{service.upper()}_URL": self.site(service) for service in SERVICES},
            "KETNAP_PORT": str(self.port(name)),
        }

    def site(self, service: str, *, process: str | None = None) -> str:
        return f"http://127.0.0.1:{self.port(process or service)}/{service}"

    @asynccontextmanager
    async def load(self, **processes: str) -> AsyncIterator[Load]:
        """Clerks who go to the named process of each service, and have founded the directory."""
        async with AsyncExitStack() as stack:
            doors = {
                service: await stack.enter_async_context(
                    httpx.AsyncClient(
                        base_url=self.site(service, process=processes.get(service)), timeout=15
                    )
                )
                for service in SERVICES
            }
            load = Load(doors=doors, sign_in=SignIn(self.keys.session))
            await load.found()
            yield load

    async def settled(self, *, within: float = SETTLES_WITHIN) -> None:
        """Wait until all that was committed is numbered, sent and heard by everybody."""

        async def nothing_under_way() -> bool:
            async with self.owner.connect() as connection:
                return not await books.behind(connection)

        try:
            await eventually(nothing_under_way, within=within)
        except TimeoutError:
            async with self.owner.connect() as connection:
                behind = await books.behind(connection)
            raise AssertionError(f"{behind}; logs in {self.folder}") from None

    async def judge(self, load: Load) -> None:
        """Nothing is lost, doubled or halved, and statistics show what was counted otherwise."""
        await self.settled()
        async with self.owner.connect() as connection:
            found = await books.read(connection)
        found = replace(found, carried=await carried(self.kafka.address, self.namespace))
        amiss = complaints(found, load.told)
        assert not amiss, "\n".join([*amiss, f"The logs are in {self.folder}."])
        assert any(row["held_on"] for row in found.facts), "nobody was admitted: a poor test"
        await self._figures_agree()

    async def _figures_agree(self) -> None:
        keys = ServiceKeys([SERVICE_KEY])
        async with AsyncExitStack() as stack:
            clients = {
                service: await stack.enter_async_context(
                    httpx.AsyncClient(base_url=self.site(service), timeout=15)
                )
                for service in SERVICES
            }
            feed = HttpFeed(clients, keys.issue)
            settings = Settings(
                database_url=self.database.url("statistics_app"),
                session_key=self.keys.session,
                service_keys=(SERVICE_KEY,),
            )
            statistics = assemble_statistics(settings, carrier=InProcess(), feed=feed)
            stack.push_async_callback(statistics.engine.dispose)
            asked = await stack.enter_async_context(client(statistics.app))
            found = await reconcile(feed, asked, token=partial(keys.issue, "statistics"))
        assert found.compared > 0
        assert found.differences == []


@asynccontextmanager
async def system(
    database: Database, kafka: Kafka, namespace: str, folder: Path
) -> AsyncIterator[System]:
    owner = create_async_engine(database.owner_url, poolclass=NullPool)
    system = System(database=database, kafka=kafka, namespace=namespace, folder=folder, owner=owner)
    try:
        yield system
    finally:
        for process in system.processes:
            if process.alive:
                await process.kill()
        await owner.dispose()
