"""Discipline and appeals in probation, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any

from services.intake.api.bodies import PaperBody, ReasonedBody
from services.intake.api.steps import Step
from services.intake.domain import (
    AnnulStrikingOff,
    AppealStrikingOff,
    DisciplineProbationer,
    UpholdStrikingOff,
)
from shared.events.discipline import DisciplineForm, DisciplineReason
from shared.web.body import Body, DocumentText, example
from shared.web.day import Day


class DisciplineBody(ReasonedBody):
    """The decision that reprimands or warns a probationary member, with its reason."""

    model_config = example(
        decision_no="12-QĐ/CB", on="2026-03-02", form="reprimand", reason="duties"
    )

    decision_no: DocumentText
    on: Day
    form: DisciplineForm
    reason: DisciplineReason


class AppealBody(Body):
    """The day of an appeal, and the day on which the decision had been received."""

    model_config = example(on="2026-04-06", decision_received_on="2026-03-09")

    on: Day
    decision_received_on: Day


DISCIPLINE: Sequence[Step[Any]] = (
    Step(
        slug="discipline",
        summary="The member is reprimanded or warned",
        about="By the branch or a committee above it. Probation goes on.",
        body=DisciplineBody,
        command=lambda body, case_id, _: DisciplineProbationer(
            case_id=case_id,
            decision_no=body.decision_no,
            disciplined_on=body.on,
            form=body.form,
            reason=body.reason,
        ),
    ),
    Step(
        slug="appeal",
        summary="Striking off is appealed",
        about="Within 30 working days of the receipt. The striking-off stands until the answer.",
        body=AppealBody,
        command=lambda body, case_id, _: AppealStrikingOff(
            case_id=case_id,
            appealed_on=body.on,
            decision_received_on=body.decision_received_on,
        ),
    ),
    Step(
        slug="appeal-upheld",
        summary="The striking-off is upheld",
        body=PaperBody,
        command=lambda body, case_id, _: UpholdStrikingOff(
            case_id=case_id, decision_no=body.document_no, upheld_on=body.on
        ),
    ),
    Step(
        slug="appeal-annulled",
        summary="The striking-off is annulled",
        about="The member is on probation again.",
        body=PaperBody,
        command=lambda body, case_id, _: AnnulStrikingOff(
            case_id=case_id, decision_no=body.document_no, annulled_on=body.on
        ),
    ),
)
"""What may happen to a probationary member beside recognition."""
