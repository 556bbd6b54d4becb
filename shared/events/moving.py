"""Topic `ketnap.cases.v1` too: a case goes to another branch, or rests while committees change."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import CaseId, CommitteeId, DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantMoved:
    """The applicant moved before a decision: the new branch goes on with the dossier (HD 01 §5.1).

    What the old branch and those above it resolved does not bind the new place.
    """

    case_id: CaseId
    moved_on: date
    branch_id: CommitteeId  # the new one
    letter_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionForwarded:
    """The applicant moved between decision and ceremony: dossier and letter went to the new place.

    The committee that is competent there checks them (HD 01 §5.1).
    """

    case_id: CaseId
    forwarded_on: date
    branch_id: CommitteeId  # the new one
    letter_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardedAdmissionReceived:
    """The competent committee of the new place received the dossier: its clock starts."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyOrdered:
    """The committee of the new place had the ceremony held by the new branch."""

    case_id: CaseId
    ordered_on: date
    ordered_by: CommitteeId
    order_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionSentBack:
    """The committee of the new place found the procedure wrong and sent the dossier back."""

    case_id: CaseId
    sent_back_on: date
    sent_back_by: CommitteeId
    branch_id: CommitteeId  # the old one
    note_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbationerTransferred:
    """A probationary member was introduced to another branch (chuyển sinh hoạt đảng chính thức)."""

    case_id: CaseId
    introduced_on: date
    left_on: date  # from when the move took effect: the transfer starts within its term
    branch_id: CommitteeId  # the new one
    letter_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPresented:
    """The probationary member presented the transfer papers to the new branch."""

    case_id: CaseId
    presented_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSuspended:
    """A case rests while the committees that it is before are reorganised (tạm dừng)."""

    case_id: CaseId
    suspended_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResumed:
    """The committee that took over went on with a case that had rested (tiếp tục)."""

    case_id: CaseId
    resumed_on: date
    resumed_by: CommitteeId


MovingEvent = (
    ApplicantMoved
    | AdmissionForwarded
    | ForwardedAdmissionReceived
    | CeremonyOrdered
    | AdmissionSentBack
    | ProbationerTransferred
    | TransferPresented
    | CaseSuspended
    | CaseResumed
)

Relocation = ApplicantMoved | AdmissionForwarded | AdmissionSentBack | ProbationerTransferred
"""What takes a case to another branch."""
