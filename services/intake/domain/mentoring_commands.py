"""What is recorded about the official member who helps a prospect or a probationary member."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from shared.events.preparation import ReplacementReason
from shared.events.terms import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignMentor:
    """Assign an official member to help; whoever did so before does no longer."""

    case_id: CaseId
    mentor_id: PersonId
    assigned_on: date
    reason: ReplacementReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMentorReport:
    """Record that the assigned member reported to the branch."""

    case_id: CaseId
    reported_on: date


MentoringCommand = AssignMentor | RecordMentorReport


def mentored_on(command: MentoringCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case AssignMentor(assigned_on=day) | RecordMentorReport(reported_on=day):
            return day
        case _:
            assert_never(command)
