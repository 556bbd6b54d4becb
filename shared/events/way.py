"""The stages of a case: a noun for each fact, in the order of the way."""

from enum import StrEnum


class Stage(StrEnum):
    """The stage of a case, named after its latest fact; in the order of the way."""

    PROSPECT_LISTED = "prospect_listed"
    CLASS_CERTIFIED = "class_certified"
    APPLICATION_FILED = "application_filed"
    CV_DECLARED = "cv_declared"
    CV_SEALED = "cv_sealed"  # verification is open
    BACKGROUND_CONCLUDED = "background_concluded"
    CV_CERTIFIED = "cv_certified"
    INTRODUCED = "introduced"
    INTRODUCER_REPLACED = "introducer_replaced"
    OPINIONS_SUMMARISED = "opinions_summarised"
    CV_REAFFIRMED = "cv_reaffirmed"  # where the dossier has grown old
    MENTOR_ASSIGNED = "mentor_assigned"  # from the list on, beside all that is required
    MENTOR_REPORTED = "mentor_reported"
    CONDITION_NOTED = "condition_noted"
    CONDITION_TAKEN_BACK = "condition_taken_back"
    CONSENT_ASKED = "consent_asked"  # with a condition, until every consent is there
    CONSENT_GIVEN = "consent_given"  # the last of those that were asked for
    BRANCH_NOT_PASSED = "branch_not_passed"
    BRANCH_RESOLVED = "branch_resolved"
    SECTION_ASKED = "section_asked"  # with the resolution of a branch that stands under a section
    SECTION_EXAMINED = "section_examined"
    GRASSROOTS_RESOLVED = "grassroots_resolved"
    APPRAISAL_ASKED = "appraisal_asked"  # with the resolution, but where the right is delegated
    APPRAISAL_HELD = "appraisal_held"
    APPRAISED = "appraised"
    RETURNED = "returned"
    RESUBMITTED = "resubmitted"
    DEADLINE_EXTENDED = "deadline_extended"  # and with it one of the next two
    DECISION_EXTENDED = "decision_extended"
    RECOGNITION_EXTENDED = "recognition_extended"
    DECIDED = "decided"
    DECISION_RECEIVED = "decision_received"
    ADMISSION_FORWARDED = "admission_forwarded"
    FORWARDED_ADMISSION_RECEIVED = "forwarded_admission_received"
    CEREMONY_ORDERED = "ceremony_ordered"
    ADMISSION_SENT_BACK = "admission_sent_back"
    ADMITTED = "admitted"  # on probation
    PROBATIONER_TRANSFERRED = "probationer_transferred"
    TRANSFER_PRESENTED = "transfer_presented"
    MEMBER_CV_RECEIVED = "member_cv_received"
    NEW_MEMBER_CERTIFIED = "new_member_certified"
    DISCIPLINED = "disciplined"  # and still on probation
    STRIKING_OFF_ANNULLED = "striking_off_annulled"  # on probation again
    SELF_REVIEWED = "self_reviewed"
    PROBATION_COMMENTED = "probation_commented"
    PROBATION_OPINIONS_SUMMARISED = "probation_opinions_summarised"
    RECOGNITION_NOT_PASSED = "recognition_not_passed"
    RECOGNITION_VOTES_OVER = "recognition_votes_over"  # with the last vote of the branch
    RECOGNITION_REFERRED = "recognition_referred"
    RECOGNITION_PROPOSED = "recognition_proposed"
    RECOGNITION_RESOLVED = "recognition_resolved"
    RECOGNITION_RETURNED = "recognition_returned"
    RECOGNITION_RESUBMITTED = "recognition_resubmitted"
    OFFICIAL = "official"
    APPLICANT_MOVED = "applicant_moved"
    CASE_SUSPENDED = "case_suspended"
    CASE_RESUMED = "case_resumed"
    DELISTED = "delisted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    DECISION_CANCELLED = "decision_cancelled"
    STRUCK_OFF = "struck_off"
    STRIKING_OFF_APPEALED = "striking_off_appealed"  # and still struck off
    STRIKING_OFF_UPHELD = "striking_off_upheld"


ASIDE = frozenset(
    {
        Stage.MENTOR_ASSIGNED,
        Stage.MENTOR_REPORTED,
        Stage.INTRODUCER_REPLACED,
        Stage.CV_REAFFIRMED,
        Stage.CONDITION_NOTED,
        Stage.CONDITION_TAKEN_BACK,
        Stage.CONSENT_ASKED,
        Stage.SECTION_ASKED,
        Stage.APPRAISAL_ASKED,
        Stage.APPRAISAL_HELD,
        Stage.BRANCH_NOT_PASSED,
        Stage.RETURNED,
        Stage.RESUBMITTED,
        Stage.RECOGNITION_NOT_PASSED,
        Stage.RECOGNITION_VOTES_OVER,
        Stage.RECOGNITION_RETURNED,
        Stage.RECOGNITION_RESUBMITTED,
        Stage.DEADLINE_EXTENDED,
        Stage.DECISION_EXTENDED,
        Stage.RECOGNITION_EXTENDED,
        Stage.APPLICANT_MOVED,
        Stage.ADMISSION_FORWARDED,
        Stage.ADMISSION_SENT_BACK,
        Stage.PROBATIONER_TRANSFERRED,
        Stage.DISCIPLINED,
        Stage.STRIKING_OFF_APPEALED,
        Stage.STRIKING_OFF_UPHELD,
        Stage.CASE_SUSPENDED,
    }
)
"""Beside the way: a case comes back from there."""

ENDED = frozenset(
    {
        Stage.DELISTED,
        Stage.REFUSED,
        Stage.WITHDRAWN,
        Stage.CLOSED,
        Stage.DECISION_CANCELLED,
        Stage.STRUCK_OFF,
    }
)
"""Nothing follows in the same case."""

ON_THE_WAY = tuple(stage for stage in Stage if stage not in ASIDE | ENDED)
"""The way itself, from the list to an official member."""

MARKS = frozenset(
    {
        Stage.MENTOR_ASSIGNED,
        Stage.MENTOR_REPORTED,
        Stage.INTRODUCED,
        Stage.INTRODUCER_REPLACED,
        Stage.CV_REAFFIRMED,
        Stage.OPINIONS_SUMMARISED,
        Stage.CONDITION_NOTED,
        Stage.CONDITION_TAKEN_BACK,
        Stage.CONSENT_ASKED,
        Stage.CONSENT_GIVEN,
        Stage.SECTION_ASKED,
        Stage.SECTION_EXAMINED,
        Stage.APPRAISAL_ASKED,
        Stage.DEADLINE_EXTENDED,
        Stage.DECISION_EXTENDED,
        Stage.RECOGNITION_EXTENDED,
        Stage.MEMBER_CV_RECEIVED,
        Stage.NEW_MEMBER_CERTIFIED,
        Stage.SELF_REVIEWED,
        Stage.PROBATION_COMMENTED,
        Stage.PROBATION_OPINIONS_SUMMARISED,
        Stage.RECOGNITION_VOTES_OVER,
        Stage.PROBATIONER_TRANSFERRED,
        Stage.DISCIPLINED,
        Stage.STRIKING_OFF_APPEALED,
        Stage.STRIKING_OFF_UPHELD,
        Stage.TRANSFER_PRESENTED,
    }
)
"""Steps that are noted and move no case: none ever stands there."""

BESIDE = frozenset({Stage.CLASS_CERTIFIED})
"""Steps that may come late or again, and then set no case back."""
