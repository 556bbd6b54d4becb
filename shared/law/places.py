"""Names of places through time: whether two names mean the same place, read from `places.toml`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from shared.law.rule import Sure

KINDS = re.compile(
    r"^(tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|xã|phường|thị trấn|tt\.?)\s+", re.UNICODE
)
DISTRICTS = frozenset({"huyện", "quận", "thị xã", "tx", "tx."})
DISTRICTS_ENDED = date(2025, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From a day on, a place is part of another or bears another name."""

    name: str  # as `tidy` leaves it, the province last
    into: str
    since: date
    instrument: str
    sure: Sure


@cache
def changes() -> Sequence[Change]:
    """Every change that is known, the oldest first."""
    document = tomllib.loads(files("shared.law").joinpath("places.toml").read_text("utf-8"))
    rows = [
        Change(
            name=name,
            into=tidy(row["into"]),
            since=row["since"],
            instrument=row["instrument"],
            sure=Sure(row["sure"]),
        )
        for row in document["change"]
        for name in map(tidy, row["names"])
    ]
    return sorted(rows, key=lambda row: row.since)


def tidy(text: str) -> str:
    """A name in one spelling: NFC, small letters, single blanks; diacritics count."""
    return " ".join(normalize("NFC", text).casefold().replace(" ,", ",").split())


def parts(text: str) -> list[str]:
    """The levels of a place, the province last, without the words for the kind of each."""
    return [KINDS.sub("", part.strip()) for part in tidy(text).split(",") if part.strip()]


def same_place(one: str, other: str, *, on: date) -> bool:
    """Whether two names mean one place as of a day; a district may be left out since 1/7/2025."""
    return now(one, on=on) == now(other, on=on)


def now(text: str, *, on: date) -> tuple[str, ...]:
    """The place as it is called on a day."""
    levels = [part.strip() for part in tidy(text).split(",") if part.strip()]
    if on >= DISTRICTS_ENDED and len(levels) > 2:
        levels = [part for part in levels if not is_district(part)]
    bare = [KINDS.sub("", part) for part in levels]
    for change in changes():
        if change.since <= on:
            bare = moved(bare, parts(change.name), parts(change.into))
    return tuple(bare)


def is_district(part: str) -> bool:
    found = KINDS.match(part)
    return found is not None and found[1] in DISTRICTS


def moved(place: list[str], name: list[str], into: list[str]) -> list[str]:
    """The place with its end replaced, where that is what changed."""
    if place[-len(name) :] != name:
        return place
    return [*place[: -len(name)], *into]
