"""What becomes of a form that was sent: a command taken, or what stood against it."""

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from services.verification.desk import LEDGER, Desk
from services.verification.domain import Command
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn, Order
from shared.log.inbox import Inbox
from shared.log.ledger import Conflict
from shared.people.vault import Sealed, Sides
from shared.web import clock
from shared.web.entry import Typed
from shared.web.failures import problem_of
from shared.web.problem import Problem

LAG = 1.0  # seconds to wait until the lists show what was just recorded


async def sent(request: Request) -> Typed:
    """The form as it was typed; what is no text is no field of ours."""
    form = await request.form()
    fields = {name: text for name, text in form.items() if isinstance(text, str)}
    return Typed(fields, today=clock.today())


async def settle(
    command: Command | None,
    desk: Desk,
    inbox: Inbox,
    *,
    order: Order,
    sealed: Sealed | None = None,
    sides: Sides | None = None,
) -> Problem | None:
    """Take what could be read, wait a little for the lists, and say what stood against it."""
    if command is None:
        return None
    try:
        outcome = await desk.take(command, order=order, sealed=sealed or {}, sides=sides)
    except (Refused, MovedOn, Conflict, KeyReused) as error:
        return problem_of(error)
    await inbox.wait_for(LEDGER.name, outcome.stream, outcome.version, within=LAG)
    return None


def seen(address: str) -> Response:
    """To the page that shows what was recorded; to load it again sends nothing again."""
    return RedirectResponse(address, status_code=303)
