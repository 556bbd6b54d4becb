"""What leads up to the certified CV, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.intake.api.bodies import ClassBody, DayBody
from services.intake.api.steps import CASE, Step, Take
from services.intake.desk import Desk, new_person
from services.intake.domain import CertifyClass, CertifyCv, DeclareCv, FileApplication, SealCv
from shared.events.terms import CaseId, CommitteeId, NamedPerson, PersonId, Relation
from shared.people.vault import Field as Value
from shared.people.vault import Sealed
from shared.web import clock
from shared.web.body import COMMITTEE, Body, Name, example
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class PersonBody(Body):
    """A person whom the CV names, and the committee of the place where he or she is known."""

    relation: Relation
    name: Name | None = Field(
        default=None, description="Of everybody but the applicant. Kept in the vault only."
    )
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = Field(
        default=None, description="Kept in the vault only."
    )
    committee_id: UUID

    def named(self, person_id: PersonId) -> NamedPerson:
        return NamedPerson(
            person_id=person_id,
            relation=self.relation,
            committee_id=CommitteeId(self.committee_id),
        )

    def values(self) -> dict[Value, str]:
        given = {Value.NAME: self.name, Value.BIRTH_YEAR: self.birth_year}
        return {field: str(value) for field, value in given.items() if value is not None}


class CvBody(Body):
    """The declared CV: the applicant first, then the family."""

    model_config = example(
        declared_on="2025-04-10",
        persons=[
            {"relation": "applicant", "committee_id": COMMITTEE},
            {
                "relation": "father",
                "name": "Người Hai",
                "birth_year": 1970,
                "committee_id": COMMITTEE,
            },
        ],
    )

    declared_on: Day
    persons: Annotated[list[PersonBody], Field(min_length=1, max_length=40)]

    def command(self, case_id: CaseId, person_ids: list[PersonId]) -> DeclareCv:
        return DeclareCv(
            case_id=case_id,
            declared_on=self.declared_on,
            persons=tuple(
                person.named(id_) for person, id_ in zip(self.persons, person_ids, strict=True)
            ),
        )

    def sealed(self, person_ids: list[PersonId]) -> Sealed:
        """The relatives' values; the applicant's own were given when the case began."""
        pairs = zip(self.persons, person_ids, strict=True)
        return {
            id_: values
            for person, id_ in pairs
            if person.relation is not Relation.APPLICANT and (values := person.values())
        }


BEFORE_RESOLUTION: Sequence[Step[Any]] = (
    Step(
        slug="certificate",
        summary="The awareness class is certified",
        about="Or a newer certificate, once the old one has run out.",
        body=ClassBody,
        command=lambda body, case_id, _: CertifyClass(
            case_id=case_id, certificate_no=body.certificate_no, certified_on=body.certified_on
        ),
    ),
    Step(
        slug="application",
        summary="The application is filed",
        body=DayBody,
        command=lambda body, case_id, _: FileApplication(case_id=case_id, filed_on=body.on),
    ),
    Step(
        slug="seal",
        summary="The CV is sealed: verification begins",
        body=DayBody,
        command=lambda body, case_id, _: SealCv(case_id=case_id, sealed_on=body.on),
    ),
    Step(
        slug="certify",
        summary="The CV is certified",
        body=DayBody,
        command=lambda body, case_id, _: CertifyCv(case_id=case_id, certified_on=body.on),
    ),
)
"""What the branch prepares, and the seal and certification of the grassroots committee."""


def add_cv(api: APIRouter, desk: Desk) -> None:
    """The CV, whose first row is the person of the case: only the case says who that is."""
    take = Take(desk)

    @api.post(f"{CASE}/cv", summary="The CV is declared", status_code=201)
    async def cv(case_id: UUID, body: CvBody, order: Ordered, response: Response) -> Recorded:
        """Names of relatives go to the vault; the applicant is the person of the case."""
        file = await desk.file(CaseId(case_id), office=order.office, today=clock.today())
        ids = person_ids(body, order.command_id, applicant=file.person_id)
        command = body.command(CaseId(case_id), ids)
        return await take(command, order, response, sealed=body.sealed(ids))


def person_ids(body: CvBody, key: UUID, *, applicant: PersonId) -> list[PersonId]:
    """Who each row is: the same key names the same persons."""
    return [
        applicant if person.relation is Relation.APPLICANT else new_person(key, number)
        for number, person in enumerate(body.persons)
    ]
