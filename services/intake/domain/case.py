"""A case as its history tells it: the steps taken, their days, what is known of the applicant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, assert_never

from services.intake.domain.corrected import amended, changes_of
from shared.events import Event
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
    SpecialCondition,
)
from shared.events.correcting import StepCorrected
from shared.events.discipline import ProbationerDisciplined
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
    Relocation,
    TransferPresented,
)
from shared.events.preparation import (
    ApplicantIntroduced,
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
from shared.events.stage import ENDED, STAGE_AFTER, Stage, stage_after
from shared.events.terms import (
    CancelReason,
    CaseId,
    CommitteeId,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Profile,
)

WAY = tuple(Stage)
"""All stages, in the order in which they are shown."""

UNDOES: Mapping[Stage, frozenset[Stage]] = {
    Stage.RETURNED: frozenset({Stage.RESUBMITTED}),
    Stage.RESUBMITTED: frozenset({Stage.RETURNED}),
    Stage.CONDITION_TAKEN_BACK: frozenset({Stage.CONSENT_ASKED}),
    Stage.CONSENT_GIVEN: frozenset({Stage.CONSENT_ASKED}),
    Stage.RECOGNITION_RETURNED: frozenset({Stage.RECOGNITION_RESUBMITTED}),
    Stage.RECOGNITION_RESUBMITTED: frozenset({Stage.RECOGNITION_RETURNED}),
    Stage.APPLICANT_MOVED: frozenset(
        {
            Stage.BRANCH_NOT_PASSED,
            Stage.BRANCH_RESOLVED,
            Stage.SECTION_ASKED,
            Stage.SECTION_EXAMINED,
            Stage.GRASSROOTS_RESOLVED,
            Stage.APPRAISAL_ASKED,
            Stage.APPRAISAL_HELD,
            Stage.APPRAISED,
            Stage.RETURNED,
            Stage.RESUBMITTED,
        }
    ),
    Stage.ADMISSION_FORWARDED: frozenset({Stage.DECISION_RECEIVED, Stage.ADMISSION_SENT_BACK}),
    Stage.ADMISSION_SENT_BACK: frozenset(
        {Stage.ADMISSION_FORWARDED, Stage.FORWARDED_ADMISSION_RECEIVED, Stage.CEREMONY_ORDERED}
    ),
    Stage.PROBATIONER_TRANSFERRED: frozenset({Stage.TRANSFER_PRESENTED}),
    Stage.STRUCK_OFF: frozenset({Stage.STRIKING_OFF_ANNULLED}),
    Stage.STRIKING_OFF_ANNULLED: frozenset({Stage.STRUCK_OFF, Stage.STRIKING_OFF_APPEALED}),
    Stage.CASE_SUSPENDED: frozenset({Stage.CASE_RESUMED}),
    Stage.CASE_RESUMED: frozenset({Stage.CASE_SUSPENDED}),
}
"""What a step takes back: a new place votes for itself, a dossier is returned or handed in."""

Known = TypeVar("Known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision of admission and who issued it."""

    number: DocumentNumber
    decided_by: CommitteeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Where a case stands; `taken` holds the newest fact of each stage that it reached."""

    person_id: PersonId | None = None
    branch_id: CommitteeId | None = None
    profile: Profile | None = None
    persons: tuple[NamedPerson, ...] = ()
    mentor_id: PersonId | None = None  # who helps now
    introducers: tuple[PersonId, ...] = ()  # who answer for the introduction now
    conditions: Mapping[SpecialCondition, ConditionNoted] = field(default_factory=dict)
    consents: Mapping[SpecialCondition, ConsentGiven] = field(default_factory=dict)
    follows: CaseId | None = None
    came_from: CommitteeId | None = None  # the branch that it was moved from last
    decision: Decision | None = None
    stage: Stage | None = None
    taken: Mapping[Stage, CaseEvent] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether nothing follows in this case."""
        return not ENDED.isdisjoint(self.taken)

    @property
    def days(self) -> dict[Stage, date]:
        """The day of the newest step to each stage."""
        return {stage: happened_on(fact) for stage, fact in self.taken.items()}

    def day(self, stage: Stage) -> date | None:
        """The day on which the step to `stage` was taken, if it was."""
        fact = self.taken.get(stage)
        return happened_on(fact) if fact else None


initial = Case()


def evolve(case: Case, fact: Event) -> Case:
    """The case after one more fact; total, whatever the history holds."""
    if not isinstance(fact, CaseEvent):
        return case
    if isinstance(fact, StepCorrected):
        return put_right(case, fact)
    taken = reached_by(case.taken, fact, fact)
    after = replace(case, stage=stage_after(case.stage, fact), taken=taken)
    match fact:
        case ProspectListed(person_id=person, branch_id=branch, profile=profile):
            begun = replace(after, person_id=person, branch_id=branch, profile=profile)
            return replace(begun, follows=fact.follows)
        case CvDeclared(persons=persons) | CvSealed(persons=persons):
            return replace(after, persons=persons)
        case AdmissionDecided(decision_no=number, decided_by=committee, profile=profile):
            decision = Decision(number=number, decided_by=committee)
            return replace(after, decision=decision, profile=profile)
        case CeremonyHeld(profile=profile):
            return replace(after, profile=profile)
        case MentorAssigned(mentor_id=mentor):
            return replace(after, mentor_id=mentor)
        case ConditionNoted(condition=one):
            return replace(after, conditions={**case.conditions, one: fact})
        case ConditionTakenBack(condition=one):
            return without(after, one)
        case ConsentGiven(condition=one):
            return replace(after, consents={**case.consents, one: fact})
        case ApplicantIntroduced(introducers=introducers):
            return replace(after, introducers=tuple(each.person_id for each in introducers))
        case IntroducerReplaced(replaced_id=one, introducer_id=other):
            others = tuple(each for each in case.introducers if each != one)
            return replace(after, introducers=(*others, other))
        case _ if isinstance(fact, Relocation):
            return replace(after, branch_id=fact.branch_id, came_from=case.branch_id)
        case _:
            return after


def without(case: Case, condition: SpecialCondition) -> Case:
    """The case without a condition and the consent to it."""
    return replace(
        case,
        conditions={one: noted for one, noted in case.conditions.items() if one is not condition},
        consents={one: given for one, given in case.consents.items() if one is not condition},
    )


def put_right(case: Case, event: StepCorrected) -> Case:
    """The case as if the step had been recorded rightly."""
    if event.stage not in case.taken:
        return case
    taken = amended(case.taken, event.stage, changes_of(event))
    met = taken.get(Stage.BRANCH_RESOLVED)
    if isinstance(met, BranchResolved) and event.age_months is not None:
        taken[Stage.BRANCH_RESOLVED] = replace(met, age_months=event.age_months)
    after = replace(case, taken=taken, profile=newest_profile(taken) or case.profile)
    match taken.get(Stage.DECIDED):
        case AdmissionDecided(decision_no=number, decided_by=committee):
            return replace(after, decision=Decision(number=number, decided_by=committee))
        case _:
            return after


def newest_profile(taken: Mapping[Stage, CaseEvent]) -> Profile | None:
    """The coded facts of the latest step that holds them."""
    for stage in (Stage.ADMITTED, Stage.DECIDED, Stage.PROSPECT_LISTED):
        match taken.get(stage):
            case CeremonyHeld(profile=profile) | AdmissionDecided(profile=profile):
                return profile
            case ProspectListed(profile=profile):
                return profile
            case _:
                continue
    return None


def may_begin_again(case: Case) -> bool:
    """Whether it was cancelled for competence or procedure, so that the steps are done again."""
    match case.taken.get(Stage.DECISION_CANCELLED):
        case DecisionCancelled(reason=CancelReason.COMPETENCE | CancelReason.PROCEDURE):
            return True
        case _:
            return False


def reached_by(taken: Mapping[Stage, Known], fact: CaseEvent, known: Known) -> dict[Stage, Known]:
    """What is taken after one more fact, with whoever it asks and what it ends."""
    after = reached(taken, STAGE_AFTER[type(fact)], known)
    match fact:
        case BranchResolved(section_id=section) if section:
            return after | {Stage.SECTION_ASKED: known}
        case GrassrootsResolved(appraised_by=committee) if committee:
            return after | {Stage.APPRAISAL_ASKED: known}
        case ConditionNoted(consents_missing=n) | ConditionTakenBack(consents_missing=n) if n:
            return asking(after, known)
        case ConsentGiven(consents_missing=n) if n:
            return asking(after, known)
        case RecognitionDidNotPass(last=True):
            return after | {Stage.RECOGNITION_VOTES_OVER: known}
        case _:
            return after


def asking(taken: Mapping[Stage, Known], known: Known) -> dict[Stage, Known]:
    """Consents are asked for: those that were given are not all."""
    kept: dict[Stage, Known] = {**taken, Stage.CONSENT_ASKED: known}
    kept.pop(Stage.CONSENT_GIVEN, None)
    return kept


def reached(taken: Mapping[Stage, Known], stage: Stage, known: Known) -> dict[Stage, Known]:
    """What is taken after one more step, without what it takes back."""
    undone = UNDOES.get(stage, frozenset())
    kept = {before: what for before, what in taken.items() if before not in undone}
    return kept | {stage: known}


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
        case AppraisalHeld(held_on=day):
            return day
        case ApplicantIntroduced(introduced_on=day) | IntroducerReplaced(replaced_on=day):
            return day
        case OpinionsSummarised(summarised_on=day) | ProbationOpinionsSummarised(summarised_on=day):
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


def known(value: Known | None) -> Known:
    """What the steps before this one have told; that they were taken is checked by then."""
    if value is None:
        raise AssertionError("a step was judged before its preconditions")
    return value
