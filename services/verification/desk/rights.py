"""Who may give which command: the asked side answers, the asking side does the rest."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification.desk.file import asked_line, day, open_file
from services.verification.domain import (
    AskAgain,
    CheckField,
    Command,
    Conclude,
    Heard,
    ProposeWaiver,
    RecordMatch,
    RecordPaperReply,
    RecordReceipt,
    RecordReply,
    Remind,
    ResolveDiscrepancy,
    SupplementDossier,
    WithdrawWaiver,
)
from shared.events.terms import CommitteeId
from shared.log.decider import Order
from shared.people.access import Action, Office, may
from shared.web.problem import Forbidden


async def allow(connection: AsyncConnection, command: Command, order: Order) -> None:
    """Raise unless it is the asked side that replies, or the asking side that does the rest."""
    if isinstance(command, Heard):
        raise Forbidden(Action.CONCLUDE, order.office)
    file = await open_file(connection, command.case_id, on=day(order))
    match command:
        case RecordReply(request_id=request_id):
            line = await asked_line(connection, file.request(request_id), on=day(order))
            check(order.office, Action.REPLY, line)
        case RecordReceipt(request_id=request_id):
            line = await asked_line(connection, file.request(request_id), on=day(order))
            if not may(order.office, Action.REPLY, line):
                check(order.office, Action.CONCLUDE, file.line)
        case (
            RecordPaperReply()
            | Remind()
            | AskAgain()
            | ProposeWaiver()
            | RecordMatch()
            | WithdrawWaiver()
            | CheckField()
            | ResolveDiscrepancy()
            | SupplementDossier()
            | Conclude()
        ):
            check(order.office, Action.CONCLUDE, file.line)
        case _:
            assert_never(command)


def check(office: Office, action: Action, line: Sequence[CommitteeId]) -> None:
    if not may(office, action, line):
        raise Forbidden(action, office)
