"""Topic `ketnap.cases.v1` too: the official member who helps, and reports to the branch."""

from dataclasses import dataclass
from datetime import date

from shared.events.preparation import ReplacementReason
from shared.events.terms import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorAssigned:
    """The branch assigned an official member to help, or another one from then on.

    A prospect is helped up to the ceremony, a probationary member up to the recognition.
    """

    case_id: CaseId
    mentor_id: PersonId
    assigned_on: date
    reason: ReplacementReason | None = None  # why the one before cannot go on (HD 01 §5.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorReported:
    """The assigned member reported to the branch (monthly or quarterly)."""

    case_id: CaseId
    mentor_id: PersonId
    reported_on: date


MentoringEvent = MentorAssigned | MentorReported
