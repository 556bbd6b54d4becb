"""What programs are told of the cross-check: fields beside papers, discrepancies, decisions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from services.verification.desk import Desk, File
from shared.events.background import CheckOutcome, CvField, Paper, Resolution, Severity
from shared.events.terms import CaseId
from shared.people.access import Office
from shared.people.sign_in import signed_in
from shared.people.vault import Sides
from shared.web import clock

SignedIn = Annotated[Office, Depends(signed_in)]
UNSAID = Sides(declared="", found="")


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


def add_compared(api: APIRouter, desk: Desk) -> None:
    @api.get("/cases/{case_id}/compared", summary="Both values of all that was compared")
    async def compared(case_id: UUID, office: SignedIn) -> ComparedAnswer:
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        return compared_answer(file, await desk.compared(file, office=office))


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
