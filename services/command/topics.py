"""`ketnap topics`: make the topics in Kafka that are missing."""

import os
from collections.abc import Iterator
from typing import Annotated

import typer

from services.command.terminal import Finding, Json, answer_at_once
from services.waiting import kafka
from shared.environment import reading
from shared.log.topics import TOPICS, Ensured, ensure
from shared.settings import Broker

Replication = Annotated[
    int, typer.Option("--replication", min=1, help="Copies of each partition; 3 with 3 brokers.")
]


def topics(replication: Replication = 1, json: Json = False) -> None:
    """Make the topics that the Kafka of KETNAP_KAFKA lacks; what is there stays as it is."""
    answer_at_once("topics", lambda: examine(replication), json=json)


async def examine(replication: int) -> list[Finding]:
    with reading(os.environ) as environment:
        broker = Broker.from_environment(environment)
    await kafka(broker.bootstrap)
    return list(
        told(await ensure(broker.bootstrap, namespace=broker.namespace, replication=replication))
    )


def told(ensured: Ensured) -> Iterator[Finding]:
    """How many were made, and each that is not as it should be."""
    yield Finding(
        what="topics",
        well=True,
        found=f"{len(ensured.made)} made, {len(TOPICS) - len(ensured.made)} were there",
    )
    for difference in ensured.differences:
        yield Finding(
            what=f"{difference.topic}, {difference.setting}",
            well=False,
            found=f"{difference.found}, but it must be {difference.declared}",
            do="Nothing was changed, since steps may lie there: see docs/operations.md.",
        )
