"""The clocks of a case: which term runs since when, up to which day, by which clause."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from services.intake.domain.deadlines import CLOCKS, HOLDING, PROBATION, Clock, Term
from shared.events.stage import ENDED, Stage
from shared.law.months import add_months
from shared.law.rule import Rule
from shared.law.rules import in_force
from shared.law.working_days import add_working_days, is_foreseen, working_days_between

Days = Mapping[Stage, date]
"""The day on which the step to each stage was taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A clock as seen on the day `seen_on`: today, or the day on which it stopped."""

    term: Term
    rule: Rule
    started_on: date
    due_on: date
    longest: date  # with what a special case may still add; `due_on` where nothing does
    seen_on: date
    running: bool
    extended: bool = False  # by an act of the committee that decides

    @property
    def in_working_days(self) -> bool:
        return self.rule.unit == "working days"

    @property
    def left(self) -> int:
        """Days left, working days where the term is in such; negative once it is over."""
        if self.in_working_days:
            return working_days_between(self.seen_on, self.due_on)
        return (self.due_on - self.seen_on).days

    @property
    def late(self) -> bool:
        return self.term is not Term.PROBATION and self.seen_on > self.due_on

    @property
    def breach(self) -> bool:
        """Whether even the time that a special case adds is over (QĐ 29 §4.3.1)."""
        return self.late and self.seen_on > self.longest

    @property
    def foreseen(self) -> bool:
        """Whether the holidays of its years are known; else the day may still change."""
        return not self.in_working_days or is_foreseen(self.started_on, self.longest)


def clocks(days: Days, on: date, *, awaited: Collection[Stage] = ()) -> list[Due]:
    """The clocks that run on the day `on` for the steps awaited, and those that are over."""
    found = (*started(days, on), *report_due(days, on))
    return [due for due in found if due.late or (due.running and concerns(due.term, awaited))]


def concerns(term: Term, awaited: Collection[Stage]) -> bool:
    """Whether a term is one for what is awaited: how long a paper holds, for the meeting."""
    return term not in HOLDING or not HOLDING[term].isdisjoint(awaited)


def next_due(days: Days, on: date, *, awaited: Collection[Stage] = ()) -> date | None:
    """When the first of the running clocks is over; probation, which only passes, is none.

    Lists ask this of thousands of cases, so it makes nothing but days.
    """
    if not ENDED.isdisjoint(days):
        return None
    running = (
        last_day(clock, start_of(clock, days), on, extended=clock.extended in days)
        for clock in CLOCKS
        if clock.starts in days and clock.stopped_on(days) is None and concerns(clock.term, awaited)
    )
    return min((day for day in running if day), default=None)


@lru_cache(maxsize=16384)
def last_day(clock: Clock, started_on: date, on: date, *, extended: bool) -> date | None:
    """The last day of a running clock, if it has begun by `on`."""
    if clock.after_probation and (started_on := probation_end(started_on)) > on:
        return None
    more = special_days(clock, on) if extended else 0
    return end_of(in_force(clock.rule_id, on), started_on, more=more)


def start_of(clock: Clock, days: Days) -> date:
    """The day of the step that starts a clock, or starts it anew."""
    started_on = days[clock.starts]
    return max(started_on, days.get(clock.renewed, started_on)) if clock.renewed else started_on


def special_days(clock: Clock, on: date) -> int:
    """How many days a special case adds to a term (QĐ 29 §4.3.1)."""
    return int(in_force(clock.more, on).value) if clock.more else 0


def started(days: Days, on: date) -> Iterator[Due]:
    """Every clock that was started, but for those that a case at its end no longer needs."""
    ended = not ENDED.isdisjoint(days)
    for clock in (*CLOCKS, PROBATION):
        stopped_on = clock.stopped_on(days)
        if clock.starts not in days or (ended and not stopped_on):
            continue
        started_on = start_of(clock, days)
        if clock.after_probation:
            started_on = probation_end(started_on)
        if started_on <= (stopped_on or on):
            extended = clock.extended in days
            yield due_of(clock, started_on, stopped_on=stopped_on, on=on, extended=extended)


def report_due(days: Days, on: date) -> Iterator[Due]:
    """The next report of the assigned member, a quarter after the last; lists do not ask for it."""
    assigned_on = days.get(Stage.MENTOR_ASSIGNED)
    if assigned_on is None or Stage.BRANCH_RESOLVED in days or not ENDED.isdisjoint(days):
        return
    last = max(assigned_on, days.get(Stage.MENTOR_REPORTED, assigned_on))
    rule = in_force("mentor_report_months", on)
    due_on = end_of(rule, last)
    yield Due(
        term=Term.MENTOR_REPORT,
        rule=rule,
        started_on=last,
        due_on=due_on,
        longest=due_on,
        seen_on=on,
        running=True,
    )


def due_of(
    clock: Clock, started_on: date, *, stopped_on: date | None, on: date, extended: bool
) -> Due:
    """Judged by the rule in force on the day on which the clock is looked at."""
    seen_on = stopped_on or on
    rule = in_force(clock.rule_id, seen_on)
    more = special_days(clock, seen_on)
    return Due(
        term=clock.term,
        rule=rule,
        started_on=started_on,
        due_on=end_of(rule, started_on, more=more if extended else 0),
        longest=end_of(rule, started_on, more=more),
        seen_on=seen_on,
        running=stopped_on is None,
        extended=extended,
    )


def probation_end(held_on: date) -> date:
    """The day on which the twelve months after a ceremony end (Charter 5.1)."""
    return end_of(in_force("probation_months", held_on), held_on)


def certificate_end(certified_on: date) -> date:
    """The last day on which the branch may meet by a certificate of that day (HD 06 §5.4)."""
    return end_of(in_force("certificate_months", certified_on), certified_on)


def end_of(rule: Rule, started_on: date, *, more: int = 0) -> date:
    """The last day of a term; twelve months from 29 February end on the 28th (open question 10)."""
    if rule.unit == "working days":
        return add_working_days(started_on, int(rule.value) + more)
    if rule.unit == "days":
        return started_on + timedelta(days=int(rule.value) + more)
    return add_months(started_on, int(rule.value) + more)
