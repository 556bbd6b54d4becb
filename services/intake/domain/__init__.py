"""What intake decides: a person's way from prospect to member, and the directory of committees."""

from services.intake.domain.appeals import (
    AnnulStrikingOff,
    AppealStrikingOff,
    UpholdStrikingOff,
)
from services.intake.domain.appraisal_commands import (
    AppraisalCommand,
    AppraiseDossier,
    ExamineInSection,
    HoldAppraisal,
)
from services.intake.domain.case import WAY, Case, evolve, initial
from services.intake.domain.case_commands import LEADS_TO, CaseCommand, day_of
from services.intake.domain.changes import (
    CreateCommittee,
    DelegateAdmission,
    DissolveCommittee,
    EndDelegation,
    MergeCommittee,
    NameCommittee,
    OrganisationCommand,
    PlaceCommittee,
    RetypeCommittee,
    SplitCommittee,
    StateYouthUnion,
    other_committee,
    since,
)
from services.intake.domain.clocks import (
    Due,
    Term,
    certificate_end,
    clocks,
    next_due,
    probation_end,
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
from services.intake.domain.committee import Committee, evolve_committee, nobody
from services.intake.domain.competence import above_grassroots, canceller, competent_committee
from services.intake.domain.condition_commands import (
    Bar,
    ConditionCommand,
    GiveConsent,
    NoteCondition,
    TakeBackCondition,
)
from services.intake.domain.conditions import DEMANDS, Consenter, consenters, unconsented
from services.intake.domain.corrections import CorrectStep, correctable, may_correct
from services.intake.domain.decide import decide
from services.intake.domain.depart import before_whom
from services.intake.domain.departures import (
    CloseCase,
    DelistProspect,
    RecordLostVote,
    RefuseAdmission,
    ResubmitDossier,
    ReturnDossier,
    WithdrawApplication,
)
from services.intake.domain.detours import RESOLVED_BEFORE
from services.intake.domain.discipline import DisciplineProbationer
from services.intake.domain.erasure import ErasePerson
from services.intake.domain.given import Given, Place
from services.intake.domain.happened import happened_on
from services.intake.domain.levels import ASKED_LEVEL, BRANCHES, GRASSROOTS_LEVEL
from services.intake.domain.lineage import Descent, Link, link_of, predecessors, successors
from services.intake.domain.mentoring_commands import (
    AssignMentor,
    MentoringCommand,
    RecordMentorReport,
)
from services.intake.domain.moves import (
    Departing,
    ForwardAdmission,
    MoveApplicant,
    OrderCeremony,
    PresentTransfer,
    ReceiveForwarded,
    ResumeCase,
    SendAdmissionBack,
    SuspendCase,
    TransferProbationer,
)
from services.intake.domain.next import (
    TAKEN_BY,
    NextStep,
    next_steps,
    waits_for,
    waits_on,
)
from services.intake.domain.organisation import decide_committee
from services.intake.domain.outlook import Outlook, outlooks
from services.intake.domain.preparation_commands import (
    Introduce,
    PreparationCommand,
    ReplaceIntroducer,
    SummariseOpinions,
)
from services.intake.domain.probation_commands import (
    CertifyNewMember,
    ProposeRecognition,
    ReceiveMemberCv,
    RecogniseMember,
    ResolveRecognition,
    StrikeOff,
)
from services.intake.domain.reaching import reached_by
from services.intake.domain.recognition_commands import (
    CommentOnProbation,
    RecognitionPaperCommand,
    SummariseProbationOpinions,
    WriteSelfReview,
)
from services.intake.domain.setback_commands import (
    RecordLostRecognition,
    ReferRecognition,
    ResubmitRecognition,
    ReturnRecognition,
)

Command = CaseCommand | OrganisationCommand

__all__ = [
    "ASKED_LEVEL",
    "BRANCHES",
    "DEMANDS",
    "GRASSROOTS_LEVEL",
    "LEADS_TO",
    "RESOLVED_BEFORE",
    "TAKEN_BY",
    "WAY",
    "AnnulStrikingOff",
    "AppealStrikingOff",
    "AppraisalCommand",
    "AppraiseDossier",
    "AssignMentor",
    "Bar",
    "CancelDecision",
    "Case",
    "CaseCommand",
    "CertifyClass",
    "CertifyCv",
    "CertifyNewMember",
    "CloseCase",
    "Command",
    "CommentOnProbation",
    "Committee",
    "ConditionCommand",
    "Consenter",
    "CorrectStep",
    "CreateCommittee",
    "DecideAdmission",
    "DeclareCv",
    "DelegateAdmission",
    "DelistProspect",
    "Departing",
    "Descent",
    "DisciplineProbationer",
    "DissolveCommittee",
    "Due",
    "EndDelegation",
    "ErasePerson",
    "ExamineInSection",
    "FileApplication",
    "ForwardAdmission",
    "GiveConsent",
    "Given",
    "HoldAppraisal",
    "HoldCeremony",
    "Introduce",
    "Link",
    "ListProspect",
    "MentoringCommand",
    "MergeCommittee",
    "MoveApplicant",
    "NameCommittee",
    "NextStep",
    "NoteCondition",
    "OrderCeremony",
    "OrganisationCommand",
    "Outlook",
    "Place",
    "PlaceCommittee",
    "PreparationCommand",
    "PresentTransfer",
    "ProposeRecognition",
    "ReceiveConclusion",
    "ReceiveDecision",
    "ReceiveForwarded",
    "ReceiveMemberCv",
    "RecogniseMember",
    "RecognitionPaperCommand",
    "RecordLostRecognition",
    "RecordLostVote",
    "RecordMentorReport",
    "ReferRecognition",
    "RefuseAdmission",
    "ReplaceIntroducer",
    "ResolveInBranch",
    "ResolveInGrassroots",
    "ResolveRecognition",
    "ResubmitDossier",
    "ResubmitRecognition",
    "ResumeCase",
    "ReturnDossier",
    "ReturnRecognition",
    "RetypeCommittee",
    "SealCv",
    "SendAdmissionBack",
    "SplitCommittee",
    "StateYouthUnion",
    "StrikeOff",
    "SummariseOpinions",
    "SummariseProbationOpinions",
    "SuspendCase",
    "TakeBackCondition",
    "Term",
    "TransferProbationer",
    "UpholdStrikingOff",
    "WithdrawApplication",
    "WriteSelfReview",
    "above_grassroots",
    "before_whom",
    "canceller",
    "certificate_end",
    "clocks",
    "competent_committee",
    "consenters",
    "correctable",
    "day_of",
    "decide",
    "decide_committee",
    "evolve",
    "evolve_committee",
    "happened_on",
    "initial",
    "link_of",
    "may_correct",
    "next_due",
    "next_steps",
    "nobody",
    "other_committee",
    "outlooks",
    "predecessors",
    "probation_end",
    "reached_by",
    "since",
    "successors",
    "unconsented",
    "waits_for",
    "waits_on",
]
