"""One command of the sample: who sends it, when, under which key, with which personal values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from services.intake import domain as intake
from services.intake.domain import ErasePerson
from services.intake.domain.office_commands import OfficeCommand
from services.sample.papers import PageCommand
from services.verification import domain as verification
from shared.events.terms import PersonId
from shared.people.access import Office
from shared.people.vault import Field, Sides

NAMESPACE = uuid5(NAMESPACE_URL, "ketnap:sample")

Beside = OfficeCommand | ErasePerson
"""What is about no case and no committee."""
Command = intake.Command | verification.Command | PageCommand | Beside


def identity(*words: object) -> UUID:
    """The id of whatever `words` name: the same words give the same id, on every machine."""
    return uuid5(NAMESPACE, "/".join(str(word) for word in words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A command as a clerk would send it at the moment `at`; `key` makes a repetition silent."""

    key: UUID
    at: datetime
    office: Office
    command: Command
    sealed: Mapping[PersonId, Mapping[Field, str]] = field(default_factory=dict)
    words: str | None = None  # why, about the person of the case
    sides: Sides | None = None  # both values of a comparison

    @property
    def stream(self) -> UUID:
        """The case, the committee, the user or the person that it is about."""
        match self.command:
            case command if isinstance(command, intake.OrganisationCommand):
                return command.committee_id
            case command if isinstance(command, OfficeCommand):
                return command.user_id
            case ErasePerson(person_id=person):
                return person
            case command:
                return command.case_id
