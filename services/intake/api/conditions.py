"""Special conditions and consents to them, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.intake.api.bodies import ReasonedBody
from services.intake.api.steps import Step
from services.intake.domain import Bar, GiveConsent, NoteCondition, TakeBackCondition
from shared.events.conditions import SpecialCondition
from shared.events.terms import CommitteeId
from shared.web.body import COMMITTEE, Body, DocumentText, example
from shared.web.day import Day


class ConditionBody(ReasonedBody):
    """What is not ordinary about the case; `since_on` where a waiting time runs."""

    model_config = example(condition="readmission", on="2025-04-01", since_on="2019-05-20")

    condition: SpecialCondition | Bar
    on: Day
    since_on: Day | None = None


class ConditionBackBody(ReasonedBody):
    """A condition that was noted wrongly."""

    model_config = example(condition="readmission", on="2025-04-03")

    condition: SpecialCondition
    on: Day


class ConsentBody(Body):
    """The paper of the committee that consents; without a committee, one outside the directory."""

    model_config = example(
        condition="readmission",
        document_no="312-CV/TU",
        on="2025-06-16",
        committee_id=COMMITTEE,
    )

    condition: SpecialCondition
    document_no: DocumentText
    on: Day
    committee_id: UUID | None = None


CONDITIONS: Sequence[Step[Any]] = (
    Step(
        slug="condition",
        summary="A special condition is noted",
        about="What rules an admission out is refused with its clause, and not recorded.",
        body=ConditionBody,
        command=lambda body, case_id, _: NoteCondition(
            case_id=case_id,
            condition=body.condition,
            noted_on=body.on,
            since_on=body.since_on,
        ),
    ),
    Step(
        slug="condition-back",
        summary="A condition is taken back",
        about="The consent to it goes with it.",
        body=ConditionBackBody,
        command=lambda body, case_id, _: TakeBackCondition(
            case_id=case_id, condition=body.condition, taken_back_on=body.on
        ),
    ),
    Step(
        slug="condition-consent",
        summary="A committee consents",
        about="Recorded by the organisation board that asked for it, before the decision.",
        body=ConsentBody,
        command=lambda body, case_id, _: GiveConsent(
            case_id=case_id,
            condition=body.condition,
            document_no=body.document_no,
            consented_on=body.on,
            consented_by=CommitteeId(body.committee_id) if body.committee_id else None,
        ),
    ),
)
"""What is not ordinary about a case, and who consented to it."""
