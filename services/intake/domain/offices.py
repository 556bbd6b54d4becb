"""What becomes of a command about a user's offices; dates are judged on the days they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from services.intake.domain.office_commands import (
    BlockUser,
    EndOffice,
    EndSubstitution,
    GiveOffice,
    NameSubstitute,
    OfficeCommand,
    RegisterUser,
    UnblockUser,
)
from services.intake.domain.user import Tenure, User, stranger
from shared.events.office import (
    OfficeEnded,
    OfficeEvent,
    OfficeGiven,
    SubstituteNamed,
    SubstitutionEnded,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from shared.events.terms import CommitteeType, UserId
from shared.law.refusal import Refused
from shared.people.access import HELD_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """What the shell read for a decision about a user."""

    today: date
    acting: UserId | None  # who asks, where that is known
    level: CommitteeType | None = None  # of the committee on the first day; None: not there
    holder: User = stranger  # in whose place somebody is to act


def decide_user(command: OfficeCommand, user: User, given: Appointment) -> Sequence[OfficeEvent]:
    """The facts that `command` makes; nobody changes what he or she may do oneself."""
    if isinstance(command, RegisterUser):
        return register(command, user)
    if user.registered_on is None:
        raise Refused("user_unknown")
    match command:
        case GiveOffice():
            not_oneself(command, given)
            return give(command, user, given)
        case NameSubstitute():
            not_oneself(command, given)
            return name_substitute(command, user, given)
        case EndOffice():
            return end_office(command, user)
        case EndSubstitution():
            return end_substitution(command, user)
        case BlockUser(user_id=user_id, blocked_on=day, document_no=number):
            check_come(day, given)
            fact = UserBlocked(user_id=user_id, blocked_on=day, document_no=number)
            return [] if user.blocked else [fact]
        case UnblockUser():
            not_oneself(command, given)
            return unblock(command, user, given)
        case _:
            assert_never(command)


def register(command: RegisterUser, user: User) -> Sequence[OfficeEvent]:
    """Nothing where the user is known: people sign in again and again."""
    if user.registered_on is not None:
        return []
    return [UserRegistered(user_id=command.user_id, registered_on=command.registered_on)]


def unblock(command: UnblockUser, user: User, given: Appointment) -> Sequence[OfficeEvent]:
    day = command.unblocked_on
    check_come(day, given)
    if not user.blocked:
        return []
    return [
        UserUnblocked(user_id=command.user_id, unblocked_on=day, document_no=command.document_no)
    ]


def give(command: GiveOffice, user: User, given: Appointment) -> Sequence[OfficeEvent]:
    """Only an office that the level of the committee has on the first day."""
    check_level(command, given)
    if said_before(command, user.of(command.role, command.committee_id)):
        return []
    return [
        OfficeGiven(
            user_id=command.user_id,
            role=command.role,
            committee_id=command.committee_id,
            from_on=command.from_on,
            until_on=command.until_on,
            document_no=command.document_no,
        )
    ]


def name_substitute(
    command: NameSubstitute, user: User, given: Appointment
) -> Sequence[OfficeEvent]:
    """Only in the place of somebody else who holds the office on the first day."""
    check_level(command, given)
    if command.instead_of == command.user_id:
        raise Refused("own_substitute")
    if not given.holder.holds(command.role, command.committee_id, command.from_on):
        raise Refused("holder_without_office", found=command.from_on)
    if said_before(command, user.of(command.role, command.committee_id, command.instead_of)):
        return []
    return [
        SubstituteNamed(
            user_id=command.user_id,
            instead_of=command.instead_of,
            role=command.role,
            committee_id=command.committee_id,
            from_on=command.from_on,
            until_on=command.until_on,
            document_no=command.document_no,
        )
    ]


def end_office(command: EndOffice, user: User) -> Sequence[OfficeEvent]:
    if not runs_still(user.of(command.role, command.committee_id), command.ended_on):
        return []
    return [
        OfficeEnded(
            user_id=command.user_id,
            role=command.role,
            committee_id=command.committee_id,
            ended_on=command.ended_on,
            document_no=command.document_no,
        )
    ]


def end_substitution(command: EndSubstitution, user: User) -> Sequence[OfficeEvent]:
    tenures = user.of(command.role, command.committee_id, command.instead_of)
    if not runs_still(tenures, command.ended_on):
        return []
    return [
        SubstitutionEnded(
            user_id=command.user_id,
            instead_of=command.instead_of,
            role=command.role,
            committee_id=command.committee_id,
            ended_on=command.ended_on,
            document_no=command.document_no,
        )
    ]


def not_oneself(command: OfficeCommand, given: Appointment) -> None:
    if given.acting == command.user_id:
        raise Refused("own_office")


def check_come(day: date, given: Appointment) -> None:
    if day > given.today:
        raise Refused("in_future", found=day, needed=given.today)


def check_level(command: GiveOffice | NameSubstitute, given: Appointment) -> None:
    """Refuse an office that nobody can hold there, and one whose last day is before its first."""
    if given.level is None:
        raise Refused("committee_unknown", found=command.from_on)
    if command.role not in HELD_IN[given.level]:
        values = {"role": str(command.role), "type": str(given.level)}
        raise Refused("office_not_of_level", found=command.from_on, values=values)
    if command.until_on is not None and command.until_on < command.from_on:
        raise Refused("office_reversed", found=command.until_on, needed=command.from_on)


def said_before(command: GiveOffice | NameSubstitute, tenures: list[Tenure]) -> bool:
    """Whether the office is held just so; Refused where it is held otherwise at that time."""
    first, last = command.from_on, command.until_on
    if any((one.from_on, one.until_on) == (first, last) for one in tenures):
        return True
    if held := next((one for one in tenures if one.overlaps(first, last)), None):
        raise Refused("office_held", found=first, needed=held.from_on)
    return False


def runs_still(tenures: list[Tenure], day: date) -> bool:
    """Whether there is something to end on that day; Refused where it was never given."""
    if not tenures:
        raise Refused("office_not_held")
    first = min(one.from_on for one in tenures)
    if day < first:
        raise Refused("office_reversed", found=day, needed=first)
    return any(not one.ended_before(day) for one in tenures)
