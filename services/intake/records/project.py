"""What a heard step leaves in the read model."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import happened_on
from shared.events.case import CaseEvent, ClassCertified, ProspectListed
from shared.events.organisation import CommitteeCreated, CommitteeNamed, CommitteePlaced
from shared.events.stage import STAGE_AFTER
from shared.events.upkeep import ParkedStepRetried, ParkedStepSkipped
from shared.events.verification import (
    VerificationConcluded,
    VerificationReplied,
    VerificationRequested,
)
from shared.log.inbox import Heard

CREATED = text("""
    INSERT INTO committees (committee_id, type, created_on)
    VALUES (:committee_id, :type, :created_on)
    ON CONFLICT (committee_id) DO NOTHING
""")
NAMED = text("""
    INSERT INTO committee_names (committee_id, named_on, name)
    VALUES (:committee_id, :named_on, :name)
    ON CONFLICT (committee_id, named_on) DO UPDATE SET name = excluded.name
""")
PLACED = text("""
    INSERT INTO placements (committee_id, placed_on, parent_id)
    VALUES (:committee_id, :placed_on, :parent_id)
    ON CONFLICT (committee_id, placed_on) DO UPDATE SET parent_id = excluded.parent_id
""")
LISTED = text("""
    INSERT INTO cases (
        case_id, person_id, branch_id, stage, class_certified, version, listed_on, last_on
    )
    VALUES (:case_id, :person_id, :branch_id, 'prospect_listed', false, :version, :on, :on)
    ON CONFLICT (case_id) DO NOTHING
""")
# A certificate that comes late, or a newer one, does not set the case back.
CERTIFIED = text("""
    UPDATE cases SET
        class_certified = true, version = :version, last_on = greatest(last_on, :on),
        stage = CASE stage WHEN 'prospect_listed' THEN 'class_certified' ELSE stage END
    WHERE case_id = :case_id
""")
TAKEN = text("""
    UPDATE cases SET stage = :stage, version = :version, last_on = :on WHERE case_id = :case_id
""")


async def project(connection: AsyncConnection, heard: Heard) -> None:
    """Keep what one step says about committees and cases; verification's say nothing here."""
    match heard.step.event:
        case CommitteeCreated() as event:
            row = {"committee_id": event.committee_id, "type": event.type}
            await connection.execute(CREATED, row | {"created_on": event.created_on})
        case CommitteeNamed() as event:
            row = {"committee_id": event.committee_id, "name": event.name}
            await connection.execute(NAMED, row | {"named_on": event.named_on})
        case CommitteePlaced() as event:
            ids = {"committee_id": event.committee_id, "parent_id": event.parent_id}
            await connection.execute(PLACED, ids | {"placed_on": event.placed_on})
        case VerificationRequested() | VerificationReplied() | VerificationConcluded():
            return
        case ParkedStepRetried() | ParkedStepSkipped():
            return
        case event:
            await project_case(connection, event, version=heard.step.version)


async def project_case(connection: AsyncConnection, event: CaseEvent, *, version: int) -> None:
    """Where the case stands after `event`."""
    place = {"case_id": event.case_id, "version": version, "on": happened_on(event)}
    match event:
        case ProspectListed(person_id=person, branch_id=branch):
            await connection.execute(LISTED, {**place, "person_id": person, "branch_id": branch})
        case ClassCertified():
            await connection.execute(CERTIFIED, place)
        case _:
            await connection.execute(TAKEN, {**place, "stage": STAGE_AFTER[type(event)]})
