"""What programs send of an applicant: every field with its limits, and its command."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from services.intake.desk import sealed_of
from services.intake.domain import ListProspect
from shared.events.terms import (
    CaseId,
    CommitteeId,
    Ethnicity,
    PersonId,
    Profile,
    Sex,
    Study,
    Union,
)
from shared.people.vault import Sealed
from shared.people.vault.lookup import Identity
from shared.web.body import COMMITTEE, Body, DocumentText, Name, Sentence, example
from shared.web.day import Day

IdNumber = Annotated[
    str | None,
    Field(pattern=r"^([0-9]{9}|[0-9]{12})$", description="Kept in the vault only."),
]


class ProfileBody(Body):
    """The coded facts that statistics break down by."""

    sex: Sex
    ethnicity: Ethnicity
    union: Union
    study: Study = Study.NONE

    def profile(self) -> Profile:
        return Profile(sex=self.sex, ethnicity=self.ethnicity, union=self.union, study=self.study)


PROFILE: JsonValue = {"sex": "female", "ethnicity": "kinh", "union": "youth_union", "study": "none"}


class ProspectBody(Body):
    """An outstanding non-member whom the branch puts on its list."""

    model_config = example(
        branch_id=COMMITTEE,
        listed_on="2025-02-03",
        name="Người Một",
        born_on="1998-03-20",
        profile=PROFILE,
    )

    branch_id: UUID
    listed_on: Day
    name: Name
    born_on: Annotated[Day, Field(description="Kept in the vault only.")]
    id_number: IdNumber = None
    profile: ProfileBody
    same_as: Annotated[
        UUID | None,
        Field(description="The person, as `namesakes` names it, whose case this is as well."),
    ] = None

    def identity(self) -> Identity:
        born_on = self.born_on.isoformat()
        return Identity(name=self.name, born_on=born_on, id_number=self.id_number)

    def command(self, case_id: CaseId, person_id: PersonId) -> ListProspect:
        return ListProspect(
            case_id=case_id,
            person_id=person_id,
            branch_id=CommitteeId(self.branch_id),
            listed_on=self.listed_on,
            profile=self.profile.profile(),
        )

    def sealed(self, person_id: PersonId) -> Sealed:
        return sealed_of(person_id, self.identity(), known=self.same_as is not None)


class ClassBody(Body):
    """The certificate of the awareness class."""

    model_config = example(certificate_no="117-CN/TTCT", certified_on="2025-03-14")

    certificate_no: DocumentText
    certified_on: Day


class DayBody(Body):
    """The day on which the step was taken."""

    model_config = example(on="2025-04-01")

    on: Day


class PaperBody(Body):
    """A document and its day."""

    model_config = example(document_no="15-CV/ĐU", on="2025-06-20")

    document_no: DocumentText
    on: Day


class ReasonedBody(Body):
    """A step with a reason, which may be said in words besides."""

    words: Sentence | None = None
