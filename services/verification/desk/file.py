"""What the ledger holds about a case, and in which committees' area it lies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification import records
from services.verification.domain import Request, Verification, evolve, initial
from shared.events.step import Step
from shared.events.terms import CaseId, CommitteeId, PersonId, Relation, RequestId
from shared.events.verification import VerificationRequested, VerificationTransferred
from shared.log.decider import Order
from shared.log.ledger import Ledger
from shared.people.access import Action, Office, may
from shared.web.clock import PROVINCE
from shared.web.problem import NotFound

LEDGER = Ledger("verification")


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What stands in the ledger about one case, and the line of its branch as of a day."""

    case_id: CaseId
    state: Verification
    steps: Sequence[Step]
    line: Sequence[CommitteeId]
    left: bool = False  # seen from a place that the case went away from, up to that step

    def open_to(self, office: Office, action: Action) -> bool:
        """Whether an office of the asking side may act; none of a place that the case left."""
        return not self.left and may(office, action, self.line)

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


async def open_file(connection: AsyncConnection, case_id: CaseId, *, on: date) -> File:
    """What the ledger holds about a case; raises NotFound where nobody was asked about it."""
    steps = await LEDGER.history(connection, case_id)
    state = reduce(evolve, (step.event for step in steps), initial)
    if state.branch_id is None:
        raise NotFound(case_id)
    line = await records.line(connection, state.branch_id, on=on)
    return File(case_id=case_id, state=state, steps=steps, line=line)


async def left_file(
    connection: AsyncConnection, file: File, *, office: Office, on: date
) -> File | None:
    """What an office may still read of a case that went away from it: everything up to then."""
    for branch_id, upto in departures(file.steps):
        line = await records.line(connection, branch_id, on=on)
        if may(office, Action.READ_REQUEST, line):
            steps = file.steps[:upto]
            state = reduce(evolve, (step.event for step in steps), initial)
            return replace(file, state=state, steps=steps, line=line, left=True)
    return None


def departures(steps: Sequence[Step]) -> list[tuple[CommitteeId, int]]:
    """The branches that the case went away from, the last first, each with the steps up to then."""
    branch_id: CommitteeId | None = None
    found: list[tuple[CommitteeId, int]] = []
    for number, step in enumerate(steps, start=1):
        match step.event:
            case VerificationRequested(branch_id=here):
                branch_id = here
            case VerificationTransferred(branch_id=there) if branch_id:
                found.insert(0, (branch_id, number))
                branch_id = there
            case _:
                pass
    return found


async def asked_line(
    connection: AsyncConnection, request: Request, *, on: date
) -> Sequence[CommitteeId]:
    """The line of the committee that was asked; nobody's where an agency was."""
    addressee = request.addressee_id
    return await records.line(connection, addressee, on=on) if addressee else ()


def day(order: Order) -> date:
    """The day of an order on the calendar of the province."""
    return order.at.astimezone(PROVINCE).date()
