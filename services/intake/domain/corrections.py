"""A correction: a step of the case as it should have been recorded, judged by the same rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.intake.domain.appeals import check_in_time as check_appeal
from services.intake.domain.case import Case, known
from services.intake.domain.clocks import end_of
from services.intake.domain.competence import competent_committee, grassroots_committee
from services.intake.domain.conditions import check_settled, check_waiting
from services.intake.domain.corrected import CORRECTABLE, amended, values_of
from services.intake.domain.eligibility import (
    age_in_months,
    certificate_age,
    check_branch_vote,
    check_committee_vote,
    check_lost_recognition,
    check_lost_vote,
)
from services.intake.domain.extending import judged_again
from services.intake.domain.given import Given
from services.intake.domain.next import TAKEN_BY
from services.intake.domain.order import on_probation, too_early
from shared.events.appeal import StrikingOffAnnulled, StrikingOffAppealed, StrikingOffUpheld
from shared.events.case import (
    AdmissionDecided,
    BranchResolved,
    CaseEvent,
    CeremonyHeld,
    GrassrootsResolved,
    ProspectListed,
)
from shared.events.correcting import CorrectionReason, StepCorrected
from shared.events.discipline import ProbationerDisciplined
from shared.events.extending import DeadlineExtended
from shared.events.leaving import BranchDidNotPass
from shared.events.probation import MemberRecognised, RecognitionProposed, RecognitionResolved
from shared.events.recognition import RecognitionDidNotPass, SelfReviewWritten
from shared.events.terms import CaseId, CommitteeId, CommitteeVote, DocumentNumber, Profile, Vote
from shared.events.way import Stage
from shared.law.refusal import Reason, Refused
from shared.law.rules import in_force
from shared.people.access import Role

NOT_OURS = frozenset(
    {
        Stage.CV_SEALED,
        Stage.BACKGROUND_CONCLUDED,
        Stage.CONDITION_NOTED,
        Stage.CONDITION_TAKEN_BACK,
        Stage.CONSENT_ASKED,
        Stage.CONSENT_GIVEN,
        Stage.SECTION_ASKED,
        Stage.APPRAISAL_ASKED,
        Stage.RECOGNITION_VOTES_OVER,
        Stage.DECISION_EXTENDED,
        Stage.RECOGNITION_EXTENDED,
    }
)
"""What is not corrected here: what verification acted on or said, what came with another step,
and conditions, of which the newest is not the only one: they are taken back and noted anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectStep:
    """Put the newest step to a stage right, in whatever is not None."""

    case_id: CaseId
    stage: Stage
    corrected_on: date
    reason: CorrectionReason
    day: date | None = None
    document_no: DocumentNumber | None = None
    vote: Vote | None = None
    committee_vote: CommitteeVote | None = None
    profile: Profile | None = None


def correctable(case: Case, stage: Stage) -> dict[str, object]:
    """What can be corrected in the newest step to `stage`, as it stands."""
    fact = case.taken.get(stage)
    return {} if fact is None or stage in NOT_OURS else values_of(fact)


def correct(command: CorrectStep, case: Case, given: Given) -> Sequence[StepCorrected]:
    """Nothing where all of it stands so already; Refused by the step's rules and by later ones'."""
    stands, said = correctable(case, command.stage), told(command)
    if not said or not said.keys() <= stands.keys():
        raise Refused("nothing_to_correct")
    if all(stands[name] == value for name, value in said.items()):
        return []
    if command.corrected_on > given.today:
        raise Refused("in_future", found=command.corrected_on, needed=given.today)
    if not may_correct(command.stage, case, given):
        raise Refused("correction_not_yours")
    after = replace(case, taken=amended(case.taken, command.stage, said))
    check_step(command, after, given)
    check_later(command.stage, before=case, after=after, given=given)
    return [fact_of(command, case, given)]


def told(command: CorrectStep) -> dict[str, object]:
    """What the command says to have been wrong."""
    return {name: value for name in CORRECTABLE if (value := getattr(command, name)) is not None}


def may_correct(stage: Stage, case: Case, given: Given) -> bool:
    """Whether the acting committee took the step, or stands above the one that did."""
    line = [place.committee_id for place in given.line]
    taker = taken_in(stage, case, given)
    return given.acting in line[line.index(taker) if taker in line else 0 :]


def taken_in(stage: Stage, case: Case, given: Given) -> CommitteeId | None:
    """The committee that took the step, or who stands in its place now."""
    match TAKEN_BY[stage], case.taken[stage]:
        case _, ProbationerDisciplined(decided_by=issuer):
            return given.now(issuer)
        case _, StrikingOffUpheld(decided_by=issuer) | StrikingOffAnnulled(decided_by=issuer):
            return given.now(issuer)
        case Role.BRANCH_CLERK, _:
            return given.line[0].committee_id if given.line else None
        case Role.GRASSROOTS_SECRETARY, _:
            return grassroots_committee(given.line) or competent_committee(given.line)
        case _, AdmissionDecided(decided_by=issuer) | MemberRecognised(decided_by=issuer):
            return given.now(issuer)
        case _:
            return competent_committee(given.line)


def check_step(command: CorrectStep, after: Case, given: Given) -> None:
    """Refused by what would have refused the step itself (the order of days, votes, competence)."""
    day = known(after.day(command.stage))
    if day > given.today:
        raise Refused("in_future", found=day, needed=given.today)
    if reasons := against(command.stage, after, given):
        raise Refused.because(reasons)
    match after.taken[command.stage]:
        case ProspectListed() if command.day and not given.line_then:
            raise Refused("committee_unknown", found=day)
        case AdmissionDecided(decided_by=issuer) | MemberRecognised(decided_by=issuer):
            if command.day and competent_committee(given.line_then) != issuer:
                raise Refused("not_competent", rule=in_force("competence", day))
        case _:
            return


def check_later(stage: Stage, *, before: Case, after: Case, given: Given) -> None:
    """Refused where another step was legal and would no longer be; it says which."""
    for other in after.taken:
        reasons = against(other, after, given)
        if other is stage or not reasons or against(other, before, given):
            continue
        broken = Reason(
            code="correction_breaks",
            rule=reasons[0].rule,
            found=known(after.day(other)),
            values={"stage": other},
        )
        raise Refused.because((broken, *reasons))


def against(stage: Stage, case: Case, given: Given) -> tuple[Reason, ...]:
    """What stands against a step as it is recorded."""
    fact, day = case.taken[stage], known(case.day(stage))
    reasons = list(too_early(case, stage, day))
    try:
        check_fact(fact, case, given)
    except Refused as refused:
        reasons.extend(refused.reasons)
    return tuple(reasons)


def check_fact(fact: CaseEvent, case: Case, given: Given) -> None:
    """The rules of one step, asked again of its fact."""
    match fact:
        case BranchResolved(vote=vote, resolved_on=day):
            check_branch_vote(vote, day)
            certificate_age(known(case.day(Stage.CLASS_CERTIFIED)), day)
            if given.born_on:
                age_in_months(given.born_on, day, case.conditions)
            check_waiting(case, day)
        case AdmissionDecided(decided_on=day):
            check_settled(case, day)
        case BranchDidNotPass(vote=vote, held_on=day):
            check_lost_vote(vote, day)
        case GrassrootsResolved(vote=votes, resolved_on=day):
            check_committee_vote(votes, day)
        case RecognitionResolved(vote=votes, resolved_on=day):
            check_committee_vote(votes, day)
        case RecognitionProposed(vote=vote, resolved_on=day):
            check_branch_vote(vote, day, rule_id="recognition_vote")
            check_probation_over(case, day)
        case RecognitionDidNotPass(vote=vote, for_striking_off=against_it, held_on=day):
            check_lost_recognition(vote, against_it, on=day)
            check_probation_over(case, day)
        case SelfReviewWritten(written_on=day):
            check_probation_over(case, day)
        case StrikingOffAppealed(appealed_on=day, decision_received_on=received_on):
            struck_off_on = known(case.day(Stage.STRUCK_OFF))
            check_appeal(day, received_on, struck_off_on=struck_off_on)
        case DeadlineExtended():
            if reason := judged_again(fact, case.days):
                raise Refused.because((reason,))
        case CeremonyHeld(consent_no=None, held_on=day):
            check_in_time(case, day)
        case _:
            return


def check_probation_over(case: Case, on: date) -> None:
    if reason := on_probation(case.days, on):
        raise Refused.because((reason,))


def check_in_time(case: Case, held_on: date) -> None:
    """The ceremony after its term needs a consent (QĐ 24 §4.1)."""
    rule = in_force("ceremony_days", held_on)
    received = case.day(Stage.FORWARDED_ADMISSION_RECEIVED) or case.day(Stage.DECISION_RECEIVED)
    last = end_of(rule, known(received))
    if held_on > last:
        raise Refused("ceremony_late", rule=rule, found=held_on, needed=last)


def fact_of(command: CorrectStep, case: Case, given: Given) -> StepCorrected:
    met_on = command.day if command.stage is Stage.BRANCH_RESOLVED else None
    age = age_in_months(given.born_on, met_on, case.conditions) if met_on else None
    return StepCorrected(
        case_id=command.case_id,
        stage=command.stage,
        corrected_on=command.corrected_on,
        corrected_by=given.acting,
        reason=command.reason,
        day=command.day,
        document_no=command.document_no,
        vote=command.vote,
        committee_vote=command.committee_vote,
        profile=command.profile,
        age_months=age,
    )
