"""Runs a module as a process of its own that dies or freezes at a named point, and says so.

`python -m tests.faults.stumble SIGNAL POINT NTH MODULE [WORD…]`; nothing of it is known to what
runs, since it listens to what SQLAlchemy tells and stands before the carrier.
"""

import os
import runpy
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

from services import process
from shared.events.step import Posted
from shared.log.kafka import Kafka

WRITES = {"INSERT INTO steps": "append", "INSERT INTO heard": "hear"}


class Point(StrEnum):
    """Where a process can stumble."""

    APPENDED_UNCOMMITTED = "append before commit"
    APPENDED = "append after commit"  # and before the answer
    UNSENT = "numbered, not sent"
    SENT = "sent, not noted"
    HEARD_UNCOMMITTED = "hear before commit"
    HEARD = "hear after commit"  # and before Kafka is told


@dataclass(slots=True)
class Trap:
    """Snaps when its point is reached for the `nth` time."""

    point: Point
    nth: int
    signal: signal.Signals

    def reach(self, point: Point) -> None:
        if point != self.point:
            return
        self.nth -= 1
        if self.nth == 0:
            os.write(sys.stderr.fileno(), f"{self.signal.name} at {point}\n".encode())
            os.kill(os.getpid(), self.signal)


def watch_transactions(trap: Trap) -> None:
    """What a connection wrote is kept with it until it goes back to its pool."""

    @event.listens_for(Engine, "before_cursor_execute")
    def _(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        for beginning, what in WRITES.items():
            if statement.lstrip().startswith(beginning):
                connection.info["wrote"] = what if what == "hear" else wrote(connection.info, what)

    @event.listens_for(Engine, "commit")
    def _(connection: Connection) -> None:
        if what := connection.info.pop("wrote", None):
            trap.reach(Point(f"{what} before commit"))
            connection.info["committed"] = what

    @event.listens_for(Engine, "rollback")
    def _(connection: Connection) -> None:
        if not connection.invalidated:
            connection.info.pop("wrote", None)

    @event.listens_for(Pool, "checkin")
    def _(_connection: Any, record: Any) -> None:
        if what := record.info.pop("committed", None):
            trap.reach(Point(f"{what} after commit"))


def wrote(info: dict[Any, Any], what: str) -> str:
    """A reaction appends, too, but it is hearing all the same."""
    return str(info.get("wrote", what))


def watch_carrier(trap: Trap) -> None:
    class Stumbling(Kafka):
        async def send(self, batch: Sequence[Posted]) -> None:
            trap.reach(Point.UNSENT)
            await super().send(batch)
            trap.reach(Point.SENT)

    process.Kafka = Stumbling  # type: ignore[misc]


def main(number: str, point: str, nth: str, module: str, *words: str) -> None:
    trap = Trap(Point(point), int(nth), signal.Signals[number])
    watch_transactions(trap)
    watch_carrier(trap)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
