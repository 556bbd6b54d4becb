"""Why the steps of a case were taken, in words: opened for this page alone, which is noted."""

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk
from services.intake.domain import happened_on
from shared.events.case import CaseEvent
from shared.events.terms import CaseId
from shared.people.access import Office
from shared.web import clock
from shared.web.pages import Pages, texts_for


async def shown(
    desk: Desk, pages: Pages, request: Request, *, case_id: CaseId, office: Office
) -> Response:
    """Raises NotFound, Forbidden."""
    texts = texts_for(request)
    file = await desk.file(case_id, office=office, today=clock.today())
    names = await desk.names([file.person_id], office=office, reason="reasons")
    words = await desk.sentences(file, office=office)
    said = [
        (texts.day(happened_on(fact)), texts.say(f"event.{type(fact).__name__}"), sentence)
        for step in file.steps
        if isinstance(fact := step.event, CaseEvent) and (sentence := words.get(step.version))
    ]
    name = names.get(file.person_id, texts.say("intake.no_name"))
    return pages.render(request, "reasons.html", case_id=case_id, name=name, said=said)
