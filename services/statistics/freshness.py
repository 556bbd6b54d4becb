"""How fresh the figures are: what was heard, against the newest that is published."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.log.feed import Feed
from shared.log.inbox import Inbox

SOURCE = "intake"  # the only ledger that figures are made of
STALE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """What is known of the way between the ledger and the figures, at the moment `at`."""

    at: datetime
    through: int  # everything up to this position was heard
    head: int | None  # the newest position published; None: the source did not answer
    confirmed_at: datetime | None  # when everything published was last known to be heard
    parked: int  # steps set aside because they could not be applied

    @property
    def lag(self) -> int | None:
        """Positions published but not heard; None where that is unknown."""
        return None if self.head is None else max(0, self.head - self.through)

    @property
    def age(self) -> timedelta | None:
        """How long ago the figures were last known to be complete."""
        return self.at - self.confirmed_at if self.confirmed_at else None

    @property
    def fresh(self) -> bool:
        """Whether the figures may be read as those of now; what is unknown never is."""
        return self.age is not None and self.age < STALE and not self.parked


class Lookout:
    """Asks the source for its newest position: once a second at most, and while somebody looks."""

    def __init__(self, inbox: Inbox, feed: Feed, *, now: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._feed = feed
        self._now = now
        self._asking = asyncio.Lock()
        self._asked_at: datetime | None = None
        self._head: int | None = None
        self._confirmed_at: datetime | None = None

    async def look(self) -> Freshness:
        """How things stand now; an unreachable source is unknown, never fresh."""
        async with self._asking:
            if self._asked_at is None or abs(self._now() - self._asked_at) >= timedelta(seconds=1):
                asked_at = self._now()
                self._head, self._asked_at = await self._feed.head(SOURCE), asked_at
            through = await self._inbox.through(SOURCE)
            if self._head is not None and through >= self._head:
                self._confirmed_at = self._asked_at
        return Freshness(
            at=self._now(),
            through=through,
            head=self._head,
            confirmed_at=self._confirmed_at,
            parked=await self._inbox.parked(),
        )
