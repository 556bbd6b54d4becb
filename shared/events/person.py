"""Topic `ketnap.persons.v1`: what becomes of all that is kept about a person. Key: the person."""

from dataclasses import dataclass
from datetime import date

from shared.events.terms import DocumentNumber, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased:
    """All values about a person were erased by an order; the steps of a case stay (xóa dữ liệu)."""

    person_id: PersonId
    document_no: DocumentNumber
    erased_on: date


PersonEvent = PersonErased
