"""A term in working days leaves out weekends, holidays and swapped days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.law.working_days import (
    add_working_days,
    calendar,
    is_foreseen,
    is_working_day,
    working_days_between,
)

DAYS = st.dates(date(2019, 1, 1), date(2027, 12, 31))
YEARS = sorted(calendar().years)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2020, 1, 23),  # the eve of the eve of Tết Canh Tý
        date(2021, 5, 3),  # 1/5 fell on a Saturday
        date(2022, 4, 11),  # the Hùng Kings on a Sunday
        date(2023, 5, 3),
        date(2024, 2, 14),  # the fifth of Tết Giáp Thìn
        date(2025, 5, 2),  # swapped
        date(2026, 8, 31),  # swapped
        date(2026, 11, 24),
    ],
)
def test_offices_are_closed_on(holiday):
    assert not is_working_day(holiday)


@pytest.mark.parametrize("day", [date(2024, 5, 4), date(2025, 4, 26), date(2026, 8, 22)])
def test_a_saturday_is_worked_for_a_swapped_day(day):
    assert day.weekday() == 5
    assert is_working_day(day)


@pytest.mark.parametrize("year", YEARS)
def test_the_days_of_a_year_are_of_that_year_and_change_something(year):
    known = calendar().years[year]

    assert {day.year for day in known.closed | known.open} == {year}
    assert all(day.weekday() < 5 for day in known.closed)
    assert all(day.weekday() >= 5 for day in known.open)
    assert known.notice


@pytest.mark.parametrize("year", YEARS)
def test_labour_code_112_gives_eleven_days_or_the_next_working_ones(year):
    swapped = len(calendar().years[year].open)
    due = {2020: 10, 2026: 12}.get(year, 11)  # 2/9 had one day before 2021; 24/11 came in 2026

    assert len(calendar().years[year].closed) - swapped == due


def test_years_follow_each_other_without_gap():
    assert len(YEARS) == YEARS[-1] - YEARS[0] + 1


def test_a_year_without_a_notice_has_the_holidays_of_fixed_date_and_says_so():
    assert not is_working_day(date(2027, 9, 2))
    assert is_working_day(date(2027, 2, 8))
    assert not is_foreseen(date(2026, 12, 1), date(2027, 2, 1))
    assert is_foreseen(date(2025, 12, 1), date(2026, 2, 1))


def test_a_term_over_tet_ends_after_the_holidays():
    assert add_working_days(date(2024, 2, 7), 1) == date(2024, 2, 15)


def test_the_first_day_of_a_term_is_the_next_working_day():
    assert add_working_days(date(2024, 6, 7), 1) == date(2024, 6, 10)
    assert add_working_days(date(2024, 6, 8), 1) == date(2024, 6, 10)


@given(DAYS, st.integers(0, 120))
def test_a_term_is_as_long_as_it_says(start, days):
    assert working_days_between(start, add_working_days(start, days)) == days


@given(DAYS, DAYS)
def test_counted_backwards_it_is_the_same_number(start, end):
    assert working_days_between(start, end) == -working_days_between(end, start)


@given(DAYS, st.integers(1, 120))
def test_a_term_ends_on_a_working_day_and_one_day_less_ends_before(start, days):
    last = add_working_days(start, days)

    assert is_working_day(last)
    assert add_working_days(start, days - 1) <= last - timedelta(days=1)


@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(0, 900))
def test_days_between_are_the_working_days_one_by_one(start, length):
    days = [start + timedelta(days=number) for number in range(1, length + 1)]

    assert working_days_between(start, start + timedelta(days=length)) == sum(
        map(is_working_day, days)
    )
