"""How steps travel from a ledger to everybody who hears them; here within one process."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Sequence
from random import Random
from typing import Protocol
from uuid import UUID

from shared.events.step import Posted

LONGEST_DELAY = 0.002  # seconds
REMEMBERED = 50


class Carrier(Protocol):
    """Brings each step to everybody at least once, those of a stream in their order."""

    async def send(self, batch: Sequence[Posted]) -> None:
        """Return when everybody has `batch` for good; raise if that is not known."""


class Ear(Protocol):
    """Somebody who hears."""

    async def take(self, batch: Sequence[Posted]) -> None:
        """Return when `batch` is kept for good; raise otherwise, and it will come again."""


class InProcess:
    """Hands each batch to every ear of this process, all at the same time.

    Who fails does not keep the others from hearing it, but nothing is acknowledged: all of it
    comes again. `disorder` makes it as bad as a carrier may be: late, repeated, streams mixed.
    """

    def __init__(self, *ears: Ear, disorder: Random | None = None) -> None:
        self.ears = list(ears)
        self._disorder = disorder
        self._past: deque[Posted] = deque(maxlen=REMEMBERED)

    async def send(self, batch: Sequence[Posted]) -> None:
        outcomes = await asyncio.gather(
            *(self._tell(ear, batch) for ear in self.ears), return_exceptions=True
        )
        for outcome in outcomes:
            if outcome is not None:
                raise outcome
        self._past.extend(batch)

    async def _tell(self, ear: Ear, batch: Sequence[Posted]) -> None:
        if self._disorder is None:
            return await ear.take(batch)
        for part in disordered(batch, tuple(self._past), self._disorder):
            await asyncio.sleep(self._disorder.uniform(0, LONGEST_DELAY))
            await ear.take(part)
        return None


def disordered(
    batch: Sequence[Posted], past: Sequence[Posted], random: Random
) -> list[Sequence[Posted]]:
    """The parts in which a bad carrier brings `batch`, each up to three times, amid the past."""
    mixed = shuffled(batch, random)
    parts: list[Sequence[Posted]] = []
    while mixed:
        size = random.randint(1, len(mixed))
        part, mixed = mixed[:size], mixed[size:]
        parts.extend([part] * random.randint(1, 3))
        if past and random.random() < 0.5:
            parts.append(past[random.randrange(len(past)) :])
    return parts


def shuffled(batch: Sequence[Posted], random: Random) -> list[Posted]:
    """`batch` in another order that is the same within each stream."""
    streams: dict[tuple[str, UUID], deque[Posted]] = defaultdict(deque)
    for posted in batch:
        streams[posted.source, posted.entry.stream].append(posted)
    turns = [key for key, stream in streams.items() for _ in stream]
    random.shuffle(turns)
    return [streams[turn].popleft() for turn in turns]
