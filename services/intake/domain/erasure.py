"""Erasing a person: recorded once, with the document that orders it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.events import Event
from shared.events.person import PersonErased
from shared.events.terms import DocumentNumber, PersonId
from shared.law.refusal import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson:
    """Erase all that is kept about a person; the steps of the cases stay, and the figures."""

    person_id: PersonId
    document_no: DocumentNumber
    erased_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whether somebody was erased, and by which step."""

    erased: PersonErased | None = None


somebody = Person()


def decide_erasure(command: ErasePerson, person: Person, today: date) -> Sequence[PersonErased]:
    """The fact, nothing if it was said before, or a refusal."""
    fact = PersonErased(
        person_id=command.person_id,
        document_no=command.document_no,
        erased_on=command.erased_on,
    )
    if person.erased == fact:
        return []
    if person.erased:
        raise Refused("erased_before", found=person.erased.erased_on)
    if command.erased_on > today:
        raise Refused("in_future", found=command.erased_on, needed=today)
    return [fact]


def evolve_person(person: Person, fact: Event) -> Person:
    match fact:
        case PersonErased():
            return replace(person, erased=fact)
        case _:
            return person
