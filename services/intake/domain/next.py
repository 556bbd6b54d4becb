"""What can be done next in a case, who does it, and what is still missing for the rest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.intake.domain.case import WAY, Case
from services.intake.domain.order import PRECONDITIONS, missing
from shared.events.stage import Stage
from shared.law.refusal import Reason
from shared.people.access import Role

TAKEN_BY: Mapping[Stage, Role] = {
    Stage.PROSPECT_LISTED: Role.BRANCH_CLERK,
    Stage.CLASS_CERTIFIED: Role.BRANCH_CLERK,
    Stage.APPLICATION_FILED: Role.BRANCH_CLERK,
    Stage.CV_DECLARED: Role.BRANCH_CLERK,
    Stage.CV_SEALED: Role.GRASSROOTS_SECRETARY,
    Stage.BACKGROUND_CONCLUDED: Role.GRASSROOTS_SECRETARY,  # in verification
    Stage.CV_CERTIFIED: Role.GRASSROOTS_SECRETARY,
    Stage.BRANCH_RESOLVED: Role.BRANCH_CLERK,
    Stage.GRASSROOTS_RESOLVED: Role.GRASSROOTS_SECRETARY,
    Stage.DECIDED: Role.STANDING_COMMITTEE,
    Stage.DECISION_RECEIVED: Role.BRANCH_CLERK,
    Stage.ADMITTED: Role.BRANCH_CLERK,
    Stage.DECISION_CANCELLED: Role.STANDING_COMMITTEE,
}
"""Whose office takes the step to a stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A step not taken yet: possible now, or blocked by `missing`."""

    stage: Stage
    role: Role
    missing: tuple[Reason, ...] = ()

    @property
    def possible(self) -> bool:
        return not self.missing


def next_steps(case: Case, on: date) -> list[NextStep]:
    """All steps that a case can still take, in the order of the way; none after a cancellation."""
    if Stage.DECISION_CANCELLED in case.taken:
        return []
    return [
        NextStep(stage=stage, role=TAKEN_BY[stage], missing=missing(case, stage, on))
        for stage in WAY
        if stage not in case.taken
    ]


def waits_for(taken: Collection[Stage]) -> tuple[Stage, ...]:
    """The steps that are possible on the way to the ceremony once `taken` were taken."""
    if Stage.DECISION_CANCELLED in taken:
        return ()
    return tuple(
        stage
        for stage in WAY[:-1]
        if stage not in taken and all(needed.stage in taken for needed in PRECONDITIONS[stage])
    )
