"""The cross-check as JSON: fields beside papers, discrepancies, decisions about them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from services.verification.api.bodies import DocumentText, Said, example
from services.verification.desk import Desk, File
from services.verification.domain import CheckField, ResolveDiscrepancy, SupplementDossier
from shared.events.background import CheckOutcome, CvField, Paper, Resolution, Severity
from shared.events.terms import CaseId, DiscrepancyId, PersonId
from shared.law.documents import document_number
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.people.vault import Sides
from shared.web import clock
from shared.web.day import Day
from shared.web.order import Ordered, Recorded, recorded

SignedIn = Annotated[Office, Depends(signed_in)]
UNSAID = Sides(declared="", found="")


class CheckBody(BaseModel):
    """A field of the CV beside a paper."""

    model_config = example(
        person_id="7d444840-9dc0-51d1-b245-5ffdce74fad2",
        field="born_on",
        paper="birth_certificate",
        declared="20/3/1998",
        found="20/03/1998",
        checked_on="2023-10-10",
    )

    person_id: UUID
    field: CvField
    paper: Paper
    declared: Said
    found: Said = ""
    document_no: DocumentText | None = None
    checked_on: Day

    def command(self, case_id: UUID) -> CheckField:
        """Raises Refused for a number that is none of a Party document."""
        return CheckField(
            case_id=CaseId(case_id),
            person_id=PersonId(self.person_id),
            field=self.field,
            paper=self.paper,
            checked_on=self.checked_on,
            document_no=document_number(self.document_no) if self.document_no else None,
        )


class ResolutionBody(BaseModel):
    """How a discrepancy was decided, and on which paper."""

    model_config = example(resolution="verified", document_no="18-BB/ĐU", resolved_on="2023-10-24")

    resolution: Resolution
    document_no: DocumentText
    resolved_on: Day

    def command(self, case_id: UUID, discrepancy_id: UUID) -> ResolveDiscrepancy:
        """Raises Refused for a number that is none of a Party document."""
        return ResolveDiscrepancy(
            case_id=CaseId(case_id),
            discrepancy_id=DiscrepancyId(discrepancy_id),
            resolution=self.resolution,
            document_no=document_number(self.document_no),
            resolved_on=self.resolved_on,
        )


class SupplementBody(BaseModel):
    """The paper by which an old dossier was supplemented."""

    model_config = example(document_no="19-CV/ĐU", supplemented_on="2024-11-01")

    document_no: DocumentText
    supplemented_on: Day

    def command(self, case_id: UUID) -> SupplementDossier:
        """Raises Refused for a number that is none of a Party document."""
        return SupplementDossier(
            case_id=CaseId(case_id),
            document_no=document_number(self.document_no),
            supplemented_on=self.supplemented_on,
        )


class DecisionAnswer(BaseModel):
    """One decision about a discrepancy."""

    model_config = ConfigDict(from_attributes=True)

    resolution: Resolution
    document_no: str
    resolved_on: date


class CheckAnswer(BaseModel):
    """A field beside a paper, with both values."""

    check_id: UUID
    person_id: UUID
    field: CvField
    paper: Paper
    document_no: str | None
    outcome: CheckOutcome
    checked_on: date
    declared: str
    found: str


class DiscrepancyAnswer(BaseModel):
    """What is unlike, with both values and all decisions, of which the last one counts."""

    discrepancy_id: UUID
    person_id: UUID
    field: CvField
    paper: Paper
    document_no: str | None
    severity: Severity
    opened_on: date
    request_id: UUID | None
    waiver_id: UUID | None
    open: bool
    decisions: Sequence[DecisionAnswer]
    declared: str
    found: str


class ComparedAnswer(BaseModel):
    """Everything that was laid side by side in a case."""

    checks: Sequence[CheckAnswer]
    discrepancies: Sequence[DiscrepancyAnswer]


def add_checks(api: APIRouter, desk: Desk) -> None:
    """What programs may ask and tell about the cross-check."""

    @api.get("/cases/{case_id}/compared", summary="Both values of all that was compared")
    async def compared(case_id: UUID, office: SignedIn) -> ComparedAnswer:
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        return compared_answer(file, await desk.compared(file, office=office))

    @api.post("/cases/{case_id}/checks", summary="A field beside a paper", status_code=201)
    async def check(case_id: UUID, body: CheckBody, order: Ordered, response: Response) -> Recorded:
        sides = Sides(declared=body.declared, found=body.found)
        outcome = await desk.take(body.command(case_id), order=order, sides=sides)
        return recorded(outcome, response)

    @api.post(
        "/cases/{case_id}/discrepancies/{discrepancy_id}/resolution",
        summary="A discrepancy is decided",
        status_code=201,
    )
    async def resolution(
        case_id: UUID,
        discrepancy_id: UUID,
        body: ResolutionBody,
        order: Ordered,
        response: Response,
    ) -> Recorded:
        command = body.command(case_id, discrepancy_id)
        return recorded(await desk.take(command, order=order), response)

    @api.post("/cases/{case_id}/supplement", summary="Old papers supplemented", status_code=201)
    async def supplement(
        case_id: UUID, body: SupplementBody, order: Ordered, response: Response
    ) -> Recorded:
        return recorded(await desk.take(body.command(case_id), order=order), response)


def compared_answer(file: File, sides: Mapping[UUID, Sides]) -> ComparedAnswer:
    state = file.state
    return ComparedAnswer(
        checks=[
            CheckAnswer(
                check_id=id_,
                person_id=one.person_id,
                field=one.field,
                paper=one.paper,
                document_no=one.document_no,
                outcome=one.outcome,
                checked_on=one.checked_on,
                declared=sides.get(id_, UNSAID).declared,
                found=sides.get(id_, UNSAID).found,
            )
            for id_, one in state.checks.items()
        ],
        discrepancies=[
            DiscrepancyAnswer(
                discrepancy_id=id_,
                person_id=one.person_id,
                field=one.field,
                paper=one.paper,
                document_no=one.document_no,
                severity=one.severity,
                opened_on=one.opened_on,
                request_id=one.request_id,
                waiver_id=one.waiver_id,
                open=one.open,
                decisions=[DecisionAnswer.model_validate(each) for each in one.decisions],
                declared=sides.get(id_, UNSAID).declared,
                found=sides.get(id_, UNSAID).found,
            )
            for id_, one in state.discrepancies.items()
        ],
    )
