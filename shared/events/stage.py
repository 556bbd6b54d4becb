"""Where a case stands after a step."""

from shared.events import (
    appeal,
    appraisal,
    case,
    conditions,
    discipline,
    extending,
    leaving,
    mentoring,
    moving,
    preparation,
    probation,
    recognition,
)
from shared.events.case import CaseEvent
from shared.events.correcting import StepCorrected
from shared.events.way import ASIDE, BESIDE, ENDED, MARKS, ON_THE_WAY, Stage

__all__ = ["ASIDE", "ENDED", "MARKS", "ON_THE_WAY", "STAGE_AFTER", "Stage", "stage_after"]

STAGE_AFTER: dict[type[CaseEvent], Stage] = {
    case.ProspectListed: Stage.PROSPECT_LISTED,
    mentoring.MentorAssigned: Stage.MENTOR_ASSIGNED,
    mentoring.MentorReported: Stage.MENTOR_REPORTED,
    conditions.ConditionNoted: Stage.CONDITION_NOTED,
    conditions.ConditionTakenBack: Stage.CONDITION_TAKEN_BACK,
    conditions.ConsentGiven: Stage.CONSENT_GIVEN,
    case.ClassCertified: Stage.CLASS_CERTIFIED,
    case.ApplicationFiled: Stage.APPLICATION_FILED,
    case.CvDeclared: Stage.CV_DECLARED,
    case.CvSealed: Stage.CV_SEALED,
    case.ConclusionReceived: Stage.BACKGROUND_CONCLUDED,
    case.CvCertified: Stage.CV_CERTIFIED,
    preparation.ApplicantIntroduced: Stage.INTRODUCED,
    preparation.IntroducerReplaced: Stage.INTRODUCER_REPLACED,
    preparation.OpinionsSummarised: Stage.OPINIONS_SUMMARISED,
    preparation.CvReaffirmed: Stage.CV_REAFFIRMED,
    case.BranchResolved: Stage.BRANCH_RESOLVED,
    case.GrassrootsResolved: Stage.GRASSROOTS_RESOLVED,
    appraisal.SectionExamined: Stage.SECTION_EXAMINED,
    appraisal.AppraisalHeld: Stage.APPRAISAL_HELD,
    appraisal.DossierAppraised: Stage.APPRAISED,
    extending.DeadlineExtended: Stage.DEADLINE_EXTENDED,
    case.AdmissionDecided: Stage.DECIDED,
    case.DecisionReceived: Stage.DECISION_RECEIVED,
    case.CeremonyHeld: Stage.ADMITTED,
    case.DecisionCancelled: Stage.DECISION_CANCELLED,
    leaving.ProspectDelisted: Stage.DELISTED,
    leaving.BranchDidNotPass: Stage.BRANCH_NOT_PASSED,
    leaving.DossierReturned: Stage.RETURNED,
    leaving.DossierResubmitted: Stage.RESUBMITTED,
    leaving.AdmissionRefused: Stage.REFUSED,
    leaving.ApplicationWithdrawn: Stage.WITHDRAWN,
    leaving.CaseClosed: Stage.CLOSED,
    probation.MemberCvReceived: Stage.MEMBER_CV_RECEIVED,
    probation.NewMemberCertified: Stage.NEW_MEMBER_CERTIFIED,
    recognition.SelfReviewWritten: Stage.SELF_REVIEWED,
    recognition.ProbationCommented: Stage.PROBATION_COMMENTED,
    recognition.ProbationOpinionsSummarised: Stage.PROBATION_OPINIONS_SUMMARISED,
    probation.RecognitionProposed: Stage.RECOGNITION_PROPOSED,
    probation.RecognitionResolved: Stage.RECOGNITION_RESOLVED,
    recognition.RecognitionDidNotPass: Stage.RECOGNITION_NOT_PASSED,
    recognition.RecognitionReferred: Stage.RECOGNITION_REFERRED,
    recognition.RecognitionReturned: Stage.RECOGNITION_RETURNED,
    recognition.RecognitionResubmitted: Stage.RECOGNITION_RESUBMITTED,
    probation.MemberRecognised: Stage.OFFICIAL,
    probation.ProbationerStruckOff: Stage.STRUCK_OFF,
    discipline.ProbationerDisciplined: Stage.DISCIPLINED,
    appeal.StrikingOffAppealed: Stage.STRIKING_OFF_APPEALED,
    appeal.StrikingOffUpheld: Stage.STRIKING_OFF_UPHELD,
    appeal.StrikingOffAnnulled: Stage.STRIKING_OFF_ANNULLED,
    moving.ApplicantMoved: Stage.APPLICANT_MOVED,
    moving.AdmissionForwarded: Stage.ADMISSION_FORWARDED,
    moving.ForwardedAdmissionReceived: Stage.FORWARDED_ADMISSION_RECEIVED,
    moving.CeremonyOrdered: Stage.CEREMONY_ORDERED,
    moving.AdmissionSentBack: Stage.ADMISSION_SENT_BACK,
    moving.ProbationerTransferred: Stage.PROBATIONER_TRANSFERRED,
    moving.TransferPresented: Stage.TRANSFER_PRESENTED,
    moving.CaseSuspended: Stage.CASE_SUSPENDED,
    moving.CaseResumed: Stage.CASE_RESUMED,
}


def stage_after(before: Stage | None, event: CaseEvent) -> Stage:
    """Where a case stands after one more step; a correction moves none."""
    if isinstance(event, StepCorrected):
        return before or event.stage
    reached = STAGE_AFTER[type(event)]
    if before and reached in MARKS:
        return before
    if before is None or reached not in BESIDE:
        return reached
    return max(before, reached, key=tuple(Stage).index)
