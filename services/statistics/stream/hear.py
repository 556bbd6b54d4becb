"""Everything that statistics does about a step that it hears: it notes what is now known."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.records import (
    digest,
    prepare,
    record_case,
    record_cases,
    record_committee,
)
from shared.events.appeal import StrikingOffAnnulled, StrikingOffAppealed, StrikingOffUpheld
from shared.events.appraisal import AppraisalHeld, DossierAppraised, SectionExamined
from shared.events.case import (
    AdmissionDecided,
    ApplicationFiled,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    ClassCertified,
    ConclusionReceived,
    CvCertified,
    CvDeclared,
    CvSealed,
    DecisionCancelled,
    DecisionReceived,
    GrassrootsResolved,
    ProspectListed,
)
from shared.events.conditions import ConditionNoted, ConditionTakenBack, ConsentGiven
from shared.events.correcting import StepCorrected
from shared.events.discipline import ProbationerDisciplined
from shared.events.extending import DeadlineExtended
from shared.events.leaving import (
    AdmissionRefused,
    ApplicationWithdrawn,
    BranchDidNotPass,
    CaseClosed,
    DossierResubmitted,
    DossierReturned,
    ProspectDelisted,
)
from shared.events.mentoring import MentorAssigned, MentorReported
from shared.events.moving import (
    AdmissionForwarded,
    AdmissionSentBack,
    ApplicantMoved,
    CaseResumed,
    CaseSuspended,
    CeremonyOrdered,
    ForwardedAdmissionReceived,
    ProbationerTransferred,
    TransferPresented,
)
from shared.events.office import (
    OfficeEnded,
    OfficeGiven,
    SubstituteNamed,
    SubstitutionEnded,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from shared.events.organisation import (
    AdmissionDelegated,
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    CommitteeSplit,
    DelegationEnded,
    YouthUnionStated,
)
from shared.events.person import PersonErased
from shared.events.preparation import (
    ApplicantIntroduced,
    CvReaffirmed,
    IntroducerReplaced,
    OpinionsSummarised,
)
from shared.events.probation import (
    MemberCvReceived,
    MemberRecognised,
    NewMemberCertified,
    ProbationerStruckOff,
    RecognitionProposed,
    RecognitionResolved,
)
from shared.events.recognition import (
    ProbationCommented,
    ProbationOpinionsSummarised,
    RecognitionDidNotPass,
    RecognitionReferred,
    RecognitionResubmitted,
    RecognitionReturned,
    SelfReviewWritten,
)
from shared.events.scan import ScanAttached, ScanWithdrawn
from shared.events.upkeep import ParkedStepRetried, ParkedStepSkipped
from shared.events.verification import VerificationEvent
from shared.log.hearing import Heard, InBulk
from shared.log.rebuild import ReadModel
from shared.people import offices

SOURCES = ("intake", "verification")


async def hear_one(connection: AsyncConnection, heard: Heard) -> None:
    """Put one step into the read model, in the transaction that notes it as heard."""
    if isinstance(heard.step.event, VerificationEvent):
        return  # What it means for a case, intake says: it hears the conclusion and records it.
    match heard.step.event:
        case (
            CommitteeCreated()
            | CommitteeNamed()
            | CommitteePlaced()
            | CommitteeRetyped()
            | CommitteeMerged()
            | CommitteeDissolved()
            | CommitteeSplit()
            | AdmissionDelegated()
            | DelegationEnded()
            | YouthUnionStated()
        ) as event:
            await record_committee(connection, event, position=heard.position)
        case (
            ProspectListed()
            | ClassCertified()
            | ApplicationFiled()
            | CvDeclared()
            | CvSealed()
            | ConclusionReceived()
            | CvCertified()
            | MentorAssigned()
            | MentorReported()
            | ConditionNoted()
            | ConditionTakenBack()
            | ConsentGiven()
            | ApplicantIntroduced()
            | IntroducerReplaced()
            | OpinionsSummarised()
            | CvReaffirmed()
            | BranchResolved()
            | GrassrootsResolved()
            | SectionExamined()
            | DossierAppraised()
            | AppraisalHeld()
            | DeadlineExtended()
            | AdmissionDecided()
            | DecisionReceived()
            | CeremonyHeld()
            | DecisionCancelled()
            | ProspectDelisted()
            | BranchDidNotPass()
            | DossierReturned()
            | DossierResubmitted()
            | AdmissionRefused()
            | ApplicationWithdrawn()
            | CaseClosed()
            | MemberCvReceived()
            | NewMemberCertified()
            | SelfReviewWritten()
            | ProbationCommented()
            | ProbationOpinionsSummarised()
            | RecognitionProposed()
            | RecognitionResolved()
            | RecognitionDidNotPass()
            | RecognitionReferred()
            | RecognitionReturned()
            | RecognitionResubmitted()
            | MemberRecognised()
            | ProbationerStruckOff()
            | ProbationerDisciplined()
            | StrikingOffAppealed()
            | StrikingOffUpheld()
            | StrikingOffAnnulled()
            | StepCorrected()
            | ApplicantMoved()
            | AdmissionForwarded()
            | ForwardedAdmissionReceived()
            | CeremonyOrdered()
            | AdmissionSentBack()
            | ProbationerTransferred()
            | TransferPresented()
            | CaseSuspended()
            | CaseResumed()
        ) as event:
            await record_case(connection, event, position=heard.position)
        case (
            UserRegistered()
            | OfficeGiven()
            | OfficeEnded()
            | SubstituteNamed()
            | SubstitutionEnded()
            | UserBlocked()
            | UserUnblocked()
        ) as event:
            await offices.project(connection, event)  # who may see figures, not what they are
        case ScanAttached() | ScanWithdrawn():
            pass  # A scan shows what was recorded already.
        case PersonErased():
            pass  # Figures do not change: they count cases and know no persons.
        case ParkedStepRetried() | ParkedStepSkipped():
            pass  # The inbox knows them from the ledger of its service.
        case event:
            assert_never(event)


async def hear_many(connection: AsyncConnection, batch: Sequence[Heard]) -> None:
    """The same for many steps; committees are few, and each is put in by itself."""
    said: list[tuple[int, CaseEvent]] = []
    for heard in batch:
        if isinstance(heard.step.event, CaseEvent):
            said.append((heard.position, heard.step.event))
        else:
            await hear_one(connection, heard)
    await record_cases(connection, said)


hear = InBulk(one=hear_one, many=hear_many)

READ_MODEL = ReadModel(
    name="statistics", sources=SOURCES, prepare=prepare, project=hear, digest=digest
)
