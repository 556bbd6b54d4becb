"""What a heard step leaves in the read model."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.records.about import project_verification
from services.verification.records.rows import keep, keep_first
from services.verification.records.tables import (
    committee_names,
    committee_types,
    named,
    placements,
)
from shared.events.case import CvSealed
from shared.events.office import OfficeEvent
from shared.events.organisation import (
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
)
from shared.events.terms import CommitteeId
from shared.events.verification import VerificationEvent
from shared.log.inbox import Heard
from shared.people import offices


async def project(connection: AsyncConnection, heard: Heard) -> None:
    """Keep what one step says of committees, offices and requests; others say nothing here."""
    match heard.step.event:
        case CommitteeCreated(committee_id=id_, created_on=on, type=type_):
            await keep(connection, committee_types, committee_id=id_, typed_on=on, type=type_)
        case CommitteeNamed(committee_id=id_, named_on=on, name=name):
            await keep(connection, committee_names, committee_id=id_, named_on=on, name=name)
        case CommitteePlaced(committee_id=id_, placed_on=on, parent_id=parent):
            await keep_place(connection, id_, parent, on=on)
        case CommitteeRetyped(committee_id=id_, retyped_on=on, type=type_):
            await keep(connection, committee_types, committee_id=id_, typed_on=on, type=type_)
        case CommitteeMerged(committee_id=id_, merged_on=on, into_id=successor):
            await keep_place(connection, id_, successor, on=on, ended=True)
        case CommitteeDissolved(committee_id=id_, dissolved_on=on, successor_id=successor):
            await keep_place(connection, id_, successor, on=on, ended=True)
        case event if isinstance(event, OfficeEvent):
            await offices.project(connection, event)
        case CvSealed(case_id=case_id, persons=persons):
            for person in persons:
                await keep_first(
                    connection,
                    named,
                    case_id=case_id,
                    person_id=person.person_id,
                    relation=person.relation,
                )
        case event if isinstance(event, VerificationEvent):
            await project_verification(connection, event)
        case _:
            return


async def keep_place(
    connection: AsyncConnection,
    committee_id: CommitteeId,
    above: CommitteeId,
    *,
    on: date,
    ended: bool = False,
) -> None:
    """Under whom a committee stands; one that ended stands from then on in its successor."""
    await keep(
        connection,
        placements,
        committee_id=committee_id,
        placed_on=on,
        parent_id=above,
        ended=ended,
    )
