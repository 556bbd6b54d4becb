"""Reaches a composed system from a process of its own, as the environment says where it is."""

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial

import httpx

from services.intake.desk import Desk
from services.intake.main import assemble as assemble_intake
from services.process import ASK_WITHIN, feed_of
from services.verification.main import assemble as assemble_verification
from services.waiting import ledger
from shared.environment import reading
from shared.log.carrier import InProcess
from shared.log.feed import Feed
from shared.people.service_keys import ServiceKeys
from shared.service import Service
from shared.settings import Network, RecorderSettings, service_keys

ASSEMBLE = {"intake": assemble_intake, "verification": assemble_verification}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Where commands are handed in; their processes publish and hear what comes of them."""

    services: Mapping[str, Service]
    feed: Feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What a service may ask the others."""

    feed: Feed
    statistics: httpx.AsyncClient
    token: Callable[[], str]  # a fresh one for statistics


@asynccontextmanager
async def desks() -> AsyncIterator[Desks]:
    """At work, as the environment says; raises Misconfigured, Unusable."""
    with reading(os.environ) as environment:
        network = Network.from_environment(environment)
        settings = {name: RecorderSettings.from_environment(environment, name) for name in ASSEMBLE}
    async with AsyncExitStack() as stack:
        feed = await stack.enter_async_context(feed_of(network, settings["intake"].service_keys))
        services = {}
        for name, assemble in ASSEMBLE.items():
            await ledger(settings[name].database_url, name)
            services[name] = assemble(settings[name], carrier=InProcess(), feed=feed)
            await stack.enter_async_context(services[name].only_its_desk().running())
        yield Desks(services=services, feed=feed)


@asynccontextmanager
async def intake() -> AsyncIterator[Desk]:
    """The desk of intake alone, from within its own process's surroundings."""
    with reading(os.environ) as environment:
        network = Network.from_environment(environment)
        settings = RecorderSettings.from_environment(environment, "intake")
    async with feed_of(network, settings.service_keys) as feed:
        await ledger(settings.database_url, "intake")
        service = assemble_intake(settings, carrier=InProcess(), feed=feed)
        assert isinstance(service.desk, Desk)
        async with service.only_its_desk().running():
            yield service.desk


@asynccontextmanager
async def questions() -> AsyncIterator[Questions]:
    """To be asked over HTTP; raises Misconfigured."""
    with reading(os.environ) as environment:
        network = Network.from_environment(environment)
        keys = service_keys(environment)
        site = environment.site(
            "KETNAP_STATISTICS_URL", example="http://statistics:8000/statistics"
        )
    async with (
        feed_of(network, keys) as feed,
        httpx.AsyncClient(base_url=site, timeout=ASK_WITHIN) as statistics,
    ):
        token = partial(ServiceKeys(keys).issue, "statistics")
        yield Questions(feed=feed, statistics=statistics, token=token)
