"""What a step about a background leaves in the read model."""

from typing import assert_never
from uuid import UUID

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.domain import MATCHED, reply_due_on
from services.verification.records.rows import Cell, keep, keep_first
from services.verification.records.tables import conclusions, matters, requests
from shared.events.background import MatchOutcome, RequestChannel, Resolution
from shared.events.crosscheck import DiscrepancyOpened, DiscrepancyResolved, FieldChecked
from shared.events.terms import RequestId
from shared.events.verification import (
    DossierSupplemented,
    ReminderSent,
    RequestReceived,
    VerificationConcluded,
    VerificationEvent,
    VerificationReopened,
    VerificationReplied,
    VerificationRequested,
    VerificationTransferred,
)
from shared.events.waiving import (
    FileMatched,
    RequestCalledBack,
    WaiverProposed,
    WaiverWithdrawn,
)

CLEARED = text("""
    UPDATE requests SET cleared = NOT EXISTS (
        SELECT FROM matters WHERE matters.request_id = requests.request_id AND open
    )
    WHERE request_id = (SELECT request_id FROM matters WHERE matter_id = :matter)
""")


async def project_verification(connection: AsyncConnection, event: VerificationEvent) -> None:
    match event:
        case VerificationRequested():
            await keep_request(connection, event)
        case VerificationTransferred(case_id=case_id, branch_id=branch_id):
            moved = update(requests).where(requests.c.case_id == case_id)
            await connection.execute(moved.values(branch_id=branch_id))
        case RequestReceived():
            await keep_receipt(connection, event)
        case ReminderSent(request_id=request_id, reminded_on=on):
            await change(connection, request_id, reminded_on=on)
        case VerificationReplied():
            await change(
                connection,
                event.request_id,
                result=event.result,
                channel=event.channel,
                document_no=event.document_no,
                replied_on=event.replied_on,
                cleared=False,
            )
        case WaiverProposed(case_id=case_id, waiver_id=id_, kind=kind):
            await keep_first(
                connection,
                matters,
                matter_id=id_,
                case_id=case_id,
                kind="waiver",
                open=kind in MATCHED,
            )
        case RequestCalledBack(request_id=request_id):
            await change(connection, request_id, called_back=True)
        case FileMatched(waiver_id=id_, outcome=outcome):
            await settle(connection, id_, open=outcome is not MatchOutcome.MATCH)
        case WaiverWithdrawn(waiver_id=id_):
            await settle(connection, id_, open=False)
        case DiscrepancyOpened(case_id=case_id, discrepancy_id=discrepancy):
            await keep_first(
                connection,
                matters,
                matter_id=discrepancy,
                case_id=case_id,
                kind="discrepancy",
                request_id=event.request_id,
                open=True,
            )
        case DiscrepancyResolved(discrepancy_id=discrepancy, resolution=resolution):
            await settle(connection, discrepancy, open=resolution is Resolution.UNRESOLVED)
            await connection.execute(CLEARED, {"matter": discrepancy})
        case FieldChecked() | DossierSupplemented():
            pass  # what is laid side by side is read from the ledger of its case
        case VerificationReopened(case_id=case_id, set_aside=before):
            concluded = delete(conclusions).where(conclusions.c.case_id == case_id)
            await connection.execute(concluded)
            for request_id in before:
                await change(connection, request_id, followed=True)
        case VerificationConcluded(case_id=case_id, concluded_on=on):
            await keep(connection, conclusions, case_id=case_id, concluded_on=on)
        case _:
            assert_never(event)


async def keep_request(connection: AsyncConnection, event: VerificationRequested) -> None:
    """One question more; whichever it follows is no longer waited for."""
    if event.follows:
        await change(connection, event.follows, followed=True)
    await keep_first(
        connection,
        requests,
        request_id=event.request_id,
        case_id=event.case_id,
        person_id=event.person_id,
        relation=event.relation,
        branch_id=event.branch_id,
        addressee_id=event.addressee_id,
        agency=event.agency,
        sent_on=event.sent_on,
        number=event.number,
        request_channel=event.channel,
        due_on=reply_due_on(event.channel, event.sent_on, None),
        followed=False,
        called_back=False,
        cleared=False,
    )


async def keep_receipt(connection: AsyncConnection, event: RequestReceived) -> None:
    """The term runs anew from the day of receipt."""
    asked = select(requests.c.request_channel, requests.c.sent_on)
    found = await connection.execute(asked.where(requests.c.request_id == event.request_id))
    for channel, sent_on in found:
        due_on = reply_due_on(RequestChannel(channel), sent_on, event.received_on)
        await change(connection, event.request_id, received_on=event.received_on, due_on=due_on)


async def change(connection: AsyncConnection, request_id: RequestId, **cells: Cell) -> None:
    await connection.execute(
        update(requests).where(requests.c.request_id == request_id).values(cells)
    )


async def settle(connection: AsyncConnection, matter_id: UUID, *, open: bool) -> None:
    await connection.execute(
        update(matters).where(matters.c.matter_id == matter_id).values(open=open)
    )
