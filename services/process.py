"""How one service runs as a process of its own: told by the environment, ended by a signal."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

import httpx
import structlog
import uvloop
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from services.postgres import Unusable
from services.serving import serve_until_signal
from services.waiting import KafkaCondition, ledger, topics
from shared.environment import Misconfigured, reading
from shared.log.carrier import Carrier, InProcess
from shared.log.dead_letters import DeadLetters
from shared.log.feed import Feed, HttpFeed
from shared.log.kafka import Kafka
from shared.log.listener import Listener
from shared.log.outage import where
from shared.log.topics import ADMISSIONS, OF_STEPS, Topic, dead_letters, names
from shared.log.unheard import CannotHear
from shared.people.reception import sign_in_of
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.service import Service, Task
from shared.settings import Broker, Network, RecorderSettings, Settings
from shared.web.frame import Lack, build
from shared.web.issuer_sign_in import keep_the_flow
from shared.web.logs import write_json_lines

log = structlog.get_logger(__name__)

CANNOT_START = 2
DIED = 1
ASK_WITHIN = 10.0  # seconds that another service may take to answer

Told = TypeVar("Told", contravariant=True)
Doors = Callable[[Service, Network, RecorderSettings], Sequence[APIRouter]]
Hearing = Callable[[Service, Broker, Network], Task]
"""What hears all steps for a service, in a group in which its processes share them."""
Condition = Callable[[], Awaitable[Sequence[Lack]]]


class Assemble(Protocol[Told]):
    """How a service is put together, told what it is told."""

    def __call__(self, settings: Told, *, carrier: Carrier, feed: Feed) -> Service: ...


def run(work: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run `work` to its end; what keeps it from starting is a sentence, what kills it a line.

    The message of an error may hold personal values and is left out, unless it was written to be
    read by an operator.
    """
    write_json_lines(sys.stdout)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work())
    except (Misconfigured, Unusable) as reason:
        sys.stderr.write(f"{reason}\n")
        sys.exit(CANNOT_START)
    except Exception as error:
        for cause in causes(error):
            said = {"why": str(cause)} if isinstance(cause, CannotHear) else {}
            log.critical("died", **where(cause), **said)
        sys.exit(DIED)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The errors themselves, out of the groups in which tasks wrap them."""
    if not isinstance(error, BaseExceptionGroup):
        yield error
        return
    for each in error.exceptions:
        yield from causes(each)


def no_doors(
    _service: Service, _network: Network, _settings: RecorderSettings
) -> Sequence[APIRouter]:
    return ()


async def record(
    name: str, assemble: Assemble[RecorderSettings], *, doors: Doors = no_doors
) -> None:
    """Be a service that records steps, publishes them over Kafka and hears from there."""
    with reading(os.environ) as environment:
        settings = RecorderSettings.from_environment(environment, name)
        network = Network.from_environment(environment)
        broker = Broker.from_environment(environment)
    aside = dead_letters(name)
    wanted = names((*OF_STEPS, ADMISSIONS, aside), broker.namespace)
    await ledger(settings.database_url, name)
    await topics(broker.bootstrap, wanted)
    async with AsyncExitStack() as stack:
        carrier = Kafka(broker.bootstrap, namespace=broker.namespace)
        await stack.enter_async_context(carrier.running())
        feed = await stack.enter_async_context(feed_of(network, settings.service_keys))
        service = assemble(settings, carrier=carrier, feed=feed)
        hearing = by_aiokafka(service, broker, network)
        letters = DeadLetters(name, service.engine, partial(carrier.tell, aside)).run
        front = front_of(
            service,
            sign_in=sign_in_of(name, settings, service.engine),
            doors=doors(service, network, settings),
            also=KafkaCondition(broker.bootstrap, wanted).lacks,
        )
        front.state.trial = network.trial_sign_in
        if settings.oidc:
            keep_the_flow(front, settings.oidc, key=settings.session_key)
        await serve(
            replace(service, tasks=(*service.tasks, hearing, letters)),
            network,
            app=Starlette(routes=[Mount(f"/{name}", service.app), Mount("/", front)]),
        )


def by_aiokafka(service: Service, broker: Broker, network: Network) -> Task:
    return Listener(
        service.inbox,
        service.engine,
        bootstrap=broker.bootstrap,
        topics=names(OF_STEPS, broker.namespace),
        group=group_of(service, broker),
        member=member_of(service, network),
    ).run


def group_of(service: Service, broker: Broker) -> str:
    return f"{broker.namespace}.{service.name}"


def member_of(service: Service, network: Network) -> str:
    """Stays when the process is started anew, so the others go on meanwhile; no two have it."""
    return f"{service.name}-{socket.gethostname()}-{network.port}"


async def hear(
    name: str, assemble: Assemble[Settings], *, hearing: Hearing, tells: Sequence[Topic] = ()
) -> None:
    """Be the worker of a service: hear for it, tell what comes of it, and answer only how it is."""
    with reading(os.environ) as environment:
        settings = Settings.from_environment(environment, name)
        network = Network.from_environment(environment)
        broker = Broker.from_environment(environment)
    wanted = names((*OF_STEPS, *tells), broker.namespace)
    await ledger(settings.database_url, name)
    await topics(broker.bootstrap, wanted)
    async with feed_of(network, settings.service_keys) as feed:
        service = assemble(settings, carrier=InProcess(), feed=feed)
        front = front_of(
            service,
            sign_in=SignIn(settings.session_key),
            also=KafkaCondition(broker.bootstrap, wanted).lacks,
        )
        task = hearing(service, broker, network)
        await serve(replace(service, tasks=(task,)), network, app=front)


async def show(name: str, assemble: Assemble[Settings]) -> None:
    """Be a service that shows what a worker of its own hears; it never meets Kafka."""
    with reading(os.environ) as environment:
        settings = Settings.from_environment(environment, name)
        network = Network.from_environment(environment)
    await ledger(settings.database_url, name)
    async with feed_of(network, settings.service_keys) as feed:
        service = assemble(settings, carrier=InProcess(), feed=feed)
        front = front_of(service, sign_in=SignIn(settings.session_key))
        await serve(
            service.while_another_hears(),
            network,
            app=Starlette(routes=[Mount(f"/{name}", service.app), Mount("/", front)]),
        )


def front_of(
    service: Service,
    *,
    sign_in: SignIn,
    doors: Sequence[APIRouter] = (),
    also: Condition | None = None,
) -> FastAPI:
    """How the process is, beside the paths that the service has in every mode."""
    front = build("entrance", sign_in=sign_in, ready=lambda: lacks(service, also), routers=doors)
    front.state.assets = "/assets"
    return front


async def serve(service: Service, network: Network, *, app: ASGIApp) -> None:
    """Serve until a signal comes."""
    service.app.state.trial = network.trial_sign_in
    with listening(network) as listener:
        async with service.running():
            log.info("serves", service=service.name, host=network.host, port=network.port)
            await serve_until_signal(app, listener)
    log.info("stopped", service=service.name)


async def lacks(service: Service, also: Condition | None) -> Sequence[Lack]:
    """What the service lacks, and what its process does besides."""
    transport = httpx.ASGITransport(app=service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        own = (await client.get("/ready")).json()["lacks"]
    return [*(Lack(**lack) for lack in own), *(await also() if also else ())]


@contextmanager
def listening(network: Network) -> Iterator[socket.socket]:
    """Hold the port; raises Unusable."""
    try:
        listener = socket.create_server((network.host, network.port))
    except OSError as failure:
        raise Unusable(
            f"{network.host}:{network.port} cannot be listened on ({failure.strerror}): "
            "KETNAP_HOST and KETNAP_PORT say where else."
        ) from failure
    with listener:
        yield listener


@asynccontextmanager
async def feed_of(network: Network, service_keys: Sequence[bytes]) -> AsyncIterator[Feed]:
    """The feeds of the others over HTTP, asked as a service."""
    async with AsyncExitStack() as stack:
        clients = {
            name: await stack.enter_async_context(
                httpx.AsyncClient(base_url=site, timeout=ASK_WITHIN)
            )
            for name, site in network.sites.items()
        }
        yield HttpFeed(clients, ServiceKeys(service_keys).issue)
