"""What can be done next in a case, who does it, and what is still missing for the rest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.intake.domain.appeals import after_striking_off, answer_awaited
from services.intake.domain.case import WAY, Case, may_begin_again, may_declare_anew
from services.intake.domain.clocks import Days
from services.intake.domain.closing import closed_by, shut, unasked
from services.intake.domain.detours import HANDED_IN, ONLY_AFTER, RESOLVED_BEFORE
from services.intake.domain.freshness import AGED, aged
from services.intake.domain.order import AFTER_PROBATION, missing, on_probation, preconditions
from shared.events.stage import ENDED, ON_THE_WAY, Stage
from shared.law.refusal import Reason
from shared.people.access import Role

TAKEN_BY: Mapping[Stage, Role] = {
    Stage.PROSPECT_LISTED: Role.BRANCH_CLERK,
    Stage.MENTOR_ASSIGNED: Role.BRANCH_CLERK,
    Stage.MENTOR_REPORTED: Role.BRANCH_CLERK,
    Stage.CONDITION_NOTED: Role.BRANCH_CLERK,
    Stage.CONDITION_TAKEN_BACK: Role.BRANCH_CLERK,
    Stage.CONSENT_ASKED: Role.BRANCH_CLERK,
    Stage.CONSENT_GIVEN: Role.ORGANISATION_BOARD,  # which asks the committee that consents
    Stage.CLASS_CERTIFIED: Role.BRANCH_CLERK,
    Stage.APPLICATION_FILED: Role.BRANCH_CLERK,
    Stage.CV_DECLARED: Role.BRANCH_CLERK,
    Stage.CV_SEALED: Role.GRASSROOTS_SECRETARY,
    Stage.BACKGROUND_CONCLUDED: Role.GRASSROOTS_SECRETARY,  # in verification
    Stage.CV_CERTIFIED: Role.GRASSROOTS_SECRETARY,
    Stage.INTRODUCED: Role.BRANCH_CLERK,
    Stage.INTRODUCER_REPLACED: Role.BRANCH_CLERK,
    Stage.OPINIONS_SUMMARISED: Role.BRANCH_CLERK,
    Stage.CV_REAFFIRMED: Role.BRANCH_CLERK,
    Stage.BRANCH_NOT_PASSED: Role.BRANCH_CLERK,
    Stage.BRANCH_RESOLVED: Role.BRANCH_CLERK,
    Stage.SECTION_ASKED: Role.BRANCH_CLERK,
    Stage.SECTION_EXAMINED: Role.GRASSROOTS_SECRETARY,  # to whom the section reports
    Stage.GRASSROOTS_RESOLVED: Role.GRASSROOTS_SECRETARY,
    Stage.APPRAISAL_ASKED: Role.GRASSROOTS_SECRETARY,
    Stage.APPRAISAL_HELD: Role.ORGANISATION_BOARD,
    Stage.APPRAISED: Role.ORGANISATION_BOARD,
    Stage.RETURNED: Role.STANDING_COMMITTEE,  # or the grassroots committee before it resolved
    Stage.RESUBMITTED: Role.BRANCH_CLERK,
    Stage.DEADLINE_EXTENDED: Role.STANDING_COMMITTEE,
    Stage.DECISION_EXTENDED: Role.STANDING_COMMITTEE,
    Stage.RECOGNITION_EXTENDED: Role.STANDING_COMMITTEE,
    Stage.DECIDED: Role.STANDING_COMMITTEE,
    Stage.DECISION_RECEIVED: Role.BRANCH_CLERK,
    Stage.ADMITTED: Role.BRANCH_CLERK,
    Stage.MEMBER_CV_RECEIVED: Role.BRANCH_CLERK,
    Stage.NEW_MEMBER_CERTIFIED: Role.BRANCH_CLERK,
    Stage.SELF_REVIEWED: Role.BRANCH_CLERK,
    Stage.PROBATION_COMMENTED: Role.BRANCH_CLERK,
    Stage.PROBATION_OPINIONS_SUMMARISED: Role.BRANCH_CLERK,
    Stage.RECOGNITION_NOT_PASSED: Role.BRANCH_CLERK,
    Stage.RECOGNITION_VOTES_OVER: Role.BRANCH_CLERK,
    Stage.RECOGNITION_REFERRED: Role.BRANCH_CLERK,
    Stage.RECOGNITION_PROPOSED: Role.BRANCH_CLERK,
    Stage.RECOGNITION_RESOLVED: Role.GRASSROOTS_SECRETARY,
    Stage.RECOGNITION_RETURNED: Role.STANDING_COMMITTEE,  # or the grassroots, as above
    Stage.RECOGNITION_RESUBMITTED: Role.BRANCH_CLERK,
    Stage.OFFICIAL: Role.STANDING_COMMITTEE,
    Stage.STRUCK_OFF: Role.STANDING_COMMITTEE,
    Stage.DISCIPLINED: Role.BRANCH_CLERK,  # or one of those above
    Stage.STRIKING_OFF_APPEALED: Role.STANDING_COMMITTEE,
    Stage.STRIKING_OFF_UPHELD: Role.STANDING_COMMITTEE,
    Stage.STRIKING_OFF_ANNULLED: Role.STANDING_COMMITTEE,
    Stage.APPLICANT_MOVED: Role.BRANCH_CLERK,
    Stage.ADMISSION_FORWARDED: Role.BRANCH_CLERK,
    Stage.FORWARDED_ADMISSION_RECEIVED: Role.STANDING_COMMITTEE,
    Stage.CEREMONY_ORDERED: Role.STANDING_COMMITTEE,
    Stage.ADMISSION_SENT_BACK: Role.STANDING_COMMITTEE,
    Stage.PROBATIONER_TRANSFERRED: Role.BRANCH_CLERK,
    Stage.TRANSFER_PRESENTED: Role.BRANCH_CLERK,
    Stage.CASE_SUSPENDED: Role.GRASSROOTS_SECRETARY,
    Stage.CASE_RESUMED: Role.GRASSROOTS_SECRETARY,
    Stage.DELISTED: Role.BRANCH_CLERK,
    Stage.REFUSED: Role.STANDING_COMMITTEE,
    Stage.WITHDRAWN: Role.BRANCH_CLERK,
    Stage.CLOSED: Role.BRANCH_CLERK,
    Stage.DECISION_CANCELLED: Role.STANDING_COMMITTEE,
}
"""Whose office takes the step to a stage."""

REPEATED = frozenset(
    {
        Stage.MENTOR_ASSIGNED,
        Stage.MENTOR_REPORTED,
        Stage.CONDITION_NOTED,
        Stage.CONDITION_TAKEN_BACK,
        Stage.BRANCH_NOT_PASSED,
        Stage.INTRODUCER_REPLACED,
        Stage.APPRAISAL_HELD,
        Stage.APPLICANT_MOVED,
        Stage.PROBATIONER_TRANSFERRED,
        Stage.DISCIPLINED,
        Stage.RECOGNITION_NOT_PASSED,
    }
)
"""What may happen more than once."""

NOT_ON_PROBATION = AFTER_PROBATION | {
    Stage.PROBATION_COMMENTED,
    Stage.PROBATION_OPINIONS_SUMMARISED,
}
"""What nobody waits for as long as probation lasts, though some of it may come earlier."""

WITH_ANOTHER = frozenset(
    {
        Stage.SECTION_ASKED,
        Stage.APPRAISAL_ASKED,
        Stage.CONSENT_ASKED,
        Stage.RECOGNITION_VOTES_OVER,
        Stage.DECISION_EXTENDED,
        Stage.RECOGNITION_EXTENDED,
    }
)
"""What no step of its own leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step not taken yet: possible now, or blocked by `missing`."""

    stage: Stage
    role: Role
    missing: tuple[Reason, ...] = ()

    @property
    def possible(self) -> bool:
        return not self.missing

    @property
    def dated_back(self) -> bool:
        """Whether only the day stands against it: an earlier one may be recorded late."""
        return bool(self.missing) and AGED.issuperset(reason.code for reason in self.missing)


def next_steps(case: Case, on: date) -> list[NextStep]:
    """All steps that a case can still take, in the order of the way."""
    if case.ended:
        return after_the_end(case)
    return [
        NextStep(stage=stage, role=role_for(stage, case), missing=missing(case, stage, on))
        for stage in WAY
        if still_open(case, stage, on) and not shut(case, stage, on)
    ]


def after_the_end(case: Case) -> list[NextStep]:
    """None; but what was cancelled can be begun again (N12), and striking off is appealed (N15)."""
    if may_begin_again(case):
        return [NextStep(stage=Stage.PROSPECT_LISTED, role=Role.BRANCH_CLERK)]
    steps = after_striking_off(case.taken)
    return [NextStep(stage=stage, role=TAKEN_BY[stage]) for stage in steps]


def still_open(case: Case, stage: Stage, on: date) -> bool:
    """Whether the step is not taken, or may be again; some are spoken of only after others."""
    before = ONLY_AFTER.get(stage)
    if stage in WITH_ANOTHER or (before and before not in case.taken):
        return False
    if stage is Stage.CONDITION_TAKEN_BACK:
        return bool(case.conditions)
    if stage in aged(case.days, on):
        return True
    return stage is not Stage.CV_REAFFIRMED and (stage not in case.taken or stage in REPEATED)


def renewable(case: Case) -> frozenset[Stage]:
    """What may be taken anew until the branch resolves, though nobody must (HD 06 §5.4)."""
    if Stage.BRANCH_RESOLVED in case.taken or case.ended:
        return frozenset()
    anew = {Stage.CLASS_CERTIFIED, Stage.OPINIONS_SUMMARISED} & case.taken.keys()
    if may_declare_anew(case):
        anew |= {Stage.CV_DECLARED}
    if Stage.BACKGROUND_CONCLUDED in case.taken:
        anew |= {Stage.CV_REAFFIRMED}
    return frozenset(anew)


def role_for(stage: Stage, case: Case) -> Role:
    """A dossier is returned by the office that has it before it."""
    if stage in RESOLVED_BEFORE and RESOLVED_BEFORE[stage] not in case.taken:
        return Role.GRASSROOTS_SECRETARY
    return TAKEN_BY[stage]


def waits_for(taken: Collection[Stage]) -> tuple[Stage, ...]:
    """The steps that are possible on the way once `taken` were taken, whatever the day."""
    if not ENDED.isdisjoint(taken):
        return answer_awaited(taken)
    if Stage.CASE_SUSPENDED in taken:
        return (Stage.CASE_RESUMED,)
    if returned := HANDED_IN.keys() & taken:
        return tuple(HANDED_IN[stage] for stage in returned)
    return tuple(
        stage
        for stage in ON_THE_WAY
        if stage not in taken
        and closed_by(taken, stage) is None
        and not unasked(taken, stage)
        and all(
            needed.stage in taken
            for needed in preconditions(stage, taken)
            if needed.demanded(taken)
        )
    )


def waits_on(days: Days, on: date) -> tuple[Stage, ...]:
    """Those of them that are due: nothing about recognition before probation is over.

    A dossier that has grown old is renewed before the branch resolves.
    """
    steps = waits_for(days)
    if Stage.BRANCH_RESOLVED in steps and (renewing := aged(days, on)):
        return (*(stage for stage in steps if stage is not Stage.BRANCH_RESOLVED), *renewing)
    if Stage.ADMITTED not in days or on_probation(days, on) is None:
        return steps
    return tuple(stage for stage in steps if stage not in NOT_ON_PROBATION)
