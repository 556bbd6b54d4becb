"""Which right each command needs, and who is turned away."""

from collections.abc import Mapping, Sequence
from datetime import date

from services.intake.domain import (
    AnnulStrikingOff,
    AppealStrikingOff,
    AppraiseDossier,
    AssignMentor,
    CancelDecision,
    Case,
    CertifyClass,
    CertifyCv,
    CertifyNewMember,
    CloseCase,
    Command,
    CommentOnProbation,
    CorrectStep,
    CreateCommittee,
    DecideAdmission,
    DeclareCv,
    DelegateAdmission,
    DelistProspect,
    DisciplineProbationer,
    DissolveCommittee,
    EndDelegation,
    ExamineInSection,
    ExtendDeadline,
    FileApplication,
    ForwardAdmission,
    GiveConsent,
    HoldAppraisal,
    HoldCeremony,
    Introduce,
    ListProspect,
    MergeCommittee,
    MoveApplicant,
    NameCommittee,
    NoteCondition,
    OrderCeremony,
    PlaceCommittee,
    PresentTransfer,
    ProposeRecognition,
    ReaffirmCv,
    ReceiveDecision,
    ReceiveForwarded,
    ReceiveMemberCv,
    RecogniseMember,
    RecordLostRecognition,
    RecordLostVote,
    RecordMentorReport,
    ReferRecognition,
    RefuseAdmission,
    ReplaceIntroducer,
    ResolveInBranch,
    ResolveInGrassroots,
    ResolveRecognition,
    ResubmitDossier,
    ResubmitRecognition,
    ResumeCase,
    ReturnDossier,
    ReturnRecognition,
    RetypeCommittee,
    SealCv,
    SendAdmissionBack,
    SplitCommittee,
    StateYouthUnion,
    StrikeOff,
    SummariseOpinions,
    SummariseProbationOpinions,
    SuspendCase,
    TakeBackCondition,
    TransferProbationer,
    UpholdStrikingOff,
    WithdrawApplication,
    WriteSelfReview,
)
from shared.events.terms import CaseId, CommitteeId
from shared.log.decider import Order
from shared.people.access import Action, Office, may
from shared.web.clock import PROVINCE
from shared.web.problem import Forbidden, NotFound

ACTION: Mapping[type[Command], Action] = {
    CreateCommittee: Action.CREATE_COMMITTEE,
    NameCommittee: Action.CREATE_COMMITTEE,
    PlaceCommittee: Action.CREATE_COMMITTEE,
    RetypeCommittee: Action.CREATE_COMMITTEE,
    MergeCommittee: Action.CREATE_COMMITTEE,
    DissolveCommittee: Action.CREATE_COMMITTEE,
    SplitCommittee: Action.CREATE_COMMITTEE,
    DelegateAdmission: Action.CREATE_COMMITTEE,
    EndDelegation: Action.CREATE_COMMITTEE,
    StateYouthUnion: Action.CREATE_COMMITTEE,
    ListProspect: Action.PREPARE_CASE,
    CertifyClass: Action.PREPARE_CASE,
    FileApplication: Action.PREPARE_CASE,
    DeclareCv: Action.PREPARE_CASE,
    SealCv: Action.CERTIFY_CV,
    CertifyCv: Action.CERTIFY_CV,
    AssignMentor: Action.PREPARE_CASE,
    RecordMentorReport: Action.PREPARE_CASE,
    NoteCondition: Action.PREPARE_CASE,
    TakeBackCondition: Action.CORRECT_STEP,
    GiveConsent: Action.APPRAISE,  # by the board that asked for it, or above
    Introduce: Action.PREPARE_CASE,
    ReplaceIntroducer: Action.PREPARE_CASE,
    SummariseOpinions: Action.PREPARE_CASE,
    ReaffirmCv: Action.PREPARE_CASE,
    ResolveInBranch: Action.RESOLVE_IN_BRANCH,
    ResolveInGrassroots: Action.RESOLVE_IN_GRASSROOTS,
    ExamineInSection: Action.RESOLVE_IN_GRASSROOTS,
    AppraiseDossier: Action.APPRAISE,
    HoldAppraisal: Action.APPRAISE,
    DecideAdmission: Action.DECIDE_ADMISSION,
    ExtendDeadline: Action.DECIDE_ADMISSION,
    ReceiveDecision: Action.PREPARE_CASE,
    HoldCeremony: Action.PREPARE_CASE,
    CancelDecision: Action.DECIDE_ADMISSION,
    DelistProspect: Action.PREPARE_CASE,
    RecordLostVote: Action.RESOLVE_IN_BRANCH,
    ReturnDossier: Action.RETURN_DOSSIER,
    ResubmitDossier: Action.PREPARE_CASE,
    RefuseAdmission: Action.DECIDE_ADMISSION,
    WithdrawApplication: Action.PREPARE_CASE,
    CloseCase: Action.PREPARE_CASE,
    ReceiveMemberCv: Action.PREPARE_CASE,
    CertifyNewMember: Action.PREPARE_CASE,
    WriteSelfReview: Action.PREPARE_CASE,
    CommentOnProbation: Action.PREPARE_CASE,
    SummariseProbationOpinions: Action.PREPARE_CASE,
    ProposeRecognition: Action.RESOLVE_IN_BRANCH,
    ResolveRecognition: Action.RESOLVE_IN_GRASSROOTS,
    RecordLostRecognition: Action.RESOLVE_IN_BRANCH,
    ReferRecognition: Action.RESOLVE_IN_BRANCH,
    ReturnRecognition: Action.RETURN_DOSSIER,
    ResubmitRecognition: Action.PREPARE_CASE,
    RecogniseMember: Action.DECIDE_ADMISSION,
    StrikeOff: Action.DECIDE_ADMISSION,
    DisciplineProbationer: Action.DISCIPLINE,
    AppealStrikingOff: Action.DECIDE_ADMISSION,
    UpholdStrikingOff: Action.DECIDE_ADMISSION,
    AnnulStrikingOff: Action.DECIDE_ADMISSION,
    CorrectStep: Action.CORRECT_STEP,
    MoveApplicant: Action.PREPARE_CASE,
    ForwardAdmission: Action.PREPARE_CASE,
    ReceiveForwarded: Action.DECIDE_ADMISSION,
    OrderCeremony: Action.DECIDE_ADMISSION,
    SendAdmissionBack: Action.DECIDE_ADMISSION,
    TransferProbationer: Action.PREPARE_CASE,
    PresentTransfer: Action.PREPARE_CASE,
    SuspendCase: Action.RETURN_DOSSIER,
    ResumeCase: Action.RETURN_DOSSIER,
}
"""What an office must be allowed to do; nobody sends what only is heard of verification."""


def check_command(office: Office, command: Command, line: Sequence[CommitteeId]) -> None:
    """Raise Forbidden unless `office` may send `command` about what belongs to `line[0]`."""
    if type(command) not in ACTION:
        raise Forbidden(Action.CERTIFY_CV, office)
    check(office, ACTION[type(command)], line)


def check(office: Office, action: Action, line: Sequence[CommitteeId]) -> None:
    if not may(office, action, line):
        raise Forbidden(action, office)


def branch_of(case: Case, case_id: CaseId) -> CommitteeId:
    """The branch that listed the prospect; raises NotFound where no case has begun."""
    if case.branch_id is None:
        raise NotFound(case_id)
    return case.branch_id


def day(order: Order) -> date:
    """The day of an order on the calendar of the province."""
    return order.at.astimezone(PROVINCE).date()
