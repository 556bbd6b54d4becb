"""The cases beyond the bloc: over the whole province, at every stage, on every way out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from services.sample.applicants import any_profile
from services.sample.correcting import SLIPS
from services.sample.courses import CONCLUDED, OPEN, REMINDED
from services.sample.days import LATEST, workday, workdays
from services.sample.plan import Draft
from services.sample.reorganisation import DISTRICTS_END
from services.sample.tree import Body, Tree
from shared.events.stage import Stage
from shared.events.terms import CancelReason, CommitteeType

ADMITTED_SINCE = date(2021, 1, 4)
ADMITTED = 80
PENDING = 7  # at each stage
UNANSWERED = 6  # whose letters are late
WAYS_OUT = 4  # on each way
CROSSING = 8  # between two steps when the districts ended

WITH_COMMITTEE = frozenset(
    {
        CommitteeType.GRASSROOTS_COMMITTEE,
        CommitteeType.COMMUNE_COMMITTEE,
        CommitteeType.SECTION_COMMITTEE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """Where the cases are, and as of which day."""

    random: Random
    branches: Sequence[Body]
    today: date
    turn: Iterator[int] = field(default_factory=count)

    @property
    def until(self) -> date:
        return self.today - timedelta(days=LATEST)

    def draft(self, name: str, last: Stage, on: date) -> Draft:
        number = next(self.turn)
        return Draft(
            name=f"province {name} {number}",
            profile=any_profile(self.random),
            branch=self.random.choice(self.branches),
            last=last,
            on=on,
            number=number,
        )


def elsewhere(
    seed: int,
    tree: Tree,
    today: date,
    *,
    pending: Sequence[Stage],
    ways_out: Sequence[tuple[Stage, Sequence[Stage]]],
) -> Iterator[Draft]:
    """Nothing where the tree is the bloc alone; no case lies in the bloc, which admitted 634."""
    land = Land(
        random=Random(f"{seed}/elsewhere"),  # noqa: S311
        branches=[each for each in tree.further if has_cases(each) and each.above is not tree.bloc],
        today=today,
    )
    if land.branches:
        yield from admitted(land)
        yield from standing(land, pending)
        yield from gone(land, ways_out)
        yield from undone(land)
        yield from crossing(land)


def has_cases(body: Body) -> bool:
    """Branches of their own, and those under a committee of the grassroots level."""
    if body.type is CommitteeType.GRASSROOTS_BRANCH:
        return True
    return body.type is CommitteeType.BRANCH and body.above.type in WITH_COMMITTEE


Hitch = Callable[[Draft, int], Draft]
"""What did not go straight in a case, by its turn among those of the kind."""

HITCHES: Sequence[Hitch] = (
    lambda draft, _: replace(draft, aside={Stage.OPINIONS_SUMMARISED: [Stage.BRANCH_NOT_PASSED]}),
    lambda draft, _: replace(
        draft, aside={Stage.GRASSROOTS_RESOLVED: [Stage.RETURNED, Stage.RESUBMITTED]}
    ),
    lambda draft, _: replace(draft, late=True),
    lambda draft, _: replace(
        draft,
        aside={
            Stage.PROSPECT_LISTED: [Stage.CONDITION_NOTED],
            Stage.GRASSROOTS_RESOLVED: [Stage.CONSENT_GIVEN],
        },
    ),
    lambda draft, turn: replace(draft, corrected=tuple(SLIPS)[turn % len(SLIPS)]),
    lambda draft, turn: replace(draft, corrected=tuple(SLIPS)[-1 - turn % len(SLIPS)]),
    lambda draft, turn: replace(draft, introducer_replaced=True, turn=turn),
    lambda draft, turn: replace(draft, course=CONCLUDED[turn % len(CONCLUDED)]),
    lambda draft, turn: replace(draft, course=CONCLUDED[-1 - turn % len(CONCLUDED)]),
)
OF_WHICH = 10  # cases, one meets with each hitch


def admitted(land: Land) -> Iterator[Draft]:
    """Most without a hitch; some after a lost vote, a late ceremony and the like."""
    days = workdays(ADMITTED_SINCE, land.until)
    long_ago = workday(land.until - timedelta(days=90))  # a late ceremony comes two months later
    for number in range(ADMITTED):
        draft = land.draft("admitted", Stage.ADMITTED, land.random.choice(days))
        draft = replace(draft, recognised_by=land.until)
        if number % OF_WHICH < len(HITCHES):
            draft = replace(draft, on=min(draft.on, long_ago))
            draft = HITCHES[number % OF_WHICH](draft, number // OF_WHICH)
        yield draft


def standing(land: Land, stages: Sequence[Stage]) -> Iterator[Draft]:
    """Some at every stage, and letters that nobody has answered in time."""
    for stage in stages:
        for _ in range(PENDING):
            on = land.today - timedelta(days=land.random.randint(LATEST, 35))
            yield replace(land.draft(f"open {stage}", stage, on), open_until=land.until)
    for number in range(UNANSWERED):
        on = land.today - timedelta(days=land.random.randint(60, 100))
        draft = land.draft("unanswered", Stage.CV_SEALED, on)
        yield replace(draft, open_until=land.until, number=number % 2)
    for number, course in enumerate((*OPEN, REMINDED, REMINDED, REMINDED)):
        on = land.today - timedelta(days=50 + 5 * number)
        draft = land.draft("on a course", Stage.CV_SEALED, on)
        yield replace(draft, open_until=land.until, course=course)


def gone(land: Land, ways: Sequence[tuple[Stage, Sequence[Stage]]]) -> Iterator[Draft]:
    """Each way out some times, for each of its reasons."""
    for turn in range(WAYS_OUT):
        for last, steps in ways:
            on = workday(land.today - timedelta(days=land.random.randint(40, 300)))
            days = [workday(on + timedelta(days=10 * later)) for later in range(1, len(steps) + 1)]
            draft = land.draft("gone", last, on)
            yield replace(draft, then=dict(zip(steps, days, strict=True)), turn=turn)


def undone(land: Land) -> Iterator[Draft]:
    """Decisions that were cancelled; what competence or procedure had spoilt was done again."""
    for reason in CancelReason:
        on = workday(land.today - timedelta(days=900))
        draft = replace(
            land.draft(f"undone {reason}", Stage.ADMITTED, on),
            then={Stage.DECISION_CANCELLED: workday(on + timedelta(days=60))},
            reason=reason,
        )
        yield draft
        if reason is not CancelReason.STANDARDS:
            yield replace(
                draft,
                name=f"{draft.name} again",
                on=workday(land.until - timedelta(days=20)),
                then={},
                recognised_by=land.until,
                again=draft,
            )


def crossing(land: Land) -> Iterator[Draft]:
    """Cases that were under way when the committees above them ended, and went on with others."""
    for number in range(CROSSING):
        on = DISTRICTS_END + timedelta(days=3 * number + 1)
        if on > land.until:
            return
        yield replace(land.draft("crossing", Stage.ADMITTED, on), recognised_by=land.until)
