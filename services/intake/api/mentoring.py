"""Who helps, for programs: bodies, and the steps they tell."""

from collections.abc import Sequence
from typing import Any

from services.intake.api.bodies import DayBody
from services.intake.api.steps import Step
from services.intake.desk import new_person
from services.intake.domain import AssignMentor, RecordMentorReport
from shared.events.preparation import ReplacementReason
from shared.people.vault import Field as Value
from shared.web.body import Body, Name, example
from shared.web.day import Day


class MentorBody(Body):
    """An official member who helps from a day on, and why the one before cannot go on."""

    model_config = example(name="Người Năm", on="2025-03-03", reason="moved_away")

    name: Name
    on: Day
    reason: ReplacementReason | None = None


MENTORING: Sequence[Step[Any]] = (
    Step(
        slug="mentor",
        summary="A member is assigned to help",
        about="Whoever was assigned before is replaced; in probation with a reason. "
        "The name goes to the vault.",
        body=MentorBody,
        command=lambda body, case_id, key: AssignMentor(
            case_id=case_id,
            mentor_id=new_person(key, 0),
            assigned_on=body.on,
            reason=body.reason,
        ),
        sealed=lambda body, key: {new_person(key, 0): {Value.NAME: body.name}},
    ),
    Step(
        slug="mentor-report",
        summary="The assigned member reported",
        body=DayBody,
        command=lambda body, case_id, _: RecordMentorReport(case_id=case_id, reported_on=body.on),
    ),
)
"""The assigned member and the reports."""
