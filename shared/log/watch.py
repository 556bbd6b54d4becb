"""Looks after what does not come: a position that is missing too long is fetched from the feed."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from shared import metrics
from shared.log.feed import Feed, Unreachable
from shared.log.halt import Halt
from shared.log.outage import away
from shared.log.sift import Fork, Gap

if TYPE_CHECKING:
    from shared.log.inbox import Inbox

log = structlog.get_logger(__name__)

LOOKS = 4  # within the time that a position may be missing


@dataclass(slots=True, kw_only=True)
class Progress:
    """Where the watermark of a source stood, since when, and when nothing was missing (seconds)."""

    through: int
    since: float
    complete_at: float


class Watch:
    """Compares what `inbox` heard with what the sources say they have published."""

    def __init__(self, inbox: "Inbox", feed: Feed, *, patience: float) -> None:
        self._inbox = inbox
        self._feed = feed
        self._patience = patience
        self._progress: dict[str, Progress] = {}

    async def run(self) -> None:
        while True:
            for source in self._inbox.sources:
                await self._look(source)
            await asyncio.sleep(self._patience / LOOKS)

    async def _look(self, source: str) -> None:
        """One look at one source; what goes wrong is said, and the next look comes soon."""
        try:
            await self._compare(source)
            metrics.PARKED.labels(self._inbox.name).set(await self._inbox.parked())
        except (Unreachable, Gap) as error:
            log.error("not_fetched", service=self._inbox.name, source=source, why=str(error))
        except Halt:
            return  # the inbox has said so, and stopped
        except Exception as error:
            if not away(error):
                raise
            log.warning("watch_blind", service=self._inbox.name, error=type(error).__name__)

    async def _compare(self, source: str) -> None:
        through = await self._inbox.through(source)  # first: the head can only be newer
        head = await self._feed.head(source)
        overdue = self._note(source, through=through, head=head)
        if head is None:
            return
        if head < through:
            self._inbox.stop(Fork(source, position=through, why="the source has lost its end"))
        elif head > through and overdue:
            metrics.LOSSES.labels(self._inbox.name, source).inc()
            log.error("overdue", service=self._inbox.name, source=source, after=through)
            await self._inbox.catch_up(source, to=head)

    def _note(self, source: str, *, through: int, head: int | None) -> bool:
        """Keep the progress and show it; whether the watermark has not moved for too long."""
        now = asyncio.get_running_loop().time()
        past = self._progress.get(source)
        progress = past or Progress(through=through, since=now, complete_at=now)
        self._progress[source] = progress
        complete = head is not None and through >= head
        if complete:
            progress.complete_at = now
        if complete or through != progress.through:
            progress.through, progress.since = through, now
        labels = (self._inbox.name, source)
        metrics.INBOX_AGE.labels(*labels).set(now - progress.complete_at)
        if head is not None:
            metrics.INBOX_BEHIND.labels(*labels).set(max(head - through, 0))
        return now - progress.since >= self._patience
