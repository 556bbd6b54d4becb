"""Topic `ketnap.cases.v1`, keyed by case: every step of one way from prospect to member."""

from dataclasses import dataclass
from datetime import date

from shared.events.appeal import AppealEvent
from shared.events.appraisal import AppraisalEvent
from shared.events.conditions import ConditionEvent
from shared.events.correcting import StepCorrected
from shared.events.discipline import DisciplineEvent
from shared.events.extending import DeadlineExtended
from shared.events.leaving import LeavingEvent
from shared.events.mentoring import MentoringEvent
from shared.events.moving import MovingEvent
from shared.events.preparation import PreparationEvent
from shared.events.probation import ProbationEvent
from shared.events.recognition import RecognitionPaper, RecognitionSetback
from shared.events.terms import (
    CancelReason,
    CaseId,
    CommitteeId,
    CommitteeVote,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Profile,
    Reliance,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectListed:
    """A branch put a non-member on its list of prospects (danh sách cảm tình Đảng): it begins."""

    case_id: CaseId
    person_id: PersonId
    branch_id: CommitteeId
    listed_on: date
    profile: Profile
    relied_on: tuple[Reliance, ...]
    follows: CaseId | None = None  # the case whose cancelled steps are done again (N12)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCertified:
    """The prospect passed the Party-awareness class (giấy chứng nhận bồi dưỡng nhận thức)."""

    case_id: CaseId
    certificate_no: DocumentNumber
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFiled:
    """The applicant wrote the application for membership (đơn xin vào Đảng, form 1-KNĐ)."""

    case_id: CaseId
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CvDeclared:
    """The applicant declared the CV (lý lịch, form 2-KNĐ), naming the persons of the family."""

    case_id: CaseId
    declared_on: date
    persons: tuple[NamedPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CvSealed:
    """The pages of the CV were sealed (đóng dấu giáp lai): what it names can now be verified."""

    case_id: CaseId
    sealed_on: date
    branch_id: CommitteeId
    persons: tuple[NamedPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionReceived:
    """Intake heard that verification concluded about everybody whom the sealed CV names."""

    case_id: CaseId
    concluded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CvCertified:
    """The grassroots committee certified the verified CV (chứng nhận của cấp ủy cơ sở)."""

    case_id: CaseId
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchResolved:
    """The branch voted to propose admission (nghị quyết đề nghị kết nạp, form 6-KNĐ).

    What was found on that day, age and certificate in completed months, is kept with it.
    """

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: Vote
    age_months: int
    certificate_months: int
    section_id: CommitteeId | None = None  # which examines it next (HD 01 §3.6c)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrassrootsResolved:
    """The grassroots committee voted to propose admission to who decides (form 8-KNĐ)."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: CommitteeVote
    appraised_by: CommitteeId | None = None  # whose organisation board is next (HD 01 §3.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionDecided:
    """The competent committee decided the admission (quyết định kết nạp, form 9-KNĐ).

    Party age counts from this day once the member is official.
    """

    case_id: CaseId
    decision_no: DocumentNumber
    decided_on: date
    decided_by: CommitteeId
    branch_id: CommitteeId
    profile: Profile
    relied_on: tuple[Reliance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReceived:
    """The branch received the decision: the clock of the ceremony starts (QĐ 24 §4.1)."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CeremonyHeld:
    """The applicant was admitted (lễ kết nạp): the day of entering the Party."""

    case_id: CaseId
    branch_id: CommitteeId
    held_on: date
    profile: Profile
    consent_no: DocumentNumber | None = None  # to a ceremony after its term (QĐ 24 §4.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCancelled:
    """A wrong admission was undone by cancelling its decision (hủy bỏ quyết định kết nạp)."""

    case_id: CaseId
    decision_no: DocumentNumber
    cancelled_on: date
    reason: CancelReason


CaseEvent = (
    ProspectListed
    | ClassCertified
    | ApplicationFiled
    | CvDeclared
    | CvSealed
    | ConclusionReceived
    | CvCertified
    | BranchResolved
    | GrassrootsResolved
    | AdmissionDecided
    | DecisionReceived
    | CeremonyHeld
    | DecisionCancelled
    | MentoringEvent
    | ConditionEvent
    | PreparationEvent
    | AppraisalEvent
    | DeadlineExtended
    | LeavingEvent
    | ProbationEvent
    | DisciplineEvent
    | AppealEvent
    | RecognitionPaper
    | RecognitionSetback
    | StepCorrected
    | MovingEvent
)
