"""The whole sample: every command of a made-up province up to a day, in their order."""

from collections.abc import Sequence
from datetime import date

from services.sample.drafts import drafts
from services.sample.entry import Entry
from services.sample.numbers import numbered
from services.sample.plan import plan
from services.sample.telling import tell
from services.sample.tree import founding, grow


def sample(seed: int, today: date) -> Sequence[Entry]:
    """The same entries for the same `seed` and `today`, those of one stream in their order.

    634 admissions from 2020 to May 2024 in the groups of the seed document, some since, some
    decisions cancelled, and cases that stand at every stage some days before `today`.
    Raises ValueError for a day before September 2024.
    """
    tree = grow(seed)
    plans = [plan(draft, seed, tree) for draft in drafts(seed, tree, today)]
    numbers = numbered(plans, tree)
    cases = [entry for each in plans for entry in tell(each, numbers, tree, seed=seed)]
    return sorted([*founding(seed, tree), *cases], key=lambda entry: entry.at)
