"""A case as its history tells it: the steps taken, their days, what is known of the applicant."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from services.intake.domain.corrected import amended, changes_of
from services.intake.domain.happened import happened_on
from services.intake.domain.reaching import reached_by
from shared.events import Event
from shared.events.case import (
    AdmissionDecided,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    CvDeclared,
    CvSealed,
    DecisionCancelled,
    ProspectListed,
)
from shared.events.conditions import (
    ConditionNoted,
    ConditionTakenBack,
    ConsentGiven,
    SpecialCondition,
)
from shared.events.correcting import StepCorrected
from shared.events.mentoring import MentorAssigned
from shared.events.moving import (
    Relocation,
)
from shared.events.preparation import (
    ApplicantIntroduced,
    IntroducerReplaced,
)
from shared.events.stage import ENDED, Stage, stage_after
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


def may_declare_anew(case: Case) -> bool:
    """Whether the CV may be another one: until it is sealed, or once it is verified (§5.4)."""
    if Stage.CV_DECLARED not in case.taken or Stage.BRANCH_RESOLVED in case.taken:
        return False
    return Stage.CV_SEALED not in case.taken or Stage.BACKGROUND_CONCLUDED in case.taken


def known(value: Known | None) -> Known:
    """What the steps before this one have told; that they were taken is checked by then."""
    if value is None:
        raise AssertionError("a step was judged before its preconditions")
    return value
