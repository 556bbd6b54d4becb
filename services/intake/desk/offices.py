"""The desk of users and offices: who administers them, who is told of them, whom one is."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake import records
from services.intake.desk.numbers import name_decisions
from services.intake.desk.recorder import LEDGER
from services.intake.desk.rights import check, day
from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
    RegisterUser,
    UnblockUser,
)
from services.intake.domain.offices import Appointment, decide_user
from services.intake.domain.user import User, evolve_user, stranger
from services.intake.records import Directory, UserRow
from shared.events.step import Step
from shared.events.terms import CommitteeId, CommitteeType, PersonId, UserId
from shared.law.refusal import Refused
from shared.law.rules import rule_set
from shared.log.bell import Bell
from shared.log.decider import Decider, Order, Outcome, attempt, execute, fingerprint
from shared.people.access import Action, Office, may
from shared.people.vault import Erased, Field, Sealed, Vault
from shared.web.problem import Forbidden, NotFound

USERS: Decider[OfficeCommand, User, Appointment] = Decider(
    initial=stranger, decide=decide_user, evolve=evolve_user
)
LONGEST_NAME = 200
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('ketnap.administrator', 0))")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFile:
    """What stands in the ledger about one user."""

    user_id: UserId
    user: User
    steps: Sequence[Step]

    @property
    def version(self) -> int:
        return len(self.steps)


class OfficeDesk:
    """Takes every command about users; names are in the vault, and opening them is noted."""

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        bell: Bell,
        vault: Vault,
        fingerprint_key: bytes,
        directory: Directory,
    ) -> None:
        self._engine = engine
        self._bell = bell
        self._vault = vault
        self._fingerprint_key = fingerprint_key
        self._directory = directory

    async def take(
        self, command: OfficeCommand, *, order: Order, name: str | None = None
    ) -> Outcome:
        """Decide, seal and append; raises Forbidden, and whatever `execute` raises."""

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            await self._permit(connection, command, order=order)
            return await self._record(connection, command, order=order, name=name)

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def welcome(self, user_id: UserId, name: str, *, order: Order) -> Outcome:
        """Whoever signs in is known from then on, by the newest name that the issuer tells."""
        outcome = await self._register(user_id, name, order=order)
        if name and not outcome.steps:
            with suppress(Erased):  # whoever was forgotten stays so, and may work on
                await self._vault.seal(sealed_of(user_id, name))
        return outcome

    async def first_administrator(
        self, user_id: UserId, name: str | None, command: GiveOffice, *, order: Order
    ) -> Outcome:
        """Give the first office by which offices are given; Refused once somebody holds one."""
        await self._register(user_id, name, order=order)

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            await connection.execute(ONE_AT_A_TIME)
            if await records.administered(connection):
                raise Refused("administered_already")
            return await self._record(connection, command, order=order, name=None)

        own = Order(command_id=PersonId(user_id), office=order.office, at=order.at)
        outcome = await attempt(self._engine, work, order=own)
        self._bell.ring()
        return outcome

    async def _register(self, user_id: UserId, name: str | None, *, order: Order) -> Outcome:
        """Whoever the issuer vouches for is registered without anybody's leave."""
        command = RegisterUser(user_id=user_id, registered_on=day(order))

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            return await self._record(connection, command, order=order, name=name)

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def users(self, *, office: Office, today: date) -> Sequence[UserRow]:
        """Who holds an office in the area, and who holds none anywhere; raises Forbidden."""
        check(office, Action.ADMINISTER_OFFICES, [office.committee_id])
        async with self._engine.connect() as connection:
            return await records.users_in_area(connection, office.committee_id, on=today)

    async def user(self, user_id: UserId, *, office: Office, today: date) -> UserFile:
        """Everything about a user; raises Forbidden, and NotFound to who administers offices."""
        async with self._engine.connect() as connection:
            file = await self._file(connection, user_id)
            lines = await self._lines(connection, file.user, today=today)
        own = [office.committee_id]
        if not any(may(office, Action.ADMINISTER_OFFICES, line) for line in (lines or [own])):
            raise Forbidden(Action.ADMINISTER_OFFICES, office)
        if file.user.registered_on is None:
            raise NotFound(user_id)
        return file

    async def names(
        self, users: Collection[UserId], *, office: Office, reason: str
    ) -> Mapping[UserId, str]:
        """What users are called, from the vault: one entry a call."""
        persons = {PersonId(user): user for user in users}
        opened = await self._vault.open(
            list(persons), fields=[Field.USER_NAME], office=office, reason=reason
        )
        return {
            persons[person]: values[Field.USER_NAME]
            for person, values in opened.items()
            if Field.USER_NAME in values
        }

    async def _record(
        self, connection: AsyncConnection, command: OfficeCommand, *, order: Order, name: str | None
    ) -> Outcome:
        sealed = sealed_of(command.user_id, name) if name else {}

        acting = order.office.committee_id
        above = await self._directory.line(connection, acting, on=day(order))
        level = next((place.type for place in above.places), None)

        async def given(_: User) -> Appointment:
            return await self._given(connection, command, order=order)

        async def settle(steps: Sequence[Step]) -> None:
            await name_decisions(connection, steps, acting=acting, level=level)
            await self._vault.seal(sealed)

        return await execute(
            connection,
            LEDGER,
            USERS,
            command.user_id,
            command,
            order=order,
            fingerprint=fingerprint(self._fingerprint_key, command, {}),
            rule_set=rule_set(day(order)),
            given=given,
            settle=settle,
        )

    async def _given(
        self, connection: AsyncConnection, command: OfficeCommand, *, order: Order
    ) -> Appointment:
        level: CommitteeType | None = None
        holder = stranger
        if isinstance(command, GiveOffice | NameSubstitute):
            line = await self._directory.line(connection, command.committee_id, on=command.from_on)
            if line.ids[:1] == (command.committee_id,):
                level = line.places[0].type
        if isinstance(command, NameSubstitute):
            holder = (await self._file(connection, command.instead_of)).user
        return Appointment(
            today=day(order), acting=order.office.user_id, level=level, holder=holder
        )

    async def _permit(
        self, connection: AsyncConnection, command: OfficeCommand, *, order: Order
    ) -> None:
        """Raise Forbidden unless the office may decide about all offices that this concerns."""
        office, own = order.office, [order.office.committee_id]
        match command:
            case RegisterUser():
                check(office, Action.ADMINISTER_OFFICES, own)
            case GiveOffice() | EndOffice() | NameSubstitute() | EndSubstitution():
                committee_id = command.committee_id
                above = await self._directory.line(connection, committee_id, on=day(order))
                check(office, Action.ADMINISTER_OFFICES, above.ids or (committee_id,))
            case BlockUser() | UnblockUser():
                user = (await self._file(connection, command.user_id)).user
                for line in [own, *await self._lines(connection, user, today=day(order))]:
                    check(office, Action.ADMINISTER_OFFICES, line)

    async def _lines(
        self, connection: AsyncConnection, user: User, *, today: date
    ) -> list[Sequence[CommitteeId]]:
        """The way up from each committee for which the user may act, now or later."""
        found: list[Sequence[CommitteeId]] = []
        for committee_id in sorted(user.committees_from(today)):
            line = await self._directory.line(connection, committee_id, on=today)
            found.append(line.ids or (committee_id,))
        return found

    async def _file(self, connection: AsyncConnection, user_id: UserId) -> UserFile:
        steps = await LEDGER.history(connection, user_id)
        user = reduce(evolve_user, (step.event for step in steps), stranger)
        return UserFile(user_id=user_id, user=user, steps=steps)


def sealed_of(user_id: UserId, name: str) -> Sealed:
    """The name on its way into the vault, in one line."""
    return {PersonId(user_id): {Field.USER_NAME: " ".join(name.split())[:LONGEST_NAME]}}
