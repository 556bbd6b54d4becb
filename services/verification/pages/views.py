"""Each page of verification, filled in for whoever asks."""

from pathlib import Path
from uuid import uuid4

from fastapi import Request
from starlette.responses import Response

from services.verification.desk import LONGEST_LIST, Desk, File
from services.verification.domain import FIELDS, lacking
from services.verification.pages.acts import ACTS
from services.verification.pages.shown import (
    act_as,
    address_of,
    decided_by,
    known_in,
    known_of,
    known_of_late,
    shown_request,
)
from shared.events.background import RefusalGround
from shared.events.terms import CaseId, RequestId, VerificationResult
from shared.people.access import Action, Office, may
from shared.web import clock
from shared.web.entry import Typed
from shared.web.pages import Pages, texts_for
from shared.web.problem import Problem

DONE = frozenset({"replied", "paper", "concluded", *(slug for _, slug in ACTS)})
"""What an address may say was just done, to be told on top of the page."""


WARNINGS = frozenset({"dossier_stale"})
"""What stands against a conclusion of today, and perhaps not against one of an earlier day."""


class Views:
    """The pages; a form that cannot be taken comes again with what was typed and what is wrong."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pages = Pages(Path(__file__).parent)

    async def lists(self, request: Request, office: Office) -> Response:
        """What waits for the committee of the office, and what its area waits for."""
        today = clock.today()
        lists = await self._desk.lists(office=office, today=today)
        return self._pages.render(
            request,
            "lists.html",
            lists=lists,
            known=await known_in(self._desk, lists, office=office, today=today),
            today=today,
            longest=LONGEST_LIST,
            answers=may(office, Action.REPLY, [office.committee_id]),
            address_of=address_of,
        )

    async def late(self, request: Request, office: Office) -> Response:
        """Whom to remind, by due day: what the area of the office waits for too long."""
        today = clock.today()
        lists = await self._desk.lists(office=office, today=today)
        return self._pages.render(
            request,
            "late.html",
            lists=lists,
            known=await known_of_late(self._desk, lists, office=office, today=today),
            today=today,
            longest=LONGEST_LIST,
            allowed=may(office, Action.CONCLUDE, [office.committee_id]),
            address_of=address_of,
        )

    async def case(
        self,
        request: Request,
        office: Office,
        case_id: CaseId,
        *,
        typed: Typed | None = None,
        problem: Problem | None = None,
    ) -> Response:
        """All requests of a case, and the form to conclude or what it lacks."""
        today = clock.today()
        file = await self._desk.file(case_id, office=office, today=today)
        asked = [one.person_id for one in file.state.requests.values()]
        members = [one.member_id for one in file.state.waivers.values() if one.member_id]
        compared = [one.person_id for one in file.state.discrepancies.values()]
        checked = [one.person_id for one in file.state.checks.values()]
        everybody = [*asked, *members, *compared, *checked]
        known = await known_of(self._desk, file, everybody, office=office, today=today)
        missing = lacking(file.state, on=today)
        secretary = known.acting(file.line, Action.CONCLUDE)
        return self._form(
            request,
            "case.html",
            file,
            typed=typed,
            problem=problem,
            known=known,
            requests=[shown_request(file, one, known) for one in file.state.requests],
            today=today,
            acts={slug for _, slug in ACTS},
            answers=may(office, Action.REPLY, [office.committee_id]),
            lacking=[reason for reason in missing if reason.code not in WARNINGS],
            warnings=[reason for reason in missing if reason.code in WARNINGS],
            allowed=file.open_to(office, Action.CONCLUDE),
            secretary=secretary,
            act_as=act_as(secretary, address_of(case_id), Action.CONCLUDE),
        )

    async def compared(self, request: Request, office: Office, case_id: CaseId) -> Response:
        """Everything that was laid side by side, with both values, which the vault notes."""
        today = clock.today()
        file = await self._desk.file(case_id, office=office, today=today)
        state = file.state
        persons = [
            *(one.person_id for one in state.checks.values()),
            *(one.person_id for one in state.discrepancies.values()),
            *file.applicants,
        ]
        return self._pages.render(
            request,
            "compared.html",
            file=file,
            known=await known_of(self._desk, file, persons, office=office, today=today),
            sides=await self._desk.compared(file, office=office),
            allowed=file.open_to(office, Action.CONCLUDE),
            address_of=address_of,
            decided_by=decided_by(file),
        )

    async def reply(
        self,
        request: Request,
        office: Office,
        case_id: CaseId,
        request_id: RequestId,
        *,
        paper: bool,
        typed: Typed | None = None,
        problem: Problem | None = None,
    ) -> Response:
        """One request and its form: for the asked side, or for a paper at the asking one."""
        today = clock.today()
        file = await self._desk.question(case_id, request_id, office=office, today=today)
        asked = file.request(request_id)
        concerned = [asked.person_id, *file.applicants]
        known = await known_of(self._desk, file, concerned, office=office, today=today)
        answered_by = known.standing(asked.addressee_id)
        here = [answered_by] if answered_by else []
        action, line = (Action.CONCLUDE, file.line) if paper else (Action.REPLY, here)
        who = None if file.left else known.acting(line, action)
        return self._form(
            request,
            "reply.html",
            file,
            typed=typed,
            problem=problem,
            known=known,
            paper=paper,
            shown=shown_request(file, request_id, known),
            results=_results(request),
            grounds=_grounds(request),
            cv_fields=[(field, texts_for(request)(f"cv_field.{field}")) for field in FIELDS],
            today=today,
            received_by=may(office, Action.REPLY, here),
            seen_whole=may(office, Action.READ_REQUEST, file.line),
            allowed=file.open_to(office, action) if paper else may(office, action, line),
            who=who,
            act_as=act_as(who, request.url.path, action),
        )

    def _form(
        self,
        request: Request,
        template: str,
        file: File,
        *,
        typed: Typed | None,
        problem: Problem | None,
        **values: object,
    ) -> Response:
        """A page with a form: a new key each time, and the version that it shows."""
        refused = problem.status if problem else 422
        return self._pages.render(
            request,
            template,
            status=refused if typed else 200,
            file=file,
            typed=typed.fields if typed else {},
            mistakes=typed.said(texts_for(request)) if typed else {},
            problem=problem,
            shown_version=file.version,
            key=uuid4(),
            done=_done(request),
            address_of=address_of,
            **values,
        )


def _done(request: Request) -> str | None:
    asked = request.query_params.get("done")
    return asked if asked in DONE else None


def _results(request: Request) -> list[tuple[VerificationResult, str]]:
    """Every result that can be chosen, with its words."""
    texts = texts_for(request)
    return [(result, texts(f"result.{result}")) for result in VerificationResult]


def _grounds(request: Request) -> list[tuple[RefusalGround, str]]:
    texts = texts_for(request)
    return [(ground, texts(f"ground.{ground}")) for ground in RefusalGround]
