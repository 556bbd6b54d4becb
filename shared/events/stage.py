"""Where a case stands after a step: the nouns of `domain.md` 2.10, one a fact."""

from enum import StrEnum

from shared.events import case
from shared.events.case import CaseEvent


class Stage(StrEnum):
    """The stage of a case, named after its latest fact; in the order of the way."""

    PROSPECT_LISTED = "prospect_listed"
    CLASS_CERTIFIED = "class_certified"
    APPLICATION_FILED = "application_filed"
    CV_DECLARED = "cv_declared"
    CV_SEALED = "cv_sealed"  # verification is open
    BACKGROUND_CONCLUDED = "background_concluded"
    CV_CERTIFIED = "cv_certified"
    BRANCH_RESOLVED = "branch_resolved"
    GRASSROOTS_RESOLVED = "grassroots_resolved"
    DECIDED = "decided"
    DECISION_RECEIVED = "decision_received"
    ADMITTED = "admitted"
    DECISION_CANCELLED = "decision_cancelled"


STAGE_AFTER: dict[type[CaseEvent], Stage] = {
    case.ProspectListed: Stage.PROSPECT_LISTED,
    case.ClassCertified: Stage.CLASS_CERTIFIED,
    case.ApplicationFiled: Stage.APPLICATION_FILED,
    case.CvDeclared: Stage.CV_DECLARED,
    case.CvSealed: Stage.CV_SEALED,
    case.ConclusionReceived: Stage.BACKGROUND_CONCLUDED,
    case.CvCertified: Stage.CV_CERTIFIED,
    case.BranchResolved: Stage.BRANCH_RESOLVED,
    case.GrassrootsResolved: Stage.GRASSROOTS_RESOLVED,
    case.AdmissionDecided: Stage.DECIDED,
    case.DecisionReceived: Stage.DECISION_RECEIVED,
    case.CeremonyHeld: Stage.ADMITTED,
    case.DecisionCancelled: Stage.DECISION_CANCELLED,
}


def furthest(one: Stage, other: Stage) -> Stage:
    """The later one on the way: a late or renewed certificate does not set a case back."""
    return max(one, other, key=tuple(Stage).index)
