"""Working days: which days offices are open, and terms that are counted in them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from shared.law.rule import Sure

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What the notice of a year says against the rule "Monday to Friday"."""

    closed: frozenset[date]
    open: frozenset[date]
    notice: str
    sure: Sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All years whose days are known; any other year has the holidays of fixed date alone."""

    years: Mapping[int, Year]
    every_year: frozenset[tuple[int, int]]  # month and day


@cache
def calendar() -> Calendar:
    """The calendar, read once from `calendar.toml`."""
    document = tomllib.loads(files("shared.law").joinpath("calendar.toml").read_text("utf-8"))
    return Calendar(
        years={
            row["year"]: Year(
                closed=frozenset(row["closed"]),
                open=frozenset(row["open"]),
                notice=row["notice"],
                sure=Sure(row["sure"]),
            )
            for row in document["year"]
        },
        every_year=frozenset(
            (int(day[:2]), int(day[3:])) for day in document["every_year"]["closed"]
        ),
    )


def is_working_day(day: date) -> bool:
    """Whether offices are open on `day`."""
    known = calendar().years.get(day.year)
    weekday = day.weekday() < SATURDAY
    if known is None:
        return weekday and (day.month, day.day) not in calendar().every_year
    return day in known.open or (weekday and day not in known.closed)


@lru_cache(maxsize=4096)
def add_working_days(start: date, days: int) -> date:
    """The last day of a term of `days` working days; `start` itself does not count."""
    day = start
    while days > 0:
        day += ONE_DAY
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; negative if `end` is earlier.

    So `working_days_between(start, add_working_days(start, n))` is `n`.
    """
    if end < start:
        return -working_days_between(end, start)
    whole_years = sum(open_days(year)[-1] for year in range(start.year, end.year))
    return whole_years + open_days(end.year)[nth(end)] - open_days(start.year)[nth(start)]


@cache
def open_days(year: int) -> tuple[int, ...]:
    """How many working days there are up to and with each day of a year; before the first none."""
    first, length = date(year, 1, 1), nth(date(year, 12, 31))
    days = (first + ONE_DAY * number for number in range(length))
    return tuple(accumulate((is_working_day(day) for day in days), initial=0))


def nth(day: date) -> int:
    """Which day of its year it is, the first being 1."""
    return day.timetuple().tm_yday


def is_foreseen(start: date, end: date) -> bool:
    """Whether the holidays of all years from `start` to `end` are known."""
    return all(year in calendar().years for year in range(start.year, end.year + 1))
