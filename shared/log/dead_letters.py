"""What a service could not apply is shown to operators on a topic too, with origin and cause."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import msgspec
import structlog
from aiokafka.errors import KafkaError
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.step import Posted
from shared.log.cloudevents import Message, message_of
from shared.log.outage import away

log = structlog.get_logger(__name__)

EVERY = 2.0  # seconds between two looks
BATCH = 200

TABLE = """
    CREATE TABLE IF NOT EXISTS dead_letters (
        source text, position bigint, PRIMARY KEY (source, position)
    )
"""

UNSENT = text("""
    SELECT CAST(posted AS text) AS posted, reason, parked_at FROM parked
    WHERE NOT EXISTS (
        SELECT FROM dead_letters AS sent
        WHERE (sent.source, sent.position) = (parked.source, parked.position)
    )
    ORDER BY source, position LIMIT :limit FOR UPDATE SKIP LOCKED
""")

NOTE = text("""
    INSERT INTO dead_letters SELECT * FROM unnest(
        CAST(:sources AS text[]), CAST(:positions AS bigint[])) ON CONFLICT DO NOTHING
""")

Send = Callable[[Sequence[Message]], Awaitable[None]]


class DeadLetters:
    """Sends each parked step at least once; several processes of a service share them."""

    def __init__(self, service: str, engine: AsyncEngine, send: Send) -> None:
        self._service = service
        self._engine = engine
        self._send = send

    async def run(self) -> None:
        """Send for ever what is newly parked; what cannot be sent now is sent later."""
        while True:
            try:
                await self.round()
            except Exception as error:
                if not (away(error) or isinstance(error, KafkaError)):
                    raise
                log.warning("not_told", service=self._service, error=type(error).__name__)
            await asyncio.sleep(EVERY)

    async def round(self) -> int:
        """Send once; how many letters. Raises what `send` raises, and all of it comes again."""
        async with self._engine.begin() as connection:
            rows = (await connection.execute(UNSENT, {"limit": BATCH})).mappings().all()
            if rows:
                await self._send([letter(row, service=self._service) for row in rows])
                posted = [posted_in(row) for row in rows]
                place = {
                    "sources": [one.source for one in posted],
                    "positions": [one.position for one in posted],
                }
                await connection.execute(NOTE, place)
        return len(rows)


def letter(row: RowMapping, *, service: str) -> Message:
    """The step as it was carried, and who could not apply it, why and since when."""
    message = message_of(posted_in(row))
    why = (
        ("ketnap_service", service.encode()),
        ("ketnap_cause", row["reason"].encode()),
        ("ketnap_parked_at", row["parked_at"].isoformat().encode()),
    )
    return Message(
        type=message.type,
        key=message.key,
        value=message.value,
        headers=(*message.headers, *why),
    )


def posted_in(row: RowMapping) -> Posted:
    return msgspec.json.decode(row["posted"], type=Posted)
