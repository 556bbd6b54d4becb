"""Intake for people: what waits, a new prospect, a case with its way and its forms."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.desk import LEDGER, Desk
from services.intake.desk.foresight import Foresight
from services.intake.pages import (
    case_page,
    changes,
    committees,
    correct_page,
    find,
    lists,
    own_file,
    prospects,
    reasons_page,
    step_page,
    together,
)
from services.intake.pages.drafting import Drafting
from services.intake.pages.scans import add_scans
from services.intake.pages.sent import Question, Taken, sent
from services.intake.pages.user_routes import add_users
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId
from shared.log.decider import Outcome
from shared.log.inbox import Inbox
from shared.people.access import Action, Office, may
from shared.people.drafts import Drafts
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.pages import Pages, texts_for

SignedIn = Annotated[Office, Depends(signed_in)]


WITHIN = 1.0  # seconds that a form waits for the lists to know what it recorded


def router(desk: Desk, inbox: Inbox, drafts: Drafts, foresight: Foresight) -> APIRouter:
    """All pages of intake."""
    route = APIRouter(include_in_schema=False)
    pages = Pages(Path(__file__).parent)
    _lists(route, desk, pages)
    find.add_find(route, desk, pages)
    own_file.add_own_files(route, desk, pages)
    _sittings(route, desk, inbox, pages)
    add_scans(route, desk, pages)
    drafting = Drafting(drafts)
    _prospects(route, desk, inbox, pages, drafting)
    _cases(route, desk, inbox, pages, drafting)
    _corrections(route, desk, inbox, pages, foresight)
    _committees(route, desk, inbox, pages)
    add_users(route, desk, inbox, pages)
    return route


async def _go_on(inbox: Inbox, taken: Taken) -> Response:
    """To the page of the case, once the lists show it too or have had the time."""
    await inbox.wait_for(LEDGER.name, taken.case_id, taken.version, within=WITHIN)
    return RedirectResponse(taken.address, status_code=303)


def _lists(route: APIRouter, desk: Desk, pages: Pages) -> None:
    @route.get("/")
    async def waiting(request: Request, office: SignedIn) -> Response:
        listed = await lists.waiting(
            desk,
            request.query_params,
            office=office,
            today=clock.today(),
            texts=texts_for(request),
        )
        return pages.render(
            request,
            "waiting.html",
            listed=listed,
            wish=lists.wish_of(request.query_params),
            steps=lists.steps_for(office),
            sittings=together.sittings_of(office),
            may_list=may(office, Action.PREPARE_CASE, [office.committee_id]),
        )

    @route.get("/cases")
    async def cases(request: Request, office: SignedIn) -> Response:
        query = request.query_params
        listed = await lists.of_area(
            desk, query, office=office, today=clock.today(), texts=texts_for(request)
        )
        stage = lists.asked_stage(query)
        return pages.render(request, "cases.html", listed=listed, stage=stage, stages=list(Stage))


def _sittings(route: APIRouter, desk: Desk, inbox: Inbox, pages: Pages) -> None:
    @route.get("/together/{slug}")
    async def ask(request: Request, slug: str, office: SignedIn) -> Response:
        together.open_sitting(slug, office)
        return await together.shown(desk, pages, request, slug=slug, office=office)

    @route.post("/together/{slug}")
    async def take(request: Request, slug: str, office: SignedIn) -> Response:
        stage = together.open_sitting(slug, office)
        judged = await together.take(
            desk,
            inbox,
            await sent(request),
            stage=stage,
            office=office,
            texts=texts_for(request),
        )
        return await together.shown(desk, pages, request, slug=slug, office=office, judged=judged)


def _prospects(
    route: APIRouter, desk: Desk, inbox: Inbox, pages: Pages, drafting: Drafting
) -> None:
    @route.get("/prospects/new")
    async def ask(request: Request, office: SignedIn) -> Response:
        prospects.check_may_list(office)
        question = await drafting.opened(prospects.drawer(office), Question())
        return await prospects.shown(desk, pages, request, question)

    @route.post("/prospects/new")
    async def list_prospect(request: Request, office: SignedIn) -> Response:
        prospects.check_may_list(office)
        form, drawer = await sent(request), prospects.drawer(office)
        if answer := await drafting.asked(request, form, drawer):
            return answer
        answered = await prospects.take(desk, form, office=office, texts=texts_for(request))
        await drafting.answered(form, drawer, answered)
        if isinstance(answered, Taken):
            return await _go_on(inbox, answered)
        return await prospects.shown(desk, pages, request, answered)


def _cases(route: APIRouter, desk: Desk, inbox: Inbox, pages: Pages, drafting: Drafting) -> None:
    @route.get("/cases/{case_id}")
    async def case(request: Request, case_id: CaseId, office: SignedIn) -> Response:
        return await case_page.shown(desk, pages, request, case_id=case_id, office=office)

    @route.get("/cases/{case_id}/reasons")
    async def reasons(request: Request, case_id: CaseId, office: SignedIn) -> Response:
        return await reasons_page.shown(desk, pages, request, case_id=case_id, office=office)

    @route.get("/cases/{case_id}/{slug}")
    async def ask(request: Request, case_id: CaseId, slug: str, office: SignedIn) -> Response:
        step = await step_page.open_step(desk, case_id, slug, office=office)
        if step.closed:
            return RedirectResponse(step.address, status_code=303)
        question = Question(typed=await step_page.beforehand(desk, step, office))
        question = await drafting.opened(step.drawer(office), question)
        return await step_page.shown(
            desk, pages, request, step=step, office=office, question=question
        )

    @route.post("/cases/{case_id}/{slug}")
    async def take(request: Request, case_id: CaseId, slug: str, office: SignedIn) -> Response:
        step = await step_page.open_step(desk, case_id, slug, office=office)
        form, drawer = await sent(request), step.drawer(office)
        if answer := await drafting.asked(request, form, drawer):
            return answer
        answered = await step_page.take(desk, step, form, office=office, texts=texts_for(request))
        await drafting.answered(form, drawer, answered)
        if isinstance(answered, Taken):
            return await _go_on(inbox, answered)
        return await step_page.shown(
            desk, pages, request, step=step, office=office, question=answered
        )


def _corrections(
    route: APIRouter, desk: Desk, inbox: Inbox, pages: Pages, foresight: Foresight
) -> None:
    @route.get("/cases/{case_id}/correct/{stage}")
    async def ask(request: Request, case_id: CaseId, stage: str, office: SignedIn) -> Response:
        step = await correct_page.open_correction(desk, case_id, stage, office=office)
        return await correct_page.shown(desk, pages, request, step=step, office=office)

    @route.post("/cases/{case_id}/correct/{stage}")
    async def correct(request: Request, case_id: CaseId, stage: str, office: SignedIn) -> Response:
        step = await correct_page.open_correction(desk, case_id, stage, office=office)
        answered = await correct_page.take(
            desk, foresight, step, await sent(request), office=office, texts=texts_for(request)
        )
        if isinstance(answered, Taken):
            return await _go_on(inbox, answered)
        return await correct_page.shown(
            desk, pages, request, step=step, office=office, asked=answered
        )


def _committees(route: APIRouter, desk: Desk, inbox: Inbox, pages: Pages) -> None:
    @route.get("/committees")
    async def tree(request: Request, office: SignedIn) -> Response:
        return await committees.tree(desk, pages, request, office=office)

    @route.get("/committees/{committee_id}")
    async def committee(request: Request, committee_id: CommitteeId, office: SignedIn) -> Response:
        return await committees.page(desk, pages, request, committee_id=committee_id, office=office)

    @route.get("/committees/{committee_id}/{slug}")
    async def ask(
        request: Request, committee_id: CommitteeId, slug: str, office: SignedIn
    ) -> Response:
        file = await changes.open_change(desk, committee_id, slug, office=office)
        return await changes.shown(desk, pages, request, file=file, slug=slug)

    @route.post("/committees/{committee_id}/{slug}")
    async def change(
        request: Request, committee_id: CommitteeId, slug: str, office: SignedIn
    ) -> Response:
        file = await changes.open_change(desk, committee_id, slug, office=office)
        answered = await changes.take(
            desk, file, slug, await sent(request), office=office, texts=texts_for(request)
        )
        if isinstance(answered, Outcome):
            return await _to_committee(inbox, answered)
        return await changes.shown(desk, pages, request, file=file, slug=slug, question=answered)


async def _to_committee(inbox: Inbox, outcome: Outcome) -> Response:
    """To the page of the committee, once the tree shows the change too or has had the time."""
    await inbox.wait_for(LEDGER.name, outcome.stream, outcome.version, within=WITHIN)
    done = outcome.version if outcome.steps else 0
    return RedirectResponse(f"/intake/committees/{outcome.stream}?done={done}", status_code=303)
