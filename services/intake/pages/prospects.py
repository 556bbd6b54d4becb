"""The form that begins a case: an outstanding non-member is put on the branch's list."""

from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk, new_case, new_person
from services.intake.domain import ListProspect
from services.intake.pages.forms import profile
from services.intake.pages.sent import Question, Sent, Taken
from shared.events.terms import Ethnicity, Sex, Study, Union
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import Action, Office, may
from shared.people.vault import Field, Sealed
from shared.web import clock
from shared.web.failures import problem_of
from shared.web.pages import Pages, texts_for
from shared.web.problem import Forbidden
from shared.web.texts import Texts

CODES: dict[str, type[StrEnum]] = {
    "sex": Sex,
    "ethnicity": Ethnicity,
    "union": Union,
    "study": Study,
}


FIELDS = ("name", "born_on", "listed_on", *CODES)


def check_may_list(office: Office) -> None:
    """Raise Forbidden for whoever is not the clerk of a branch."""
    if not may(office, Action.PREPARE_CASE, [office.committee_id]):
        raise Forbidden(Action.PREPARE_CASE, office)


def shown(pages: Pages, request: Request, question: Question | None = None) -> Response:
    question = question or Question()
    texts = texts_for(request)
    codes = {
        name: [(code.value, texts.say(f"{name}.{code}")) for code in codes]
        for name, codes in CODES.items()
    }
    labels = {field: texts.say(f"intake.{field}") for field in FIELDS}
    return pages.render(
        request,
        "new.html",
        status=question.status,
        question=question,
        codes=codes,
        labels=labels,
    )


async def take(desk: Desk, sent: Sent, *, office: Office, texts: Texts) -> Taken | Question:
    """The new case, or the form again with what stands against it."""
    read = command_of(sent, office)
    fields = sent.typed.fields
    if read is None:
        return Question(typed=fields, mistakes=sent.typed.said(texts), key=sent.key)
    command, sealed = read
    try:
        outcome = await desk.take(command, order=sent.order(office, clock.now()), sealed=sealed)
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=fields, problem=problem_of(error))
    return Taken.by(outcome)


def command_of(sent: Sent, office: Office) -> tuple[ListProspect, Sealed] | None:
    """The command and the values for the vault, or None where something cannot be read."""
    name, born_on = sent.typed.text("name"), sent.typed.day("born_on")
    listed_on, coded = sent.typed.day("listed_on"), profile(sent.typed)
    if name is None or born_on is None or listed_on is None or coded is None:
        return None
    person = new_person(sent.key, 0)
    command = ListProspect(
        case_id=new_case(sent.key),
        person_id=person,
        branch_id=office.committee_id,
        listed_on=listed_on,
        profile=coded,
    )
    return command, {person: {Field.NAME: name, Field.BORN_ON: born_on.isoformat()}}
