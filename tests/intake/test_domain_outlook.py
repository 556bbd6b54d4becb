"""What is kept of the days ahead is what any of those days would say by itself."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain import next_due, outlooks, waits_on
from shared.events.stage import ENDED, Stage

OPEN = [stage for stage in Stage if stage not in ENDED]
DAYS = st.dates(date(2014, 1, 1), date(2024, 6, 1))
WAYS = st.dictionaries(st.sampled_from(OPEN), DAYS, min_size=1)


def on_day(days, on):
    return [each for each in outlooks(days) if each.from_on <= on < each.until_on]


@given(WAYS, st.integers(0, 3000))
def test_any_later_day_finds_what_it_would_work_out_itself(days, later):
    on = max(*days.values(), date(2017, 1, 1)) + timedelta(days=later)

    found = [(outlook.waits_for, outlook.due_on) for outlook in on_day(days, on)]

    waits = waits_on(days, on)
    assert found == [seen for seen in [(waits, next_due(days, on, awaited=waits))] if any(seen)]


def test_the_end_of_probation_brings_a_due_day_and_the_day_after_it_a_step():
    days = {Stage.ADMITTED: date(2024, 2, 5), Stage.MEMBER_CV_RECEIVED: date(2024, 3, 1)}
    days[Stage.NEW_MEMBER_CERTIFIED] = date(2024, 9, 1)
    seen = {
        day: [(Stage.SELF_REVIEWED in each.waits_for, each.due_on) for each in on_day(days, day)]
        for day in (date(2025, 2, 4), date(2025, 2, 5), date(2025, 2, 6))
    }

    assert [reviewed for [(reviewed, _)] in seen.values()] == [False, False, True]
    due_on = date(2025, 3, 19)
    assert [day for [(_, day)] in seen.values()] == [None, due_on, due_on]


def test_a_case_at_its_end_has_nothing_ahead():
    assert outlooks({Stage.PROSPECT_LISTED: date(2023, 2, 1), Stage.CLOSED: date(2023, 3, 1)}) == []


def test_a_case_with_one_term_that_no_rule_changed_is_one_stretch():
    days = {Stage.PROSPECT_LISTED: date(2023, 2, 1), Stage.CLASS_CERTIFIED: date(2023, 5, 15)}

    assert len(outlooks(days)) == 1
