"""Topic `ketnap.cases.v1` too: the official member who helps a prospect, and reports on it."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import CaseId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorAssigned:
    """The branch assigned an official member to help the prospect, or another one from then on."""

    case_id: CaseId
    mentor_id: PersonId
    assigned_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorReported:
    """The assigned member reported to the branch on the prospect (monthly or quarterly)."""

    case_id: CaseId
    mentor_id: PersonId
    reported_on: date


MentoringEvent = MentorAssigned | MentorReported
