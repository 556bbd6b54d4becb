"""What intake does about one step that it heard."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake import records
from services.intake.desk import Desk
from services.intake.domain import ReceiveConclusion, ReceiveSupplement
from shared.events.person import PersonErased
from shared.events.verification import DossierSupplemented, VerificationConcluded
from shared.log.decider import Order, reaction_id
from shared.log.inbox import Hear, Heard
from shared.log.rebuild import ReadModel
from shared.people.access import ITSELF

SOURCES = ("intake", "verification")
READ_MODEL = ReadModel(
    name="intake",
    sources=SOURCES,
    prepare=records.prepare,
    project=records.project,
    digest=records.digest,
)


def hearing(desk: Desk) -> Hear:
    """The function for the inbox: all that it does happens in the transaction of the inbox."""

    async def hear(connection: AsyncConnection, heard: Heard) -> None:
        await records.project(connection, heard)
        match heard.step.event:
            case VerificationConcluded(case_id=case_id, concluded_on=day):
                command = ReceiveConclusion(case_id=case_id, concluded_on=day)
                await desk.react(connection, command, order=reaction(heard))
            case DossierSupplemented(case_id=case_id, supplemented_on=day):
                supplement = ReceiveSupplement(case_id=case_id, reaffirmed_on=day)
                await desk.react(connection, supplement, order=reaction(heard))
            case PersonErased(person_id=person_id):
                await desk.own_files.forget(person_id)
            case _:
                return

    return hear


def reaction(heard: Heard) -> Order:
    """Dated by the step that was heard: a replay under another clock gives the same bytes."""
    step = heard.step
    return Order(
        command_id=reaction_id(heard.source, step.stream, step.version),
        office=ITSELF,
        at=step.entry.recorded_at,
    )
