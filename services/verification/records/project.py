"""What a heard step leaves in the read model."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.records.about import project_verification
from services.verification.records.rows import keep_first
from services.verification.records.tables import named
from shared.events.case import CvSealed
from shared.events.office import OfficeEvent
from shared.events.organisation import OrganisationEvent
from shared.events.verification import VerificationEvent
from shared.log.inbox import Heard
from shared.people import committees, offices


async def project(connection: AsyncConnection, heard: Heard) -> None:
    """Keep what one step says of committees, offices and requests; others say nothing here."""
    match heard.step.event:
        case event if isinstance(event, OrganisationEvent):
            await committees.project(connection, event)
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
