"""A command of a made-up case before it is sent: by whom, on which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from services.sample.entry import Command
from services.sample.tree import Body
from shared.events.terms import DocumentNumber, PersonId
from shared.people.access import Role
from shared.people.vault import Field, Sides

Place = tuple[str, str]
"""Which paper of which case: the case's name, then the stage, or the number of the answer."""
Numbers = Mapping[Place, DocumentNumber]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A command and its sender, on its day; who took over from `body` sends it if need be."""

    on: date
    body: Body
    role: Role
    command: Command
    sealed: Mapping[PersonId, Mapping[Field, str]] = field(default_factory=dict)
    words: str | None = None
    sides: Sides | None = None
