"""How what people type is understood: days, numbers, choices, documents."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from unicodedata import normalize
from uuid import UUID

from shared.events.terms import DocumentNumber
from shared.law.documents import document_number
from shared.law.refusal import Refused
from shared.web.problem import Mistake
from shared.web.texts import Texts, Value

DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
LONGEST = 200
LONGEST_SENTENCE = 1000

Code = TypeVar("Code", bound=StrEnum)
Read = TypeVar("Read")


class Misread(Exception):
    """What was typed cannot be read; `key` and `values` say how it was understood."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def parse_day(typed: str, *, today: date) -> date:
    """Read 12/6/24, 12-06-2024, 12.6.2024 or 2024-06-12; day before month. Raises Misread."""
    if found := YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(typed):
        day, month, year = found.groups()
    else:
        raise Misread("entry.day", typed=typed)
    full_year = _full_year(int(year), today) if len(year) == 2 else int(year)
    try:
        return date(full_year, int(month), int(day))
    except ValueError:
        understood = {"day_no": day, "month_no": month, "year_no": str(full_year)}
        raise Misread("entry.no_such_day", typed=typed, **understood) from None


def _full_year(two_digits: int, today: date) -> int:
    """Every day that is entered has come already, so a year is never ahead of this one."""
    year = today.year // 100 * 100 + two_digits
    return year - 100 if year > today.year else year


def parse_past_day(typed: str, *, today: date) -> date:
    """A day that has come already. Raises Misread."""
    day = parse_day(typed, today=today)
    if day > today:
        raise Misread("entry.day_to_come", typed=typed, day=day)
    return day


def parse_number(typed: str) -> int:
    """Read a whole number of at most six digits, points and blanks between them. Raises Misread."""
    digits = re.sub(r"[ .,]", "", typed)
    if not re.fullmatch(r"[0-9]{1,6}", digits):
        raise Misread("entry.number", typed=typed)
    return int(digits)


def parse_document(typed: str) -> DocumentNumber:
    """Read the number and symbol of a Party document. Raises Misread."""
    try:
        return document_number(typed)
    except Refused:
        raise Misread("entry.document", typed=typed) from None


class Typed:
    """A form as it was typed: a field that cannot be read is noted as a mistake and gives None."""

    def __init__(self, fields: Mapping[str, str], *, today: date) -> None:
        self.fields = {name: normalize("NFC", text).strip() for name, text in fields.items()}
        self.mistakes: dict[str, Mistake] = {}
        self.today = today

    def said(self, texts: Texts) -> dict[str, str]:
        """What to say about each field that cannot be read, in the order of reading."""
        return {field: mistake.said(texts) for field, mistake in self.mistakes.items()}

    def wrong(self, field: str, key: str, **values: Value) -> None:
        """Note a mistake; the first of a field is the one that is said."""
        self.mistakes.setdefault(field, Mistake(field=field, key=key, values=values))

    def text(self, field: str) -> str | None:
        """A line that must not be empty."""
        return self._read(field, str)

    def sentence(self, field: str, *, required: bool = False) -> str | None:
        """A few sentences, which may be left out unless they are required."""
        text = self.fields.get(field, "")
        if required and not text:
            self.wrong(field, "entry.empty")
        if len(text) > LONGEST_SENTENCE:
            self.wrong(field, "entry.too_long", limit=LONGEST_SENTENCE)
            return None
        return text or None

    def day(self, field: str) -> date | None:
        """A day that has come already."""
        return self._read(field, lambda text: parse_past_day(text, today=self.today))

    def any_day(self, field: str) -> date | None:
        """A day that may be still to come."""
        return self._read(field, lambda text: parse_day(text, today=self.today))

    def id(self, field: str) -> UUID | None:
        """The id of something that the page lists, whether or not it is still there."""
        try:
            return UUID(self.fields.get(field, ""))
        except ValueError:
            self.wrong(field, "entry.choice")
            return None

    def number(self, field: str) -> int | None:
        """A count of persons."""
        return self._read(field, parse_number)

    def document(self, field: str) -> DocumentNumber | None:
        """The number and symbol of a Party document."""
        return self._read(field, parse_document)

    def choice(self, field: str, codes: type[Code]) -> Code | None:
        """One of the closed codes."""
        return self._among(field, {str(code): code for code in codes})

    def one_of(self, field: str, known: Collection[UUID]) -> UUID | None:
        """One of the things that the page lists."""
        return self._among(field, {str(id_): id_ for id_ in known})

    def _among(self, field: str, known: Mapping[str, Read]) -> Read | None:
        text = self.fields.get(field, "")
        if text not in known:
            self.wrong(field, "entry.choice")
        return known.get(text)

    def _read(self, field: str, parse: Callable[[str], Read]) -> Read | None:
        text = self.fields.get(field, "")
        try:
            return parse(_short(text))
        except Misread as misread:
            self.wrong(field, misread.key, **misread.values)
            return None


def _short(text: str) -> str:
    if not text:
        raise Misread("entry.empty")
    if len(text) > LONGEST:
        raise Misread("entry.too_long", limit=LONGEST)
    return text
