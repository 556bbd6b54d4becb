"""Which cases there are: the 634 of the seed document, some beyond them, some at every stage."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from services.sample.applicants import GREW_OUT, STUDENTS, any_profile, seed_profiles
from services.sample.days import LATEST, workday, workdays
from services.sample.elsewhere import elsewhere
from services.sample.plan import Draft
from services.sample.tree import Tree
from shared.events.stage import Stage
from shared.events.terms import CancelReason

COUNTED_FROM = date(2020, 1, 2)
COUNTED_TO = date(2024, 5, 31)
ADMISSIONS: Mapping[int, int] = {2020: 112, 2021: 131, 2022: 146, 2023: 172, 2024: 73}
"""How many ceremonies in each year, up to May 2024: 634 in all."""

A_YEAR_SINCE = 24  # admissions a year after May 2024
A_YEAR = (date(2024, 1, 1), date(2024, 12, 31))
OPEN: Mapping[Stage, int] = {
    Stage.PROSPECT_LISTED: 9,
    Stage.CLASS_CERTIFIED: 8,
    Stage.APPLICATION_FILED: 5,
    Stage.CV_DECLARED: 5,
    Stage.CV_SEALED: 12,
    Stage.BACKGROUND_CONCLUDED: 4,
    Stage.CV_CERTIFIED: 4,
    Stage.BRANCH_RESOLVED: 5,
    Stage.GRASSROOTS_RESOLVED: 4,
    Stage.APPRAISED: 3,
    Stage.DECIDED: 3,
    Stage.DECISION_RECEIVED: 3,
}
"""How many cases stand at each stage today."""

CANCELLED: Sequence[tuple[Stage, date, CancelReason]] = (
    (Stage.ADMITTED, date(2021, 3, 26), CancelReason.STANDARDS),
    (Stage.ADMITTED, date(2022, 9, 9), CancelReason.PROCEDURE),
    (Stage.ADMITTED, date(2023, 12, 22), CancelReason.COMPETENCE),
    (Stage.DECISION_RECEIVED, date(2023, 6, 16), CancelReason.STANDARDS),
    (Stage.DECIDED, date(2022, 4, 8), CancelReason.PROCEDURE),
)
"""Cases beyond the 634 whose decision was cancelled: how far they had come, and when."""

FORWARDED = (Stage.ADMISSION_FORWARDED, Stage.FORWARDED_ADMISSION_RECEIVED)
APPEALED = (Stage.STRUCK_OFF, Stage.STRIKING_OFF_APPEALED)
LEFT: Sequence[tuple[Stage, Sequence[Stage]]] = (
    (Stage.PROSPECT_LISTED, (Stage.DELISTED,)),
    (Stage.CLASS_CERTIFIED, (Stage.DELISTED,)),
    (Stage.APPLICATION_FILED, (Stage.WITHDRAWN,)),
    (Stage.OPINIONS_SUMMARISED, (Stage.BRANCH_NOT_PASSED,)),
    (Stage.CV_CERTIFIED, (Stage.CLOSED,)),
    (Stage.CV_CERTIFIED, (Stage.CV_REAFFIRMED,)),
    (Stage.BRANCH_RESOLVED, (Stage.RETURNED,)),
    (Stage.BRANCH_RESOLVED, (Stage.RETURNED, Stage.RESUBMITTED)),
    (Stage.GRASSROOTS_RESOLVED, (Stage.APPRAISAL_HELD,)),
    (Stage.GRASSROOTS_RESOLVED, (Stage.RETURNED,)),
    (Stage.GRASSROOTS_RESOLVED, (Stage.REFUSED,)),
    (Stage.GRASSROOTS_RESOLVED, (Stage.DEADLINE_EXTENDED,)),
    (Stage.DECISION_RECEIVED, (Stage.WITHDRAWN,)),
    (Stage.ADMITTED, (Stage.STRUCK_OFF,)),
    (Stage.ADMITTED, (Stage.DISCIPLINED,)),
    (Stage.ADMITTED, (*APPEALED,)),
    (Stage.ADMITTED, (*APPEALED, Stage.STRIKING_OFF_UPHELD)),
    (Stage.ADMITTED, (*APPEALED, Stage.STRIKING_OFF_ANNULLED)),
    (Stage.BRANCH_RESOLVED, (Stage.APPLICANT_MOVED,)),
    (Stage.DECIDED, (Stage.ADMISSION_FORWARDED,)),
    (Stage.DECIDED, (*FORWARDED,)),
    (Stage.DECIDED, (*FORWARDED, Stage.CEREMONY_ORDERED)),
    (Stage.DECIDED, (*FORWARDED, Stage.ADMISSION_SENT_BACK)),
    (Stage.ADMITTED, (Stage.PROBATIONER_TRANSFERRED, Stage.TRANSFER_PRESENTED)),
    (Stage.CV_CERTIFIED, (Stage.CASE_SUSPENDED,)),
    (Stage.BRANCH_RESOLVED, (Stage.CASE_SUSPENDED, Stage.CASE_RESUMED)),
    (Stage.GRASSROOTS_RESOLVED, (Stage.CONDITION_NOTED,)),
    (Stage.GRASSROOTS_RESOLVED, (Stage.CONDITION_NOTED, Stage.CONSENT_GIVEN)),
    (Stage.CV_CERTIFIED, (Stage.CONDITION_NOTED, Stage.CONDITION_TAKEN_BACK)),
)
"""Cases that left the way some weeks ago: how far they had come, and the steps aside."""

UNRECOGNISED: Mapping[Stage, int] = {
    Stage.RECOGNITION_PROPOSED: 3,
    Stage.RECOGNITION_RESOLVED: 2,
}
"""How many probationary members wait for their recognition, at each stage."""
SET_BACK: Sequence[tuple[Stage, Sequence[Stage]]] = (
    (Stage.RECOGNITION_PROPOSED, (Stage.RECOGNITION_RETURNED,)),
    (Stage.RECOGNITION_RESOLVED, (Stage.RECOGNITION_RETURNED, Stage.RECOGNITION_RESUBMITTED)),
    (Stage.PROBATION_OPINIONS_SUMMARISED, (Stage.RECOGNITION_NOT_PASSED,)),
    (
        Stage.PROBATION_OPINIONS_SUMMARISED,
        (Stage.RECOGNITION_NOT_PASSED, Stage.RECOGNITION_REFERRED),
    ),
)
"""Recognitions that did not go straight on: how far they had come, and what came then."""
SET_BACK_SINCE = 450  # days since their ceremonies
WAITS = 430  # days since their ceremonies: probation is over, and the decision not late yet

SHORTEST_HISTORY = date(2024, 9, 1)


def drafts(seed: int, tree: Tree, today: date) -> list[Draft]:
    """Every case of the sample as of `today`; raises ValueError for a day before all is told."""
    if today < SHORTEST_HISTORY:
        raise ValueError(f"the sample tells of days up to {SHORTEST_HISTORY}, later than {today}")
    return [
        *of_the_seed(seed, tree, today),
        *admitted_since(seed, tree, today),
        *cancelled(seed, tree),
        *still_open(seed, tree, today),
        *left(seed, tree, today),
        *awaiting_recognition(seed, tree, today),
        *not_straight_on(seed, tree, today),
        *elsewhere(seed, tree, today, pending=list(OPEN), ways_out=LEFT),
    ]


def of_the_seed(seed: int, tree: Tree, today: date) -> Iterator[Draft]:
    """The 634; the students, who are the last ones, all at the college."""
    random = Random(f"{seed}/seed")  # noqa: S311
    profiles = seed_profiles(random)
    days = ceremonies(random)
    random.shuffle(days)
    college = tree.below(tree.offices[0])
    for number, (profile, day) in enumerate(zip(profiles, days, strict=True)):
        studies = number >= len(profiles) - STUDENTS
        yield Draft(
            name=f"seed {number}",
            profile=profile,
            branch=random.choice(college if studies else tree.branches),
            last=Stage.ADMITTED,
            on=day,
            grew_out=number < GREW_OUT,
            recognised_by=today - timedelta(days=LATEST),
        )


def ceremonies(random: Random) -> list[date]:
    """A day for each of the 634, as many in each year as is told of it."""
    return [
        day
        for year, count in ADMISSIONS.items()
        for day in random.choices(
            workdays(max(date(year, 1, 1), COUNTED_FROM), min(date(year, 12, 31), COUNTED_TO)),
            k=count,
        )
    ]


def admitted_since(seed: int, tree: Tree, today: date) -> Iterator[Draft]:
    random = Random(f"{seed}/since")  # noqa: S311
    days = workdays(COUNTED_TO + timedelta(days=1), today - timedelta(days=LATEST))
    for number in range(len(days) * A_YEAR_SINCE // len(workdays(*A_YEAR))):
        yield Draft(
            name=f"since {number}",
            profile=any_profile(random),
            branch=random.choice(tree.branches),
            last=Stage.ADMITTED,
            on=random.choice(days),
            recognised_by=today - timedelta(days=LATEST),
        )


def cancelled(seed: int, tree: Tree) -> Iterator[Draft]:
    random = Random(f"{seed}/cancelled")  # noqa: S311
    for number, (last, on, reason) in enumerate(CANCELLED):
        yield Draft(
            name=f"cancelled {number}",
            profile=any_profile(random),
            branch=random.choice(tree.branches),
            last=last,
            on=on,
            then={Stage.DECISION_CANCELLED: workday(on + timedelta(days=random.randint(20, 150)))},
            reason=reason,
        )


def still_open(seed: int, tree: Tree, today: date) -> Iterator[Draft]:
    random = Random(f"{seed}/open")  # noqa: S311
    for stage, count in OPEN.items():
        for number in range(count):
            yield Draft(
                name=f"open {stage} {number}",
                profile=any_profile(random),
                branch=random.choice(tree.branches),
                last=stage,
                on=today - timedelta(days=random.randint(LATEST, 28)),
                open_until=today - timedelta(days=LATEST),
                number=number,
            )


def left(seed: int, tree: Tree, today: date) -> Iterator[Draft]:
    random = Random(f"{seed}/left")  # noqa: S311
    for number, (last, aside) in enumerate(LEFT):
        on = workday(today - timedelta(days=random.randint(30, 45)))
        days = [workday(on + timedelta(days=8 * later)) for later in range(1, len(aside) + 1)]
        yield Draft(
            name=f"left {number}",
            profile=any_profile(random),
            branch=random.choice(tree.branches),
            last=last,
            on=on,
            then=dict(zip(aside, days, strict=True)),
            open_until=today - timedelta(days=LATEST),
            number=number,
        )


def awaiting_recognition(seed: int, tree: Tree, today: date) -> Iterator[Draft]:
    """Nobody where their ceremonies would fall among the 634."""
    random = Random(f"{seed}/awaiting")  # noqa: S311
    on = today - timedelta(days=WAITS)
    for stage, count in UNRECOGNISED.items():
        for number in range(count if workday(on) > COUNTED_TO else 0):
            yield Draft(
                name=f"awaiting {stage} {number}",
                profile=any_profile(random),
                branch=random.choice(tree.branches),
                last=Stage.ADMITTED,
                on=on,
                recognised_by=today - timedelta(days=LATEST),
                recognised_to=stage,
            )


def not_straight_on(seed: int, tree: Tree, today: date) -> Iterator[Draft]:
    """One of each; nobody where their ceremonies would fall among the 634."""
    random = Random(f"{seed}/set back")  # noqa: S311
    on = today - timedelta(days=SET_BACK_SINCE)
    for number, (last, steps) in enumerate(SET_BACK if workday(on) > COUNTED_TO else ()):
        yield Draft(
            name=f"set back {number}",
            profile=any_profile(random),
            branch=random.choice(tree.branches),
            last=Stage.ADMITTED,
            on=on,
            recognised_by=today - timedelta(days=LATEST),
            recognised_to=last,
            set_back=steps,
        )
