"""The forms of what is not ordinary about a case, and of the consents to it."""

from collections.abc import Sequence

from services.intake.domain import Bar, GiveConsent, NoteCondition, TakeBackCondition
from services.intake.pages.forms.form import Asked, Kind, Part, StepForm
from services.intake.pages.forms.parts import day, day_if_any, document
from shared.events.conditions import SpecialCondition
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from shared.web.entry import Typed

OUTSIDE = "outside"
"""What is sent for a committee that is not in the directory."""


def any_condition(typed: Typed) -> SpecialCondition | Bar | None:
    """One of the codes, also of those that are refused."""
    if typed.fields.get("condition") in set(Bar):
        return typed.choice("condition", Bar)
    return typed.choice("condition", SpecialCondition)


def consenter(typed: Typed) -> CommitteeId | None:
    if typed.fields.get("consenter") == OUTSIDE:
        return None
    chosen = typed.id("consenter")
    return CommitteeId(chosen) if chosen else None


OF_THE_CASE = Part(
    "condition",
    (Asked("condition", "field.noted_condition", Kind.CONDITION),),
    lambda typed: typed.choice("condition", SpecialCondition),
)

CONDITIONS: Sequence[StepForm] = (
    StepForm(
        Stage.CONDITION_NOTED,
        "condition",
        Part(
            "condition",
            (
                Asked(
                    "condition",
                    "field.condition",
                    Kind.CHOICE,
                    [*SpecialCondition, *Bar],
                    "condition",
                ),
            ),
            any_condition,
        ),
        day_if_any("since_on", "field.condition_since"),
        day("noted_on", "field.noted_on"),
        command=NoteCondition,
        in_words=True,
    ),
    StepForm(
        Stage.CONDITION_TAKEN_BACK,
        "condition-back",
        OF_THE_CASE,
        day("taken_back_on", "field.taken_back_on"),
        command=TakeBackCondition,
        in_words=True,
    ),
    StepForm(
        Stage.CONSENT_GIVEN,
        "condition-consent",
        OF_THE_CASE,
        Part(
            "consented_by",
            (Asked("consenter", "field.consented_by", Kind.CONSENTER),),
            consenter,
        ),
        document("document_no", "field.consent_document"),
        day("consented_on", "field.consented_on"),
        command=GiveConsent,
    ),
)
