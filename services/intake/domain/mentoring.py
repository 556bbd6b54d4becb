"""The official member who helps: assigned, replaced, and heard."""

from datetime import date
from typing import assert_never

from services.intake.domain.case import Case, known
from services.intake.domain.mentoring_commands import (
    AssignMentor,
    MentoringCommand,
    RecordMentorReport,
)
from shared.events.mentoring import MentorAssigned, MentoringEvent, MentorReported
from shared.events.stage import Stage
from shared.law.refusal import Refused
from shared.law.rules import in_force


def mentor(command: MentoringCommand, case: Case) -> MentoringEvent:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case AssignMentor():
            return assign(command, case)
        case RecordMentorReport(case_id=case_id, reported_on=day):
            return MentorReported(case_id=case_id, mentor_id=known(case.mentor_id), reported_on=day)
        case _:
            assert_never(command)


def assign(command: AssignMentor, case: Case) -> MentorAssigned:
    """Refused to whoever would help himself or herself (HD 12 I.1).

    In probation nobody takes another's place without a reason (HD 01 §5.2).
    """
    day = command.assigned_on
    if command.mentor_id == case.person_id:
        raise Refused("mentor_is_prospect", rule=in_force("mentoring", day))
    if command.reason is None and replaces(command, case):
        raise Refused("mentor_reason_missing", rule=in_force("mentor_in_probation", day))
    return MentorAssigned(
        case_id=command.case_id,
        mentor_id=command.mentor_id,
        assigned_on=day,
        reason=command.reason,
    )


def replaces(command: AssignMentor, case: Case) -> bool:
    """Whether somebody else helps this probationary member in this branch already.

    Who helped a prospect does so no longer after the ceremony, nor anybody of a branch left since.
    """
    assigned_on, since = case.day(Stage.MENTOR_ASSIGNED), helped_since(case)
    if assigned_on is None or since is None or assigned_on < since:
        return False
    return command.mentor_id != case.mentor_id


def helped_since(case: Case) -> date | None:
    """The day from which the branch of now helps a probationary member."""
    admitted_on = case.day(Stage.ADMITTED)
    if admitted_on is None:
        return None
    return max(admitted_on, case.day(Stage.PROBATIONER_TRANSFERRED) or admitted_on)
