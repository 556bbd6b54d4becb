"""What can be asked about users and their offices, each with its day and document."""

from dataclasses import dataclass
from datetime import date

from shared.events.office import Role
from shared.events.terms import CommitteeId, DocumentNumber, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUser:
    """Somebody who can sign in is to be known; the name goes into the vault."""

    user_id: UserId
    registered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOffice:
    """A user is to hold an office; without a last day, until it is ended."""

    user_id: UserId
    role: Role
    committee_id: CommitteeId
    from_on: date
    until_on: date | None
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOffice:
    """A user is to hold an office no longer, from a day on."""

    user_id: UserId
    role: Role
    committee_id: CommitteeId
    ended_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSubstitute:
    """A user is to act in the place of another, who holds the office."""

    user_id: UserId
    instead_of: UserId
    role: Role
    committee_id: CommitteeId
    from_on: date
    until_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSubstitution:
    """A user is to act in the place of another no longer, from a day on."""

    user_id: UserId
    instead_of: UserId
    role: Role
    committee_id: CommitteeId
    ended_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockUser:
    """A user is to do nothing more, whatever offices he or she holds."""

    user_id: UserId
    blocked_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class UnblockUser:
    """A blocked user is to act again."""

    user_id: UserId
    unblocked_on: date
    document_no: DocumentNumber


OfficeCommand = (
    RegisterUser
    | GiveOffice
    | EndOffice
    | NameSubstitute
    | EndSubstitution
    | BlockUser
    | UnblockUser
)
