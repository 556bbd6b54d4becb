"""The whole sample: every command of a made-up province up to a day, in their order."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.sample.days import LATEST
from services.sample.drafts import drafts
from services.sample.entry import Entry
from services.sample.founding import changing, founding
from services.sample.growing import grow
from services.sample.numbers import numbered
from services.sample.plan import plan
from services.sample.signing import signed
from services.sample.staff import erased, staff
from services.sample.telling import tell


def sample(seed: int, today: date, *, whole: bool = True) -> Sequence[Entry]:
    """The same entries for the same `seed` and `today`, those of one stream in their order.

    In the bloc 634 admissions from 2020 to May 2024 in the groups of the seed document; there and,
    if it is the `whole` province, elsewhere some since, some decisions cancelled, and cases at
    every stage and on every way out some days before `today`; and the reorganisation of 2025.
    Some offices have users, who act for them, and somebody was erased.
    Raises ValueError for a day before September 2024.
    """
    tree = grow(seed, whole=whole)
    plans = [plan(draft, seed, tree) for draft in drafts(seed, tree, today)]
    numbers = numbered(plans, tree)
    cases = [entry for each in plans for entry in tell(each, numbers, tree, seed=seed)]
    committees = [
        *founding(seed, tree),
        *changing(seed, tree, until=today - timedelta(days=LATEST)),
    ]
    beside = [*staff(seed, tree, today), *erased(plans, tree, today)]
    return list(signed(sorted([*committees, *cases, *beside], key=lambda entry: entry.at)))
