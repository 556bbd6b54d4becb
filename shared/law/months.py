"""Months as the regulations count them: completed ones, ending on the last valid day of a month."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later; the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def completed_months(start: date, end: date) -> int:
    """How many whole months have passed from `start` to `end`; negative if `end` is earlier."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)
