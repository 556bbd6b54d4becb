"""What becomes of a command that sets a recognition back: its fact, or a refusal."""

from typing import assert_never

from services.intake.domain.case import Case
from services.intake.domain.depart import check_has_dossier
from services.intake.domain.eligibility import check_lost_recognition
from services.intake.domain.given import Given
from services.intake.domain.setback_commands import (
    RecordLostRecognition,
    ReferRecognition,
    ResubmitRecognition,
    ReturnRecognition,
    SetbackCommand,
)
from shared.events.recognition import (
    RecognitionDidNotPass,
    RecognitionReferred,
    RecognitionResubmitted,
    RecognitionReturned,
    RecognitionSetback,
)
from shared.events.stage import Stage
from shared.law.rules import in_force


def set_back(command: SetbackCommand, case: Case, given: Given) -> RecognitionSetback:
    """The fact that `command` makes; that it comes in its time is checked by then."""
    match command:
        case RecordLostRecognition():
            return lose_recognition(command, case)
        case ReferRecognition(case_id=case_id, report_no=number, reported_on=day):
            return RecognitionReferred(case_id=case_id, report_no=number, reported_on=day)
        case ReturnRecognition():
            return return_recognition(command, case, given)
        case ResubmitRecognition(case_id=case_id, resubmitted_on=day):
            return RecognitionResubmitted(case_id=case_id, resubmitted_on=day)
        case _:
            assert_never(command)


def lose_recognition(command: RecordLostRecognition, case: Case) -> RecognitionDidNotPass:
    """Refused for a vote that decided something; the third is the last (QĐ 24 §4.2c)."""
    check_lost_recognition(command.vote, command.for_striking_off, on=command.held_on)
    nth = votes_lost(case) + 1
    return RecognitionDidNotPass(
        case_id=command.case_id,
        minutes_no=command.minutes_no,
        held_on=command.held_on,
        vote=command.vote,
        for_striking_off=command.for_striking_off,
        nth=nth,
        last=nth >= in_force("recognition_votes", command.held_on).value,
    )


def votes_lost(case: Case) -> int:
    """How often the branch has voted on recognition without an outcome."""
    match case.taken.get(Stage.RECOGNITION_NOT_PASSED):
        case RecognitionDidNotPass(nth=nth):
            return nth
        case _:
            return 0


def return_recognition(command: ReturnRecognition, case: Case, given: Given) -> RecognitionReturned:
    """Refused but for the committee that has the dossier before it."""
    check_has_dossier(Stage.RECOGNITION_RETURNED, case, given, on=command.returned_on)
    return RecognitionReturned(
        case_id=command.case_id,
        note_no=command.note_no,
        returned_on=command.returned_on,
        returned_by=given.acting,
        reason=command.reason,
    )
