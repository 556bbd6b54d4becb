"""Which steps operators had a service pass over, as its own ledger says: so a rebuild knows too."""

from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.step import Posted
from shared.events.upkeep import ParkedStepSkipped
from shared.log.decider import NAMESPACE_KETNAP
from shared.log.ledger import Ledger

Skips = frozenset[tuple[str, UUID, int]]


def stream_of(service: str) -> UUID:
    """All that operators decided for one service is one stream."""
    return uuid5(NAMESPACE_KETNAP, f"upkeep/{service}")


async def skips(connection: AsyncConnection, service: str) -> Skips:
    """Source, stream and version of each; a handful in the life of a service."""
    decided = await Ledger(service).history(connection, stream_of(service))
    return frozenset(
        (event.source, event.stream_id, event.version)
        for event in (step.event for step in decided)
        if isinstance(event, ParkedStepSkipped)
    )


def skipped(posted: Posted, known: Skips) -> bool:
    return (posted.source, posted.entry.stream, posted.entry.version) in known
