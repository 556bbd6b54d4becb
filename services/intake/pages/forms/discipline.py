"""The forms of what may happen in probation beside recognition."""

from collections.abc import Sequence

from services.intake.domain import (
    AnnulStrikingOff,
    AppealStrikingOff,
    DisciplineProbationer,
    UpholdStrikingOff,
)
from services.intake.pages.forms.form import StepForm
from services.intake.pages.forms.parts import choice, day, document, other_day, reason
from shared.events.discipline import DisciplineForm, DisciplineReason
from shared.events.stage import Stage

DISCIPLINE: Sequence[StepForm] = (
    StepForm(
        Stage.DISCIPLINED,
        "discipline",
        document("decision_no", "field.decision_no"),
        day("disciplined_on", "field.disciplined_on"),
        choice("form", "field.discipline_form", codes=DisciplineForm, words="discipline_form"),
        reason("reason", "field.why", codes=DisciplineReason, words="discipline_reason"),
        command=DisciplineProbationer,
        in_words=True,
    ),
    StepForm(
        Stage.STRIKING_OFF_APPEALED,
        "appeal",
        other_day("decision_received_on", "field.decision_received_on"),
        day("appealed_on", "field.appealed_on"),
        command=AppealStrikingOff,
    ),
    StepForm(
        Stage.STRIKING_OFF_UPHELD,
        "appeal-upheld",
        document("decision_no", "field.decision_no"),
        day("upheld_on", "field.upheld_on"),
        command=UpholdStrikingOff,
    ),
    StepForm(
        Stage.STRIKING_OFF_ANNULLED,
        "appeal-annulled",
        document("decision_no", "field.decision_no"),
        day("annulled_on", "field.annulled_on"),
        command=AnnulStrikingOff,
    ),
)
