"""What a heard step leaves in the read model."""

from datetime import date
from uuid import UUID

from sqlalchemy import Table, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.records.tables import (
    committee_names,
    committee_types,
    conclusions,
    placements,
    requests,
)
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
from shared.events.verification import (
    VerificationConcluded,
    VerificationReplied,
    VerificationRequested,
)
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
        case VerificationRequested() as event:
            await keep_request(connection, event)
        case VerificationReplied() as event:
            await keep_answer(connection, event)
        case VerificationConcluded(case_id=case_id, concluded_on=on):
            await keep(connection, conclusions, case_id=case_id, concluded_on=on)
        case _:
            return


async def keep(connection: AsyncConnection, table: Table, **row: UUID | date | str | bool) -> None:
    """Keep a row; what is said later about the same key replaces what was said before."""
    key = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in key}
    await connection.execute(
        insert(table).values(row).on_conflict_do_update(index_elements=key, set_=changed)
    )


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


async def keep_request(connection: AsyncConnection, event: VerificationRequested) -> None:
    await keep(
        connection,
        requests,
        request_id=event.request_id,
        case_id=event.case_id,
        person_id=event.person_id,
        relation=event.relation,
        branch_id=event.branch_id,
        addressee_id=event.addressee_id,
        sent_on=event.sent_on,
    )


async def keep_answer(connection: AsyncConnection, event: VerificationReplied) -> None:
    await connection.execute(
        update(requests)
        .where(requests.c.request_id == event.request_id)
        .values(
            result=event.result,
            channel=event.channel,
            document_no=event.document_no,
            replied_on=event.replied_on,
        )
    )
