"""What comes before a recognition and what sets it back, for programs: bodies, and their steps."""

from collections.abc import Sequence
from typing import Any

from services.intake.api.bodies import DayBody, ReasonedBody
from services.intake.api.preparation import OpinionsBody
from services.intake.api.resolutions import Count, LostVoteBody
from services.intake.api.steps import Step
from services.intake.domain import (
    CommentOnProbation,
    RecordLostRecognition,
    ReferRecognition,
    ResubmitRecognition,
    ReturnRecognition,
    SummariseProbationOpinions,
    WriteSelfReview,
)
from shared.events.terms import ReturnReason
from shared.web.body import Body, DocumentText, example
from shared.web.day import Day


class LostRecognitionBody(LostVoteBody):
    """The minutes of a vote on recognition, and on striking off, that decided neither."""

    model_config = example(
        minutes_no="8-BB/CB",
        held_on="2026-09-15",
        vote={"official_members": 20, "in_favour": 13},
        for_striking_off=2,
    )

    for_striking_off: Count = 0


class ReferralBody(Body):
    """The report of the branch to the committee directly above, after its last vote."""

    model_config = example(report_no="15-BC/CB", on="2026-10-05")

    report_no: DocumentText
    on: Day


class ReturnedBody(ReasonedBody):
    """The note that sends the dossier of a recognition back, with what it lacks."""

    model_config = example(note_no="9-CV/ĐU", on="2026-09-22", reason="form_wrong")

    note_no: DocumentText
    on: Day
    reason: ReturnReason


RECOGNITION: Sequence[Step[Any]] = (
    Step(
        slug="self-review",
        summary="The self-review is written",
        about="Only after the end of probation.",
        body=DayBody,
        command=lambda body, case_id, _: WriteSelfReview(case_id=case_id, written_on=body.on),
    ),
    Step(
        slug="probation-comment",
        summary="The assigned member commented",
        body=DayBody,
        command=lambda body, case_id, _: CommentOnProbation(case_id=case_id, commented_on=body.on),
    ),
    Step(
        slug="probation-opinions",
        summary="Opinions on the probationary member are summarised",
        body=OpinionsBody,
        command=lambda body, case_id, _: SummariseProbationOpinions(
            case_id=case_id,
            summarised_on=body.on,
            mass_organisations=body.mass_organisations,
            residence_on=body.residence_on,
        ),
    ),
    Step(
        slug="recognition-lost-vote",
        summary="The vote on recognition decided nothing",
        about="After the third the branch votes no more.",
        body=LostRecognitionBody,
        command=lambda body, case_id, _: RecordLostRecognition(
            case_id=case_id,
            minutes_no=body.minutes_no,
            held_on=body.held_on,
            vote=body.vote.vote(),
            for_striking_off=body.for_striking_off,
        ),
    ),
    Step(
        slug="recognition-report",
        summary="The branch reported after its last vote",
        body=ReferralBody,
        command=lambda body, case_id, _: ReferRecognition(
            case_id=case_id, report_no=body.report_no, reported_on=body.on
        ),
    ),
    Step(
        slug="recognition-return",
        summary="The dossier of the recognition is returned",
        body=ReturnedBody,
        command=lambda body, case_id, _: ReturnRecognition(
            case_id=case_id, note_no=body.note_no, returned_on=body.on, reason=body.reason
        ),
    ),
    Step(
        slug="recognition-resubmission",
        summary="The dossier of the recognition is handed in again",
        body=DayBody,
        command=lambda body, case_id, _: ResubmitRecognition(
            case_id=case_id, resubmitted_on=body.on
        ),
    ),
)
"""Papers, votes without an outcome, and dossiers sent back, before the decision of recognition."""
