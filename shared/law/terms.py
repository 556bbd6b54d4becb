"""The terms of committees (nhiệm kỳ): with each, their documents are numbered anew."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import chain

from shared.events.terms import CommitteeType
from shared.law.rule import Sure

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The months in which the committees of a level hold their congresses, by an instrument."""

    instrument: str
    first: date
    last: date
    sure: Sure


@cache
def seasons() -> Mapping[CommitteeType, tuple[Season, ...]]:
    """The seasons of each level, the oldest first."""
    document = tomllib.loads(files("shared.law").joinpath("terms.toml").read_text("utf-8"))
    return {
        CommitteeType(level): tuple(
            Season(
                instrument=row["instrument"],
                first=row["from"],
                last=row["until"],
                sure=Sure(row["sure"]),
            )
            for row in season["held"]
        )
        for season in document["season"]
        for level in season["levels"]
    }


@cache
def turns(level: CommitteeType | None) -> tuple[date, ...]:
    """The days from which numbers may begin anew, in order; of an unknown level, those of all."""
    known = seasons()
    held = known[level] if level else tuple(chain.from_iterable(known.values()))
    return tuple(sorted({day for each in held for day in (each.first, each.last + ONE_DAY)}))


def stretch(level: CommitteeType | None, on: date) -> date:
    """The first day of the stretch around `on` within which no number is given twice.

    That is a term without its ends: the day of a committee's own congress is not known, so the
    months of congresses stand for themselves, and no number of a new term is held to be an old one.
    """
    return max((day for day in turns(level) if day <= on), default=date.min)
