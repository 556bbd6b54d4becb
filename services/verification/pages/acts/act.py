"""What a form asks, of whom, and the command that it becomes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from services.verification.desk import File
from services.verification.domain import Command, Request
from services.verification.pages.shown import Known
from services.verification.records import Title
from shared.events.terms import CommitteeId, DocumentNumber, PersonId, Relation, RequestId, WaiverId
from shared.people.access import Action, Office, may
from shared.people.vault import Sealed, Sides
from shared.web.entry import Typed
from shared.web.texts import Texts

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a form is about: a case, and which of its requests or other things."""

    file: File
    of: UUID
    key: UUID
    asked_line: Sequence[CommitteeId]  # upward from the committee that was asked, if any
    committees: Sequence[Title]  # that can be asked
    named: Mapping[PersonId, Relation]  # whom the sealed CV names
    known: Known

    @property
    def request_id(self) -> RequestId:
        return RequestId(self.of)

    @property
    def waiver_id(self) -> WaiverId:
        return WaiverId(self.of)

    @property
    def request(self) -> Request:
        """Raises NotFound."""
        return self.file.request(self.request_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field: the macro that shows it, and its choices."""

    kind: str  # day, document, choice, select, text, checks
    name: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A form that could be read."""

    command: Command
    sealed: Sealed = field(default_factory=dict)
    sides: Sides | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A form; its texts are `act.<slug>.title`, `.lead` and `.done`."""

    kind: str  # requests, waivers or discrepancies; new, where it is about the case
    slug: str
    fields: Callable[[Subject, Texts], Sequence[FormField]]
    read: Callable[[Typed, Subject], Told | None]
    of_both_sides: bool = False

    def allowed(self, subject: Subject, office: Office) -> bool:
        if subject.file.open_to(office, Action.CONCLUDE):
            return True
        return self.of_both_sides and may(office, Action.REPLY, subject.asked_line)


def worded(codes: Iterable[str], texts: Texts, prefix: str) -> list[tuple[str, str]]:
    """Closed codes with their words."""
    return [(str(code), texts(f"{prefix}.{code}")) for code in codes]


def persons_of(subject: Subject, texts: Texts) -> list[tuple[str, str]]:
    """Everybody whom the CV names, with the relation."""
    return [
        (str(person), f"{texts(f'relation.{relation}')}: {subject.known.name(person) or '–'}")
        for person, relation in subject.named.items()
    ]


def document_if_any(typed: Typed, name: str) -> DocumentNumber | None:
    """A number that may be left out."""
    return typed.document(name) if typed.fields.get(name) else None


def ticked(typed: Typed, name: str, codes: type[Code]) -> tuple[Code, ...]:
    """Which boxes of a group are ticked, in the order of the codes."""
    return tuple(code for code in codes if typed.fields.get(f"{name}_{code}"))


def maybe(typed: Typed, name: str, codes: type[Code]) -> Code | None:
    """A choice that may be left open."""
    return typed.choice(name, codes) if typed.fields.get(name) else None
