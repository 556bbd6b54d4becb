"""What an office can ask intake to record about a case; a command carries the day it speaks of."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import (
    CancelReason,
    CaseId,
    CommitteeId,
    CommitteeVote,
    DocumentNumber,
    NamedPerson,
    PersonId,
    Profile,
    Vote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProspect:
    """Put an outstanding non-member on the branch's list of prospects: the case begins.

    `follows` names the case whose decision was cancelled for competence or procedure (N12).
    """

    case_id: CaseId
    person_id: PersonId
    branch_id: CommitteeId
    listed_on: date
    profile: Profile
    follows: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyClass:
    """Record the certificate of the awareness class, or a newer one after the old has run out."""

    case_id: CaseId
    certificate_no: DocumentNumber
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FileApplication:
    """Record the application for membership (form 1-KNĐ)."""

    case_id: CaseId
    filed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareCv:
    """Record the declared CV (form 2-KNĐ) and the persons it names, the applicant among them."""

    case_id: CaseId
    declared_on: date
    persons: tuple[NamedPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealCv:
    """Seal the pages of the CV, which sends what it names to verification."""

    case_id: CaseId
    sealed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveConclusion:
    """Note that verification concluded; only what was heard from there sends this."""

    case_id: CaseId
    concluded_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyCv:
    """Certify the CV after the results of verification."""

    case_id: CaseId
    certified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveInBranch:
    """Record the branch's resolution to propose admission (form 6-KNĐ) with its vote."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveInGrassroots:
    """Record the grassroots committee's resolution (form 8-KNĐ) with its vote."""

    case_id: CaseId
    resolution_no: DocumentNumber
    resolved_on: date
    vote: CommitteeVote


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAdmission:
    """Decide the admission (form 9-KNĐ); without a profile, the last known one stands."""

    case_id: CaseId
    decision_no: DocumentNumber
    decided_on: date
    profile: Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDecision:
    """Record that the branch received the decision."""

    case_id: CaseId
    received_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCeremony:
    """Record the ceremony of admission; without a profile, the last known one stands.

    After its term it needs the consent of the committee directly above.
    """

    case_id: CaseId
    held_on: date
    profile: Profile | None = None
    consent_no: DocumentNumber | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelDecision:
    """Cancel a decision of admission that was wrong, by a decision with a number of its own."""

    case_id: CaseId
    decision_no: DocumentNumber
    cancelled_on: date
    reason: CancelReason
