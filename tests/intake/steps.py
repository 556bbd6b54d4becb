"""Who sends each command of the example case, and what he gives into the vault."""

from datetime import datetime
from uuid import UUID, uuid4

from services.intake import domain
from services.intake.desk import Desk
from shared.events.terms import CommitteeId
from shared.log.decider import Order, Outcome
from shared.people.access import ITSELF, Office
from shared.people.vault import Field, Sealed
from tests import examples
from tests.intake import commands

BOARD = examples.organisation_board
SEALED: Sealed = {
    examples.APPLICANT: {
        Field.NAME: "Người Một",
        Field.BORN_ON: examples.BORN_ON.isoformat(),
    }
}
SENDER: dict[type[domain.CaseCommand], Office] = {
    domain.SealCv: examples.grassroots_secretary,
    domain.CertifyCv: examples.grassroots_secretary,
    domain.ResolveInGrassroots: examples.grassroots_secretary,
    domain.AppraiseDossier: examples.appraisal_board,
    domain.DecideAdmission: examples.standing_committee,
    domain.CancelDecision: examples.standing_committee,
}
PARENTS: dict[CommitteeId, CommitteeId | None] = {
    examples.PROVINCE: None,
    examples.BLOC: examples.PROVINCE,
    examples.GRASSROOTS: examples.BLOC,
    examples.BRANCH: examples.GRASSROOTS,
    examples.COMMUNE: examples.PROVINCE,
}


def order(
    office: Office,
    *,
    key: UUID | None = None,
    shown: int | None = None,
    at: datetime = examples.NOON,
) -> Order:
    return Order(command_id=key or uuid4(), office=office, at=at, shown=shown)


def create(committee_id: CommitteeId) -> domain.CreateCommittee:
    """The command that leads to the example facts of a committee."""
    made, named, *_ = examples.committees[committee_id]
    return domain.CreateCommittee(
        committee_id=committee_id,
        type=made.type,
        name=named.name,
        parent_id=PARENTS[committee_id],
        created_on=made.created_on,
        decision_no=made.decision_no,
    )


async def found(desk: Desk) -> None:
    """The directory of the examples, created by the board of its province."""
    for committee_id in PARENTS:
        await desk.take(create(committee_id), order=order(BOARD))


async def walk(desk: Desk, steps: int) -> None:
    """The first `steps` of the example case, each by the office whose turn it is."""
    for command in commands.way[:steps]:
        await send(desk, command)


async def send(
    desk: Desk,
    command: domain.CaseCommand,
    *,
    key: UUID | None = None,
    shown: int | None = None,
) -> Outcome:
    """One command by the office whose turn it is; the conclusion comes from verification."""
    if isinstance(command, domain.ReceiveConclusion):
        async with desk._engine.begin() as connection:
            return await desk.react(connection, command, order=order(ITSELF))
    office = SENDER.get(type(command), examples.branch_clerk)
    sealed = SEALED if isinstance(command, domain.ListProspect) else None
    return await desk.take(command, order=order(office, key=key, shown=shown), sealed=sealed)
