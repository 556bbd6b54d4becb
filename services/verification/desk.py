"""The desk of verification: asks the policy, reads what a decision needs, decides, and appends."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.verification import records
from services.verification.domain import (
    Command,
    Conclude,
    Given,
    PlanRequests,
    RecordPaperReply,
    RecordReply,
    Request,
    Verification,
    day_of,
    decide,
    evolve,
    initial,
)
from services.verification.records import Asked, Directory, OpenCase
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, PersonId, Relation, RequestId
from shared.law.rules import rule_set
from shared.log.bell import Bell
from shared.log.decider import Decider, Order, Outcome, attempt, execute, fingerprint
from shared.log.ledger import Ledger
from shared.people.access import Action, Office, may
from shared.people.vault import Field, Vault
from shared.web.clock import PROVINCE
from shared.web.problem import Forbidden, NotFound

LEDGER = Ledger("verification")
DECIDER = Decider(initial=initial, decide=decide, evolve=evolve)
LONGEST_LIST = 100
"""How many requests or cases a list shows; the oldest come first."""

IDENTITY = (Field.NAME, Field.BORN_ON, Field.BIRTH_YEAR)
"""By what the asked committee recognises a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What stands in the ledger about one case, and the line of its branch as of a day."""

    case_id: CaseId
    state: Verification
    steps: Sequence[Step]
    line: Sequence[CommitteeId]

    @property
    def version(self) -> int:
        return len(self.steps)

    @property
    def applicants(self) -> list[PersonId]:
        """Whose CV it is: one person, where the CV names him or her."""
        asked = self.state.requests.values()
        return [one.person_id for one in asked if one.relation is Relation.APPLICANT]

    def request(self, request_id: RequestId) -> Request:
        """The request; raises NotFound."""
        if request_id not in self.state.requests:
            raise NotFound(request_id)
        return self.state.requests[request_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What waits for a committee, and the cases for which its area waits for others."""

    waiting: Sequence[Asked]
    unconcluded: Sequence[OpenCase]


class Desk:
    """Takes every command of verification, from whoever brings it, and answers its questions."""

    def __init__(
        self, engine: AsyncEngine, *, bell: Bell, vault: Vault, fingerprint_key: bytes
    ) -> None:
        self._engine = engine
        self._bell = bell
        self._vault = vault
        self._fingerprint_key = fingerprint_key

    async def take(self, command: Command, *, order: Order) -> Outcome:
        """Decide and append; raises Forbidden, NotFound, and whatever `execute` raises."""

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            await allow(connection, command, order)
            return await self.react(connection, command, order=order)

        outcome = await attempt(self._engine, work, order=order)
        self._bell.ring()
        return outcome

    async def react(
        self, connection: AsyncConnection, command: Command, *, order: Order
    ) -> Outcome:
        """The same in the caller's transaction, where no office asks but a step that was heard."""
        given = Given(today=day(order))

        async def known(_: Verification) -> Given:
            return given

        return await execute(
            connection,
            LEDGER,
            DECIDER,
            command.case_id,
            command,
            order=order,
            fingerprint=fingerprint(self._fingerprint_key, command, {}),
            rule_set=rule_set(day_of(command)),
            given=known,
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
            addressee = file.request(request_id).addressee_id
            line = await records.line(connection, addressee, on=today)
        if not may(office, Action.READ_REQUEST, file.line):
            check(office, Action.READ_REQUEST, line)
        return file

    async def lists(self, *, office: Office, today: date) -> Lists:
        """What waits for the office's committee, and what its area waits for; raises Forbidden."""
        here = office.committee_id
        async with self._engine.connect() as connection:
            check(office, Action.READ_REQUEST, await records.line(connection, here, on=today))
            waiting = await records.waiting_for(connection, here, on=today, limit=LONGEST_LIST)
            unconcluded = await records.open_in_area(connection, here, on=today, limit=LONGEST_LIST)
            return Lists(waiting=waiting, unconcluded=unconcluded)

    async def directory(self, committees: Collection[CommitteeId], *, today: date) -> Directory:
        """What committees and those directly above them are called today."""
        async with self._engine.connect() as connection:
            return await records.directory(connection, committees, on=today)

    async def persons(
        self, persons: Collection[PersonId], *, office: Office, reason: str
    ) -> Mapping[PersonId, Mapping[Field, str]]:
        """Who persons are, from the vault, which notes who saw whom and why."""
        return await self._vault.open(persons, fields=IDENTITY, office=office, reason=reason)


async def allow(connection: AsyncConnection, command: Command, order: Order) -> None:
    """Raise unless it is the asked side that replies, or the asking side that concludes."""
    if isinstance(command, PlanRequests):
        raise Forbidden(Action.CONCLUDE, order.office)
    file = await open_file(connection, command.case_id, on=day(order))
    match command:
        case RecordReply(request_id=request_id):
            addressee = file.request(request_id).addressee_id
            line = await records.line(connection, addressee, on=day(order))
            check(order.office, Action.REPLY, line)
        case RecordPaperReply() | Conclude():
            check(order.office, Action.CONCLUDE, file.line)
        case _:
            assert_never(command)


def check(office: Office, action: Action, line: Sequence[CommitteeId]) -> None:
    if not may(office, action, line):
        raise Forbidden(action, office)


async def open_file(connection: AsyncConnection, case_id: CaseId, *, on: date) -> File:
    """What the ledger holds about a case; raises NotFound where nobody was asked about it."""
    steps = await LEDGER.history(connection, case_id)
    state = reduce(evolve, (step.event for step in steps), initial)
    if state.branch_id is None:
        raise NotFound(case_id)
    line = await records.line(connection, state.branch_id, on=on)
    return File(case_id=case_id, state=state, steps=steps, line=line)


def day(order: Order) -> date:
    """The day of an order on the calendar of the province."""
    return order.at.astimezone(PROVINCE).date()
