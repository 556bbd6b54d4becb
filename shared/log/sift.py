"""What is new in a batch: the same again is dropped, what contradicts or skips is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.events.step import Posted
from shared.log.chain import ROOT, digest
from shared.log.halt import Halt


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What stands at a position of a source."""

    stream: UUID
    version: int
    hash: bytes


class Fork(Halt):
    """What came contradicts what was heard before: a restored backup, say, or tampering."""

    def __init__(self, source: str, *, position: int, why: str) -> None:
        super().__init__(f"{source} at position {position}: {why}")
        self.source = source
        self.position = position
        self.why = why


class Gap(Exception):
    """An earlier version of the stream did not come."""

    def __init__(self, posted: Posted) -> None:
        super().__init__(f"{posted.source}: nothing heard before version {posted.entry.version}")
        self.posted = posted


def sift(
    batch: Sequence[Posted], *, known: Mapping[int, Place], newest: Mapping[UUID, Place]
) -> list[Posted]:
    """The steps of `batch`, all of one source, that were not heard yet; raises Fork and Gap.

    `known` holds what was heard at its positions, `newest` the last heard of its streams.
    """
    places, heads, fresh = dict(known), dict(newest), []
    for posted in batch:
        place = place_of(posted)
        if posted.position in places:
            if places[posted.position] != place:
                raise fork(posted, "another step was heard at this position")
            continue
        follow(posted, heads.get(place.stream))
        places[posted.position] = heads[place.stream] = place
        fresh.append(posted)
    return fresh


def follow(posted: Posted, head: Place | None) -> None:
    """Raise unless `posted` comes next after `head` in its stream."""
    version, heard = posted.entry.version, head.version if head else 0
    if version > heard + 1:
        raise Gap(posted)
    if version <= heard:
        raise fork(posted, "this version was heard at another position")
    if posted.entry.previous != (head.hash if head else ROOT):
        raise fork(posted, "it does not follow the step that was heard before it")
    if posted.entry.hash != digest(posted.entry):
        raise fork(posted, "it was altered")


def place_of(posted: Posted) -> Place:
    entry = posted.entry
    return Place(stream=entry.stream, version=entry.version, hash=entry.hash)


def fork(posted: Posted, why: str) -> Fork:
    return Fork(posted.source, position=posted.position, why=why)
