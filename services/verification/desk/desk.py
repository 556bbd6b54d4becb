"""Takes every command: asks the policy, reads what a decision needs, decides, seals, appends."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.verification import records
from services.verification.desk.file import LEDGER, File, asked_line, open_file
from services.verification.desk.given import given_for
from services.verification.desk.rights import allow, check
from services.verification.domain import (
    Command,
    Given,
    Verification,
    day_of,
    decide,
    evolve,
    initial,
)
from services.verification.records import Asked, Directory, OpenCase, Title
from shared.events.terms import CaseId, CommitteeId, PersonId, Relation, RequestId
from shared.law.rules import rule_set
from shared.log.bell import Bell
from shared.log.decider import Decider, Order, Outcome, attempt, execute, fingerprint
from shared.people.access import Action, Office, may
from shared.people.vault import Field, Sealed, Vault

DECIDER = Decider(initial=initial, decide=decide, evolve=evolve)
NOTHING_SEALED: Sealed = {}
LONGEST_LIST = 100
"""How many requests or cases a list shows; the oldest come first."""

IDENTITY = (Field.NAME, Field.BORN_ON, Field.BIRTH_YEAR)
"""By what the asked committee recognises a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What waits for a committee, the cases for which its area waits for others, who is late."""

    waiting: Sequence[Asked]
    unconcluded: Sequence[OpenCase]
    late: Sequence[Asked]


class Desk:
    """Takes every command of verification, from whoever brings it, and answers its questions."""

    def __init__(
        self, engine: AsyncEngine, *, bell: Bell, vault: Vault, fingerprint_key: bytes
    ) -> None:
        self._engine = engine
        self._bell = bell
        self._vault = vault
        self._fingerprint_key = fingerprint_key

    async def take(
        self, command: Command, *, order: Order, sealed: Sealed = NOTHING_SEALED
    ) -> Outcome:
        """Decide, append and seal; raises Forbidden, NotFound, and whatever `execute` raises."""

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            await allow(connection, command, order)
            return await self.react(connection, command, order=order, sealed=sealed)

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def take_all(self, handed: Sequence[tuple[Command, Order, Sealed]]) -> list[Outcome]:
        """Several commands in one transaction: all are recorded or none.

        Raises what `take` does, and Conflict where somebody else was faster.
        """
        outcomes = []
        async with self._engine.begin() as connection:
            for command, order, sealed in handed:
                await allow(connection, command, order)
                outcomes.append(await self.react(connection, command, order=order, sealed=sealed))
        self._bell.ring()
        return outcomes

    async def react(
        self,
        connection: AsyncConnection,
        command: Command,
        *,
        order: Order,
        sealed: Sealed = NOTHING_SEALED,
    ) -> Outcome:
        """The same in the caller's transaction, where no office asks but a step that was heard."""

        async def known(state: Verification) -> Given:
            return await given_for(connection, command, state, order=order)

        async def put_away() -> None:
            await self._vault.seal(sealed)

        return await execute(
            connection,
            LEDGER,
            DECIDER,
            command.case_id,
            command,
            order=order,
            fingerprint=fingerprint(self._fingerprint_key, command, words(sealed)),
            rule_set=rule_set(day_of(command)),
            given=known,
            seal=put_away,
        )

    async def file(self, case_id: CaseId, *, office: Office, today: date) -> File:
        """Everything about a case, for the side that asks; raises NotFound, Forbidden."""
        async with self._engine.connect() as connection:
            file = await open_file(connection, case_id, on=today)
        check(office, Action.READ_REQUEST, file.line)
        return file

    async def question(
        self, case_id: CaseId, request_id: RequestId, *, office: Office, today: date
    ) -> File:
        """The same for the side that is asked, too; raises NotFound, Forbidden."""
        async with self._engine.connect() as connection:
            file = await open_file(connection, case_id, on=today)
            line = await asked_line(connection, file.request(request_id), on=today)
        if not may(office, Action.READ_REQUEST, file.line):
            check(office, Action.READ_REQUEST, line)
        return file

    async def asked_line(
        self, file: File, request_id: RequestId, *, today: date
    ) -> Sequence[CommitteeId]:
        """The line of the committee that a request asks; nobody's where an agency is asked."""
        async with self._engine.connect() as connection:
            return await asked_line(connection, file.request(request_id), on=today)

    async def named(self, case_id: CaseId) -> Mapping[PersonId, Relation]:
        """Everybody whom the sealed CV names."""
        async with self._engine.connect() as connection:
            return await records.named(connection, case_id)

    async def lists(self, *, office: Office, today: date) -> Lists:
        """What waits for the office's committee, and what its area waits for; raises Forbidden."""
        here = office.committee_id
        async with self._engine.connect() as connection:
            check(office, Action.READ_REQUEST, await records.line(connection, here, on=today))
            waiting = await records.waiting_for(connection, here, on=today, limit=LONGEST_LIST)
            unconcluded = await records.open_in_area(connection, here, on=today, limit=LONGEST_LIST)
            late = await records.late_in_area(connection, here, on=today, limit=LONGEST_LIST)
            return Lists(waiting=waiting, unconcluded=unconcluded, late=late)

    async def directory(self, committees: Collection[CommitteeId], *, today: date) -> Directory:
        """What committees and those directly above them are called today."""
        async with self._engine.connect() as connection:
            return await records.directory(connection, committees, on=today)

    async def persons(
        self, persons: Collection[PersonId], *, office: Office, reason: str
    ) -> Mapping[PersonId, Mapping[Field, str]]:
        """Who persons are, from the vault, which notes who saw whom and why."""
        return await self._vault.open(persons, fields=IDENTITY, office=office, reason=reason)

    async def answering(self, *, today: date) -> Sequence[Title]:
        """The committees that can be asked, by name."""
        async with self._engine.connect() as connection:
            return await records.answering(connection, on=today)


def words(sealed: Sealed) -> Mapping[UUID, Mapping[str, str]]:
    """The same for the fingerprint."""
    return {
        person: {str(field): value for field, value in values.items()}
        for person, values in sealed.items()
    }
