"""What a heard step leaves in the read model."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import assert_never

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain import happened_on, link_of, reached_by
from services.intake.records.outlooks import days_of, foresee
from shared.events.case import CaseEvent, ProspectListed
from shared.events.correcting import StepCorrected
from shared.events.moving import Relocation
from shared.events.office import OfficeEvent
from shared.events.organisation import (
    AdmissionDelegated,
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    CommitteeSplit,
    DelegationEnded,
    OrganisationEvent,
    YouthUnionStated,
)
from shared.events.person import PersonErased
from shared.events.scan import ScanAttached, ScanWithdrawn
from shared.events.stage import Stage, stage_after
from shared.events.upkeep import ParkedStepRetried, ParkedStepSkipped
from shared.events.verification import VerificationEvent
from shared.log.inbox import Heard
from shared.people import committees, offices

CREATED = text("""
    INSERT INTO committees (committee_id, created_on) VALUES (:committee_id, :created_on)
    ON CONFLICT (committee_id) DO NOTHING
""")
DELEGATED = text("""
    INSERT INTO delegations (committee_id, since, delegated)
    VALUES (:committee_id, :since, :delegated)
    ON CONFLICT (committee_id, since) DO UPDATE SET delegated = excluded.delegated
""")
DESCENDED = text("""
    INSERT INTO lineage (later_id, earlier_id, descent, since, decision_no)
    VALUES (:later_id, :earlier_id, :descent, :since, :decision_no)
    ON CONFLICT (later_id, earlier_id, descent) DO NOTHING
""")
BEFORE = text("SELECT stage, days FROM cases WHERE case_id = :case_id FOR UPDATE")
LISTED = text("""
    INSERT INTO cases (
        case_id, person_id, branch_id, stage, days, version, listed_on, last_on
    )
    VALUES (
        :case_id, :person_id, :branch_id, :stage, CAST(:days AS jsonb), :version, :on, :on
    )
    ON CONFLICT (case_id) DO NOTHING
""")
TAKEN = text("""
    UPDATE cases SET
        stage = :stage, days = CAST(:days AS jsonb), version = :version,
        last_on = greatest(last_on, :on)
    WHERE case_id = :case_id
""")
MOVED = text("UPDATE cases SET branch_id = :branch_id WHERE case_id = :case_id")
LISTED_ON = text("UPDATE cases SET listed_on = :listed_on WHERE case_id = :case_id")


async def project(connection: AsyncConnection, heard: Heard) -> None:
    """Keep what one step says of committees, offices and cases; verification's say nothing here."""
    if isinstance(heard.step.event, VerificationEvent):
        return
    match heard.step.event:
        case ParkedStepRetried() | ParkedStepSkipped():
            return
        case ScanAttached() | ScanWithdrawn():
            return
        case PersonErased():
            return  # the vault forgets; nothing here is about the person
        case event if isinstance(event, OrganisationEvent):
            await project_committee(connection, event)
        case event if isinstance(event, OfficeEvent):
            await offices.project(connection, event)
        case event:
            await project_case(connection, event, version=heard.step.version)


async def project_committee(connection: AsyncConnection, event: OrganisationEvent) -> None:
    """What is said of a committee, from which day on."""
    await committees.project(connection, event)
    own = {"committee_id": event.committee_id}
    match event:
        case CommitteeCreated(created_on=day):
            await connection.execute(CREATED, {**own, "created_on": day})
        case AdmissionDelegated(delegated_on=day):
            await connection.execute(DELEGATED, {**own, "since": day, "delegated": True})
        case DelegationEnded(ended_on=day):
            await connection.execute(DELEGATED, {**own, "since": day, "delegated": False})
        case YouthUnionStated():
            return  # asked of the committee's own stream
        case CommitteeMerged() | CommitteeDissolved() | CommitteeSplit():
            await connection.execute(DESCENDED, asdict(link_of(event)))
        case CommitteeNamed() | CommitteePlaced() | CommitteeRetyped():
            return
        case _:
            assert_never(event)


async def project_case(connection: AsyncConnection, event: CaseEvent, *, version: int) -> None:
    """Where the case stands after `event`; of a case that was never listed, nothing is known."""
    place = {"case_id": event.case_id, "version": version, "on": happened_on(event)}
    if isinstance(event, ProspectListed):
        ids = {"person_id": event.person_id, "branch_id": event.branch_id}
        days = after({}, event)
        row = {"stage": stage_after(None, event), "days": column_of(days)}
        begun = await connection.execute(LISTED, {**place, **ids, **row})
        if begun.rowcount:
            await foresee(connection, event.case_id, days)
        return
    if isinstance(event, StepCorrected) and event.stage is Stage.PROSPECT_LISTED and event.day:
        await connection.execute(LISTED_ON, {"case_id": event.case_id, "listed_on": event.day})
    if isinstance(event, Relocation):
        moved = {"case_id": event.case_id, "branch_id": event.branch_id}
        await connection.execute(MOVED, moved)
    found = await connection.execute(BEFORE, {"case_id": event.case_id})
    if before := found.one_or_none():
        days = after(days_of(before.days), event)
        row = {"stage": stage_after(Stage(before.stage), event), "days": column_of(days)}
        await connection.execute(TAKEN, {**place, **row})
        await foresee(connection, event.case_id, days)


def after(days: Mapping[Stage, date], event: CaseEvent) -> dict[Stage, date]:
    """The day of the newest step to each stage; a correction may move one."""
    if isinstance(event, StepCorrected):
        return {**days, event.stage: event.day or days[event.stage]}
    return reached_by(days, event, happened_on(event))


def column_of(days: Mapping[Stage, date]) -> str:
    """What the column `days` is written as."""
    return msgspec.json.encode(days, order="sorted").decode()
