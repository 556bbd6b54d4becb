"""The order of what happens beside the way: moves, rests, and what they ask of later steps."""

from collections.abc import Collection, Mapping

from services.intake.domain.precondition import Precondition, after_all, needs
from shared.events.stage import Stage

DETOURS: Mapping[Stage, tuple[Precondition, ...]] = {
    Stage.APPLICANT_MOVED: (
        needs(Stage.PROSPECT_LISTED, "prospect_first"),
        *after_all("moved_before_decision"),
        Precondition(stage=Stage.RETURNED, rule_id="moved_before_decision", required=False),
    ),
    Stage.ADMISSION_FORWARDED: (
        needs(Stage.DECIDED, "moved_after_decision"),
        *after_all("moved_after_decision"),
    ),
    Stage.FORWARDED_ADMISSION_RECEIVED: (needs(Stage.ADMISSION_FORWARDED, "moved_after_decision"),),
    Stage.CEREMONY_ORDERED: (needs(Stage.FORWARDED_ADMISSION_RECEIVED, "moved_after_decision"),),
    Stage.ADMISSION_SENT_BACK: (needs(Stage.FORWARDED_ADMISSION_RECEIVED, "moved_after_decision"),),
    Stage.PROBATIONER_TRANSFERRED: (
        needs(Stage.ADMITTED, "transfer_start_days"),
        *after_all("transfer_start_days"),
    ),
    Stage.TRANSFER_PRESENTED: (needs(Stage.PROBATIONER_TRANSFERRED, "transfer_present_days"),),
    Stage.RECOGNITION_REFERRED: (
        Precondition(stage=Stage.RECOGNITION_VOTES_OVER, rule_id="recognition_votes", dated=False),
        Precondition(
            stage=Stage.RECOGNITION_NOT_PASSED, rule_id="recognition_votes", required=False
        ),
    ),
    Stage.RECOGNITION_RETURNED: (
        needs(Stage.RECOGNITION_PROPOSED, "recognition_before_resolution"),
        *after_all("dossier_completed"),
        Precondition(
            stage=Stage.RECOGNITION_RESUBMITTED, rule_id="dossier_completed", required=False
        ),
    ),
    Stage.RECOGNITION_RESUBMITTED: (needs(Stage.RECOGNITION_RETURNED, "dossier_completed"),),
    Stage.CASE_SUSPENDED: (
        needs(Stage.PROSPECT_LISTED, "prospect_first"),
        *after_all("prospect_first"),
    ),
    Stage.CASE_RESUMED: (needs(Stage.CASE_SUSPENDED, "prospect_first"),),
}

DETOURS_SHUT_BY: Mapping[Stage, tuple[Stage, str]] = {
    Stage.APPLICANT_MOVED: (Stage.DECIDED, "moved_before_decision"),
    Stage.ADMISSION_FORWARDED: (Stage.ADMITTED, "moved_after_decision"),
    Stage.ADMISSION_SENT_BACK: (Stage.CEREMONY_ORDERED, "moved_after_decision"),
    Stage.CEREMONY_ORDERED: (Stage.ADMITTED, "moved_after_decision"),
    Stage.DECISION_RECEIVED: (Stage.ADMISSION_FORWARDED, "moved_after_decision"),
    Stage.PROBATIONER_TRANSFERRED: (Stage.OFFICIAL, "transfer_start_days"),
    Stage.RECOGNITION_RETURNED: (Stage.OFFICIAL, "dossier_completed"),
    Stage.CASE_SUSPENDED: (Stage.OFFICIAL, "prospect_first"),
}

PRESENTED = (
    Stage.PROBATIONER_TRANSFERRED,
    (needs(Stage.TRANSFER_PRESENTED, "transfer_present_days"),),
)
ALSO: Mapping[Stage, tuple[Stage, tuple[Precondition, ...]]] = {
    Stage.RECOGNITION_NOT_PASSED: PRESENTED,
    Stage.RECOGNITION_PROPOSED: PRESENTED,
    Stage.DEADLINE_EXTENDED: (
        Stage.RECOGNITION_PROPOSED,
        (needs(Stage.RECOGNITION_PROPOSED, "recognition_decision_days_more"),),
    ),
}
"""What a step needs besides once another was taken."""

INSTEAD: Mapping[Stage, tuple[Stage, tuple[Precondition, ...]]] = {
    Stage.ADMITTED: (
        Stage.ADMISSION_FORWARDED,
        (needs(Stage.CEREMONY_ORDERED, "moved_after_decision"),),
    ),
    Stage.OFFICIAL: (
        Stage.RECOGNITION_VOTES_OVER,
        (
            needs(Stage.RECOGNITION_REFERRED, "recognition_votes"),
            Precondition(
                stage=Stage.STRIKING_OFF_ANNULLED, rule_id="striking_off_appeal", required=False
            ),
        ),
    ),
}
"""What a step needs once another was taken, instead of what it needs on the straight way."""

ONLY_AFTER: Mapping[Stage, Stage] = {
    Stage.RESUBMITTED: Stage.RETURNED,
    Stage.CONDITION_TAKEN_BACK: Stage.CONDITION_NOTED,
    Stage.CONSENT_GIVEN: Stage.CONSENT_ASKED,
    Stage.RECOGNITION_RESUBMITTED: Stage.RECOGNITION_RETURNED,
    Stage.RECOGNITION_REFERRED: Stage.RECOGNITION_VOTES_OVER,
    Stage.DEADLINE_EXTENDED: Stage.BRANCH_RESOLVED,
    Stage.CV_REAFFIRMED: Stage.BACKGROUND_CONCLUDED,  # before, verification supplements
    Stage.SECTION_EXAMINED: Stage.SECTION_ASKED,  # few branches stand under one
    Stage.FORWARDED_ADMISSION_RECEIVED: Stage.ADMISSION_FORWARDED,
    Stage.CEREMONY_ORDERED: Stage.ADMISSION_FORWARDED,
    Stage.ADMISSION_SENT_BACK: Stage.FORWARDED_ADMISSION_RECEIVED,
    Stage.TRANSFER_PRESENTED: Stage.PROBATIONER_TRANSFERRED,
    Stage.CASE_RESUMED: Stage.CASE_SUSPENDED,
    Stage.STRIKING_OFF_APPEALED: Stage.STRUCK_OFF,
    Stage.STRIKING_OFF_UPHELD: Stage.STRIKING_OFF_APPEALED,
    Stage.STRIKING_OFF_ANNULLED: Stage.STRIKING_OFF_APPEALED,
}
"""Steps that are spoken of only where another was taken."""

HANDED_IN: Mapping[Stage, Stage] = {
    Stage.RETURNED: Stage.RESUBMITTED,
    Stage.RECOGNITION_RETURNED: Stage.RECOGNITION_RESUBMITTED,
}
"""The step by which a returned dossier comes back from the branch."""

RESOLVED_BEFORE: Mapping[Stage, Stage] = {
    Stage.RETURNED: Stage.GRASSROOTS_RESOLVED,
    Stage.RECOGNITION_RETURNED: Stage.RECOGNITION_RESOLVED,
}
"""The resolution with which a dossier that may be returned goes on to the committee above."""


def rerouted(
    stage: Stage, straight: tuple[Precondition, ...], taken: Collection[Stage]
) -> tuple[Precondition, ...]:
    """What a step needs in a case that took a detour."""
    turned, instead = INSTEAD.get(stage, (None, ()))
    if turned in taken:
        return instead
    added, more = ALSO.get(stage, (None, ()))
    return (*straight, *more) if added in taken else straight
