"""The official member who helps a prospect: assigned, replaced, and heard every quarter."""

from typing import assert_never

from services.intake.domain.case import Case, known
from services.intake.domain.mentoring_commands import (
    AssignMentor,
    MentoringCommand,
    RecordMentorReport,
)
from shared.events.mentoring import MentorAssigned, MentoringEvent, MentorReported
from shared.law.refusal import Refused
from shared.law.rules import in_force


def mentor(command: MentoringCommand, case: Case) -> MentoringEvent:
    """Refused to a prospect who would help himself or herself (HD 12 I.1)."""
    match command:
        case AssignMentor(case_id=case_id, mentor_id=person, assigned_on=day):
            if person == case.person_id:
                raise Refused("mentor_is_prospect", rule=in_force("mentoring", day))
            return MentorAssigned(case_id=case_id, mentor_id=person, assigned_on=day)
        case RecordMentorReport(case_id=case_id, reported_on=day):
            return MentorReported(case_id=case_id, mentor_id=known(case.mentor_id), reported_on=day)
        case _:
            assert_never(command)
