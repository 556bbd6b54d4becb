"""Looking for persons: the words come in the body, since addresses are written into logs."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field as Limits

from services.intake.api.answers import Answer
from services.intake.api.bodies import IdNumber
from services.intake.desk import Desk, Namesake
from shared.events.way import Stage
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.people.vault.lookup import Identity
from shared.web import clock
from shared.web.body import Body, Name, example
from shared.web.day import Day

SignedIn = Annotated[Office, Depends(signed_in)]


class FindBody(Body):
    """Whom to look for: the beginnings of words of a name, in any order."""

    model_config = example(name="nguoi mot")

    name: Annotated[str, Limits(min_length=1, max_length=120)]


class IdentityBody(Body):
    """Who is to be listed."""

    model_config = example(name="Người Một", born_on="1998-03-20")

    name: Name
    born_on: Day
    id_number: IdNumber = None

    def identity(self) -> Identity:
        born_on = self.born_on.isoformat()
        return Identity(name=self.name, born_on=born_on, id_number=self.id_number)


class CaseOfPerson(Answer):
    """A case of somebody, and where it stands."""

    case_id: UUID
    branch_id: UUID
    stage: Stage
    listed_on: date


class FoundAnswer(Answer):
    """A person with the cases in the area of who asks; the newest first."""

    person_id: UUID
    name: str
    born_on: date | None
    cases: Sequence[CaseOfPerson]


class SearchAnswer(Answer):
    """Who was found, by name, and how many more there are."""

    found: Sequence[FoundAnswer]
    more: int


class NamesakeAnswer(Answer):
    """Somebody who may be the same person; a case is named only in one's own area."""

    person_id: UUID
    committee_id: UUID
    surely: bool
    case_id: UUID | None


def namesakes_of(found: Sequence[Namesake]) -> list[NamesakeAnswer]:
    return [NamesakeAnswer.model_validate(one) for one in found]


def add_persons(api: APIRouter, desk: Desk) -> None:
    @api.post("/find", summary="Find persons of the area by part of the name")
    async def find(body: FindBody, office: SignedIn) -> SearchAnswer:
        """One entry in the vault's book, for those who are answered."""
        search = await desk.persons.find(body.name, office=office, today=clock.today())
        return SearchAnswer.model_validate(search)

    @api.post("/namesakes", summary="Ask whether a person may be known already")
    async def namesakes(body: IdentityBody, office: SignedIn) -> list[NamesakeAnswer]:
        """That it was told is noted in the vault's book."""
        found = await desk.persons.namesakes(body.identity(), office=office, today=clock.today())
        return namesakes_of(found)
