"""How the address of a page of figures is understood, and written for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from services.statistics.desk import Asked
from services.statistics.domain import Basis, Group, Rounding, Tree
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from shared.people.access import Office
from shared.web.entry import Misread, Typed, parse_day
from shared.web.problem import NotFound

YEARS = range(1900, 2101)

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The figures that an address asks for; what cannot be read is a mistake of `typed`."""

    asked: Asked
    rounding: Rounding
    group: Group | None
    stage: Stage | None
    page: int
    typed: Typed

    def address(self, path: str = "/statistics/", **changes: object) -> str:
        """The address of the same figures with something changed; None leaves it out."""
        own = self.asked.office.committee_id
        known: dict[str, object] = {
            "committee": None if self.asked.about == own else self.asked.about,
            "from": self.asked.from_on,
            "to": self.asked.to_on,
            "basis": None if self.asked.basis is Basis.CEREMONY_DATE else self.asked.basis,
            "tree": None if self.asked.tree is Tree.THEN else self.asked.tree,
            "rounding": None if self.rounding is Rounding.HALF_UP_1 else self.rounding,
            "as_of": self.asked.as_of,
        }
        wanted = {name.rstrip("_"): value for name, value in changes.items()}  # `from_` is `from`
        query = {name: value for name, value in (known | wanted).items() if value is not None}
        return f"{path}?{urlencode(query)}" if query else path

    def periods(self) -> Sequence[tuple[str, str, bool]]:
        """Periods one click away: the key of its text, its address, whether it is shown now."""
        year = self.asked.today.year
        choices: Sequence[tuple[str, date | None, date | None]] = (
            ("all", None, None),
            ("this_year", date(year, 1, 1), None),
            ("last_year", date(year - 1, 1, 1), date(year - 1, 12, 31)),
        )
        shown = (self.asked.from_on, self.asked.to_on)
        return [
            (key, self.address(from_=from_on, to=to_on), (from_on, to_on) == shown)
            for key, from_on, to_on in choices
        ]


def read(query: Mapping[str, str], office: Office, *, today: date) -> Wanted:
    """Understand an address; raises NotFound for a committee that cannot be one."""
    typed = Typed(query, today=today)
    from_on, to_on = _day(typed, "from", today=today), _day(typed, "to", today=today)
    if from_on and (to_on or today) < from_on:
        typed.wrong("to", "statistics.ends_before", from_on=from_on, to_on=to_on or today)
    return Wanted(
        asked=Asked(
            office=office,
            today=today,
            committee_id=committee_of(typed.fields.get("committee")),
            from_on=from_on,
            to_on=to_on,
            basis=_choice(typed, "basis", Basis) or Basis.CEREMONY_DATE,
            tree=_choice(typed, "tree", Tree) or Tree.THEN,
            as_of=_whole(typed, "as_of"),
        ),
        rounding=_choice(typed, "rounding", Rounding) or Rounding.HALF_UP_1,
        group=_choice(typed, "group", Group),
        stage=_choice(typed, "stage", Stage),
        page=_whole(typed, "page") or 1,
        typed=typed,
    )


def year_of(text: str | None, *, today: date) -> int:
    """A calendar year, by default this one; only links write it. Raises NotFound."""
    if not text:
        return today.year
    if not (text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in YEARS):
        raise NotFound(text)
    return int(text)


def committee_of(text: str | None) -> CommitteeId | None:
    """The id of a committee; raises NotFound for what cannot be one."""
    try:
        return CommitteeId(UUID(text)) if text else None
    except ValueError:
        raise NotFound(text) from None


def _day(typed: Typed, field: str, *, today: date) -> date | None:
    """A day that may be left out and may be to come: a period may end with the year."""
    if not typed.fields.get(field):
        return None
    try:
        day = parse_day(typed.fields[field], today=today)
    except Misread as misread:
        typed.wrong(field, misread.key, **misread.values)
        return None
    if day.year in YEARS:
        return day
    typed.wrong(field, "entry.day", typed=typed.fields[field])
    return None


def _choice(typed: Typed, field: str, codes: type[Code]) -> Code | None:
    return typed.choice(field, codes) if typed.fields.get(field) else None


def _whole(typed: Typed, field: str) -> int | None:
    """A number that only links write: without a limit of digits that a person would enter."""
    text = typed.fields.get(field, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) < 19):
        typed.wrong(field, "entry.number", typed=text)
        return None
    return int(text) if text else None
