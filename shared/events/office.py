"""Topic `ketnap.offices.v1`: who may act for which committee, and in whose place. Key: the user."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.events.terms import CommitteeId, DocumentNumber, UserId


class Role(StrEnum):
    """What an office is for; who holds it acts for its committee."""

    BRANCH_CLERK = "branch_clerk"  # cán bộ chi bộ
    GRASSROOTS_SECRETARY = "grassroots_secretary"  # bí thư đảng ủy cơ sở
    ORGANISATION_BOARD = "organisation_board"  # ban tổ chức
    STANDING_COMMITTEE = "standing_committee"  # ban thường vụ
    AUDITOR = "auditor"  # kiểm tra: only reads
    OPERATOR = "operator"  # vận hành: no personal values
    SUBSCRIBER = "subscriber"  # another system, told what everybody may know of its area
    SERVICE = "service"  # one of the services, asking another


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRegistered:
    """Somebody who can sign in became known; the name is in the vault alone."""

    user_id: UserId
    registered_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeGiven:
    """A user holds an office from this day on, through the last day if one is named (phân công)."""

    user_id: UserId
    role: Role
    committee_id: CommitteeId
    from_on: date
    until_on: date | None
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEnded:
    """From this day on, a user no longer holds an office (thôi giữ nhiệm vụ)."""

    user_id: UserId
    role: Role
    committee_id: CommitteeId
    ended_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteNamed:
    """A user acts for an office in the place of who holds it, through the last day (ủy nhiệm)."""

    user_id: UserId
    instead_of: UserId
    role: Role
    committee_id: CommitteeId
    from_on: date
    until_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstitutionEnded:
    """From this day on, a user no longer acts in the place of who holds an office."""

    user_id: UserId
    instead_of: UserId
    role: Role
    committee_id: CommitteeId
    ended_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class UserBlocked:
    """A user may do nothing more, whatever offices he or she holds (khóa tài khoản)."""

    user_id: UserId
    blocked_on: date
    document_no: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class UserUnblocked:
    """A blocked user may act again for the offices that he or she holds (mở khóa)."""

    user_id: UserId
    unblocked_on: date
    document_no: DocumentNumber


OfficeEvent = (
    UserRegistered
    | OfficeGiven
    | OfficeEnded
    | SubstituteNamed
    | SubstitutionEnded
    | UserBlocked
    | UserUnblocked
)
