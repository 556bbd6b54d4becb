"""When it is too late for a step, or when nobody asked for it: by which step, and which rule."""

from collections.abc import Collection, Mapping
from datetime import date

from services.intake.domain.case import Case
from services.intake.domain.detours import DETOURS_SHUT_BY
from services.intake.domain.extending import no_time_to_add
from services.intake.domain.freshness import FRESH
from shared.events.stage import Stage
from shared.law.refusal import Reason
from shared.law.rules import in_force

SHUT_BY: Mapping[Stage, tuple[Stage, str]] = {
    Stage.DELISTED: (Stage.APPLICATION_FILED, "list_review"),
    Stage.MENTOR_ASSIGNED: (Stage.OFFICIAL, "mentor_in_probation"),
    Stage.MENTOR_REPORTED: (Stage.OFFICIAL, "mentor_in_probation"),
    Stage.CONDITION_NOTED: (Stage.DECIDED, "special_conditions"),
    Stage.CONDITION_TAKEN_BACK: (Stage.DECIDED, "special_conditions"),
    Stage.CONSENT_GIVEN: (Stage.DECIDED, "special_conditions"),
    Stage.INTRODUCED: (Stage.BRANCH_RESOLVED, "introduced_before_branch"),
    Stage.INTRODUCER_REPLACED: (Stage.DECIDED, "introducer_replaced"),
    Stage.OPINIONS_SUMMARISED: (Stage.BRANCH_RESOLVED, "opinions_before_branch"),
    Stage.CV_REAFFIRMED: (Stage.BRANCH_RESOLVED, FRESH),
    Stage.BRANCH_NOT_PASSED: (Stage.BRANCH_RESOLVED, "branch_vote"),
    Stage.SECTION_EXAMINED: (Stage.GRASSROOTS_RESOLVED, "section_before_grassroots"),
    Stage.APPRAISAL_HELD: (Stage.APPRAISED, "appraisal"),
    Stage.APPRAISED: (Stage.DECIDED, "appraisal"),
    Stage.RETURNED: (Stage.DECIDED, "dossier_completed"),
    Stage.REFUSED: (Stage.DECIDED, "result_notified"),
    Stage.WITHDRAWN: (Stage.ADMITTED, "own_application"),
    Stage.CLOSED: (Stage.OFFICIAL, "prospect_first"),
    Stage.DISCIPLINED: (Stage.OFFICIAL, "discipline_forms"),
    Stage.SELF_REVIEWED: (Stage.RECOGNITION_PROPOSED, "self_review"),
    Stage.PROBATION_COMMENTED: (Stage.RECOGNITION_PROPOSED, "probation_comment"),
    Stage.PROBATION_OPINIONS_SUMMARISED: (Stage.RECOGNITION_PROPOSED, "probation_opinions"),
    Stage.RECOGNITION_NOT_PASSED: (Stage.RECOGNITION_PROPOSED, "recognition_vote"),
    Stage.STRUCK_OFF: (Stage.OFFICIAL, "striking_off"),
    **DETOURS_SHUT_BY,
}
"""The step after which it is too late for another, and by which rule."""

NO_MORE_VOTES = frozenset(
    {
        Stage.RECOGNITION_NOT_PASSED,
        Stage.RECOGNITION_PROPOSED,
        Stage.RECOGNITION_RESOLVED,
        Stage.RECOGNITION_RETURNED,
    }
)
"""What is over with the last vote of the branch on recognition (QĐ 24 §4.2c)."""

ASKED: Mapping[Stage, tuple[Stage, Stage, str]] = {
    Stage.SECTION_EXAMINED: (
        Stage.BRANCH_RESOLVED,
        Stage.SECTION_ASKED,
        "section_before_grassroots",
    ),
    Stage.CONSENT_GIVEN: (Stage.PROSPECT_LISTED, Stage.CONSENT_ASKED, "special_conditions"),
    Stage.APPRAISAL_HELD: (Stage.GRASSROOTS_RESOLVED, Stage.APPRAISAL_ASKED, "appraisal"),
    Stage.APPRAISED: (Stage.GRASSROOTS_RESOLVED, Stage.APPRAISAL_ASKED, "appraisal"),
}
"""Steps of those alone who were asked with an earlier one: that step, the asking, the rule."""


def shut(case: Case, stage: Stage, on: date) -> tuple[Reason, ...]:
    """That it is too late for `stage`, and since which step; or that nobody asked for it."""
    if unasked(case.taken, stage):
        return (Reason(code=f"not_asked_{stage}", rule=in_force(ASKED[stage][2], on)),)
    if stage is Stage.DEADLINE_EXTENDED and (reason := no_time_to_add(case.days, on)):
        return (reason,)
    later, rule_id = closed_by(case.taken, stage) or (None, "")
    if later is None:
        return ()
    return (Reason(code=f"not_after_{later}", rule=in_force(rule_id, on), needed=case.day(later)),)


def closed_by(taken: Collection[Stage], stage: Stage) -> tuple[Stage, str] | None:
    """The step taken after which it is too late for another, and by which rule; None if none."""
    if stage in NO_MORE_VOTES and Stage.RECOGNITION_VOTES_OVER in taken:
        return Stage.RECOGNITION_VOTES_OVER, "recognition_votes"
    later, rule_id = SHUT_BY.get(stage, (None, ""))
    return (later, rule_id) if later in taken and later else None


def unasked(taken: Collection[Stage], stage: Stage) -> bool:
    """Whether the step with which one would have been asked was taken without doing so."""
    before, asked, _ = ASKED.get(stage, (None, None, ""))
    return before in taken and asked not in taken
