"""What is kept about a person, and nowhere else."""

from collections.abc import Mapping
from enum import StrEnum

from shared.events.terms import PersonId


class Field(StrEnum):
    """What is kept about a person, and nowhere else."""

    NAME = "name"  # họ và tên
    BORN_ON = "born_on"  # ngày sinh, ISO 8601
    BIRTH_YEAR = "birth_year"  # năm sinh, of a relative
    ID_NUMBER = "id_number"  # số định danh cá nhân, twelve digits
    ADDRESS = "address"  # nơi ở
    USER_NAME = "user_name"  # of who holds an office: no person of any case
    COMPARED = "compared"  # both values of a comparison, which lie in a table of their own
    REASON = "reason"  # a sentence about the person


Sealed = Mapping[PersonId, Mapping[Field, str]]
"""Values on their way into the vault, by person and field."""
