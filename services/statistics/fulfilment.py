"""What statistics tells everybody: how many were admitted, committee by committee.

The topic `ketnap.fulfilment.v1` holds one message for each committee, keyed by its id; Kafka keeps
the newest of each key, so that whoever reads it from the beginning holds the figures of all. Each
is a CloudEvent of type `statistics.fulfilment.v1` whose value is JSON:

    {"committee_id": "6b1f…", "as_of": 51234,
     "years": [{"year": 2026, "by_ceremony_date": 12, "by_decision_date": 14}]}

The figures are those of the committee with all below it on the day on which each admission counts,
by calendar year; a year that is not named has none, and so has a committee without years. They
hold from position `as_of` of intake's ledger until a newer message of the same key comes. Years
change long after they end, since a decision may be cancelled. Small counts are not withheld as in
the comparison: who reads the topic acts for the whole province, and nothing lies outside it.

A change is told at least once: the same figures may come again, never older ones for good.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from hashlib import blake2s

import msgspec
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from services.statistics import records
from services.statistics.domain import Year
from services.statistics.freshness import SOURCE
from shared import metrics
from shared.events.terms import CommitteeId
from shared.log import heard
from shared.log.cloudevents import SOURCE as ORIGIN
from shared.log.cloudevents import Message

log = structlog.get_logger(__name__)

TYPE = "statistics.fulfilment.v1"

Send = Callable[[Sequence[Message]], Awaitable[None]]


class Fulfilment:
    """Compares what is known with what was told, and tells the difference."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._told_all: object = None

    async def tell(self, send: Send) -> int:
        """Of how many committees something new was told; `send` returns when all is kept.

        One process at a time does it. Where `send` or the database fails, that rises, and all of
        it is told again.
        """
        news: Mapping[CommitteeId, Sequence[Year]] = {}
        try:
            async with self._engine.begin() as connection:
                condition = await records.condition(connection)
                if condition == self._told_all or not await records.alone(connection):
                    return 0
                stand = await heard.through(connection, SOURCE)
                known = await records.fulfilment(connection, stand=stand)
                told = await records.told(connection)
                news = {one: years for one, years in known.items() if told.get(one) != years}
                if news:
                    await send([message(one, news[one], as_of=stand) for one in news])
                    await records.note_told(connection, news)
                else:
                    self._told_all = condition
        except BaseException:
            await self._forget(news)
            raise
        metrics.FULFILMENT_TOLD.inc(len(news))
        return len(news)

    async def _forget(self, news: Mapping[CommitteeId, Sequence[Year]]) -> None:
        """It may have arrived, and after what another process told since: let it be told anew."""
        if news:
            async with self._engine.begin() as connection:
                await records.forget_told(connection, news)


def message(committee_id: CommitteeId, years: Sequence[Year], *, as_of: int) -> Message:
    value = msgspec.json.encode({"committee_id": committee_id, "as_of": as_of, "years": years})
    mark = blake2s(value, digest_size=8).hexdigest()
    headers = {
        "ce_specversion": "1.0",
        "ce_id": f"fulfilment/{committee_id}/{as_of}/{mark}",
        "ce_source": f"{ORIGIN}statistics",
        "ce_type": TYPE,
        "ce_subject": str(committee_id),
        "content-type": "application/json",
    }
    return Message(
        type=TYPE,
        key=str(committee_id).encode(),
        value=value,
        headers=tuple((name, content.encode()) for name, content in headers.items()),
    )
