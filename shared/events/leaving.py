"""Topic `ketnap.cases.v1` too: what takes a case off its way, for a time or for good."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import (
    CaseId,
    CommitteeId,
    DocumentNumber,
    LeaveReason,
    RefusalReason,
    ReturnReason,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectDelisted:
    """A branch took somebody off its list of prospects (đưa ra khỏi danh sách cảm tình Đảng)."""

    case_id: CaseId
    delisted_on: date
    reason: LeaveReason


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchDidNotPass:
    """The branch voted and did not reach two thirds: not proposed now, perhaps later (biên bản)."""

    case_id: CaseId
    minutes_no: DocumentNumber
    held_on: date
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReturned:
    """A higher committee sent the dossier back for completion; the clock runs on (trả lại)."""

    case_id: CaseId
    note_no: DocumentNumber
    returned_on: date
    returned_by: CommitteeId
    reason: ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierResubmitted:
    """The branch handed the completed dossier in again (nộp lại hồ sơ)."""

    case_id: CaseId
    resubmitted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRefused:
    """The competent committee did not agree and told the branch so (không đồng ý kết nạp)."""

    case_id: CaseId
    notice_no: DocumentNumber
    refused_on: date
    refused_by: CommitteeId
    reason: RefusalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn:
    """The applicant took the application back; the committee keeps the verified CV (rút đơn)."""

    case_id: CaseId
    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """The applicant died, left or is no longer eligible, so the case ended (đóng hồ sơ)."""

    case_id: CaseId
    closed_on: date
    reason: LeaveReason


LeavingEvent = (
    ProspectDelisted
    | BranchDidNotPass
    | DossierReturned
    | DossierResubmitted
    | AdmissionRefused
    | ApplicationWithdrawn
    | CaseClosed
)
