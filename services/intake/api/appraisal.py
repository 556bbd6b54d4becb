"""Who examines a dossier before the decision, for programs: bodies, and one address a command."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.bodies import Body, DocumentText, example
from services.intake.api.resolutions import Sentence
from services.intake.api.steps import CASE, Take
from services.intake.desk import Desk
from services.intake.domain import AppraiseDossier, ExamineInSection, HoldAppraisal
from shared.events.appraisal import AppraisalOutcome
from shared.events.terms import CaseId
from shared.law.documents import document_number
from shared.web.day import Day
from shared.web.order import Ordered, Recorded


class SectionReportBody(Body):
    """The report of the sectional committee (form 7-KNĐ)."""

    model_config = example(report_no="12-BC/ĐUBP", on="2025-06-20")

    report_no: DocumentText
    on: Day


class AppraisalBody(Body):
    """The note by which the organisation board agrees."""

    model_config = example(note_no="88-BC/BTC", on="2025-07-04")

    note_no: DocumentText
    on: Day


class HeldAppraisalBody(Body):
    """The note by which the organisation board does not agree yet, as a code and in words."""

    model_config = example(note_no="88-BC/BTC", on="2025-07-04", outcome="seek_opinion")

    note_no: DocumentText
    on: Day
    outcome: AppraisalOutcome
    words: Sentence | None = None


def add_appraisal(api: APIRouter, desk: Desk) -> None:
    """The section's report and the appraisal with its outcomes."""
    take = Take(desk)

    @api.post(f"{CASE}/section-report", summary="The section examined it", status_code=201)
    async def section_report(
        case_id: UUID, body: SectionReportBody, order: Ordered, response: Response
    ) -> Recorded:
        """Recorded by the grassroots committee, to which the section reports."""
        command = ExamineInSection(
            case_id=CaseId(case_id),
            report_no=document_number(body.report_no),
            examined_on=body.on,
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/appraisal", summary="The organisation board agrees", status_code=201)
    async def appraisal(
        case_id: UUID, body: AppraisalBody, order: Ordered, response: Response
    ) -> Recorded:
        command = AppraiseDossier(
            case_id=CaseId(case_id), note_no=document_number(body.note_no), appraised_on=body.on
        )
        return await take(command, order, response)

    @api.post(f"{CASE}/appraisal-hold", summary="The board does not agree yet", status_code=201)
    async def appraisal_hold(
        case_id: UUID, body: HeldAppraisalBody, order: Ordered, response: Response
    ) -> Recorded:
        """The clock of the decision runs on."""
        command = HoldAppraisal(
            case_id=CaseId(case_id),
            note_no=document_number(body.note_no),
            held_on=body.on,
            outcome=body.outcome,
        )
        return await take(command, order, response, words=body.words)
