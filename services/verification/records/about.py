"""What a step about a background leaves in the read model."""

from typing import assert_never

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.domain import reply_due_on
from services.verification.records.rows import Cell, keep, keep_first
from services.verification.records.tables import conclusions, requests
from shared.events.background import RequestChannel
from shared.events.terms import RequestId
from shared.events.verification import (
    ReminderSent,
    RequestReceived,
    VerificationConcluded,
    VerificationEvent,
    VerificationReplied,
    VerificationRequested,
)


async def project_verification(connection: AsyncConnection, event: VerificationEvent) -> None:
    match event:
        case VerificationRequested():
            await keep_request(connection, event)
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
            )
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
