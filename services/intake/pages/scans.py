"""The scans of a case: a list, a form to attach one to a step, a way to withdraw it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.desk import Desk, File
from services.intake.pages.sent import Question, sent, sent_in
from shared.events.scan import WithdrawalReason
from shared.events.stage import Stage
from shared.events.terms import CaseId, ScanId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden
from shared.web.uploads import download, uploaded

SignedIn = Annotated[Office, Depends(signed_in)]


def add_scans(route: APIRouter, desk: Desk, pages: Pages) -> None:
    @route.get("/cases/{case_id}/scans")
    async def listed(request: Request, case_id: CaseId, office: SignedIn) -> Response:
        file = await desk.file(case_id, office=office, today=clock.today())
        return await shown(desk, pages, request, file=file, office=office, question=Question())

    @route.post("/cases/{case_id}/scans")
    async def attach(request: Request, case_id: CaseId, office: SignedIn) -> Response:
        file = await open_to_attach(desk, case_id, office)
        answered = await take(desk, request, file=file, office=office)
        if isinstance(answered, Question):
            return await shown(desk, pages, request, file=file, office=office, question=answered)
        return RedirectResponse(f"/intake/cases/{case_id}/scans", status_code=303)

    @route.get("/cases/{case_id}/scans/{scan_id}")
    async def open_one(case_id: CaseId, scan_id: UUID, office: SignedIn) -> Response:
        file = await desk.file(case_id, office=office, today=clock.today())
        return download(*await desk.scans.content(file, ScanId(scan_id), office=office))

    @route.post("/cases/{case_id}/scans/{scan_id}")
    async def withdraw(
        request: Request, case_id: CaseId, scan_id: UUID, office: SignedIn
    ) -> Response:
        file = await open_to_attach(desk, case_id, office)
        form = await sent(request)
        reason = form.typed.choice("reason", WithdrawalReason)
        if reason is None:
            mistakes = form.typed.said(texts_for(request))
            question = Question(typed=form.typed.fields, mistakes=mistakes)
            return await shown(desk, pages, request, file=file, office=office, question=question)
        order = form.order(office, clock.now())
        await desk.scans.withdraw(file, ScanId(scan_id), reason, order=order)
        return RedirectResponse(f"/intake/cases/{case_id}/scans", status_code=303)


async def open_to_attach(desk: Desk, case_id: CaseId, office: Office) -> File:
    """The case; raises NotFound, Forbidden before anything of the form is read."""
    file = await desk.file(case_id, office=office, today=clock.today())
    if not may(office, Action.ATTACH_SCAN, file.line):
        raise Forbidden(Action.ATTACH_SCAN, office)
    return file


async def take(desk: Desk, request: Request, *, file: File, office: Office) -> Question | None:
    """Nothing once it is attached, else the form with what stands against it."""
    upload = await uploaded(request)
    form = sent_in(upload.fields)
    stage = form.typed.choice("stage", Stage)
    if stage is None:
        mistakes = form.typed.said(texts_for(request))
        return Question(typed=form.typed.fields, mistakes=mistakes, key=form.key)
    try:
        await desk.scans.attach(
            file,
            stage,
            upload.content,
            claimed=upload.claimed,
            order=form.order(office, clock.now()),
        )
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=form.typed.fields, problem=problem_of(error))
    return None


async def shown(
    desk: Desk,
    pages: Pages,
    request: Request,
    *,
    file: File,
    office: Office,
    question: Question,
) -> Response:
    """The scans by step, and for who may attach one the form."""
    texts = texts_for(request)
    names = await desk.names([file.person_id], office=office, reason="scans of a case")
    values: dict[str, object] = {
        "case_id": file.case_id,
        "name": names.get(file.person_id, texts.say("intake.no_name")),
        "scans": await desk.scans.held(file),
        "may_attach": may(office, Action.ATTACH_SCAN, file.line),
        "stages": [
            (each.value, texts.say(f"stage.{each}")) for each in Stage if each in file.case.taken
        ],
        "reasons": [(each.value, texts.say(f"scan_reason.{each}")) for each in WithdrawalReason],
        "question": question,
    }
    return pages.render(request, "scans.html", status=question.status, **values)
