"""Topic `ketnap.cases.v1` too: from the ceremony to an official member, or off the list."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import (
    CaseId,
    CommitteeId,
    CommitteeVote,
    DocumentNumber,
    StrikeReason,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCvReceived:
    """The new member handed in the CV of a member (lý lịch đảng viên)."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMemberCertified:
    """The probationary member passed the class for new members (bồi dưỡng đảng viên mới)."""

    case_id: CaseId
    certificate_no: DocumentNumber
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionProposed:
    """The branch voted, after the end of probation, to propose recognition (form 13-KNĐ)."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: Vote
    probation_ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionResolved:
    """The grassroots committee voted to propose recognition to who decides (form 15-KNĐ)."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: CommitteeVote


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecognised:
    """The competent committee recognised an official member (công nhận đảng viên chính thức).

    It holds as of the day on which probation ended, whatever the day of the decision.
    """

    case_id: CaseId
    decision_no: DocumentNumber
    decided_on: date
    decided_by: CommitteeId
    official_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationerStruckOff:
    """The competent committee struck a probationary member off (xóa tên đảng viên dự bị).

    The admission stays one: it was no mistake then.
    """

    case_id: CaseId
    decision_no: DocumentNumber
    struck_off_on: date
    decided_by: CommitteeId
    reason: StrikeReason


ProbationEvent = (
    MemberCvReceived
    | NewMemberCertified
    | RecognitionProposed
    | RecognitionResolved
    | MemberRecognised
    | ProbationerStruckOff
)
