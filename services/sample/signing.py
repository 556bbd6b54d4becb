"""Who acted: the user who held the office at that moment, or stood in, where there was one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

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
from services.sample.entry import Entry
from shared.events.terms import UserId
from shared.people.access import Office


@dataclass(slots=True)
class Staffed:
    """Who acts for each office now; `in_place` goes before who holds it."""

    holders: dict[Office, Office] = field(default_factory=dict)
    in_place: dict[Office, Office] = field(default_factory=dict)
    blocked: set[UserId] = field(default_factory=set)

    def hear(self, command: OfficeCommand) -> None:
        match command:
            case GiveOffice():
                self.holders[place(command)] = replace(place(command), user_id=command.user_id)
            case EndOffice():
                del self.holders[place(command)]
            case NameSubstitute(user_id=user, instead_of=holder):
                here = place(command)
                self.in_place[here] = replace(here, user_id=user, instead_of=holder)
            case EndSubstitution():
                del self.in_place[place(command)]
            case BlockUser(user_id=user):
                self.blocked.add(user)
            case UnblockUser(user_id=user):
                self.blocked.discard(user)
            case RegisterUser():
                pass

    def acting(self, office: Office) -> Office:
        """The office with its user, unless it has none who may act."""
        known = self.in_place.get(office) or self.holders.get(office)
        return known if known and known.user_id not in self.blocked else office


def signed(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, which are in the order of their moments, each by whoever acted."""
    staffed = Staffed()
    for entry in entries:
        if isinstance(entry.command, OfficeCommand):
            staffed.hear(entry.command)
            yield entry
        else:
            yield replace(entry, office=staffed.acting(entry.office))


def place(command: GiveOffice | EndOffice | NameSubstitute | EndSubstitution) -> Office:
    return Office(role=command.role, committee_id=command.committee_id)
