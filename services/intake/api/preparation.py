"""What is gathered beside the CV, for programs: bodies, commands, and one address each."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field

from services.intake.api.bodies import Body, DocumentText, Name, example
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk, new_person
from services.intake.domain import Introduce, ReplaceIntroducer, SummariseOpinions
from shared.events.preparation import (
    Introducer,
    IntroductionPath,
    PathReason,
    ReplacementReason,
    UnionResolution,
)
from shared.events.terms import CaseId, PersonId
from shared.law.documents import document_number
from shared.people.vault import Field as Value
from shared.people.vault import Sealed
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


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
        number = document_number(self.resolution_no)
        return UnionResolution(resolution_no=number, resolved_on=self.resolved_on)


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

    def command(self, case_id: CaseId, person_ids: list[PersonId]) -> Introduce:
        pairs = zip(self.introducers, person_ids, strict=True)
        return Introduce(
            case_id=case_id,
            path=self.path,
            introducers=tuple(body.introducer(person) for body, person in pairs),
            union_resolution=self.union_resolution.resolution() if self.union_resolution else None,
            reason=self.reason,
        )

    def sealed(self, person_ids: list[PersonId]) -> Sealed:
        pairs = zip(self.introducers, person_ids, strict=True)
        return {person: {Value.NAME: body.name} for body, person in pairs}


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


def add_dossier(api: APIRouter, desk: Desk) -> None:
    """Introductions and opinions, which the branch gathers while the CV is verified."""
    take = Take(desk)

    @api.post(f"{CASE}/introductions", summary="The applicant is introduced", status_code=201)
    async def introductions(
        case_id: UUID, body: IntroductionBody, order: Ordered, response: Response
    ) -> Recorded:
        """Names of the introducers go to the vault."""
        ids = [new_person(order.command_id, number) for number in range(len(body.introducers))]
        command = body.command(CaseId(case_id), ids)
        return await take(command, order, response, sealed=body.sealed(ids))

    @api.post(
        f"{CASE}/introducer-replacement", summary="An introducer is replaced", status_code=201
    )
    async def introducer_replacement(
        case_id: UUID, body: ReplacementBody, order: Ordered, response: Response
    ) -> Recorded:
        person = new_person(order.command_id, 0)
        command = ReplaceIntroducer(
            case_id=CaseId(case_id),
            replaced_on=body.on,
            replaced_id=PersonId(body.replaced_id),
            introducer_id=person,
            reason=body.reason,
        )
        return await take(command, order, response, sealed={person: {Value.NAME: body.name}})

    @api.post(f"{CASE}/opinions", summary="Opinions are summarised", status_code=201)
    async def opinions(
        case_id: UUID, body: OpinionsBody, order: Ordered, response: Response
    ) -> Recorded:
        command = SummariseOpinions(
            case_id=CaseId(case_id),
            summarised_on=body.on,
            mass_organisations=body.mass_organisations,
            residence_on=body.residence_on,
        )
        return await take(command, order, response)
