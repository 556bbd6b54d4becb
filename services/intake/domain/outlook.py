"""What lies ahead of a case from one day to the next change: possible steps, and what is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from services.intake.domain.appeals import answer_awaited
from services.intake.domain.clocks import Days, end_of, next_due, probation_end, start_of
from services.intake.domain.deadlines import CLOCKS, Clock
from services.intake.domain.next import waits_on
from shared.events.stage import ENDED, Stage
from shared.law.rules import all_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """From `from_on` up to, not including, `until_on`, if no step is taken."""

    from_on: date
    until_on: date
    waits_for: tuple[Stage, ...]  # the steps that are possible on the way
    due_on: date | None  # when the first of the running clocks is over


def outlooks(days: Days) -> list[Outlook]:
    """All that is ahead, day by day, without the stretches in which nothing is; none at the end.

    A day is judged by the rules in force on it, so a rule that is replaced begins a new stretch.
    """
    if not ENDED.isdisjoint(days) and not answer_awaited(days):
        return []
    first, *turns = sorted(turning_points(days))
    seen = [(day, ahead_on(days, day)) for day in (first, *turns)]
    changes = [next(same) for _, same in groupby(seen, key=lambda each: each[1])]
    begins = [date.min, *(day for day, _ in changes[1:]), date.max]
    return [
        Outlook(from_on=from_on, until_on=until_on, waits_for=waits, due_on=due_on)
        for (from_on, until_on), (_, (waits, due_on)) in zip(pairwise(begins), changes, strict=True)
        if waits or due_on
    ]


def ahead_on(days: Days, on: date) -> tuple[tuple[Stage, ...], date | None]:
    """The possible steps of a day, and when the first term for them is over."""
    steps = waits_on(days, on)
    return steps, next_due(days, on, awaited=steps)


def turning_points(days: Days) -> set[date]:
    """The newest day, and every later one on which the clocks or the possible steps may change."""
    running = [clock for clock in CLOCKS if clock.starts in days and clock.stopped_on(days) is None]
    rules = [clock.rule_id for clock in running]
    rules += [clock.more for clock in running if clock.more and clock.extended in days]
    versions = [rule.valid_from for rule_id in rules for rule in all_rules()[rule_id]]
    oldest = [all_rules()[rule_id][0].valid_from for rule_id in rules]
    newest = max(*days.values(), *oldest, date.min)
    return {newest, *(day for day in (*versions, *beginnings(running, days)) if day > newest)}


def beginnings(running: list[Clock], days: Days) -> Iterator[date]:
    """The end of probation starts a clock, and the day after it opens a step.

    The day after a paper grew too old asks for it anew.
    """
    for clock in running:
        if clock.renewed:
            for rule in all_rules()[clock.rule_id]:
                yield end_of(rule, start_of(clock, days)) + timedelta(days=1)
        if clock.after_probation:
            end = probation_end(days[clock.starts])
            yield from (end, end + timedelta(days=1))
