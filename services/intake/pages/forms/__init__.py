"""The forms of a case's steps, in one table: a row a form."""

from collections.abc import Mapping

from services.intake.pages.forms.admission import ADMISSION
from services.intake.pages.forms.conditions import CONDITIONS, OUTSIDE
from services.intake.pages.forms.departures import DEPARTURES
from services.intake.pages.forms.discipline import DISCIPLINE
from services.intake.pages.forms.form import Asked, Form, Kind, StepForm
from services.intake.pages.forms.moves import MOVES
from services.intake.pages.forms.naming import NAMING, Named, NamingForm, Subject
from services.intake.pages.forms.parts import branch_vote, committee_vote, profile
from services.intake.pages.forms.probation import PROBATION
from services.intake.pages.forms.recognition import RECOGNITION
from shared.events.stage import Stage

__all__ = [
    "FORMS",
    "OUTSIDE",
    "STAGES",
    "Asked",
    "Form",
    "Kind",
    "Named",
    "NamingForm",
    "StepForm",
    "Subject",
    "branch_vote",
    "committee_vote",
    "profile",
]

FORMS: Mapping[Stage, Form] = {
    form.stage: form
    for form in (
        *NAMING,
        *CONDITIONS,
        *ADMISSION,
        *DEPARTURES,
        *PROBATION,
        *DISCIPLINE,
        *RECOGNITION,
        *MOVES,
    )
}
"""By the stage that the step of the form leads to."""

STAGES: Mapping[str, Stage] = {form.slug: stage for stage, form in FORMS.items()}
"""By the last word of the form's address."""
