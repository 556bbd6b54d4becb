"""The desks of intake and verification in a process of their own, over the network."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from services.intake.main import assemble as assemble_intake
from services.process import feed_of
from services.verification.main import assemble as assemble_verification
from services.waiting import ledger
from shared.environment import reading
from shared.log.carrier import InProcess
from shared.log.feed import Feed
from shared.service import Service
from shared.settings import Network, RecorderSettings

ASSEMBLE = {"intake": assemble_intake, "verification": assemble_verification}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """Where commands are handed in; their processes publish and hear what comes of them."""

    services: Mapping[str, Service]
    feed: Feed


@asynccontextmanager
async def desks() -> AsyncIterator[Desks]:
    """At work, as the environment says; raises Misconfigured, Unusable."""
    with reading(os.environ) as environment:
        network = Network.from_environment(environment)
        settings = {name: RecorderSettings.from_environment(environment, name) for name in ASSEMBLE}
    async with AsyncExitStack() as stack:
        feed = await stack.enter_async_context(feed_of(network, settings["intake"]))
        services = {}
        for name, assemble in ASSEMBLE.items():
            await ledger(settings[name].database_url, name)
            services[name] = assemble(settings[name], carrier=InProcess(), feed=feed)
            await stack.enter_async_context(services[name].only_its_desk().running())
        yield Desks(services=services, feed=feed)
