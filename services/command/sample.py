"""`ketnap sample`: load the made-up province, once, and go on where that was interrupted."""

import asyncio
import json as notes
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol, Self

from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere, progress
from services.composed import desks
from services.embedded import running
from services.intake.desk import Desk as IntakeDesk
from services.sample import sample as made_up
from services.sample.play import play
from services.verification.desk import Desk as VerificationDesk
from shared.log.feed import Feed
from shared.service import Service
from shared.web.clock import today

SEED = 208
LOOK = 0.5  # seconds between two looks at how far the services are


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Which sample the folder holds: the same seed and day, or its steps would contradict."""

    seed: int
    today: str
    complete: bool = False

    @classmethod
    def read(cls, data: Path) -> Self:
        file = data / "sample.json"
        if not file.exists():
            return cls(seed=SEED, today=today().isoformat())
        return cls(**notes.loads(file.read_text()))

    def write(self, data: Path) -> None:
        """Whole or not at all, whenever the process ends."""
        draft = data / "sample.json.new"
        draft.write_text(notes.dumps(asdict(self)))
        draft.replace(data / "sample.json")


class Reached(Protocol):
    """A system whose desks are in this process, wherever the rest of it is."""

    @property
    def services(self) -> Mapping[str, Service]: ...
    @property
    def feed(self) -> Feed: ...


def sample(data: Data = DATA, json: Json = False) -> None:
    """Load the sample province through the same commands that a clerk sends.

    Where KETNAP_DATABASE_URL names a database, into that one.
    """
    answer("sample", lambda: examine(data, json=json), data=data, json=json)


async def examine(data: Path, *, json: bool) -> list[Finding]:
    async with reached(data) as system:
        with progress(quiet=json) as bars:
            bar = bars.add_task("sample province", total=None)
            steps = await load(
                system, data, tell=lambda done, of: bars.update(bar, completed=done, total=of)
            )
            await all_heard(system)
    found = f"{steps:,} steps loaded" if steps else "was loaded before"
    return [Finding(what="sample", well=True, found=found)]


def reached(data: Path) -> AbstractAsyncContextManager[Reached]:
    return desks() if elsewhere() else running(data)


async def all_heard(system: Reached) -> None:
    """Wait until every service has heard everything, so that nothing is left for the next start."""
    quiet = 0
    while quiet < 2:  # what was committed just now may not have its position yet
        quiet = 0 if await behind(system) else quiet + 1
        await asyncio.sleep(LOOK)


async def behind(system: Reached) -> bool:
    """Whether some service has not heard what is published."""
    for service in system.services.values():
        for source in service.inbox.sources:
            if await service.inbox.through(source) != await system.feed.head(source):
                return True
    return False


async def load(system: Reached, data: Path, *, tell: Callable[[int, int], None]) -> int:
    """Send what is missing of the sample; how many commands it has, or none if it was complete."""
    note = Note.read(data)
    if note.complete:
        return 0
    note.write(data)
    entries = await asyncio.to_thread(made_up, note.seed, date.fromisoformat(note.today))
    intake, verification = system.services["intake"], system.services["verification"]
    assert isinstance(intake.desk, IntakeDesk)
    assert isinstance(verification.desk, VerificationDesk)
    await play(
        entries,
        intake_desk=intake.desk,
        verification_desk=verification.desk,
        waiters={"intake": intake.inbox, "verification": verification.inbox},
        progress=lambda done: tell(done, len(entries)),
    )
    replace(note, complete=True).write(data)
    return len(entries)
