"""What is gathered beside the CV, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from services.intake.api.bodies import DayBody
from services.intake.api.steps import Step
from services.intake.desk import new_person
from services.intake.domain import Introduce, ReaffirmCv, ReplaceIntroducer, SummariseOpinions
from shared.events.preparation import (
    Introducer,
    IntroductionPath,
    PathReason,
    ReplacementReason,
    UnionResolution,
)
from shared.events.terms import CaseId, PersonId
from shared.people.vault import Field as Value
from shared.people.vault import Sealed
from shared.web.body import Body, DocumentText, Name, example
from shared.web.day import Day


class IntroducerBody(Body):
    """An official member who introduces (form 3-KNĐ)."""

    name: Name
    introduced_on: Day
    months_together: Annotated[int, Field(ge=0, le=1200)]

    def introducer(self, person_id: PersonId) -> Introducer:
        return Introducer(
            person_id=person_id,
            introduced_on=self.introduced_on,
            months_together=self.months_together,
        )


class UnionResolutionBody(Body):
    """The resolution by which a union introduces (form 4-KNĐ or 4a-KNĐ)."""

    resolution_no: DocumentText
    resolved_on: Day

    def resolution(self) -> UnionResolution:
        return UnionResolution(resolution_no=self.resolution_no, resolved_on=self.resolved_on)


class IntroductionBody(Body):
    """Who introduces the applicant; `reason` where a union would come first."""

    model_config = example(
        path="youth_union",
        introducers=[{"name": "Người Ba", "introduced_on": "2025-05-20", "months_together": 30}],
        union_resolution={"resolution_no": "9-NQ/ĐTN", "resolved_on": "2025-05-22"},
    )

    path: IntroductionPath
    introducers: Annotated[list[IntroducerBody], Field(min_length=1, max_length=4)]
    union_resolution: UnionResolutionBody | None = None
    reason: PathReason | None = None

    def command(self, case_id: CaseId, key: UUID) -> Introduce:
        return Introduce(
            case_id=case_id,
            path=self.path,
            introducers=tuple(
                body.introducer(new_person(key, number))
                for number, body in enumerate(self.introducers)
            ),
            union_resolution=self.union_resolution.resolution() if self.union_resolution else None,
            reason=self.reason,
        )

    def sealed(self, key: UUID) -> Sealed:
        return {
            new_person(key, number): {Value.NAME: body.name}
            for number, body in enumerate(self.introducers)
        }


class ReplacementBody(Body):
    """Another official member in the place of an introducer who cannot go on."""

    model_config = example(
        replaced_id="7d444840-9dc0-51d1-b245-5ffdce74fad2",
        name="Người Bốn",
        on="2025-06-02",
        reason="moved_away",
    )

    replaced_id: UUID
    name: Name
    on: Day
    reason: ReplacementReason


class OpinionsBody(Body):
    """The summary of opinions; without a day, the branch is itself the one of residence."""

    model_config = example(on="2025-05-27", mass_organisations=2, residence_on="2025-05-23")

    on: Day
    mass_organisations: Annotated[int, Field(ge=0, le=20)]
    residence_on: Day | None = None


DOSSIER: Sequence[Step[Any]] = (
    Step(
        slug="introductions",
        summary="The applicant is introduced",
        about="Names of the introducers go to the vault.",
        body=IntroductionBody,
        command=IntroductionBody.command,
        sealed=IntroductionBody.sealed,
    ),
    Step(
        slug="introducer-replacement",
        summary="An introducer is replaced",
        body=ReplacementBody,
        command=lambda body, case_id, key: ReplaceIntroducer(
            case_id=case_id,
            replaced_on=body.on,
            replaced_id=PersonId(body.replaced_id),
            introducer_id=new_person(key, 0),
            reason=body.reason,
        ),
        sealed=lambda body, key: {new_person(key, 0): {Value.NAME: body.name}},
    ),
    Step(
        slug="opinions",
        summary="Opinions are summarised",
        body=OpinionsBody,
        command=lambda body, case_id, _: SummariseOpinions(
            case_id=case_id,
            summarised_on=body.on,
            mass_organisations=body.mass_organisations,
            residence_on=body.residence_on,
        ),
    ),
    Step(
        slug="reaffirm",
        summary="Nothing in the CV changed",
        about="The applicant says so, so that a sealed CV of a year ago counts again.",
        body=DayBody,
        command=lambda body, case_id, _: ReaffirmCv(case_id=case_id, reaffirmed_on=body.on),
    ),
)
"""Introductions and opinions, which the branch gathers while the CV is verified."""
