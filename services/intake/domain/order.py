"""The order of the steps: what must stand before each one, and by which rule."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from services.intake.domain.appeals import APPEALS
from services.intake.domain.case import WAY, Case
from services.intake.domain.clocks import Days, probation_end
from services.intake.domain.conditions import consents_lacking
from services.intake.domain.detours import DETOURS, HANDED_IN, rerouted
from services.intake.domain.freshness import FRESH, aged
from services.intake.domain.precondition import Precondition, after_all, needs
from shared.events.stage import Stage
from shared.law.refusal import Reason
from shared.law.rules import in_force

FOR_THE_BRANCH = (
    needs(Stage.CLASS_CERTIFIED, "certificate_before_branch"),
    needs(Stage.APPLICATION_FILED, "dossier_before_branch"),
    needs(Stage.CV_CERTIFIED, "dossier_before_branch"),
    needs(Stage.INTRODUCED, "introduced_before_branch"),
    Precondition(stage=Stage.INTRODUCER_REPLACED, rule_id="introducer_replaced", required=False),
    needs(Stage.OPINIONS_SUMMARISED, "opinions_before_branch"),
    Precondition(stage=Stage.CV_REAFFIRMED, rule_id=FRESH, required=False),
)
FOR_RECOGNITION = (
    needs(Stage.ADMITTED, "probation_months"),
    needs(Stage.NEW_MEMBER_CERTIFIED, "new_member_class"),
    needs(Stage.SELF_REVIEWED, "self_review"),
    needs(Stage.PROBATION_COMMENTED, "probation_comment"),
    needs(Stage.PROBATION_OPINIONS_SUMMARISED, "probation_opinions"),
)
RESUBMITTED = Precondition(stage=Stage.RESUBMITTED, rule_id="dossier_completed", required=False)
RESTORED = Precondition(
    stage=Stage.STRIKING_OFF_ANNULLED, rule_id="striking_off_appeal", required=False
)
RECOGNITION_RESUBMITTED = Precondition(
    stage=Stage.RECOGNITION_RESUBMITTED, rule_id="dossier_completed", required=False
)
PRECONDITIONS: Mapping[Stage, tuple[Precondition, ...]] = {
    Stage.PROSPECT_LISTED: (),
    # Who moved from another branch brings a certificate that is older than his place on the list.
    Stage.CLASS_CERTIFIED: (
        Precondition(stage=Stage.PROSPECT_LISTED, rule_id="prospect_first", dated=False),
    ),
    Stage.APPLICATION_FILED: (needs(Stage.PROSPECT_LISTED, "prospect_first"),),
    Stage.CV_DECLARED: (needs(Stage.APPLICATION_FILED, "application_before_cv"),),
    Stage.CV_SEALED: (needs(Stage.CV_DECLARED, "cv_before_seal"),),
    Stage.BACKGROUND_CONCLUDED: (needs(Stage.CV_SEALED, "seal_before_verification"),),
    Stage.CV_CERTIFIED: (needs(Stage.BACKGROUND_CONCLUDED, "verification_before_certification"),),
    Stage.MENTOR_ASSIGNED: (needs(Stage.PROSPECT_LISTED, "mentoring"),),
    Stage.MENTOR_REPORTED: (needs(Stage.MENTOR_ASSIGNED, "mentoring"),),
    Stage.CONDITION_NOTED: (needs(Stage.PROSPECT_LISTED, "special_conditions"),),
    Stage.CONDITION_TAKEN_BACK: (needs(Stage.CONDITION_NOTED, "special_conditions"),),
    Stage.CONSENT_ASKED: (),
    Stage.CONSENT_GIVEN: (needs(Stage.PROSPECT_LISTED, "special_conditions"),),
    Stage.INTRODUCED: (needs(Stage.APPLICATION_FILED, "introduced_before_branch"),),
    Stage.INTRODUCER_REPLACED: (needs(Stage.INTRODUCED, "introducer_replaced"),),
    Stage.OPINIONS_SUMMARISED: (needs(Stage.APPLICATION_FILED, "opinions_before_branch"),),
    Stage.CV_REAFFIRMED: (needs(Stage.CV_SEALED, FRESH),),
    Stage.BRANCH_NOT_PASSED: FOR_THE_BRANCH,
    Stage.BRANCH_RESOLVED: (
        *FOR_THE_BRANCH,
        Precondition(stage=Stage.BRANCH_NOT_PASSED, rule_id="branch_vote", required=False),
    ),
    Stage.SECTION_ASKED: (),
    Stage.SECTION_EXAMINED: (needs(Stage.BRANCH_RESOLVED, "section_before_grassroots"),),
    Stage.GRASSROOTS_RESOLVED: (
        needs(Stage.BRANCH_RESOLVED, "branch_before_grassroots"),
        Precondition(
            stage=Stage.SECTION_EXAMINED,
            rule_id="section_before_grassroots",
            only_after=Stage.SECTION_ASKED,
        ),
        RESUBMITTED,
    ),
    Stage.RETURNED: (
        needs(Stage.BRANCH_RESOLVED, "branch_before_grassroots"),
        *after_all("dossier_completed"),
        RESUBMITTED,
    ),
    Stage.RESUBMITTED: (needs(Stage.RETURNED, "dossier_completed"),),
    Stage.APPRAISAL_ASKED: (),
    Stage.APPRAISAL_HELD: (needs(Stage.GRASSROOTS_RESOLVED, "appraisal"), RESUBMITTED),
    Stage.APPRAISED: (
        needs(Stage.GRASSROOTS_RESOLVED, "appraisal"),
        Precondition(stage=Stage.APPRAISAL_HELD, rule_id="appraisal", required=False),
        RESUBMITTED,
    ),
    Stage.DECIDED: (
        needs(Stage.GRASSROOTS_RESOLVED, "grassroots_before_decision"),
        Precondition(stage=Stage.APPRAISED, rule_id="appraisal", only_after=Stage.APPRAISAL_ASKED),
        Precondition(
            stage=Stage.CONSENT_GIVEN,
            rule_id="special_conditions",
            only_after=Stage.CONSENT_ASKED,
        ),
        RESUBMITTED,
    ),
    Stage.DEADLINE_EXTENDED: (needs(Stage.BRANCH_RESOLVED, "decision_days_more"),),
    Stage.DECISION_EXTENDED: (),
    Stage.RECOGNITION_EXTENDED: (),
    Stage.DECISION_RECEIVED: (needs(Stage.DECIDED, "decision_before_ceremony"),),
    Stage.ADMITTED: (needs(Stage.DECISION_RECEIVED, "decision_before_ceremony"),),
    Stage.DELISTED: (needs(Stage.PROSPECT_LISTED, "prospect_first"), *after_all("list_review")),
    Stage.REFUSED: (
        needs(Stage.GRASSROOTS_RESOLVED, "grassroots_before_decision"),
        *after_all("result_notified"),
    ),
    Stage.WITHDRAWN: (
        needs(Stage.APPLICATION_FILED, "own_application"),
        *after_all("own_application"),
    ),
    Stage.CLOSED: (needs(Stage.PROSPECT_LISTED, "prospect_first"), *after_all("prospect_first")),
    Stage.DECISION_CANCELLED: (
        needs(Stage.DECIDED, "cancellation"),
        Precondition(stage=Stage.DECISION_RECEIVED, rule_id="cancellation", required=False),
        Precondition(stage=Stage.ADMITTED, rule_id="cancellation", required=False),
        Precondition(stage=Stage.OFFICIAL, rule_id="cancellation", required=False),
    ),
    Stage.MEMBER_CV_RECEIVED: (needs(Stage.ADMITTED, "member_cv_days"),),
    Stage.NEW_MEMBER_CERTIFIED: (needs(Stage.ADMITTED, "new_member_class"),),
    Stage.SELF_REVIEWED: (needs(Stage.ADMITTED, "self_review"),),
    Stage.PROBATION_COMMENTED: (needs(Stage.ADMITTED, "probation_comment"),),
    Stage.PROBATION_OPINIONS_SUMMARISED: (needs(Stage.ADMITTED, "probation_opinions"),),
    Stage.RECOGNITION_NOT_PASSED: (*FOR_RECOGNITION, RESTORED),
    Stage.RECOGNITION_VOTES_OVER: (),
    Stage.RECOGNITION_PROPOSED: (
        *FOR_RECOGNITION,
        RESTORED,
        Precondition(
            stage=Stage.RECOGNITION_NOT_PASSED, rule_id="recognition_vote", required=False
        ),
    ),
    Stage.RECOGNITION_RESOLVED: (
        needs(Stage.RECOGNITION_PROPOSED, "recognition_before_resolution"),
        RECOGNITION_RESUBMITTED,
        RESTORED,
    ),
    Stage.OFFICIAL: (
        needs(Stage.RECOGNITION_RESOLVED, "recognition_before_resolution"),
        RECOGNITION_RESUBMITTED,
        RESTORED,
    ),
    Stage.DISCIPLINED: (needs(Stage.ADMITTED, "discipline_forms"),),
    Stage.STRUCK_OFF: (needs(Stage.ADMITTED, "striking_off"), *after_all("striking_off")),
    **APPEALS,
    **DETOURS,
}


def preconditions(stage: Stage, taken: Collection[Stage]) -> tuple[Precondition, ...]:
    """What must stand before `stage` in a case that took these steps."""
    return rerouted(stage, PRECONDITIONS[stage], taken)


WAITS_FOR_COMPLETION: Mapping[Stage, Stage] = {
    Stage.SECTION_EXAMINED: Stage.RETURNED,
    Stage.GRASSROOTS_RESOLVED: Stage.RETURNED,
    Stage.APPRAISAL_HELD: Stage.RETURNED,
    Stage.APPRAISED: Stage.RETURNED,
    Stage.DECIDED: Stage.RETURNED,
    Stage.RECOGNITION_RESOLVED: Stage.RECOGNITION_RETURNED,
    Stage.OFFICIAL: Stage.RECOGNITION_RETURNED,
}
"""What no committee does while the dossier is with the branch for completion."""

AFTER_PROBATION = frozenset(
    {Stage.SELF_REVIEWED, Stage.RECOGNITION_NOT_PASSED, Stage.RECOGNITION_PROPOSED}
)
"""What looks back on the twelve months, and so does not come before they are over."""

WHILE_SUSPENDED = frozenset(
    {
        Stage.CASE_RESUMED,
        Stage.CLOSED,
        Stage.WITHDRAWN,
        Stage.BACKGROUND_CONCLUDED,
        Stage.CV_REAFFIRMED,
    }
)
"""What can be done about a case that rests, and what verification goes on to say meanwhile."""


def missing(case: Case, stage: Stage, on: date) -> tuple[Reason, ...]:
    """Every step that must still be taken before `stage`, the earliest first, with its rule."""
    if Stage.CASE_SUSPENDED in case.taken and stage not in WHILE_SUSPENDED:
        return (Reason(code="needs_case_resumed", found=case.day(Stage.CASE_SUSPENDED)),)
    if (returned := WAITS_FOR_COMPLETION.get(stage)) and returned in case.taken:
        rule = in_force("dossier_completed", on)
        return (Reason(code=f"needs_{HANDED_IN[returned]}", rule=rule),)
    if stage in AFTER_PROBATION and (reason := on_probation(case.days, on)):
        return (reason,)
    lacking = dict(lacks(case, stage))
    if stage is Stage.BRANCH_RESOLVED and not lacking:
        return tuple(aged(case.days, on).values())
    return tuple(
        reason
        for lack in WAY
        if lack in lacking
        for reason in reasons_of(lack, lacking[lack], case=case, on=on)
    )


def reasons_of(lack: Stage, rule_id: str, *, case: Case, on: date) -> Iterator[Reason]:
    """That a step is missing; of consents, which ones, each with the clause that demands it."""
    if lack is Stage.CONSENT_GIVEN:
        yield from consents_lacking(case, on)
    else:
        yield Reason(code=f"needs_{lack}", rule=in_force(rule_id, on))


def on_probation(days: Days, on: date) -> Reason | None:
    """That probation is not over yet: the member is reviewed after its last day (QĐ 24 §4.2)."""
    held_on = days.get(Stage.ADMITTED)
    if held_on is None or on > (end := probation_end(held_on)):
        return None
    rule = in_force("probation_months", on)
    return Reason(code="on_probation", rule=rule, found=on, needed=end)


def lacks(case: Case, stage: Stage) -> Iterator[tuple[Stage, str]]:
    """The steps not taken that `stage` needs, itself or through another one, each with its rule."""
    for precondition in preconditions(stage, case.taken):
        if precondition.demanded(case.taken) and precondition.stage not in case.taken:
            yield from lacks(case, precondition.stage)
            yield precondition.stage, precondition.rule_id


def too_early(case: Case, stage: Stage, on: date) -> tuple[Reason, ...]:
    """The steps that `stage` must not lie before, though `on` does."""
    return tuple(
        Reason(
            code=f"before_{precondition.stage}",
            rule=in_force(precondition.rule_id, on),
            found=on,
            needed=day,
        )
        for precondition in preconditions(stage, case.taken)
        if precondition.dated and (day := case.day(precondition.stage)) and on < day
    )
