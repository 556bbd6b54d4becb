"""What an office can ask intake to record about a case; a command carries the day it speaks of."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from services.intake.domain.appraisal_commands import (
    AppraisalCommand,
    AppraiseDossier,
    ExamineInSection,
    HoldAppraisal,
    appraised_on,
)
from services.intake.domain.corrections import CorrectStep
from services.intake.domain.departures import (
    CloseCase,
    DelistProspect,
    DepartureCommand,
    RecordLostVote,
    RefuseAdmission,
    ResubmitDossier,
    ReturnDossier,
    WithdrawApplication,
)
from services.intake.domain.mentoring_commands import (
    AssignMentor,
    MentoringCommand,
    RecordMentorReport,
    mentored_on,
)
from services.intake.domain.moves import (
    ForwardAdmission,
    MoveApplicant,
    MovingCommand,
    OrderCeremony,
    PresentTransfer,
    ReceiveForwarded,
    ResumeCase,
    SendAdmissionBack,
    SuspendCase,
    TransferProbationer,
)
from services.intake.domain.preparation_commands import (
    Introduce,
    PreparationCommand,
    ReplaceIntroducer,
    SummariseOpinions,
    prepared_on,
)
from services.intake.domain.probation_commands import (
    CertifyNewMember,
    ProbationCommand,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from shared.events.stage import Stage
from shared.events.terms import (
    CancelReason,
    CaseId,
    CommitteeId,
    CommitteeVote,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Profile,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProspect:
    """Put an outstanding non-member on the branch's list of prospects: the case begins.

    `follows` names the case whose decision was cancelled for competence or procedure (N12).
    """

    case_id: CaseId
    person_id: PersonId
    branch_id: CommitteeId
    listed_on: date
    profile: Profile
    follows: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyClass:
    """Record the certificate of the awareness class, or a newer one after the old has run out."""

    case_id: CaseId
    certificate_no: DocumentNumber
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FileApplication:
    """Record the application for membership (form 1-KNĐ)."""

    case_id: CaseId
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareCv:
    """Record the declared CV (form 2-KNĐ) and the persons it names, the applicant among them."""

    case_id: CaseId
    declared_on: date
    persons: tuple[NamedPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealCv:
    """Seal the pages of the CV, which sends what it names to verification."""

    case_id: CaseId
    sealed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveConclusion:
    """Note that verification concluded; only what was heard from there sends this."""

    case_id: CaseId
    concluded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyCv:
    """Certify the CV after the results of verification."""

    case_id: CaseId
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveInBranch:
    """Record the branch's resolution to propose admission (form 6-KNĐ) with its vote."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveInGrassroots:
    """Record the grassroots committee's resolution (form 8-KNĐ) with its vote."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: CommitteeVote


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAdmission:
    """Decide the admission (form 9-KNĐ); without a profile, the last known one stands."""

    case_id: CaseId
    decision_no: DocumentNumber
    decided_on: date
    profile: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDecision:
    """Record that the branch received the decision."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCeremony:
    """Record the ceremony of admission; without a profile, the last known one stands.

    After its term it needs the consent of the committee directly above.
    """

    case_id: CaseId
    held_on: date
    profile: Profile | None = None
    consent_no: DocumentNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelDecision:
    """Cancel a decision of admission that was wrong, by a decision with a number of its own."""

    case_id: CaseId
    decision_no: DocumentNumber
    cancelled_on: date
    reason: CancelReason


CaseCommand = (
    ListProspect
    | CertifyClass
    | FileApplication
    | DeclareCv
    | SealCv
    | ReceiveConclusion
    | CertifyCv
    | ResolveInBranch
    | ResolveInGrassroots
    | DecideAdmission
    | ReceiveDecision
    | HoldCeremony
    | CancelDecision
    | MentoringCommand
    | PreparationCommand
    | AppraisalCommand
    | DepartureCommand
    | ProbationCommand
    | CorrectStep
    | MovingCommand
)

LEADS_TO: dict[type[CaseCommand], Stage] = {
    ListProspect: Stage.PROSPECT_LISTED,
    CertifyClass: Stage.CLASS_CERTIFIED,
    FileApplication: Stage.APPLICATION_FILED,
    DeclareCv: Stage.CV_DECLARED,
    SealCv: Stage.CV_SEALED,
    ReceiveConclusion: Stage.BACKGROUND_CONCLUDED,
    CertifyCv: Stage.CV_CERTIFIED,
    AssignMentor: Stage.MENTOR_ASSIGNED,
    RecordMentorReport: Stage.MENTOR_REPORTED,
    Introduce: Stage.INTRODUCED,
    ReplaceIntroducer: Stage.INTRODUCER_REPLACED,
    SummariseOpinions: Stage.OPINIONS_SUMMARISED,
    ResolveInBranch: Stage.BRANCH_RESOLVED,
    ResolveInGrassroots: Stage.GRASSROOTS_RESOLVED,
    ExamineInSection: Stage.SECTION_EXAMINED,
    HoldAppraisal: Stage.APPRAISAL_HELD,
    AppraiseDossier: Stage.APPRAISED,
    DecideAdmission: Stage.DECIDED,
    ReceiveDecision: Stage.DECISION_RECEIVED,
    HoldCeremony: Stage.ADMITTED,
    CancelDecision: Stage.DECISION_CANCELLED,
    DelistProspect: Stage.DELISTED,
    RecordLostVote: Stage.BRANCH_NOT_PASSED,
    ReturnDossier: Stage.RETURNED,
    ResubmitDossier: Stage.RESUBMITTED,
    RefuseAdmission: Stage.REFUSED,
    WithdrawApplication: Stage.WITHDRAWN,
    CloseCase: Stage.CLOSED,
    ReceiveMemberCv: Stage.MEMBER_CV_RECEIVED,
    CertifyNewMember: Stage.NEW_MEMBER_CERTIFIED,
    ProposeRecognition: Stage.RECOGNITION_PROPOSED,
    ResolveRecognition: Stage.RECOGNITION_RESOLVED,
    RecogniseMember: Stage.OFFICIAL,
    StrikeOff: Stage.STRUCK_OFF,
    MoveApplicant: Stage.APPLICANT_MOVED,
    ForwardAdmission: Stage.ADMISSION_FORWARDED,
    ReceiveForwarded: Stage.FORWARDED_ADMISSION_RECEIVED,
    OrderCeremony: Stage.CEREMONY_ORDERED,
    SendAdmissionBack: Stage.ADMISSION_SENT_BACK,
    TransferProbationer: Stage.PROBATIONER_TRANSFERRED,
    PresentTransfer: Stage.TRANSFER_PRESENTED,
    SuspendCase: Stage.CASE_SUSPENDED,
    ResumeCase: Stage.CASE_RESUMED,
}
"""The stage that a command brings a case to."""


def day_of(command: CaseCommand) -> date:
    """The day that the command says the step was taken on."""
    match command:
        case ListProspect(listed_on=day) | FileApplication(filed_on=day):
            return day
        case CertifyClass(certified_on=day) | CertifyCv(certified_on=day):
            return day
        case DeclareCv(declared_on=day) | SealCv(sealed_on=day):
            return day
        case ReceiveConclusion(concluded_on=day) | ReceiveDecision(received_on=day):
            return day
        case ResolveInBranch(resolved_on=day) | ResolveInGrassroots(resolved_on=day):
            return day
        case DecideAdmission(decided_on=day) | CancelDecision(cancelled_on=day):
            return day
        case HoldCeremony(held_on=day) | RecordLostVote(held_on=day):
            return day
        case ExamineInSection() | AppraiseDossier() | HoldAppraisal():
            return appraised_on(command)
        case AssignMentor() | RecordMentorReport():
            return mentored_on(command)
        case Introduce() | ReplaceIntroducer() | SummariseOpinions():
            return prepared_on(command)
        case ReturnDossier(returned_on=day) | ResubmitDossier(resubmitted_on=day):
            return day
        case RefuseAdmission(refused_on=day) | WithdrawApplication(withdrawn_on=day):
            return day
        case DelistProspect(delisted_on=day) | CloseCase(closed_on=day):
            return day
        case ReceiveMemberCv(received_on=day) | CertifyNewMember(certified_on=day):
            return day
        case ProposeRecognition(resolved_on=day) | ResolveRecognition(resolved_on=day):
            return day
        case RecogniseMember(decided_on=day) | StrikeOff(struck_off_on=day):
            return day
        case CorrectStep(corrected_on=day) | MoveApplicant(moved_on=day):
            return day
        case ForwardAdmission(forwarded_on=day) | ReceiveForwarded(received_on=day):
            return day
        case OrderCeremony(ordered_on=day) | SendAdmissionBack(sent_back_on=day):
            return day
        case TransferProbationer(introduced_on=day) | PresentTransfer(presented_on=day):
            return day
        case SuspendCase(suspended_on=day) | ResumeCase(resumed_on=day):
            return day
        case _:
            assert_never(command)
