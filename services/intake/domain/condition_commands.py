"""What an office can ask to record about what is not ordinary in a case."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from shared.events.conditions import SpecialCondition
from shared.events.terms import CaseId, CommitteeId, DocumentNumber


class Bar(StrEnum):
    """What rules an admission out for good: said to be refused with its clause, never recorded."""

    FIFTH_CHILD = "fifth_child"  # sinh con thứ năm trở lên
    READMITTED_BEFORE = "readmitted_before"  # chỉ kết nạp lại một lần
    DROPPED_ACTIVITY = "dropped_activity"  # tự bỏ sinh hoạt đảng
    LEFT_AT_OWN_REQUEST = "left_at_own_request"  # tự xin ra khỏi Đảng
    CAUSED_DISUNITY = "caused_disunity"  # gây mất đoàn kết nội bộ nghiêm trọng
    CONVICTED_OF_CORRUPTION = "convicted_of_corruption"
    CONVICTED_OF_SERIOUS_CRIME = "convicted_of_serious_crime"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCondition:
    """Note that a case has a special condition, and since when, where a waiting time runs."""

    case_id: CaseId
    condition: SpecialCondition | Bar
    noted_on: date
    since_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackCondition:
    """Take back a special condition that was noted wrongly."""

    case_id: CaseId
    condition: SpecialCondition
    taken_back_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveConsent:
    """Record the paper by which a committee consents to a special condition.

    `consented_by` is None where that committee stands outside the directory.
    """

    case_id: CaseId
    condition: SpecialCondition
    document_no: DocumentNumber
    consented_on: date
    consented_by: CommitteeId | None = None


ConditionCommand = NoteCondition | TakeBackCondition | GiveConsent


def conditioned_on(command: ConditionCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case NoteCondition(noted_on=day) | TakeBackCondition(taken_back_on=day):
            return day
        case GiveConsent(consented_on=day):
            return day
        case _:
            assert_never(command)
