"""A day as programs write it: as 2024-06-12, and no number that could be taken for one."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

LENGTH = len("2024-06-12")


def written(value: object) -> object:
    """Raises for anything but the ten characters of a date: `0` is no day in 1970."""
    if (isinstance(value, str) and len(value) != LENGTH) or isinstance(value, int | float):
        raise PydanticCustomError("date_from_datetime_parsing", "a day is written as 2024-06-12")
    return value


WrittenDay = Annotated[date, BeforeValidator(written)]
Day = Annotated[WrittenDay, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
