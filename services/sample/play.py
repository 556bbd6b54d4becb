"""Plays entries: sends each command to its desk, as the offices would have done, many at a time."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from uuid import UUID

from services.intake import domain as intake
from services.intake.desk import Desk as IntakeDesk
from services.sample.entry import Entry
from services.verification import domain as verification
from services.verification.desk import Desk as VerificationDesk
from shared.log.decider import Order, Outcome
from shared.log.inbox import Inbox

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
            waiting = iter(wave)
            await side_by_side(lambda: self.record(waiting, outcomes))  # noqa: B023
        for outcome in outcomes:
            await self.heard("verification", "intake", outcome)

    async def record(self, entries: Iterator[Entry], outcomes: list[Outcome]) -> None:
        for entry in entries:
            outcomes.append(await self.send(entry))

    async def work(self, cases: Iterator[Sequence[Entry]]) -> None:
        """Take one case after the other, and send its commands in their order."""
        for case in cases:
            for entry in case:
                await self.send(entry)

    async def send(self, entry: Entry) -> Outcome:
        """Hand in one command and wait for what the next one of its case rests on.

        Verification plans its requests once it heard of the seal, and intake notes the conclusion
        once it heard of that.
        """
        outcome = await self.hand_in(entry)
        match entry.command:
            case intake.SealCv():
                await self.heard("verification", "intake", outcome)
            case verification.Conclude():
                await self.heard("intake", "verification", outcome)
            case _:
                pass
        self.progress(next(self.done))
        return outcome

    async def hand_in(self, entry: Entry) -> Outcome:
        order = Order(command_id=entry.key, office=entry.office, at=entry.at)
        if isinstance(entry.command, verification.Command):
            return await self.verification_desk.take(
                entry.command, order=order, sealed=entry.sealed
            )
        return await self.intake_desk.take(entry.command, order=order, sealed=entry.sealed)

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
    waiting = iter(cases)
    await side_by_side(lambda: clerks.work(waiting))


async def side_by_side(work: Callable[[], Coroutine[None, None, None]]) -> None:
    async with asyncio.TaskGroup() as working:
        for _ in range(AT_ONCE):
            working.create_task(work())


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
