"""What a person may ask for: all that is kept, who looked at it, and that it be erased."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.intake import records
from services.intake.desk.recorder import LEDGER
from services.intake.desk.rights import check
from services.intake.domain import evolve, initial
from services.intake.domain.erasure import (
    ErasePerson,
    Person,
    decide_erasure,
    evolve_person,
    somebody,
)
from services.intake.records import CaseRow, Directory
from shared.events.terms import NamedPerson, PersonId
from shared.log.bell import Bell
from shared.log.decider import Decider, Order, Outcome, attempt, execute, fingerprint
from shared.people.access import Action, Office
from shared.people.vault import Field, Vault
from shared.people.vault.erasure import Erasure
from shared.people.vault.held import Opening
from shared.web.clock import PROVINCE
from shared.web.problem import NotFound

DECIDER: Decider[ErasePerson, Person, date] = Decider(
    initial=somebody, decide=decide_erasure, evolve=evolve_person
)
RULE_SET = "erasure"  # Law 91/2025; it has no versions yet


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """All that is kept about a person, in whatever table, and everybody who was shown it."""

    person_id: PersonId
    values: Mapping[Field, str]
    held: Mapping[str, int]  # rows by table of the vault
    cases: Sequence[CaseRow]
    named: Sequence[NamedPerson]  # in the CVs of these cases
    openings: Sequence[Opening]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was ordered, and what went."""

    person: Person
    erasure: Erasure


class OwnFiles:
    """For the board of the province, which answers to persons; an auditor may read."""

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        bell: Bell,
        vault: Vault,
        directory: Directory,
        fingerprint_key: bytes,
    ) -> None:
        self._engine = engine
        self._bell = bell
        self._vault = vault
        self._directory = directory
        self._fingerprint_key = fingerprint_key

    async def file(self, person_id: PersonId, *, office: Office, today: date) -> OwnFile:
        """Everything about a person, once it is noted; raises Forbidden, NotFound."""
        await self.permit(office, Action.READ_OWN_FILE, on=today)
        async with self._engine.connect() as connection:
            cases = await records.cases_of(connection, [person_id], on=today)
            named = await named_in(connection, cases)
        if not await self._vault.knows(person_id):
            raise NotFound(person_id)
        opened = await self._vault.open(
            [person_id], fields=list(Field), office=office, reason="own file"
        )
        return OwnFile(
            person_id=person_id,
            values=opened.get(person_id, {}),
            held=await self._vault.held(person_id),
            cases=cases,
            named=[one for one in named if one.person_id != person_id],
            openings=await self._vault.openings(person_id),
        )

    async def erase(self, command: ErasePerson, *, order: Order) -> tuple[Outcome, Proof]:
        """Record it, then forget the person at once; raises Forbidden, NotFound, Refused.

        Whoever is cut off between the two need do nothing: the step is heard, and done again.
        """
        today = order.at.astimezone(PROVINCE).date()
        await self.permit(order.office, Action.ERASE_PERSON, on=today)
        if not await self._vault.knows(command.person_id):
            raise NotFound(command.person_id)

        async def given(_: Person) -> date:
            return today

        async def work(connection: AsyncConnection, order: Order) -> Outcome:
            return await execute(
                connection,
                LEDGER,
                DECIDER,
                command.person_id,
                command,
                order=order,
                fingerprint=fingerprint(self._fingerprint_key, command, {}),
                rule_set=RULE_SET,
                given=given,
            )

        outcome = await attempt(self._engine, work, order=order)
        erasure = await self._vault.erase(command.person_id)
        self._bell.ring()
        return outcome, Proof(person=await self._person(command.person_id), erasure=erasure)

    async def forget(self, person_id: PersonId) -> None:
        """What a heard erasure leads to: all is gone, however often it is heard."""
        await self._vault.erase(person_id)

    async def proof(self, person_id: PersonId, *, office: Office, today: date) -> Proof | None:
        """The proof of an erasure, None where the person was not erased; raises Forbidden."""
        await self.permit(office, Action.READ_OWN_FILE, on=today)
        erasures = await self._vault.erasures([person_id])
        if person_id not in erasures:
            return None
        return Proof(person=await self._person(person_id), erasure=erasures[person_id])

    async def permit(self, office: Office, action: Action, *, on: date) -> None:
        """Raise Forbidden unless the office is one of the committee on top: of the province.

        Copies about a person may lie anywhere below, so who answers for one must see them all.
        """
        async with self._engine.connect() as connection:
            line = await self._directory.line(connection, office.committee_id, on=on)
        check(office, action, line.ids[-1:])

    async def _person(self, person_id: PersonId) -> Person:
        async with self._engine.connect() as connection:
            steps = await LEDGER.history(connection, person_id)
        return reduce(evolve_person, (step.event for step in steps), somebody)


async def named_in(connection: AsyncConnection, cases: Sequence[CaseRow]) -> list[NamedPerson]:
    """Everybody whom the CVs of these cases name, each once."""
    named: dict[PersonId, NamedPerson] = {}
    for row in cases:
        steps = await LEDGER.history(connection, row.case_id)
        case = reduce(evolve, (step.event for step in steps), initial)
        named |= {one.person_id: one for one in case.persons}
    return list(named.values())
