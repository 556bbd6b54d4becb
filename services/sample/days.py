"""When the steps of a made-up case were taken, and when they were recorded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from services.intake.domain import probation_end
from shared.events.stage import ON_THE_WAY, Stage
from shared.law.working_days import add_working_days, is_working_day

SINCE_THE_STEP_BEFORE: Mapping[Stage, tuple[int, int]] = {
    Stage.CLASS_CERTIFIED: (60, 300),
    Stage.APPLICATION_FILED: (20, 200),
    Stage.CV_DECLARED: (3, 15),
    Stage.CV_SEALED: (3, 12),
    Stage.BACKGROUND_CONCLUDED: (15, 50),
    Stage.CV_CERTIFIED: (1, 5),
    Stage.INTRODUCED: (1, 8),
    Stage.OPINIONS_SUMMARISED: (1, 8),
    Stage.BRANCH_RESOLVED: (4, 15),
    Stage.SECTION_EXAMINED: (2, 6),
    Stage.GRASSROOTS_RESOLVED: (3, 14),
    Stage.APPRAISED: (8, 18),
    Stage.DECIDED: (3, 17),
    Stage.DECISION_RECEIVED: (3, 10),
    Stage.ADMITTED: (4, 25),
}
"""In days, at least and at most: within every term of QĐ 24 §4 (60 and 30 working days)."""

SINCE_THE_SETBACK_BEFORE: Mapping[Stage, int] = {
    Stage.RECOGNITION_NOT_PASSED: 2,
    Stage.RECOGNITION_REFERRED: 12,  # after the third vote
    Stage.RECOGNITION_RETURNED: 3,
    Stage.RECOGNITION_RESUBMITTED: 3,
}
"""In working days."""

TO_THE_CEREMONY = tuple(
    stage
    for stage in ON_THE_WAY
    if stage is Stage.PROSPECT_LISTED or stage in SINCE_THE_STEP_BEFORE
)
LATEST = 4  # days before today: late enough to be recorded by now


def workday(day: date) -> date:
    """The last day up to `day` on which offices are open."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def workdays(first: date, last: date) -> list[date]:
    """All days from `first` to `last` on which offices are open."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


def steps_up_to(last: Stage, on: date, random: Random) -> dict[Stage, date]:
    """The days of all steps up to `last`, which was taken on `on`, in their order.

    A case may leave the way after any step, so the days of that are told by the caller.
    """
    way = TO_THE_CEREMONY[: TO_THE_CEREMONY.index(last) + 1]
    days = {last: workday(on)}
    for earlier, later in reversed(list(pairwise(way))):
        least, most = SINCE_THE_STEP_BEFORE[later]
        days[earlier] = workday(days[later] - timedelta(days=random.randint(least, most)))
    return {stage: days[stage] for stage in way}


def since_the_ceremony(
    held_on: date, random: Random, *, last: Stage, until: date
) -> dict[Stage, date]:
    """The steps of probation and recognition up to `last`, as far as they fall by `until`."""
    over_on = probation_end(held_on)
    proposed_on = add_working_days(over_on, random.randint(2, 25))
    resolved_on = add_working_days(proposed_on, random.randint(2, 8))
    days = {
        Stage.MEMBER_CV_RECEIVED: add_working_days(held_on, random.randint(5, 25)),
        Stage.NEW_MEMBER_CERTIFIED: add_working_days(held_on, random.randint(60, 150)),
        Stage.SELF_REVIEWED: add_working_days(over_on, 1),
        Stage.PROBATION_COMMENTED: add_working_days(over_on, 1),
        Stage.PROBATION_OPINIONS_SUMMARISED: add_working_days(over_on, 2),
        Stage.RECOGNITION_PROPOSED: proposed_on,
        Stage.RECOGNITION_RESOLVED: resolved_on,
        Stage.OFFICIAL: add_working_days(resolved_on, random.randint(3, 15)),
    }
    way = list(days)[: list(days).index(last) + 1]
    return {stage: days[stage] for stage in way if days[stage] <= until}


def set_back(since: date, steps: Sequence[Stage]) -> dict[Stage, date]:
    """The steps of a recognition that does not go straight on, each some time after the other."""
    days: dict[Stage, date] = {}
    for stage in steps:
        since = days[stage] = add_working_days(since, SINCE_THE_SETBACK_BEFORE[stage])
    return days


def recorded(days: Sequence[date], random: Random) -> Iterator[datetime]:
    """A moment for each of `days`, which ascend: in office hours, up to two days late, in order."""
    earliest = datetime.min.replace(tzinfo=UTC)
    for day in days:
        late = day + timedelta(days=random.choice((0, 0, 0, 1, 2)))
        hour = time(random.randint(1, 9), random.randrange(60), random.randrange(60), tzinfo=UTC)
        moment = max(datetime.combine(late, hour), earliest + timedelta(minutes=3))
        yield moment
        earliest = moment
