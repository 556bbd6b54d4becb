"""The persons whom a CV names: the rows of its form, and what becomes of them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.intake.desk import new_person
from services.intake.domain import DeclareCv
from shared.events.terms import CaseId, CommitteeId, NamedPerson, PersonId, Relation
from shared.people.vault import Field, Sealed
from shared.web.entry import Typed

ROWS = range(1, 11)
"""The rows of the form, but for the applicant's own, which is row 0."""

FIRST_ROWS = 4
"""How many of them are open at once; the others unfold."""

RELATIVES = tuple(relation for relation in Relation if relation is not Relation.APPLICANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The command, and the names on their way into the vault."""

    command: DeclareCv
    sealed: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One relative as entered."""

    person: NamedPerson
    name: str


def declare_cv(
    typed: Typed,
    case_id: CaseId,
    *,
    applicant: PersonId,
    committees: Collection[CommitteeId],
    key: UUID,
) -> Declared | None:
    """The declared CV, or None where `typed` now holds mistakes.

    Who a row is follows from `key`, so that the same form sent twice names the same persons.
    """
    day = typed.day("day")
    asked = typed.one_of("committee_0", committees)
    rows = [
        read_row(typed, row, committees=committees, key=key) for row in ROWS if is_used(typed, row)
    ]
    if day is None or asked is None or typed.mistakes:
        return None
    own = NamedPerson(
        person_id=applicant, relation=Relation.APPLICANT, committee_id=CommitteeId(asked)
    )
    relatives = [row for row in rows if row is not None]
    return Declared(
        command=DeclareCv(
            case_id=case_id,
            declared_on=day,
            persons=(own, *(row.person for row in relatives)),
        ),
        sealed={row.person.person_id: {Field.NAME: row.name} for row in relatives},
    )


def is_used(typed: Typed, row: int) -> bool:
    """A committee alone does not make a row used: it is chosen beforehand."""
    return any(typed.fields.get(f"{field}_{row}") for field in ("relation", "name"))


def read_row(
    typed: Typed, row: int, *, committees: Collection[CommitteeId], key: UUID
) -> Row | None:
    """One relative; a row is wrong as a whole, so that one sentence says what it lacks."""
    relation = {str(code): code for code in RELATIVES}.get(typed.fields.get(f"relation_{row}", ""))
    name = typed.fields.get(f"name_{row}", "")
    committee = {str(id_): id_ for id_ in committees}.get(typed.fields.get(f"committee_{row}", ""))
    if relation is None or not name or committee is None:
        typed.wrong(_lacking(row, relation, name), "person.incomplete", n=row)
        return None
    person = new_person(key, row)
    return Row(
        person=NamedPerson(person_id=person, relation=relation, committee_id=committee),
        name=name,
    )


def _lacking(row: int, relation: Relation | None, name: str) -> str:
    """The first field of the row that lacks."""
    if relation is None:
        return f"relation_{row}"
    return f"committee_{row}" if name else f"name_{row}"
