"""Records a command in the caller's transaction: the policy first, then what `decide` needs."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.desk.needs import judges_age, named_by
from services.intake.desk.neighbours import given_for, permit
from services.intake.desk.numbers import give_numbers, name_decisions
from services.intake.desk.rights import branch_of, check_command, day
from services.intake.desk.spoken import SILENT, Sealer, Spoken
from services.intake.domain import (
    CancelDecision,
    Case,
    CaseCommand,
    Command,
    Committee,
    CorrectStep,
    DeclareCv,
    Departing,
    FromVerification,
    Given,
    ListProspect,
    OrganisationCommand,
    Place,
    day_of,
    decide,
    decide_committee,
    evolve,
    evolve_committee,
    initial,
    nobody,
)
from services.intake.domain.issuing import level_of
from services.intake.records import Directory, Line
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, PersonId
from shared.law.rules import rule_set
from shared.log.decider import (
    Decider,
    KeyReused,
    MovedOn,
    Order,
    Outcome,
    execute,
    fingerprint,
)
from shared.log.ledger import Ledger
from shared.people.access import Office
from shared.people.vault import Field, Vault

LEDGER = Ledger("intake")
CASES: Decider[CaseCommand, Case, Given] = Decider(initial=initial, decide=decide, evolve=evolve)
COMMITTEES: Decider[OrganisationCommand, Committee, Given] = Decider(
    initial=nobody, decide=decide_committee, evolve=evolve_committee
)


class Recorder:
    """What the desk does within one transaction, at the fewest round trips."""

    def __init__(self, directory: Directory, vault: Vault, fingerprint_key: bytes) -> None:
        self._directory = directory
        self._vault = vault
        self._sealer = Sealer(vault)
        self._fingerprint_key = fingerprint_key

    async def judge(
        self, connection: AsyncConnection, command: Command, *, order: Order, spoken: Spoken
    ) -> Outcome:
        """Decide, seal and append; raises Forbidden, NotFound, and whatever `execute` raises.

        Who may not act learns nothing, not even that the case has moved on.
        """
        try:
            outcome = await self._record(connection, command, order=order, spoken=spoken)
        except (KeyReused, MovedOn):
            await self._allow(connection, command, order=order)
            raise
        if outcome.repeated:
            await self._allow(connection, command, order=order)
        return outcome

    async def react(
        self, connection: AsyncConnection, command: FromVerification, *, order: Order
    ) -> Outcome:
        """The same where no office asks but a step that was heard."""
        given = Given(today=day(order), acting=order.office.committee_id)

        async def known(_: Case) -> Given:
            return given

        return await self._record_case(connection, command, order=order, given=known, spoken=SILENT)

    async def _record(
        self, connection: AsyncConnection, command: Command, *, order: Order, spoken: Spoken
    ) -> Outcome:
        if isinstance(command, OrganisationCommand):
            return await self._record_committee(connection, command, order=order)
        case_command = command

        async def given(case: Case) -> Given:
            return await self._given(connection, case_command, case=case, order=order)

        return await self._record_case(
            connection, case_command, order=order, given=given, spoken=spoken
        )

    async def _allow(self, connection: AsyncConnection, command: Command, *, order: Order) -> None:
        if isinstance(command, OrganisationCommand):
            await permit(connection, self._directory, command, order=order)
            return
        case = await self._case(connection, command.case_id)
        await self._permit_case(connection, command, case=case, order=order)

    async def _record_case(
        self,
        connection: AsyncConnection,
        command: CaseCommand,
        *,
        order: Order,
        given: Callable[[Case], Awaitable[Given]],
        spoken: Spoken,
    ) -> Outcome:
        judged: list[tuple[Case, Given]] = []

        async def known(case: Case) -> Given:
            judged.append((case, await given(case)))
            return judged[0][1]

        async def settle(steps: Sequence[Step]) -> None:
            case, found = judged[0]
            await give_numbers(connection, steps, case=case, given=found)
            about = [case.person_id] if case.person_id else []
            await self._sealer.seal(spoken, command, about=about, order=order)

        return await execute(
            connection,
            LEDGER,
            CASES,
            command.case_id,
            command,
            order=order,
            fingerprint=fingerprint(self._fingerprint_key, command, spoken.values),
            rule_set=rule_set(day_of(command)),
            given=known,
            settle=settle,
        )

    async def _given(
        self, connection: AsyncConnection, command: CaseCommand, *, case: Case, order: Order
    ) -> Given:
        line = await self._permit_case(connection, command, case=case, order=order)
        born_on, unknown = None, frozenset[CommitteeId]()
        if judges_age(command, case) and case.person_id:
            born_on = await self._born_on(case.person_id, order.office)
        if isinstance(command, DeclareCv):
            asked = {person.committee_id for person in command.persons}
            unknown = await self._directory.unknown(connection, asked, on=command.declared_on)
        followed = initial
        if isinstance(command, ListProspect) and command.follows:
            followed = await self._case(connection, command.follows)
        named = named_by(command, case)
        return Given(
            today=day(order),
            acting=order.office.committee_id,
            line=line.places,
            line_then=await self._line_then(connection, command, case),
            there=await self._there(connection, command),
            relied_on=line.relied_on,
            born_on=born_on,
            unknown=unknown,
            followed=followed,
            successors=await self._directory.successors(connection, named, on=day_of(command)),
        )

    async def _there(self, connection: AsyncConnection, command: CaseCommand) -> tuple[Place, ...]:
        """The line of the branch that a case moves to, on the day of the move."""
        if not isinstance(command, Departing):
            return ()
        on = day_of(command)
        return (await self._directory.line(connection, command.branch_id, on=on)).places

    async def _line_then(
        self, connection: AsyncConnection, command: CaseCommand, case: Case
    ) -> tuple[Place, ...]:
        """Where the case lay on the day that a correction gives to its step."""
        if not isinstance(command, CorrectStep) or command.day is None:
            return ()
        branch_id = branch_of(case, command.case_id)
        return (await self._directory.line(connection, branch_id, on=command.day)).places

    async def _case(self, connection: AsyncConnection, case_id: CaseId) -> Case:
        steps = await LEDGER.history(connection, case_id)
        return reduce(evolve, (step.event for step in steps), initial)

    async def _permit_case(
        self, connection: AsyncConnection, command: CaseCommand, *, case: Case, order: Order
    ) -> Line:
        """The line of the branch on the day of the step; raises NotFound, Forbidden."""
        match command:
            case ListProspect(branch_id=branch_id):
                pass
            case _:
                branch_id = branch_of(case, command.case_id)
        line = await self._directory.line(connection, branch_id, on=day_of(command))
        issuer = named_by(command, case) if isinstance(command, CancelDecision) else ()
        check_command(order.office, command, (*(line.ids or (branch_id,)), *issuer))
        return line

    async def _born_on(self, person: PersonId, office: Office) -> date | None:
        opened = await self._vault.open(
            [person], fields=[Field.BORN_ON], office=office, reason="age rule"
        )
        born_on = opened.get(person, {}).get(Field.BORN_ON)
        return date.fromisoformat(born_on) if born_on else None

    async def _record_committee(
        self, connection: AsyncConnection, command: OrganisationCommand, *, order: Order
    ) -> Outcome:
        judged: list[Given] = []

        async def given(_: Committee) -> Given:
            judged.append(await given_for(connection, self._directory, command, order=order))
            return judged[0]

        async def settle(steps: Sequence[Step]) -> None:
            acting = order.office.committee_id
            level = level_of(acting, judged[0])
            await name_decisions(connection, steps, acting=acting, level=level)

        return await execute(
            connection,
            LEDGER,
            COMMITTEES,
            command.committee_id,
            command,
            order=order,
            fingerprint=fingerprint(self._fingerprint_key, command, {}),
            rule_set=rule_set(day(order)),
            given=given,
            settle=settle,
        )
