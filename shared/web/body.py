"""What programs send: fields with their limits, the same in every service."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from shared.events.terms import DocumentNumber
from shared.law.documents import document_number

PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
Line = StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=PRINTABLE)
Name = Annotated[str, Line, Field(description="Kept in the vault only.")]
Said = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"),
    Field(description="Kept in the vault only."),
]
Sentence = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000),
    Field(description="Kept in the vault only."),
]
DocumentText = Annotated[
    DocumentNumber,
    Field(min_length=1, max_length=60, description="Number and symbol, as `12-NQ/CB`."),
    AfterValidator(document_number),
]
"""Reading one raises Refused for a number that is none of a Party document."""

COMMITTEE = "7d444840-9dc0-51d1-b245-5ffdce74fad2"
"""The committee of the examples."""


class Body(BaseModel):
    """Anything that is sent; a field that nobody asked for is a mistake."""

    model_config = ConfigDict(extra="forbid")


def example(**fields: JsonValue) -> ConfigDict:
    """How the documentation shows a body."""
    return ConfigDict(extra="forbid", json_schema_extra={"example": fields})
