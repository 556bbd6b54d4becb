"""Plays entries: sends each command to its desk, as the offices would have done, many at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar
from uuid import UUID

from services.intake import domain as intake
from services.intake.desk import Desk as IntakeDesk
from services.intake.desk import Spoken
from services.sample.entry import Entry
from services.verification import domain as verification
from services.verification.desk import Desk as VerificationDesk
from shared.log.decider import Order, Outcome
from shared.log.inbox import Inbox

Thing = TypeVar("Thing")

AT_ONCE = 16
PATIENCE = 60.0  # seconds that a service may take to hear a step

Progress = Callable[[int], None]
"""Told after each entry how many are done."""


class NotHeard(Exception):
    """A service did not hear a step in time, so what follows from it cannot be sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerks:
    """Who hand in commands, and know when what they lead to was heard."""

    intake_desk: IntakeDesk
    verification_desk: VerificationDesk
    waiters: Mapping[str, Inbox]  # by service
    progress: Progress
    done: Iterator[int] = field(default_factory=lambda: count(1))

    async def found(self, entries: Iterable[Entry]) -> None:
        """Found and change the committees; verification must know the tree before any case."""
        outcomes: list[Outcome] = []
        for wave in waves(entries):
            await side_by_side(wave, lambda entry: self.change(entry, outcomes))
        for outcome in outcomes:
            await self.heard("verification", "intake", outcome)

    async def change(self, entry: Entry, outcomes: list[Outcome]) -> None:
        assert isinstance(entry.command, intake.OrganisationCommand)
        outcomes.append(await self.intake_desk.take(entry.command, order=order_of(entry)))
        self.progress(next(self.done))

    async def work(self, case: Iterable[Entry]) -> None:
        """Send the commands of a case in their order, and wait for what the next ones rest on.

        Verification plans its requests once it heard of the seal, and intake notes the conclusion
        once it heard of that.
        """
        for run in runs(case):
            last = (await self.send(run))[-1]
            match run[-1].command:
                case intake.SealCv():
                    await self.heard("verification", "intake", last)
                case verification.Conclude():
                    await self.heard("intake", "verification", last)
                case _:
                    pass

    async def send(self, run: Sequence[Entry]) -> list[Outcome]:
        """Hand in commands of one desk in one transaction, which saves much of their time."""
        outcomes = await self.hand_in(run)
        for _ in run:
            self.progress(next(self.done))
        return outcomes

    async def hand_in(self, run: Sequence[Entry]) -> list[Outcome]:
        answers, steps = [], []
        for entry in run:
            match entry.command:
                case command if isinstance(command, verification.Command):
                    answers.append((command, order_of(entry), entry.sealed, entry.sides))
                case command if isinstance(command, intake.CaseCommand):
                    spoken = Spoken(sealed=entry.sealed, words=entry.words)
                    steps.append((command, order_of(entry), spoken))
                case _:
                    raise AssertionError(f"{entry.command} is not about a case")
        if answers:
            return await self.verification_desk.take_all(answers)
        return await self.intake_desk.take_all(steps)

    async def heard(self, service: str, source: str, outcome: Outcome) -> None:
        """Return when `service` heard of it; raises NotHeard."""
        inbox = self.waiters[service]
        if not await inbox.wait_for(source, outcome.stream, outcome.version, within=PATIENCE):
            raise NotHeard(f"{service} did not hear of {outcome.stream} within {PATIENCE:.0f} s")


async def play(
    entries: Iterable[Entry],
    *,
    intake_desk: IntakeDesk,
    verification_desk: VerificationDesk,
    waiters: Mapping[str, Inbox],
    progress: Progress,
) -> None:
    """Send all `entries`; those that were sent before, in whole or in part, change nothing.

    `waiters` are the inboxes of intake and verification. The entries of a case follow one another;
    cases run side by side, in the order of their first moments.
    Raises NotHeard, and whatever a desk raises.
    """
    clerks = Clerks(
        intake_desk=intake_desk,
        verification_desk=verification_desk,
        waiters=waiters,
        progress=progress,
    )
    founding, cases = parted(entries)
    await clerks.found(founding)
    await side_by_side(cases, clerks.work)


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
        if run and asks(entry) != asks(run[-1]):
            yield run
            run = []
        run.append(entry)
        if isinstance(entry.command, intake.SealCv | verification.Conclude):
            yield run
            run = []
    if run:
        yield run


def asks(entry: Entry) -> bool:
    """Whether it is for the desk of verification."""
    return isinstance(entry.command, verification.Command)


def order_of(entry: Entry) -> Order:
    return Order(command_id=entry.key, office=entry.office, at=entry.at)


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


def parted(entries: Iterable[Entry]) -> tuple[list[Entry], list[list[Entry]]]:
    """The entries about committees, and those of each case in the order of their beginning."""
    founding: list[Entry] = []
    cases: dict[UUID, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.command, intake.OrganisationCommand):
            founding.append(entry)
        else:
            cases.setdefault(entry.stream, []).append(entry)
    return founding, list(cases.values())
