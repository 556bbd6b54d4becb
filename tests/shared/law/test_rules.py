"""Each rule is in force on the days that its instrument is, and names its clause."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from shared.law.refusal import Refused
from shared.law.rules import Sure, all_rules, in_force, rule_set

RULES = all_rules()


@pytest.mark.parametrize(
    ("day", "regulation"),
    [
        (date(2016, 7, 25), "29-QĐ/TW"),
        (date(2021, 7, 29), "29-QĐ/TW"),
        (date(2021, 7, 30), "24-QĐ/TW"),
        (date(2025, 1, 19), "24-QĐ/TW"),
        (date(2025, 1, 20), "232-QĐ/TW"),
        (date(2025, 6, 30), "232-QĐ/TW"),
        (date(2025, 7, 1), "294-QĐ/TW"),
    ],
)
def test_the_rule_set_of_a_day_is_the_implementing_regulation_in_force(day, regulation):
    assert rule_set(day) == regulation


@pytest.mark.parametrize(
    ("rule_id", "day", "value", "clause"),
    [
        ("age_min_months", date(2022, 1, 1), 216, "1.1.1"),
        ("age_max_months", date(2025, 8, 1), 720, "1.1.1"),
        ("certificate_months", date(2025, 6, 9), 60, "5.4"),
        ("branch_official_members", date(2020, 1, 1), 3, "24.1"),
    ],
)
def test_a_number_has_its_clause(rule_id, day, value, clause):
    rule = in_force(rule_id, day)

    assert (rule.value, rule.clause) == (value, clause)


@pytest.mark.parametrize("rule_id", ["branch_vote", "grassroots_vote"])
def test_a_vote_needs_two_thirds(rule_id):
    value = in_force(rule_id, date(2024, 1, 1)).value

    assert (value.numerator, value.denominator) == (2, 3)


def test_what_was_not_seen_is_marked_recalled():
    assert in_force("grassroots_vote", date(2024, 1, 1)).sure is Sure.RECALLED


@pytest.mark.parametrize("rule_id", RULES)
def test_one_instrument_follows_the_other_without_gap(rule_id):
    assert all(one.valid_to == other.valid_from for one, other in pairwise(RULES[rule_id]))
    assert RULES[rule_id][-1].valid_to is None


@pytest.mark.parametrize("rule_id", RULES)
def test_a_day_before_the_earliest_rule_is_refused_and_the_first_day_named(rule_id):
    first = RULES[rule_id][0].valid_from

    with pytest.raises(Refused) as refusal:
        in_force(rule_id, first - timedelta(days=1))

    assert (refusal.value.code, refusal.value.needed) == ("no_rule_in_force", first)


def test_an_unknown_rule_is_a_bug():
    with pytest.raises(KeyError):
        in_force("no_such_rule", date(2024, 1, 1))
