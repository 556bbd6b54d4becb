"""What verification does about one step that it heard."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification import records
from services.verification.desk import Desk
from services.verification.domain import FollowCase, PlanRequests
from shared.events.case import CvSealed
from shared.events.moving import (
    AdmissionForwarded,
    AdmissionSentBack,
    ApplicantMoved,
    ProbationerTransferred,
)
from shared.log.decider import Order, reaction_id
from shared.log.inbox import Hear, Heard
from shared.log.rebuild import ReadModel
from shared.people.access import ITSELF

SOURCES = ("intake", "verification")
READ_MODEL = ReadModel(
    name="verification",
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
            case CvSealed() as sealed:
                await desk.react(connection, plan(sealed), order=reaction(heard))
            case (
                ApplicantMoved(case_id=case_id, branch_id=there, moved_on=on)
                | AdmissionForwarded(case_id=case_id, branch_id=there, forwarded_on=on)
                | AdmissionSentBack(case_id=case_id, branch_id=there, sent_back_on=on)
                | ProbationerTransferred(case_id=case_id, branch_id=there, introduced_on=on)
            ):
                follow = FollowCase(case_id=case_id, branch_id=there, moved_on=on)
                await desk.react(connection, follow, order=reaction(heard))
            case _:
                return

    return hear


def plan(sealed: CvSealed) -> PlanRequests:
    """The letters go out on the day of the seal (form 20-KNĐ)."""
    return PlanRequests(
        case_id=sealed.case_id,
        branch_id=sealed.branch_id,
        persons=sealed.persons,
        sent_on=sealed.sealed_on,
    )


def reaction(heard: Heard) -> Order:
    """Dated by the step that was heard: a replay under another clock gives the same bytes."""
    step = heard.step
    return Order(
        command_id=reaction_id(heard.source, step.stream, step.version),
        office=ITSELF,
        at=step.entry.recorded_at,
    )
