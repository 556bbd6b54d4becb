"""Scans for programs: attach one to a step, list them, fetch one, withdraw one."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError

from services.intake.api.answers import Answer
from services.intake.desk import Desk, File
from shared.events.scan import MediaType, WithdrawalReason
from shared.events.stage import Stage
from shared.events.terms import CaseId, ScanId
from shared.people.access import Action, Office, may
from shared.people.sign_in import signed_in
from shared.web import clock
from shared.web.body import Body, example
from shared.web.order import Ordered, Recorded, recorded
from shared.web.problem import Forbidden
from shared.web.uploads import Upload, download, uploaded

SignedIn = Annotated[Office, Depends(signed_in)]
SCANS = "/cases/{case_id}/scans"
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["stage", "file"],
                    "properties": {
                        "stage": {"type": "string", "description": "Of a step that was taken."},
                        "file": {"type": "string", "format": "binary"},
                    },
                }
            }
        },
    }
}


class ScanAnswer(Answer):
    """A scan of a paper; its content is fetched by itself, and who fetches it is noted."""

    scan_id: UUID
    stage: Stage
    attached_on: date
    media_type: MediaType
    size: int


class WithdrawalBody(Body):
    """Why the scan does not belong there."""

    model_config = example(reason="wrong_paper")

    reason: WithdrawalReason


def add_scans(api: APIRouter, desk: Desk) -> None:
    @api.get(SCANS, summary="The scans of a case, by step")
    async def listed(case_id: UUID, office: SignedIn) -> list[ScanAnswer]:
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        return [ScanAnswer.model_validate(scan) for scan in await desk.scans.held(file)]

    @api.post(SCANS, summary="Attach a scan to a step", status_code=201, openapi_extra=FORM)
    async def attach(
        case_id: UUID, order: Ordered, request: Request, response: Response
    ) -> Recorded:
        """PDF, JPEG or PNG up to 10 MB; the same content again at the same step changes nothing."""
        file = await to_attach(desk, case_id, order.office)
        upload = await uploaded(request)
        outcome = await desk.scans.attach(
            file, stage_of(upload), upload.content, claimed=upload.claimed, order=order
        )
        return recorded(outcome, response)

    @api.get(f"{SCANS}/{{scan_id}}", summary="The content of a scan", response_class=Response)
    async def content(case_id: UUID, scan_id: UUID, office: SignedIn) -> Response:
        """That the office opened it is noted in the vault's book."""
        file = await desk.file(CaseId(case_id), office=office, today=clock.today())
        return download(*await desk.scans.content(file, ScanId(scan_id), office=office))

    @api.post(f"{SCANS}/{{scan_id}}/withdrawal", summary="Withdraw a scan", status_code=201)
    async def withdraw(
        case_id: UUID, scan_id: UUID, body: WithdrawalBody, order: Ordered, response: Response
    ) -> Recorded:
        """The content is gone for good; that there was one stays."""
        file = await to_attach(desk, case_id, order.office)
        outcome = await desk.scans.withdraw(file, ScanId(scan_id), body.reason, order=order)
        return recorded(outcome, response)


async def to_attach(desk: Desk, case_id: UUID, office: Office) -> File:
    """The case; raises NotFound, Forbidden before the body is read."""
    file = await desk.file(CaseId(case_id), office=office, today=clock.today())
    if not may(office, Action.ATTACH_SCAN, file.line):
        raise Forbidden(Action.ATTACH_SCAN, office)
    return file


def stage_of(upload: Upload) -> Stage:
    """The step that the form names; raises RequestValidationError."""
    stages = {str(stage): stage for stage in Stage}
    if (named := upload.fields.get("stage", "")) not in stages:
        wrong = {"loc": ("body", "stage"), "type": "enum", "msg": "", "input": named}
        raise RequestValidationError([wrong])
    return stages[named]
