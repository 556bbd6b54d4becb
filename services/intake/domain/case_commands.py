"""Every command about a case: to which stage it leads, and on which day the step was taken."""

from datetime import date
from typing import assert_never

from services.intake.domain.appeals import (
    AnnulStrikingOff,
    AppealCommand,
    AppealStrikingOff,
    UpholdStrikingOff,
    appealed_on,
)
from services.intake.domain.appraisal_commands import (
    AppraisalCommand,
    AppraiseDossier,
    ExamineInSection,
    HoldAppraisal,
    appraised_on,
)
from services.intake.domain.commands import (
    CancelDecision,
    CertifyClass,
    CertifyCv,
    DecideAdmission,
    DeclareCv,
    FileApplication,
    HoldCeremony,
    ListProspect,
    ReceiveConclusion,
    ReceiveDecision,
    ResolveInBranch,
    ResolveInGrassroots,
    SealCv,
)
from services.intake.domain.condition_commands import (
    ConditionCommand,
    GiveConsent,
    NoteCondition,
    TakeBackCondition,
    conditioned_on,
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
    departed_on,
)
from services.intake.domain.discipline import DisciplineProbationer
from services.intake.domain.extending import ExtendDeadline
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
    moved_on,
)
from services.intake.domain.preparation_commands import (
    Introduce,
    PreparationCommand,
    ReaffirmCv,
    ReceiveSupplement,
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
    probation_told_on,
)
from services.intake.domain.recognition_commands import (
    CommentOnProbation,
    RecognitionPaperCommand,
    SummariseProbationOpinions,
    WriteSelfReview,
    written_on,
)
from services.intake.domain.setback_commands import (
    RecordLostRecognition,
    ReferRecognition,
    ResubmitRecognition,
    ReturnRecognition,
    SetbackCommand,
    set_back_on,
)
from shared.events.stage import Stage

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
    | ConditionCommand
    | PreparationCommand
    | AppraisalCommand
    | ExtendDeadline
    | DepartureCommand
    | ProbationCommand
    | DisciplineProbationer
    | AppealCommand
    | RecognitionPaperCommand
    | SetbackCommand
    | CorrectStep
    | MovingCommand
)

FromVerification = ReceiveConclusion | ReceiveSupplement
"""What no office sends: it follows from a step of verification."""

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
    NoteCondition: Stage.CONDITION_NOTED,
    TakeBackCondition: Stage.CONDITION_TAKEN_BACK,
    GiveConsent: Stage.CONSENT_GIVEN,
    Introduce: Stage.INTRODUCED,
    ReplaceIntroducer: Stage.INTRODUCER_REPLACED,
    SummariseOpinions: Stage.OPINIONS_SUMMARISED,
    ReceiveSupplement: Stage.CV_REAFFIRMED,
    ReaffirmCv: Stage.CV_REAFFIRMED,
    ResolveInBranch: Stage.BRANCH_RESOLVED,
    ResolveInGrassroots: Stage.GRASSROOTS_RESOLVED,
    ExamineInSection: Stage.SECTION_EXAMINED,
    HoldAppraisal: Stage.APPRAISAL_HELD,
    AppraiseDossier: Stage.APPRAISED,
    ExtendDeadline: Stage.DEADLINE_EXTENDED,
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
    WriteSelfReview: Stage.SELF_REVIEWED,
    CommentOnProbation: Stage.PROBATION_COMMENTED,
    SummariseProbationOpinions: Stage.PROBATION_OPINIONS_SUMMARISED,
    ProposeRecognition: Stage.RECOGNITION_PROPOSED,
    ResolveRecognition: Stage.RECOGNITION_RESOLVED,
    RecordLostRecognition: Stage.RECOGNITION_NOT_PASSED,
    ReferRecognition: Stage.RECOGNITION_REFERRED,
    ReturnRecognition: Stage.RECOGNITION_RETURNED,
    ResubmitRecognition: Stage.RECOGNITION_RESUBMITTED,
    RecogniseMember: Stage.OFFICIAL,
    StrikeOff: Stage.STRUCK_OFF,
    DisciplineProbationer: Stage.DISCIPLINED,
    AppealStrikingOff: Stage.STRIKING_OFF_APPEALED,
    UpholdStrikingOff: Stage.STRIKING_OFF_UPHELD,
    AnnulStrikingOff: Stage.STRIKING_OFF_ANNULLED,
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
    if isinstance(command, MentoringCommand):
        return mentored_on(command)
    if isinstance(command, ConditionCommand):
        return conditioned_on(command)
    if isinstance(command, PreparationCommand):
        return prepared_on(command)
    if isinstance(command, AppraisalCommand):
        return appraised_on(command)
    if isinstance(command, DepartureCommand):
        return departed_on(command)
    if isinstance(command, RecognitionPaperCommand):
        return written_on(command)
    if isinstance(command, SetbackCommand):
        return set_back_on(command)
    if isinstance(command, ProbationCommand):
        return probation_told_on(command)
    if isinstance(command, AppealCommand):
        return appealed_on(command)
    if isinstance(command, MovingCommand):
        return moved_on(command)
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
        case HoldCeremony(held_on=day) | ExtendDeadline(extended_on=day):
            return day
        case DisciplineProbationer(disciplined_on=day) | CorrectStep(corrected_on=day):
            return day
        case _:
            assert_never(command)
