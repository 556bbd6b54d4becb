"""A user: known since when, which offices are held from when to when, and whether blocked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shared.events import Event
from shared.events.office import (
    OfficeEnded,
    OfficeGiven,
    Role,
    SubstituteNamed,
    SubstitutionEnded,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from shared.events.terms import CommitteeId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office that a user holds from a day through a last day, perhaps in somebody's place."""

    role: Role
    committee_id: CommitteeId
    instead_of: UserId | None = None
    from_on: date
    until_on: date | None

    def is_of(
        self, role: Role, committee_id: CommitteeId, instead_of: UserId | None = None
    ) -> bool:
        mine = (self.role, self.committee_id, self.instead_of)
        return mine == (role, committee_id, instead_of)

    def runs_on(self, day: date) -> bool:
        return self.from_on <= day and not self.ended_before(day)

    def ended_before(self, day: date) -> bool:
        return self.until_on is not None and self.until_on < day

    def overlaps(self, from_on: date, until_on: date | None) -> bool:
        """Whether both run on some day."""
        starts_after = until_on is not None and self.from_on > until_on
        return not starts_after and not self.ended_before(max(from_on, self.from_on))

    def ended(self, on: date) -> "Tenure":
        """The same, but no longer from that day on."""
        return replace(self, until_on=on - timedelta(days=1)) if not self.ended_before(on) else self


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """What the history of a user says."""

    registered_on: date | None = None
    blocked: bool = False
    tenures: tuple[Tenure, ...] = ()

    def of(
        self, role: Role, committee_id: CommitteeId, instead_of: UserId | None = None
    ) -> list[Tenure]:
        """Every time for which the user was to hold an office."""
        return [one for one in self.tenures if one.is_of(role, committee_id, instead_of)]

    def holds(self, role: Role, committee_id: CommitteeId, on: date) -> bool:
        """Whether the office is the user's own on that day."""
        return any(one.runs_on(on) for one in self.of(role, committee_id))

    def committees_from(self, day: date) -> set[CommitteeId]:
        """The committees of all offices that are held on that day or later."""
        return {one.committee_id for one in self.tenures if not one.ended_before(day)}


stranger = User()


def evolve_user(user: User, fact: Event) -> User:
    """The user after one more fact; total, whatever the history holds."""
    match fact:
        case UserRegistered(registered_on=day):
            return replace(user, registered_on=day)
        case OfficeGiven():
            return replace(user, tenures=(*user.tenures, tenure_of(fact, None)))
        case SubstituteNamed():
            return replace(user, tenures=(*user.tenures, tenure_of(fact, fact.instead_of)))
        case OfficeEnded(ended_on=day):
            ending = user.of(fact.role, fact.committee_id)
            return replace(user, tenures=tuple(ended(user.tenures, ending, day)))
        case SubstitutionEnded(ended_on=day):
            ending = user.of(fact.role, fact.committee_id, fact.instead_of)
            return replace(user, tenures=tuple(ended(user.tenures, ending, day)))
        case UserBlocked():
            return replace(user, blocked=True)
        case UserUnblocked():
            return replace(user, blocked=False)
        case _:
            return user


def tenure_of(fact: OfficeGiven | SubstituteNamed, instead_of: UserId | None) -> Tenure:
    return Tenure(
        role=fact.role,
        committee_id=fact.committee_id,
        instead_of=instead_of,
        from_on=fact.from_on,
        until_on=fact.until_on,
    )


def ended(tenures: Iterable[Tenure], ending: list[Tenure], day: date) -> Iterable[Tenure]:
    return (one.ended(day) if one in ending else one for one in tenures)
