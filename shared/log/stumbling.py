"""What is worth doing about a step that could not be heard at once."""

from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from shared.events.step import Posted
from shared.log.ledger import Conflict
from shared.log.outage import raced
from shared.log.wire import Unreadable

TRIES = 3
TRIES_OF_A_RACE = 5
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds while the database is away


class Stumbled(Exception):
    """`hear` failed at a step; the cause says how."""

    def __init__(self, posted: Posted) -> None:
        super().__init__(posted.source, posted.position)
        self.posted = posted


def tries_worth(error: BaseException | None) -> int:
    """How often a step that failed with `error` is worth trying."""
    match error:
        case Unreadable():
            return 1
        case Conflict():
            return TRIES_OF_A_RACE
        case DBAPIError() if raced(error):
            return TRIES_OF_A_RACE
        case _:
            return TRIES


def pauses() -> Iterator[float]:
    """Ever longer, up to a limit, and without end."""
    pause = SHORTEST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def place(posted: Posted) -> dict[str, str | int]:
    """Where a step stands, for a log."""
    entry = posted.entry
    return {
        "source": posted.source,
        "position": posted.position,
        "stream": str(entry.stream),
        "version": entry.version,
        "type": entry.type,
    }
