"""The offices that somebody may choose from, by their committees."""

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


def office_among(choices: Sequence[Choice], code: str) -> Office | None:
    """The office named by `code`, if some committee has it."""
    offices = (office for choice in choices for office in choice.offices)
    return next((office for office in offices if office.code == code), None)
