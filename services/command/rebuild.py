"""`ketnap rebuild`: build the read models anew from all that was published, compare, and swap."""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere, progress
from services.embedded import running
from services.intake.stream import READ_MODEL as INTAKE
from services.postgres import Unusable
from services.process import feed_of
from services.statistics.stream import READ_MODEL as STATISTICS
from services.verification.stream import READ_MODEL as VERIFICATION
from shared.environment import reading
from shared.events.upkeep import Source
from shared.log.feed import Feed, Unreachable
from shared.log.halt import Halt
from shared.log.past import KafkaPast, Past
from shared.log.rebuild import ReadModel, Rebuilt
from shared.log.rebuild import rebuild as build_anew
from shared.log.topics import OF_STEPS, BrokerError, MissingTopics, names
from shared.settings import Broker, Network, as_role, service_keys

MODELS: Mapping[str, ReadModel] = {
    model.name: model for model in (INTAKE, VERIFICATION, STATISTICS)
}

Services = Annotated[
    list[Source] | None, typer.Argument(help="Whose read models; all, where none is named.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the read models are, and where everything is heard again."""

    urls: Mapping[str, str]
    feed: Feed
    past: Past | None


def rebuild(services: Services = None, data: Data = DATA, json: Json = False) -> None:
    """Build read models anew beside the live ones, compare the two, and put them in place.

    Where KETNAP_DATABASE_URL names a database, that one, and from Kafka where KETNAP_KAFKA says
    where that is.
    """
    chosen = services or list(Source)
    answer("rebuild", lambda: examine(chosen, data, json=json), data=data, json=json)


async def examine(services: Sequence[str], data: Path, *, json: bool) -> list[Finding]:
    async with origin(services, data) as found:
        with progress(quiet=json) as bars:
            return [await renew(found, MODELS[name], bars=bars) for name in services]


@asynccontextmanager
async def origin(services: Sequence[str], data: Path) -> AsyncIterator[Origin]:
    """A folder, or what the environment says; raises Unusable, Misconfigured."""
    if not elsewhere():
        async with running(data) as system:
            urls = {name: system.settings[name].database_url for name in services}
            yield Origin(urls=urls, feed=system.feed, past=None)
        return
    with reading(os.environ) as environment:
        network = Network.from_environment(environment)
        keys = service_keys(environment)
        urls = {name: as_role(environment, name) for name in services}
        broker = Broker.from_environment(environment) if "KETNAP_KAFKA" in os.environ else None
    topics = names(OF_STEPS, broker.namespace) if broker else ()
    past = KafkaPast(broker.bootstrap, topics) if broker else None
    async with feed_of(network, keys) as feed:
        yield Origin(urls=urls, feed=feed, past=past)


async def renew(found: Origin, model: ReadModel, *, bars: Progress) -> Finding:
    bar = bars.add_task(model.name)
    try:
        rebuilt = await build_anew(
            found.urls[model.name],
            model,
            found.feed,
            progress=lambda done, of: bars.update(bar, completed=done, total=of),
            past=found.past,
        )
    except (Unreachable, Halt, MissingTopics, BrokerError) as failure:
        raise Unusable(
            f"Not all could be heard again, so nothing was changed: {failure}"
        ) from failure
    return told(model.name, rebuilt)


def told(name: str, rebuilt: Rebuilt) -> Finding:
    compared = "the same as before" if rebuilt.same else "NOT what it was before"
    parked = f", {rebuilt.parked:,} set aside" if rebuilt.parked else ""
    return Finding(
        what=name,
        well=rebuilt.same and not rebuilt.parked,
        found=f"{rebuilt.steps:,} steps{parked}; {compared}",
        do="The new one is in place. Where it differs without a new program, report it as a bug.",
    )
