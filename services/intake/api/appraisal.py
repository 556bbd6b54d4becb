"""Who examines a dossier before the decision, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any

from services.intake.api.bodies import ReasonedBody
from services.intake.api.steps import Step
from services.intake.domain import AppraiseDossier, ExamineInSection, ExtendDeadline, HoldAppraisal
from shared.events.appraisal import AppraisalOutcome
from shared.events.extending import ExtensionReason
from shared.web.body import Body, DocumentText, example
from shared.web.day import Day


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


class HeldAppraisalBody(ReasonedBody):
    """The note by which the organisation board does not agree yet, as a code and in words."""

    model_config = example(note_no="88-BC/BTC", on="2025-07-04", outcome="seek_opinion")

    note_no: DocumentText
    on: Day
    outcome: AppraisalOutcome


class ExtensionBody(ReasonedBody):
    """The act by which the committee that decides takes more time, as a code and in words."""

    model_config = example(document_no="21-TB/ĐUK", on="2025-08-04", reason="political_check")

    document_no: DocumentText
    on: Day
    reason: ExtensionReason


APPRAISAL: Sequence[Step[Any]] = (
    Step(
        slug="section-report",
        summary="The section examined it",
        about="Recorded by the grassroots committee, to which the section reports.",
        body=SectionReportBody,
        command=lambda body, case_id, _: ExamineInSection(
            case_id=case_id, report_no=body.report_no, examined_on=body.on
        ),
    ),
    Step(
        slug="appraisal",
        summary="The organisation board agrees",
        body=AppraisalBody,
        command=lambda body, case_id, _: AppraiseDossier(
            case_id=case_id, note_no=body.note_no, appraised_on=body.on
        ),
    ),
    Step(
        slug="appraisal-hold",
        summary="The board does not agree yet",
        about="The clock of the decision runs on.",
        body=HeldAppraisalBody,
        command=lambda body, case_id, _: HoldAppraisal(
            case_id=case_id, note_no=body.note_no, held_on=body.on, outcome=body.outcome
        ),
    ),
    Step(
        slug="extend",
        summary="A special case has more time",
        about="For the decision that is due, or for that of recognition: once, while it runs.",
        body=ExtensionBody,
        command=lambda body, case_id, _: ExtendDeadline(
            case_id=case_id,
            document_no=body.document_no,
            extended_on=body.on,
            reason=body.reason,
        ),
    ),
)
"""The section's report, the appraisal with its outcomes, and more time for a special case."""
