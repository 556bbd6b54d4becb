"""Which entries of the sample go together, which side by side, and which after one another."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from enum import Enum, auto
from typing import TypeVar
from uuid import UUID

from services.intake import domain as intake
from services.sample.entry import Beside, Entry
from services.sample.papers import PageCommand
from services.verification import domain as verification

Thing = TypeVar("Thing")

AT_ONCE = 8  # fewer than a pool has connections, so that on a slow day nobody waits for one in vain


class Kind(Enum):
    """At which desk an entry about a case is handed in."""

    STEP = auto()
    ANSWER = auto()
    PAGE = auto()


async def side_by_side(things: Iterable[Thing], work: Callable[[Thing], Awaitable[None]]) -> None:
    """Do `work` on each of the things, some at once, taken in their order."""
    waiting = iter(things)

    async def go_on() -> None:
        for thing in waiting:
            await work(thing)

    async with asyncio.TaskGroup() as working:
        for _ in range(AT_ONCE):
            working.create_task(go_on())


def runs(case: Iterable[Entry]) -> Iterator[list[Entry]]:
    """What goes to one desk in one go: up to a step after which the other service has its turn."""
    run: list[Entry] = []
    for entry in case:
        if run and kind(entry) != kind(run[-1]):
            yield run
            run = []
        run.append(entry)
        if isinstance(entry.command, intake.SealCv | verification.Conclude):
            yield run
            run = []
    if run:
        yield run


def kind(entry: Entry) -> Kind:
    match entry.command:
        case command if isinstance(command, verification.Command):
            return Kind.ANSWER
        case command if isinstance(command, PageCommand):
            return Kind.PAGE
        case _:
            return Kind.STEP


def waves(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Runs of changes in their order, none about a committee that another of its run changes."""
    wave: list[Entry] = []
    changed: set[UUID] = set()
    for entry in entries:
        assert isinstance(entry.command, intake.OrganisationCommand)
        if not changed.isdisjoint({entry.stream, intake.other_committee(entry.command)}):
            yield wave
            wave, changed = [], set()
        wave.append(entry)
        changed.add(entry.stream)
    yield wave


def parted(
    entries: Iterable[Entry],
) -> tuple[list[Entry], list[list[Entry]], list[Entry]]:
    """Those about committees, those of each case in the order of their beginning, the others."""
    founding: list[Entry] = []
    cases: dict[UUID, list[Entry]] = {}
    beside: list[Entry] = []
    for entry in entries:
        if isinstance(entry.command, intake.OrganisationCommand):
            founding.append(entry)
        elif isinstance(entry.command, Beside):
            beside.append(entry)
        else:
            cases.setdefault(entry.stream, []).append(entry)
    return founding, list(cases.values()), beside
