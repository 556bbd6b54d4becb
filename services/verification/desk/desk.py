"""Takes every command: asks the policy, reads what a decision needs, decides, seals, appends."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.verification import records
from services.verification.desk.file import LEDGER, File, asked_line, left_file, open_file
from services.verification.desk.given import given_for
from services.verification.desk.numbers import give_numbers
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
from shared.events import Event
from shared.events.crosscheck import DiscrepancyOpened, FieldChecked
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, PersonId, Relation, RequestId
from shared.law.refusal import Refused
from shared.law.rules import rule_set
from shared.log.bell import Bell
from shared.log.decider import Decider, Order, Outcome, attempt, execute, fingerprint
from shared.people.access import Action, Office, may
from shared.people.vault import Compared, Erased, Field, Sealed, Sides, Vault
from shared.web.problem import Forbidden

VERIFICATIONS: Decider[Command, Verification, Given] = Decider(
    initial=initial, decide=decide, evolve=evolve
)
NOTHING_SEALED: Sealed = {}
NOBODY = UUID(int=0)
LONGEST_LIST = 100
"""How many requests or cases a list shows; the oldest come first."""

IDENTITY = (Field.NAME, Field.BORN_ON, Field.BIRTH_YEAR, Field.USER_NAME)
"""By what the asked committee recognises a person, and what a user is called."""


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
        self._compared = Compared(vault)
        self._fingerprint_key = fingerprint_key

    async def take(
        self,
        command: Command,
        *,
        order: Order,
        sealed: Sealed = NOTHING_SEALED,
        sides: Sides | None = None,
    ) -> Outcome:
        """Decide, append and seal; raises Forbidden, NotFound, and whatever `execute` raises."""

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            await allow(connection, command, order)
            return await self.react(connection, command, order=order, sealed=sealed, sides=sides)

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def take_all(
        self, handed: Sequence[tuple[Command, Order, Sealed, Sides | None]]
    ) -> list[Outcome]:
        """Several commands in one transaction: all are recorded or none.

        Raises what `take` does, and Conflict where somebody else was faster.
        """
        outcomes = []
        async with self._engine.begin() as connection:
            for command, order, sealed, sides in handed:
                await allow(connection, command, order)
                outcomes.append(
                    await self.react(connection, command, order=order, sealed=sealed, sides=sides)
                )
        self._bell.ring()
        return outcomes

    async def react(
        self,
        connection: AsyncConnection,
        command: Command,
        *,
        order: Order,
        sealed: Sealed = NOTHING_SEALED,
        sides: Sides | None = None,
    ) -> Outcome:
        """The same in the caller's transaction, where no office asks but a step that was heard."""

        judged: list[Verification] = []

        async def known(state: Verification) -> Given:
            judged.append(state)
            return await given_for(connection, command, state, order=order, sides=sides)

        async def settle(steps: Sequence[Step]) -> None:
            acting = order.office.committee_id
            await give_numbers(connection, steps, state=judged[0], acting=acting)
            await self._seal(sealed, [step.event for step in steps], sides)

        return await execute(
            connection,
            LEDGER,
            VERIFICATIONS,
            command.case_id,
            command,
            order=order,
            fingerprint=fingerprint(self._fingerprint_key, command, words(sealed, sides)),
            rule_set=rule_set(day_of(command)),
            given=known,
            settle=settle,
        )

    async def _seal(self, sealed: Sealed, made: Sequence[Event], sides: Sides | None) -> None:
        """Put the values away; raises Refused where somebody was erased."""
        try:
            await self._vault.seal(sealed)
            for matter, person in compared_in(made):
                if sides:
                    await self._compared.keep(matter, person, sides)
        except Erased:
            raise Refused("person_erased") from None

    async def file(self, case_id: CaseId, *, office: Office, today: date) -> File:
        """Everything about a case, for the side that asks; raises NotFound, Forbidden.

        For those whom it went away from, everything up to then.
        """
        async with self._engine.connect() as connection:
            file = await open_file(connection, case_id, on=today)
            if may(office, Action.READ_REQUEST, file.line):
                return file
            return await self._left(connection, file, office=office, today=today)

    async def question(
        self, case_id: CaseId, request_id: RequestId, *, office: Office, today: date
    ) -> File:
        """The same for the side that is asked, too; raises NotFound, Forbidden."""
        async with self._engine.connect() as connection:
            file = await open_file(connection, case_id, on=today)
            asked = await asked_line(connection, file.request(request_id), on=today)
            if any(may(office, Action.READ_REQUEST, line) for line in (file.line, asked)):
                return file
            left = await self._left(connection, file, office=office, today=today)
        left.request(request_id)
        return left

    async def _left(
        self, connection: AsyncConnection, file: File, *, office: Office, today: date
    ) -> File:
        left = await left_file(connection, file, office=office, on=today)
        if left is None:
            raise Forbidden(Action.READ_REQUEST, office)
        return left

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

    async def compared(self, file: File, *, office: Office) -> Mapping[UUID, Sides]:
        """Both values of everything that was compared in a case; the vault notes who saw them."""
        state = file.state
        matters: dict[UUID, PersonId] = {id_: one.person_id for id_, one in state.checks.items()}
        matters |= {id_: one.person_id for id_, one in state.discrepancies.items()}
        return await self._compared.open(matters, office=office, reason="verification_compared")

    async def answering(self, *, today: date) -> Sequence[Title]:
        """The committees that can be asked, by name."""
        async with self._engine.connect() as connection:
            return await records.answering(connection, on=today)


def words(sealed: Sealed, sides: Sides | None) -> Mapping[UUID, Mapping[str, str]]:
    """All values for the fingerprint."""
    values: dict[UUID, Mapping[str, str]] = {
        person: {str(field): value for field, value in fields.items()}
        for person, fields in sealed.items()
    }
    return values | ({NOBODY: asdict(sides)} if sides else {})


def compared_in(events: Sequence[Event]) -> Iterator[tuple[UUID, PersonId]]:
    """Under which ids both values of what was just compared are kept."""
    for event in events:
        match event:
            case FieldChecked(check_id=id_, person_id=person):
                yield id_, person
            case DiscrepancyOpened(discrepancy_id=discrepancy, person_id=person):
                yield discrepancy, person
            case _:
                pass
