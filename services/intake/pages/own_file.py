"""A person's own file for printing, and the page that erases a person and proves it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.intake.desk import Desk, OwnFile
from services.intake.domain import ErasePerson
from services.intake.pages.sent import Question, Sent, sent
from shared.events.terms import CommitteeId, PersonId
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.people.vault import Field
from shared.web import clock
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.texts import Texts

SignedIn = Annotated[Office, Depends(signed_in)]


def add_own_files(route: APIRouter, desk: Desk, pages: Pages) -> None:
    @route.get("/persons/{person_id}")
    async def own_file(request: Request, person_id: PersonId, office: SignedIn) -> Response:
        return await shown(desk, pages, request, person_id=person_id, office=office)

    @route.get("/persons/{person_id}/erasure")
    async def ask(request: Request, person_id: PersonId, office: SignedIn) -> Response:
        proof = await desk.own_files.proof(person_id, office=office, today=clock.today())
        if proof:
            return pages.render(request, "erased.html", proof=proof)
        await desk.own_files.permit(office, Action.ERASE_PERSON, on=clock.today())
        return asked(pages, request, person_id, Question())

    @route.post("/persons/{person_id}/erasure")
    async def erase(request: Request, person_id: PersonId, office: SignedIn) -> Response:
        question = await take(
            desk, await sent(request), person_id, office=office, texts=texts_for(request)
        )
        if question is None:
            address = f"/intake/persons/{person_id}/erasure"
            return RedirectResponse(address, status_code=303)
        return asked(pages, request, person_id, question)


async def shown(
    desk: Desk, pages: Pages, request: Request, *, person_id: PersonId, office: Office
) -> Response:
    file = await desk.own_files.file(person_id, office=office, today=clock.today())
    titles = await desk.titles(committees_of(file), today=clock.today())
    relatives = [one.person_id for one in file.named]
    names = await desk.names(relatives, office=office, reason="own file")
    texts = texts_for(request)
    return pages.render(
        request,
        "own_file.html",
        file=file,
        values=shown_values(file, texts),
        name=file.values.get(Field.NAME, texts.say("intake.no_name")),
        committees={committee: title.name for committee, title in titles.items()},
        names=names,
        may_erase=may(office, Action.ERASE_PERSON, [office.committee_id]),
    )


def shown_values(file: OwnFile, texts: Texts) -> dict[Field, str]:
    """In the order of the paper form, days as the reader writes them."""
    values = {field: file.values[field] for field in Field if field in file.values}
    if born_on := values.get(Field.BORN_ON):
        values[Field.BORN_ON] = texts.day(date.fromisoformat(born_on))
    return values


def committees_of(file: OwnFile) -> set[CommitteeId]:
    """Every committee that the page names."""
    opened = {one.office.committee_id for one in file.openings}
    return opened | {case.branch_id for case in file.cases}


def asked(pages: Pages, request: Request, person_id: PersonId, question: Question) -> Response:
    return pages.render(
        request, "erase.html", status=question.status, person_id=person_id, question=question
    )


async def take(
    desk: Desk, sent: Sent, person_id: PersonId, *, office: Office, texts: Texts
) -> Question | None:
    """None once it is done, or the form again with what stands against it."""
    await desk.own_files.permit(office, Action.ERASE_PERSON, on=clock.today())
    typed = sent.typed
    number, day = typed.document("document_no"), typed.day("day")
    if typed.fields.get("understood") != "yes":
        typed.wrong("understood", "erase.not_understood")
    if number is None or day is None or typed.mistakes:
        return Question(typed=typed.fields, mistakes=typed.said(texts), key=sent.key)
    command = ErasePerson(person_id=person_id, document_no=number, erased_on=day)
    try:
        await desk.own_files.erase(command, order=sent.order(office, clock.now()))
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=typed.fields, problem=problem_of(error))
    return None
