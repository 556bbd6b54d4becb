"""The forms of a recognition before its decision: papers, votes that decide nothing, returns."""

from collections.abc import Sequence

from services.intake.domain import (
    CommentOnProbation,
    RecordLostRecognition,
    ReferRecognition,
    ResubmitRecognition,
    ReturnRecognition,
    SummariseProbationOpinions,
    WriteSelfReview,
)
from services.intake.pages.forms.form import StepForm
from services.intake.pages.forms.parts import (
    day,
    day_if_any,
    document,
    number,
    reason,
    vote_of_branch,
)
from shared.events.stage import Stage
from shared.events.terms import ReturnReason

RECOGNITION: Sequence[StepForm] = (
    StepForm(
        Stage.SELF_REVIEWED,
        "self-review",
        day("written_on", "field.written_on"),
        command=WriteSelfReview,
    ),
    StepForm(
        Stage.PROBATION_COMMENTED,
        "probation-comment",
        day("commented_on", "field.commented_on"),
        command=CommentOnProbation,
    ),
    StepForm(
        Stage.PROBATION_OPINIONS_SUMMARISED,
        "probation-opinions",
        number("mass_organisations", "field.mass_organisations"),
        day_if_any("residence_on", "field.residence_on"),
        day("summarised_on", "field.summarised_on"),
        command=SummariseProbationOpinions,
    ),
    StepForm(
        Stage.RECOGNITION_NOT_PASSED,
        "recognition-lost-vote",
        document("minutes_no", "field.minutes_no"),
        day("held_on", "field.resolved_on"),
        vote_of_branch(in_favour="field.for_recognition"),
        number("for_striking_off", "field.for_striking_off"),
        command=RecordLostRecognition,
    ),
    StepForm(
        Stage.RECOGNITION_REFERRED,
        "recognition-report",
        document("report_no", "field.report_no"),
        day("reported_on", "field.reported_on"),
        command=ReferRecognition,
    ),
    StepForm(
        Stage.RECOGNITION_RETURNED,
        "recognition-return",
        document("note_no", "field.note_no"),
        day("returned_on", "field.returned_on"),
        reason("reason", "field.lacking", codes=ReturnReason, words="return_reason"),
        command=ReturnRecognition,
        in_words=True,
    ),
    StepForm(
        Stage.RECOGNITION_RESUBMITTED,
        "recognition-resubmit",
        day("resubmitted_on", "field.resubmitted_on"),
        command=ResubmitRecognition,
    ),
)
