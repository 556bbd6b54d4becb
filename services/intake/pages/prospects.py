"""The form that begins a case: an outstanding non-member is put on the branch's list."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from services.intake.desk import Desk, new_case, new_person, sealed_of
from services.intake.domain import ListProspect
from services.intake.pages.forms import profile
from services.intake.pages.sent import Question, Sent, Taken
from shared.events.terms import Ethnicity, PersonId, Profile, Sex, Study, Union
from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.people.access import Action, Office, may
from shared.people.drafts import Drawer
from shared.people.vault import Sealed
from shared.people.vault.lookup import Identity
from shared.web import clock
from shared.web.entry import Typed
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


FIELDS = ("name", "born_on", "id_number", "listed_on", "known_as", *CODES)
ANOTHER = "another"
"""The answer that somebody of the same name and birthday is another person."""


def check_may_list(office: Office) -> None:
    """Raise Forbidden for whoever is not the clerk of a branch."""
    if not may(office, Action.PREPARE_CASE, [office.committee_id]):
        raise Forbidden(Action.PREPARE_CASE, office)


def drawer(office: Office) -> Drawer:
    """Where what `office` typed about somebody not listed yet lies."""
    return Drawer(office=office, form="prospect")


async def shown(desk: Desk, pages: Pages, request: Request, question: Question) -> Response:
    texts = texts_for(request)
    codes = {
        name: [(code.value, texts.say(f"{name}.{code}")) for code in codes]
        for name, codes in CODES.items()
    }
    labels = {field: texts.say(f"intake.{field}") for field in FIELDS}
    told = [one.committee_id for one in question.namesakes]
    titles = await desk.titles(told, today=clock.today())
    return pages.render(
        request,
        "new.html",
        committees={committee: title.name for committee, title in titles.items()},
        another=ANOTHER,
        status=question.status,
        question=question,
        codes=codes,
        labels=labels,
    )


async def take(desk: Desk, sent: Sent, *, office: Office, texts: Texts) -> Taken | Question:
    """The new case, or the form again with what stands against it."""
    read, fields = listed_of(sent.typed), sent.typed.fields
    if read is None:
        return Question(typed=fields, mistakes=sent.typed.said(texts), key=sent.key)
    asked = await told_apart(desk, sent, read.identity, office=office, texts=texts)
    if isinstance(asked, Question):
        return asked
    command, sealed = read.begin(sent.key, office, same_as=asked)
    try:
        outcome = await desk.take(command, order=sent.order(office, clock.now()), sealed=sealed)
    except (Refused, KeyReused, MovedOn) as error:
        return Question(typed=fields, problem=problem_of(error))
    return Taken.by(outcome)


async def told_apart(
    desk: Desk, sent: Sent, identity: Identity, *, office: Office, texts: Texts
) -> Question | PersonId | None:
    """The person who is known already, nobody, or the form again to say which of the two it is.

    Two persons of one name and birthday are told apart by the ID number (domain 11.16).
    """
    typed, own = sent.typed, new_person(sent.key, 0)
    known = await desk.persons.namesakes(identity, office=office, today=typed.today, but=own)
    answer = typed.fields.get("known_as", "")
    if same := next((one.person_id for one in known if str(one.person_id) == answer), None):
        return same
    if not known:
        return None
    if answer == ANOTHER and any(one.surely for one in known):
        typed.wrong("known_as", "entry.same_id_number")
    elif answer == ANOTHER and identity.id_number:
        return None
    elif answer == ANOTHER:
        typed.wrong("id_number", "entry.id_number_needed")
    return Question(typed=typed.fields, mistakes=typed.said(texts), key=sent.key, namesakes=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the form says, once all of it can be read."""

    identity: Identity
    listed_on: date
    profile: Profile

    def begin(
        self, key: UUID, office: Office, *, same_as: PersonId | None
    ) -> tuple[ListProspect, Sealed]:
        """The command and the values for the vault."""
        person = same_as or new_person(key, 0)
        command = ListProspect(
            case_id=new_case(key),
            person_id=person,
            branch_id=office.committee_id,
            listed_on=self.listed_on,
            profile=self.profile,
        )
        return command, sealed_of(person, self.identity, known=same_as is not None)


def listed_of(typed: Typed) -> Listing | None:
    """None where `typed` now holds mistakes."""
    name, born_on = typed.text("name"), typed.day("born_on")
    number = id_number(typed)
    listed_on, coded = typed.day("listed_on"), profile(typed)
    if name is None or born_on is None or listed_on is None or coded is None or typed.mistakes:
        return None
    identity = Identity(name=name, born_on=born_on.isoformat(), id_number=number)
    return Listing(identity=identity, listed_on=listed_on, profile=coded)


def id_number(typed: Typed) -> str | None:
    """Twelve digits (định danh cá nhân), or the nine of an older card; it may be left out."""
    number = re.sub(r"[ .]", "", typed.fields.get("id_number", ""))
    if number and not re.fullmatch(r"[0-9]{9}|[0-9]{12}", number):
        typed.wrong("id_number", "entry.id_number")
    return number or None
