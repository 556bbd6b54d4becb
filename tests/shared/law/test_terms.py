"""Documents are numbered anew after each congress (HD 36-HD/VPTW), at each level in its time."""

from datetime import date

import pytest

from shared.events.terms import CommitteeType
from shared.law.terms import seasons, stretch, turns

BRANCH, GRASSROOTS = CommitteeType.BRANCH, CommitteeType.GRASSROOTS_COMMITTEE
BLOC, PROVINCE = CommitteeType.BLOC_COMMITTEE, CommitteeType.PROVINCE_COMMITTEE


def test_every_level_has_its_seasons_in_their_order():
    assert set(seasons()) == set(CommitteeType)
    for held in seasons().values():
        days = [day for each in held for day in (each.first, each.last)]
        assert days == sorted(days)


@pytest.mark.parametrize(
    ("level", "one", "other"),
    [
        (GRASSROOTS, date(2020, 7, 1), date(2025, 2, 28)),
        (BLOC, date(2020, 9, 1), date(2025, 5, 31)),
        (PROVINCE, date(2020, 11, 1), date(2025, 8, 31)),
        (BRANCH, date(2020, 7, 1), date(2021, 12, 31)),
    ],
)
def test_a_term_lasts_from_one_season_of_congresses_to_the_next(level, one, other):
    assert stretch(level, one) == stretch(level, other)


def test_a_branch_meets_twice_where_its_committee_meets_once():
    before, after = date(2021, 12, 31), date(2023, 1, 1)

    assert stretch(BRANCH, before) != stretch(BRANCH, after)
    assert stretch(GRASSROOTS, before) == stretch(GRASSROOTS, after)


def test_a_season_belongs_to_neither_term():
    before, within, after = date(2025, 2, 28), date(2025, 3, 1), date(2025, 7, 1)

    assert len({stretch(GRASSROOTS, day) for day in (before, within, after)}) == 3
    assert stretch(GRASSROOTS, date(2025, 6, 30)) == stretch(GRASSROOTS, within)


def test_a_committee_of_unknown_level_may_begin_anew_with_any_other():
    assert set(turns(None)) == {day for level in CommitteeType for day in turns(level)}


def test_what_was_before_all_seasons_is_one_stretch():
    assert stretch(PROVINCE, date(1999, 1, 1)) == stretch(PROVINCE, date(2015, 8, 31))
