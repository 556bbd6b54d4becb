"""What a decision needs beside the history, read in the transaction of the command."""

from dataclasses import replace
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from services.verification import records
from services.verification.desk.file import asked_line, day
from services.verification.domain import (
    AskAgain,
    CheckField,
    Command,
    Given,
    ProposeWaiver,
    Request,
    Verification,
    WithdrawWaiver,
)
from shared.events.terms import CaseId
from shared.log.decider import Order
from shared.people.vault import Sides


async def given_for(
    connection: AsyncConnection,
    command: Command,
    state: Verification,
    *,
    order: Order,
    sides: Sides | None,
) -> Given:
    given = Given(today=day(order))
    match command:
        case AskAgain(request_id=request_id) if request_id in state.requests:
            return await places(connection, command, state.requests[request_id], given)
        case ProposeWaiver(proposed_on=on) | WithdrawWaiver(withdrawn_on=on):
            return await grounds(connection, command.case_id, state, on=on, given=given)
        case CheckField(case_id=case_id):
            named = await records.named(connection, case_id)
            known = sides or Sides(declared="", found="")
            return replace(given, named=named, declared=known.declared, found=known.found)
        case _:
            return given


async def places(
    connection: AsyncConnection, command: AskAgain, before: Request, given: Given
) -> Given:
    """Who stands on the day of sending where the questions went and go."""
    on = command.sent_on
    asked = await asked_line(connection, before, on=on)
    new = (
        await records.line(connection, command.addressee_id, on=on) if command.addressee_id else []
    )
    known = await records.directory(connection, new[:1], on=on)
    return replace(
        given,
        asked=next(iter(asked), None),
        above=next(iter(asked[1:]), None),
        addressee=next((one for one in new[:1] if known.title(one)), None),
    )


async def grounds(
    connection: AsyncConnection, case_id: CaseId, state: Verification, *, on: date, given: Given
) -> Given:
    """Whom the CV names, and who stands on a day where the requests went."""
    asked = {one.addressee_id for one in state.requests.values() if one.addressee_id}
    return replace(
        given,
        now=(await records.directory(connection, asked, on=on)).now,
        line=await records.line(connection, state.branch, on=on) if state.branch_id else (),
        named=await records.named(connection, case_id),
    )
