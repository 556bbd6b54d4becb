"""What the topic `ketnap.admissions.v1` says to everybody: who was admitted, by id and day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import msgspec

from shared.events.appeal import StrikingOffAnnulled
from shared.events.case import CeremonyHeld, DecisionCancelled
from shared.events.correcting import StepCorrected
from shared.events.probation import MemberRecognised, ProbationerStruckOff
from shared.events.step import Posted
from shared.events.terms import CaseId, CommitteeId
from shared.events.way import Stage
from shared.log.wire import decode, type_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """An applicant entered the Party (lễ kết nạp): the day on which a target counts."""

    case_id: CaseId
    branch_id: CommitteeId
    admitted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """An admission no longer counts: its decision was cancelled (hủy bỏ quyết định kết nạp)."""

    case_id: CaseId
    cancelled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A probationary member became an official one, as of this day (đảng viên chính thức)."""

    case_id: CaseId
    official_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckOff:
    """A probationary member was struck off; the admission still counts (xóa tên)."""

    case_id: CaseId
    struck_off_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """That striking-off was annulled: a probationary member again (khôi phục)."""

    case_id: CaseId
    restored_on: date


class Fact(StrEnum):
    """Which of the facts above a correction puts right."""

    ADMITTED = "admitted"
    CANCELLED = "cancelled"
    STRUCK_OFF = "struck_off"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """The day of a fact that was told before was wrong; this one holds (đính chính)."""

    case_id: CaseId
    fact: Fact
    on: date


ADMITTED, CANCELLED = "admission.admitted.v1", "admission.cancelled.v1"
OFFICIAL, STRUCK_OFF = "admission.official.v1", "admission.struck_off.v1"
RESTORED, CORRECTED = "admission.restored.v1", "admission.corrected.v1"
CORRECTS: Mapping[Stage, Fact] = {
    Stage.ADMITTED: Fact.ADMITTED,
    Stage.DECISION_CANCELLED: Fact.CANCELLED,
    Stage.STRUCK_OFF: Fact.STRUCK_OFF,
    Stage.STRIKING_OFF_ANNULLED: Fact.RESTORED,
}

# Only these are decoded: a type that is newer than this code is nobody's business here.
TELLING = {
    type_name(event)
    for event in (
        CeremonyHeld,
        DecisionCancelled,
        MemberRecognised,
        ProbationerStruckOff,
        StrikingOffAnnulled,
        StepCorrected,
    )
}


def public_form(posted: Posted) -> tuple[str, bytes] | None:
    """Type and body of what everybody may know: no profile, no office, no vote, no reason."""
    if posted.entry.type not in TELLING:
        return None
    match decode(posted.entry).event:
        case CeremonyHeld(case_id=case_id, branch_id=branch_id, held_on=held_on):
            admitted = Admitted(case_id=case_id, branch_id=branch_id, admitted_on=held_on)
            return ADMITTED, msgspec.json.encode(admitted)
        case DecisionCancelled(case_id=case_id, cancelled_on=cancelled_on):
            cancelled = Cancelled(case_id=case_id, cancelled_on=cancelled_on)
            return CANCELLED, msgspec.json.encode(cancelled)
        case MemberRecognised(case_id=case_id, official_on=official_on):
            official = Official(case_id=case_id, official_on=official_on)
            return OFFICIAL, msgspec.json.encode(official)
        case ProbationerStruckOff(case_id=case_id, struck_off_on=struck_off_on):
            struck_off = StruckOff(case_id=case_id, struck_off_on=struck_off_on)
            return STRUCK_OFF, msgspec.json.encode(struck_off)
        case StrikingOffAnnulled(case_id=case_id, annulled_on=annulled_on):
            restored = Restored(case_id=case_id, restored_on=annulled_on)
            return RESTORED, msgspec.json.encode(restored)
        case StepCorrected(case_id=case_id, stage=stage, day=date() as day) if stage in CORRECTS:
            corrected = Corrected(case_id=case_id, fact=CORRECTS[stage], on=day)
            return CORRECTED, msgspec.json.encode(corrected)
        case _:
            return None
