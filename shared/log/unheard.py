"""Why a process cannot go on hearing, and how the log shows it."""

from dataclasses import dataclass

from shared.log.resume import Partition


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The first offset that a partition still has, and the one that its next record will have."""

    first: int
    end: int


class CannotHear(Exception):
    """Hearing on would lose steps, or is hopeless: the process ends, and says this sentence."""


class Deleted(CannotHear):
    """Records were deleted before they were heard."""


class Shortened(CannotHear):
    """A partition ends before what was heard of it: its topic was made anew, or lost its end."""


class Holed(CannotHear):
    """An offset does not come, however often it is fetched: somebody writes in transactions."""


class GaveUp(CannotHear):
    """What is needed did not come back for too long; the cause says what failed."""


def check(partition: Partition, place: int, extent: Extent) -> None:
    """Raise Deleted or Shortened where the log no longer fits what was heard of it."""
    if extent.first > place:
        raise Deleted(
            f"{called(partition)}: offsets {place} to {extent.first - 1} were deleted "
            "before they were heard; rebuild from the feeds."
        )
    if extent.end < place:
        raise Shortened(
            f"{called(partition)} ends at offset {extent.end}, but {place} were heard of it: "
            "was the topic made anew, or did the broker lose its end?"
        )


def called(partition: Partition) -> str:
    topic, number = partition
    return f"{topic}/{number}"
