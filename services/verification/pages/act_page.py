"""The page of one form about a case, and what becomes of it when it is sent."""

from pathlib import Path
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response

from services.verification.desk import Desk
from services.verification.pages.acts import ACTS, Act, Subject
from services.verification.pages.sent import seen, sent, settle
from services.verification.pages.shown import address_of, known_of
from shared.events.terms import CaseId, RequestId
from shared.log.inbox import Inbox
from shared.people.access import Action, Office, may
from shared.web import clock
from shared.web.entry import Typed
from shared.web.order import order_in
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden, NotFound, Problem


class ActPages:
    """Each form with what it is about; one that cannot be taken comes again with what is wrong."""

    def __init__(self, desk: Desk, inbox: Inbox) -> None:
        self._desk = desk
        self._inbox = inbox
        self._pages = Pages(Path(__file__).parent)

    async def show(
        self, request: Request, office: Office, case_id: UUID, kind: str, of: UUID, slug: str
    ) -> Response:
        act = act_of(kind, slug)
        subject = await self._open(act, CaseId(case_id), of, office=office, key=uuid4())
        return await self._page(request, act, subject)

    async def take(
        self, request: Request, office: Office, case_id: UUID, kind: str, of: UUID, slug: str
    ) -> Response:
        act, typed = act_of(kind, slug), await sent(request)
        order = order_in(typed.fields, office)
        subject = await self._open(act, CaseId(case_id), of, office=office, key=order.command_id)
        told = act.read(typed, subject)
        problem = None
        if told:
            problem = await settle(
                told.command,
                self._desk,
                self._inbox,
                order=order,
                sealed=told.sealed,
                sides=told.sides,
            )
            if problem is None:
                return seen(self._back(subject, office, slug))
        return await self._page(request, act, subject, typed=typed, problem=problem)

    def _back(self, subject: Subject, office: Office, slug: str) -> str:
        """The page of the case; of the request alone for whoever sees no more."""
        file, more = subject.file, f"?done={slug}"
        if may(office, Action.READ_REQUEST, file.line):
            return address_of(file.case_id, more=more)
        return address_of(file.case_id, subject.request_id, more=more)

    async def _open(
        self, act: Act, case_id: CaseId, of: UUID, *, office: Office, key: UUID
    ) -> Subject:
        """What the form is about; raises NotFound, Forbidden."""
        today = clock.today()
        if act.of_both_sides:
            file = await self._desk.question(case_id, RequestId(of), office=office, today=today)
            asked = await self._desk.asked_line(file, RequestId(of), today=today)
        else:
            file, asked = await self._desk.file(case_id, office=office, today=today), []
        named = await self._desk.named(case_id)
        persons = [*named]
        if act.kind == "requests":  # nobody else of the family concerns it
            persons = [file.request(RequestId(of)).person_id, *file.applicants]
        subject = Subject(
            file=file,
            of=of,
            key=key,
            asked_line=asked,
            committees=await self._desk.answering(today=today),
            named=named,
            known=await known_of(self._desk, file, persons, office=office, today=today),
        )
        if not act.allowed(subject, office):
            raise Forbidden(Action.CONCLUDE, office)
        return subject

    async def _page(
        self,
        request: Request,
        act: Act,
        subject: Subject,
        *,
        typed: Typed | None = None,
        problem: Problem | None = None,
    ) -> Response:
        texts, file = texts_for(request), subject.file
        return self._pages.render(
            request,
            "act.html",
            status=(problem.status if problem else 422) if typed else 200,
            act=act,
            subject=subject,
            fields=act.fields(subject, texts),
            file=file,
            known=subject.known,
            typed=typed.fields if typed else dict(request.query_params),
            mistakes=typed.said(texts) if typed else {},
            problem=problem,
            shown_version=file.version,
            key=uuid4(),
        )


def act_of(kind: str, slug: str) -> Act:
    """Raises NotFound."""
    if (kind, slug) not in ACTS:
        raise NotFound(slug)
    return ACTS[kind, slug]
