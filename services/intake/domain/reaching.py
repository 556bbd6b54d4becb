"""The stages that a case has reached, and what a step takes back."""

from collections.abc import Mapping
from typing import TypeVar

from shared.events.case import (
    BranchResolved,
    CaseEvent,
    GrassrootsResolved,
)
from shared.events.conditions import (
    ConditionNoted,
    ConditionTakenBack,
    ConsentGiven,
)
from shared.events.extending import Deadline, DeadlineExtended
from shared.events.recognition import (
    RecognitionDidNotPass,
)
from shared.events.stage import STAGE_AFTER, Stage

UNDOES: Mapping[Stage, frozenset[Stage]] = {
    Stage.CV_DECLARED: frozenset(  # anew, since something changed: sealed and verified anew
        {
            Stage.CV_SEALED,
            Stage.BACKGROUND_CONCLUDED,
            Stage.CV_CERTIFIED,
            Stage.CV_REAFFIRMED,
        }
    ),
    Stage.RETURNED: frozenset({Stage.RESUBMITTED}),
    Stage.RESUBMITTED: frozenset({Stage.RETURNED}),
    Stage.CONDITION_TAKEN_BACK: frozenset({Stage.CONSENT_ASKED}),
    Stage.CONSENT_GIVEN: frozenset({Stage.CONSENT_ASKED}),
    Stage.RECOGNITION_RETURNED: frozenset({Stage.RECOGNITION_RESUBMITTED}),
    Stage.RECOGNITION_RESUBMITTED: frozenset({Stage.RECOGNITION_RETURNED}),
    Stage.APPLICANT_MOVED: frozenset(
        {
            Stage.BRANCH_NOT_PASSED,
            Stage.BRANCH_RESOLVED,
            Stage.SECTION_ASKED,
            Stage.SECTION_EXAMINED,
            Stage.GRASSROOTS_RESOLVED,
            Stage.APPRAISAL_ASKED,
            Stage.APPRAISAL_HELD,
            Stage.APPRAISED,
            Stage.RETURNED,
            Stage.RESUBMITTED,
            Stage.DEADLINE_EXTENDED,
            Stage.DECISION_EXTENDED,
        }
    ),
    Stage.RECOGNITION_PROPOSED: frozenset({Stage.DEADLINE_EXTENDED}),  # another term begins
    Stage.ADMISSION_FORWARDED: frozenset({Stage.DECISION_RECEIVED, Stage.ADMISSION_SENT_BACK}),
    Stage.ADMISSION_SENT_BACK: frozenset(
        {Stage.ADMISSION_FORWARDED, Stage.FORWARDED_ADMISSION_RECEIVED, Stage.CEREMONY_ORDERED}
    ),
    Stage.PROBATIONER_TRANSFERRED: frozenset({Stage.TRANSFER_PRESENTED}),
    Stage.STRUCK_OFF: frozenset({Stage.STRIKING_OFF_ANNULLED}),
    Stage.STRIKING_OFF_ANNULLED: frozenset({Stage.STRUCK_OFF, Stage.STRIKING_OFF_APPEALED}),
    Stage.CASE_SUSPENDED: frozenset({Stage.CASE_RESUMED}),
    Stage.CASE_RESUMED: frozenset({Stage.CASE_SUSPENDED}),
}
"""What a step takes back: a new place votes for itself, a dossier is returned or handed in."""

EXTENDED: Mapping[Deadline, Stage] = {
    Deadline.DECISION: Stage.DECISION_EXTENDED,
    Deadline.RECOGNITION_DECISION: Stage.RECOGNITION_EXTENDED,
}
"""What stays taken of an extension, so that each term knows its own."""

Known = TypeVar("Known")


def reached_by(taken: Mapping[Stage, Known], fact: CaseEvent, known: Known) -> dict[Stage, Known]:
    """What is taken after one more fact, with whoever it asks and what it ends."""
    after = reached(taken, STAGE_AFTER[type(fact)], known)
    match fact:
        case BranchResolved(section_id=section) if section:
            return after | {Stage.SECTION_ASKED: known}
        case GrassrootsResolved(appraised_by=committee) if committee:
            return after | {Stage.APPRAISAL_ASKED: known}
        case ConditionNoted(consents_missing=n) | ConditionTakenBack(consents_missing=n) if n:
            return asking(after, known)
        case ConsentGiven(consents_missing=n) if n:
            return asking(after, known)
        case RecognitionDidNotPass(last=True):
            return after | {Stage.RECOGNITION_VOTES_OVER: known}
        case DeadlineExtended(deadline=deadline):
            return after | {EXTENDED[deadline]: known}
        case _:
            return after


def asking(taken: Mapping[Stage, Known], known: Known) -> dict[Stage, Known]:
    """Consents are asked for: those that were given are not all."""
    kept: dict[Stage, Known] = {**taken, Stage.CONSENT_ASKED: known}
    kept.pop(Stage.CONSENT_GIVEN, None)
    return kept


def reached(taken: Mapping[Stage, Known], stage: Stage, known: Known) -> dict[Stage, Known]:
    """What is taken after one more step, without what it takes back."""
    undone = UNDOES.get(stage, frozenset())
    kept = {before: what for before, what in taken.items() if before not in undone}
    return kept | {stage: known}
