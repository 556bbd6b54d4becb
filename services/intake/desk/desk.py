"""The desk: takes every command, from whoever brings it, and answers the questions of offices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake import records
from services.intake.desk.case_file import CommitteeFile, File, departures
from services.intake.desk.offices import OfficeDesk
from services.intake.desk.own_file import OwnFiles
from services.intake.desk.persons import Persons
from services.intake.desk.recorder import LEDGER, Recorder
from services.intake.desk.rights import branch_of, check
from services.intake.desk.scans import ScanDesk
from services.intake.desk.spoken import SILENT, Spoken
from services.intake.domain import (
    CaseCommand,
    Command,
    FromVerification,
    Given,
    evolve,
    evolve_committee,
    initial,
    nobody,
)
from services.intake.records import ALL, TOP, CaseRow, Directory, Line, Place, Title, Wish
from shared.events.stage import Stage
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, PersonId
from shared.log.bell import Bell
from shared.log.decider import Order, Outcome, attempt
from shared.people.access import Action, Office, may
from shared.people.sentences import Sentences
from shared.people.vault import Field, Sealed, Vault
from shared.web.problem import Forbidden, NotFound

LONGEST_LIST = 100
"""How many cases a page of a list shows."""


class Desk:
    """One transaction a command and a bell after it; questions write nothing but openings."""

    def __init__(
        self, engine: AsyncEngine, *, bell: Bell, vault: Vault, fingerprint_key: bytes
    ) -> None:
        self._engine = engine
        self._bell = bell
        self._vault = vault
        self._sentences = Sentences(vault)
        self._directory = Directory(LEDGER)
        self.persons = Persons(engine, vault, self._directory)
        self.own_files = OwnFiles(
            engine,
            bell=bell,
            vault=vault,
            directory=self._directory,
            fingerprint_key=fingerprint_key,
        )
        self._recorder = Recorder(self._directory, vault, fingerprint_key)
        self.scans = ScanDesk(engine, bell=bell, vault=vault, key=fingerprint_key)
        self.offices = OfficeDesk(
            engine,
            bell=bell,
            vault=vault,
            fingerprint_key=fingerprint_key,
            directory=self._directory,
        )

    async def take(
        self,
        command: Command,
        *,
        order: Order,
        sealed: Sealed | None = None,
        words: str | None = None,
    ) -> Outcome:
        """Decide, seal and append; raises Forbidden, NotFound, and whatever `execute` raises.

        `words` say why, about the person of the case.
        """
        spoken = Spoken(sealed=sealed or {}, words=words)

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            return await self._recorder.judge(connection, command, order=order, spoken=spoken)

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def take_all(self, handed: Sequence[tuple[CaseCommand, Order, Spoken]]) -> list[Outcome]:
        """Several commands about cases in one transaction: all are recorded or none.

        Raises what `take` does, and Conflict where somebody else was faster. Committees are not
        changed like this: what is remembered of them must have been committed.
        """
        async with self._engine.begin() as connection:
            outcomes = [
                await self._recorder.judge(connection, command, order=order, spoken=spoken)
                for command, order, spoken in handed
            ]
        self._bell.ring()
        return outcomes

    async def rehearse(self, command: CaseCommand, *, order: Order) -> Sequence[Step]:
        """The steps that `take` would record now; raises as it does, and keeps nothing."""
        async with self._engine.connect() as connection:
            outcome = await self._recorder.judge(connection, command, order=order, spoken=SILENT)
        return outcome.steps

    async def sentences(self, file: File, *, office: Office) -> Mapping[int, str]:
        """Why the steps of a case were taken, in words, by version; the vault notes who asked."""
        opened = await self._sentences.open(file.person_id, office=office, reason="reasons")
        return {
            step.version: words
            for step in file.steps
            if (words := opened.get(step.entry.command_id))
        }

    async def react(
        self, connection: AsyncConnection, command: FromVerification, *, order: Order
    ) -> Outcome:
        """What a heard step leads to, in the transaction that notes it as heard."""
        return await self._recorder.react(connection, command, order=order)

    async def file(self, case_id: CaseId, *, office: Office, today: date) -> File:
        """Everything about a case; raises NotFound, Forbidden.

        For those whom it went away from, everything up to then.
        """
        async with self._engine.connect() as connection:
            steps = await LEDGER.history(connection, case_id)
            case = reduce(evolve, (step.event for step in steps), initial)
            line = await self._directory.line(connection, branch_of(case, case_id), on=today)
            if may(office, Action.READ_CASE, line.ids):
                return await self._file(
                    connection, case_id, steps, line, office=office, today=today
                )
            for branch_id, upto in departures(steps):
                old = await self._directory.line(connection, branch_id, on=today)
                if may(office, Action.READ_CASE, old.ids):
                    then = steps[:upto]
                    file = await self._file(
                        connection, case_id, then, old, office=office, today=today
                    )
                    return replace(file, left=True)
        raise Forbidden(Action.READ_CASE, office)

    async def _file(
        self,
        connection: AsyncConnection,
        case_id: CaseId,
        steps: Sequence[Step],
        line: Line,
        *,
        office: Office,
        today: date,
    ) -> File:
        case = reduce(evolve, (step.event for step in steps), initial)
        decided = [case.decision.decided_by] if case.decision else []
        successors = await self._directory.successors(connection, decided, on=today)
        given = Given(
            today=today, acting=office.committee_id, line=line.places, successors=successors
        )
        return File(case_id=case_id, case=case, steps=steps, given=given)

    async def waiting(
        self,
        *,
        office: Office,
        today: date,
        after: Place = TOP,
        limit: int = LONGEST_LIST,
        wish: Wish = ALL,
    ) -> list[CaseRow]:
        """The cases whose next step is for the office to take; raises Forbidden."""
        check(office, Action.READ_CASE, [office.committee_id])
        async with self._engine.connect() as connection:
            return await records.waiting_for(
                connection, office, on=today, limit=limit, after=after, wish=wish
            )

    async def cases(
        self,
        stages: Collection[Stage],
        *,
        office: Office,
        today: date,
        after: Place = TOP,
        limit: int = LONGEST_LIST,
    ) -> list[CaseRow]:
        """The cases of the office's area that are at one of `stages`; raises Forbidden."""
        here = office.committee_id
        check(office, Action.READ_CASE, [here])
        async with self._engine.connect() as connection:
            return await records.in_area(
                connection, here, stages=stages, on=today, limit=limit, after=after
            )

    async def tree(self, *, office: Office, on: date) -> list[Title]:
        """Every committee as of a day, by name, each with its parent; raises Forbidden."""
        check(office, Action.READ_DIRECTORY, ())
        return await self.choices(on=on)

    async def committee(
        self, committee_id: CommitteeId, *, office: Office, today: date
    ) -> CommitteeFile:
        """Everything about a committee; raises NotFound, Forbidden."""
        check(office, Action.READ_DIRECTORY, ())
        async with self._engine.connect() as connection:
            steps = await LEDGER.history(connection, committee_id)
            committee = reduce(evolve_committee, (step.event for step in steps), nobody)
            if committee.created_on is None:
                raise NotFound(committee_id)
            line = await self._directory.line(connection, committee_id, on=today)
            links = await records.lineage(connection)
        return CommitteeFile(
            committee_id=committee_id,
            committee=committee,
            steps=steps,
            line=line.ids,
            links=links,
        )

    async def choices(self, *, on: date) -> list[Title]:
        """The same, asked by nobody: the directory of committees is public."""
        async with self._engine.connect() as connection:
            return await records.tree(connection, on=on)

    async def titles(
        self, committees: Collection[CommitteeId], *, today: date
    ) -> Mapping[CommitteeId, Title]:
        """What committees are called, and under whom they stand."""
        async with self._engine.connect() as connection:
            return await records.titles(connection, committees, on=today)

    async def names(
        self, persons: Collection[PersonId], *, office: Office, reason: str
    ) -> Mapping[PersonId, str]:
        """Names from the vault, which notes who saw whose and why: one entry a call."""
        opened = await self._vault.open(persons, fields=[Field.NAME], office=office, reason=reason)
        return {
            person: values[Field.NAME] for person, values in opened.items() if Field.NAME in values
        }
