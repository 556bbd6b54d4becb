"""How a page names committees and persons, and pairs a label with what was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.events.terms import CommitteeId, PersonId, UserId
from shared.web.texts import Texts

Fact = tuple[str, str]
"""A label and what was recorded, both in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What committees are called and, as opened from the vault for this page, persons."""

    committees: Mapping[CommitteeId, str]
    persons: Mapping[PersonId, str]
    users: Mapping[UserId, str] = field(default_factory=dict)

    def person(self, person_id: PersonId, texts: Texts) -> str:
        return self.persons.get(person_id, texts.say("intake.no_name"))

    def committee(self, committee_id: CommitteeId) -> str:
        """The name, or the id where none is known."""
        return self.committees.get(committee_id, str(committee_id))
