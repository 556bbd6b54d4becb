"""The offices that somebody may choose from, as the tree of their committees."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import HELD_IN, Office, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A committee of the directory whose offices can be chosen."""

    committee_id: CommitteeId
    name: str
    type: CommitteeType
    parent_id: CommitteeId | None

    @property
    def offices(self) -> list[Office]:
        """Those of people: what a system subscribes as is no choice of anybody's."""
        roles = [role for role in HELD_IN[self.type] if role is not Role.SUBSCRIBER]
        return [Office(role=role, committee_id=self.committee_id) for role in roles]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bough:
    """A committee and what stands below it, as far as it is shown."""

    choice: Choice
    below: Sequence["Bough"]

    def holds(self, office: Office | None) -> bool:
        """Whether `office` is of this committee or one below."""
        if office is None:
            return False
        own = self.choice.committee_id == office.committee_id
        return own or any(bough.holds(office) for bough in self.below)


def tree(choices: Sequence[Choice], wanted: str = "") -> list[Bough]:
    """The committees whose name holds `wanted`, each under those above it, in the order given.

    Neither capitals nor diacritics matter. Below a committee that matches all is shown.
    """
    known = {choice.committee_id for choice in choices}
    children: dict[CommitteeId | None, list[Choice]] = defaultdict(list)
    for choice in choices:
        children[choice.parent_id if choice.parent_id in known else None].append(choice)

    def grow(parent: CommitteeId | None, sought: str) -> list[Bough]:
        boughs = []
        for choice in children[parent]:
            found = sought in plain(choice.name)
            below = grow(choice.committee_id, "" if found else sought)
            if found or below:
                boughs.append(Bough(choice=choice, below=below))
        return boughs

    return grow(None, plain(wanted.strip()))


def office_among(choices: Sequence[Choice], code: str) -> Office | None:
    """The office named by `code`, if some committee has it."""
    offices = (office for choice in choices for office in choice.offices)
    return next((office for office in offices if office.code == code), None)


def plain(text: str) -> str:
    """Without capitals and diacritics: what is typed in haste finds what is written with care."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
