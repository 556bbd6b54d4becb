"""Where a case stands after a step: the nouns of `domain.md` 2.10, one a fact."""

from enum import StrEnum

from shared.events import case, leaving
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
    BRANCH_NOT_PASSED = "branch_not_passed"
    BRANCH_RESOLVED = "branch_resolved"
    GRASSROOTS_RESOLVED = "grassroots_resolved"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    DECIDED = "decided"
    DECISION_RECEIVED = "decision_received"
    ADMITTED = "admitted"
    DELISTED = "delisted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    DECISION_CANCELLED = "decision_cancelled"


ASIDE = frozenset({Stage.BRANCH_NOT_PASSED, Stage.RETURNED, Stage.RESUBMITTED})
"""Beside the way: a case comes back from there."""

ENDED = frozenset(
    {
        Stage.DELISTED,
        Stage.REFUSED,
        Stage.WITHDRAWN,
        Stage.CLOSED,
        Stage.DECISION_CANCELLED,
    }
)
"""Nothing follows in the same case."""

ON_THE_WAY = tuple(stage for stage in Stage if stage not in ASIDE | ENDED)
"""The way itself, from the list to the ceremony."""

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
    leaving.ProspectDelisted: Stage.DELISTED,
    leaving.BranchDidNotPass: Stage.BRANCH_NOT_PASSED,
    leaving.DossierReturned: Stage.RETURNED,
    leaving.DossierResubmitted: Stage.RESUBMITTED,
    leaving.AdmissionRefused: Stage.REFUSED,
    leaving.ApplicationWithdrawn: Stage.WITHDRAWN,
    leaving.CaseClosed: Stage.CLOSED,
}

BESIDE = frozenset({Stage.CLASS_CERTIFIED})
"""Steps that may come late or again, and then set no case back."""


def stage_after(before: Stage | None, event: CaseEvent) -> Stage:
    """Where a case stands after one more step."""
    reached = STAGE_AFTER[type(event)]
    if before is None or reached not in BESIDE:
        return reached
    return max(before, reached, key=tuple(Stage).index)
