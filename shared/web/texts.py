"""Every text of the pages and answers, by key, in Vietnamese and English."""

import gettext
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import cast

from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from shared.web.clock import PROVINCE

FOLDER = Path(__file__).parent / "texts"

Value = str | int | Decimal | date


class Language(StrEnum):
    """The languages that pages are written in, the first written first."""

    VI = "vi"
    EN = "en"


DAY_PATTERN = {Language.VI: "d/M/y", Language.EN: "d MMMM y"}
MOMENT_PATTERN = {Language.VI: "%(time)s ngày %(day)s", Language.EN: "%(day)s, %(time)s"}
PERCENT_PATTERN = {Language.VI: "%s\N{NO-BREAK SPACE}%%", Language.EN: "%s%%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The texts of one language: by key, the forms for one and for many where they differ."""

    forms: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]


class Texts:
    """Says texts, numbers and days in one language."""

    def __init__(self, language: Language | str, catalogue: Catalogue | None = None) -> None:
        self.language = Language(language)
        self._catalogue = catalogue or catalogue_of(self.language)

    def say(self, key: str, **values: Value) -> str:
        """The text of `key` with its `%(name)s` filled in; numbers and days are written out.

        Where the language has a form for one and one for many, `n` chooses.
        Raises KeyError for a key or a value that is missing.
        """
        forms = self._catalogue.forms[key]
        text = (
            forms[0] if len(forms) == 1 else forms[self._catalogue.plural(cast(int, values["n"]))]
        )
        return text % {name: self.show(value) for name, value in values.items()}

    __call__ = say

    def has(self, key: str) -> bool:
        """Whether there is a text of this key: for codes that may or may not have words."""
        return key in self._catalogue.forms

    def show(self, value: Value) -> str:
        """Any value as it stands in a sentence of this language."""
        match value:
            case str():
                return value
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case _:
                return self.number(value)

    def day(self, day: date) -> str:
        """12/6/2024 or 12 June 2024."""
        return format_date(day, DAY_PATTERN[self.language], locale=self.language)

    def moment(self, at: datetime) -> str:
        """The day and the time on the clocks of the province, to the minute."""
        there = at.astimezone(PROVINCE)
        return MOMENT_PATTERN[self.language] % {
            "time": f"{there:%H:%M}",
            "day": self.day(there.date()),
        }

    def number(self, number: int | Decimal) -> str:
        """1.234,5 or 1,234.5, with the places that it has."""
        places = (
            max(0, -cast(int, number.as_tuple().exponent)) if isinstance(number, Decimal) else 0
        )
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return format_decimal(number, pattern, locale=self.language)

    def percent(self, percent: Decimal, places: int | None = None) -> str:
        """A number that is in percent already, with its sign; never rounded to less than it has.

        `places` adds noughts at the end, so that the figures of a column stand in line.
        """
        own = max(0, -cast(int, percent.as_tuple().exponent))
        wide = percent.quantize(Decimal(1).scaleb(-max(own, places or 0)))
        return PERCENT_PATTERN[self.language] % self.number(wide)


@cache
def catalogue_of(language: Language) -> Catalogue:
    """All texts of `language`, merged from its files; raises ValueError for a key in two."""
    forms: dict[str, tuple[str, ...]] = {}
    plural: Callable[[int], int] = _never_plural
    for path in sorted((FOLDER / language).glob("*.po")):
        catalog = read(path)
        for message in catalog:
            if message.id:
                _add(forms, message, path)
        plural = gettext.c2py(catalog.plural_expr)
    return Catalogue(forms=forms, plural=plural)


def read(path: Path) -> Catalog:
    """One file of texts; raises PoFileError where it is malformed."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.name, abort_invalid=True)


def _never_plural(_: int) -> int:
    return 0


def _add(forms: dict[str, tuple[str, ...]], message: Message, path: Path) -> None:
    key = message.id if isinstance(message.id, str) else message.id[0]
    said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    if key in forms:
        raise ValueError(f"{path.name}: the text {key} is there twice")
    if not said or not all(said):
        raise ValueError(f"{path.name}: the text {key} is empty")
    forms[key] = said
