"""The day on which each fact of a case happened."""

from datetime import date
from typing import assert_never

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
from shared.events.conditions import (
    ConditionNoted,
    ConditionTakenBack,
    ConsentGiven,
)
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


def happened_on(fact: CaseEvent) -> date:
    """The day on which it happened, which is seldom the day on which it was recorded."""
    match fact:
        case ProspectListed(listed_on=day) | ApplicationFiled(filed_on=day):
            return day
        case ClassCertified(certified_on=day) | CvCertified(certified_on=day):
            return day
        case CvDeclared(declared_on=day) | CvSealed(sealed_on=day):
            return day
        case ConclusionReceived(concluded_on=day) | DecisionReceived(received_on=day):
            return day
        case BranchResolved(resolved_on=day) | GrassrootsResolved(resolved_on=day):
            return day
        case AdmissionDecided(decided_on=day) | DecisionCancelled(cancelled_on=day):
            return day
        case CeremonyHeld(held_on=day) | BranchDidNotPass(held_on=day):
            return day
        case MentorAssigned(assigned_on=day) | MentorReported(reported_on=day):
            return day
        case ConditionNoted(noted_on=day) | ConditionTakenBack(taken_back_on=day):
            return day
        case ConsentGiven(consented_on=day):
            return day
        case SectionExamined(examined_on=day) | DossierAppraised(appraised_on=day):
            return day
        case AppraisalHeld(held_on=day) | DeadlineExtended(extended_on=day):
            return day
        case ApplicantIntroduced(introduced_on=day) | IntroducerReplaced(replaced_on=day):
            return day
        case OpinionsSummarised(summarised_on=day) | ProbationOpinionsSummarised(summarised_on=day):
            return day
        case CvReaffirmed(reaffirmed_on=day):
            return day
        case DossierReturned(returned_on=day) | DossierResubmitted(resubmitted_on=day):
            return day
        case AdmissionRefused(refused_on=day) | ApplicationWithdrawn(withdrawn_on=day):
            return day
        case ProspectDelisted(delisted_on=day) | CaseClosed(closed_on=day):
            return day
        case MemberCvReceived(received_on=day) | NewMemberCertified(certified_on=day):
            return day
        case SelfReviewWritten(written_on=day) | ProbationCommented(commented_on=day):
            return day
        case RecognitionProposed(resolved_on=day) | RecognitionResolved(resolved_on=day):
            return day
        case RecognitionReturned(returned_on=day) | RecognitionResubmitted(resubmitted_on=day):
            return day
        case RecognitionDidNotPass(held_on=day) | RecognitionReferred(reported_on=day):
            return day
        case MemberRecognised(decided_on=day) | ProbationerStruckOff(struck_off_on=day):
            return day
        case ProbationerDisciplined(disciplined_on=day) | StepCorrected(corrected_on=day):
            return day
        case StrikingOffAppealed(appealed_on=day) | StrikingOffUpheld(upheld_on=day):
            return day
        case StrikingOffAnnulled(annulled_on=day):
            return day
        case ApplicantMoved(moved_on=day) | AdmissionForwarded(forwarded_on=day):
            return day
        case ForwardedAdmissionReceived(received_on=day) | CeremonyOrdered(ordered_on=day):
            return day
        case AdmissionSentBack(sent_back_on=day) | ProbationerTransferred(introduced_on=day):
            return day
        case TransferPresented(presented_on=day) | CaseSuspended(suspended_on=day):
            return day
        case CaseResumed(resumed_on=day):
            return day
        case _:
            assert_never(fact)
