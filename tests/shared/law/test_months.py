"""Months are completed ones, and end on the last valid day (Q3, Q10 of the domain)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.months import add_months, completed_months

DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2090, 12, 31))
MONTHS = st.integers(min_value=0, max_value=720)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2020, 1, 15), 60, date(2025, 1, 15)),
    ],
)
def test_months_end_on_the_last_valid_day(day, months, later):
    assert add_months(day, months) == later


@given(DAYS, DAYS)
def test_completed_months_are_the_most_that_fit(one, other):
    start, end = sorted([one, other])

    months = completed_months(start, end)

    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(DAYS, MONTHS)
def test_adding_months_completes_just_those(day, months):
    assert completed_months(day, add_months(day, months)) == months
