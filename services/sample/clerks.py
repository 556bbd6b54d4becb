"""Who hand in the commands of the sample, each at its desk, and wait for what follows from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import assert_never

from services.intake import domain as intake
from services.intake.desk import Desk as IntakeDesk
from services.intake.desk import Spoken
from services.intake.domain import ErasePerson
from services.intake.domain.office_commands import OfficeCommand
from services.sample.entry import Entry
from services.sample.ordering import Kind, kind, runs, side_by_side, waves
from services.sample.papers import AttachPage, PageCommand, WithdrawPage
from services.verification import domain as verification
from services.verification.desk import Desk as VerificationDesk
from shared.events.scan import ScanAttached
from shared.events.stage import Stage
from shared.events.terms import CaseId, PersonId, ScanId
from shared.log.decider import Order, Outcome
from shared.log.inbox import Inbox
from shared.people.vault import Field, Sealed, Sides
from shared.web.clock import PROVINCE

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
    pages: dict[tuple[CaseId, Stage], ScanId] = field(default_factory=dict)

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
        match kind(run[-1]):
            case Kind.ANSWER:
                return await self.verification_desk.take_all(list(answers(run)))
            case Kind.PAGE:
                return [await self.file_away(entry) for entry in run]
            case Kind.STEP:
                return await self.intake_desk.take_all(list(steps(run)))

    async def file_away(self, entry: Entry) -> Outcome:
        """A page is attached to the dossier as it lies there, or withdrawn from it."""
        scans, order, command = self.intake_desk.scans, order_of(entry), entry.command
        assert isinstance(command, PageCommand)
        file = await self.intake_desk.file(
            command.case_id, office=entry.office, today=entry.at.astimezone(PROVINCE).date()
        )
        match command:
            case AttachPage(stage=stage, content=content):
                outcome = await scans.attach(file, stage, content, claimed=None, order=order)
                for step in outcome.steps:
                    assert isinstance(step.event, ScanAttached)
                    self.pages[command.case_id, stage] = step.event.scan_id
                return outcome
            case WithdrawPage(stage=stage, reason=reason):
                page = self.pages[command.case_id, stage]
                return await scans.withdraw(file, page, reason, order=order)
            case _:
                assert_never(command)

    async def attend(self, entries: Iterable[Entry]) -> None:
        """Appoint users and erase persons, one after another."""
        for entry in entries:
            order = order_of(entry)
            match entry.command:
                case ErasePerson() as command:
                    await self.intake_desk.own_files.erase(command, order=order)
                case command:
                    assert isinstance(command, OfficeCommand)
                    name = entry.sealed.get(PersonId(command.user_id), {}).get(Field.USER_NAME)
                    await self.intake_desk.offices.take(command, order=order, name=name)
            self.progress(next(self.done))

    async def heard(self, service: str, source: str, outcome: Outcome) -> None:
        """Return when `service` heard of it; raises NotHeard."""
        inbox = self.waiters[service]
        if not await inbox.wait_for(source, outcome.stream, outcome.version, within=PATIENCE):
            raise NotHeard(f"{service} did not hear of {outcome.stream} within {PATIENCE:.0f} s")


def answers(
    run: Iterable[Entry],
) -> Iterator[tuple[verification.Command, Order, Sealed, Sides | None]]:
    for entry in run:
        assert isinstance(entry.command, verification.Command)
        yield entry.command, order_of(entry), entry.sealed, entry.sides


def steps(run: Iterable[Entry]) -> Iterator[tuple[intake.CaseCommand, Order, Spoken]]:
    for entry in run:
        assert isinstance(entry.command, intake.CaseCommand)
        yield entry.command, order_of(entry), Spoken(sealed=entry.sealed, words=entry.words)


def order_of(entry: Entry) -> Order:
    return Order(command_id=entry.key, office=entry.office, at=entry.at)
