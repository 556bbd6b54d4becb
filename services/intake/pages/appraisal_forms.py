"""The forms of section and appraisal: what they ask, and the command they become."""

from collections.abc import Mapping

from services.intake.domain import AppraiseDossier, CaseCommand, ExamineInSection, HoldAppraisal
from shared.events.appraisal import AppraisalOutcome
from shared.events.stage import Stage
from shared.events.terms import CaseId
from shared.web.entry import Typed

APPRAISAL_SLUGS: Mapping[Stage, str] = {
    Stage.SECTION_EXAMINED: "section-report",
    Stage.APPRAISAL_HELD: "appraisal-hold",
    Stage.APPRAISED: "appraisal",
}
APPRAISAL_LABELS: Mapping[Stage, Mapping[str, str]] = {
    Stage.SECTION_EXAMINED: {"document_no": "field.report_no", "day": "field.examined_on"},
    Stage.APPRAISAL_HELD: {
        "document_no": "field.appraisal_no",
        "day": "field.appraised_on",
        "reason": "field.outcome",
    },
    Stage.APPRAISED: {"document_no": "field.appraisal_no", "day": "field.appraised_on"},
}


def appraisal_step(stage: Stage, typed: Typed, case_id: CaseId) -> CaseCommand | None:
    """The command of a form, or None where `typed` now holds mistakes."""
    number, day = typed.document("document_no"), typed.day("day")
    held = stage is Stage.APPRAISAL_HELD
    outcome = typed.choice("reason", AppraisalOutcome) if held else None
    if number is None or day is None or typed.mistakes:
        return None
    if outcome:
        return HoldAppraisal(case_id=case_id, note_no=number, held_on=day, outcome=outcome)
    if stage is Stage.SECTION_EXAMINED:
        return ExamineInSection(case_id=case_id, report_no=number, examined_on=day)
    return AppraiseDossier(case_id=case_id, note_no=number, appraised_on=day)
