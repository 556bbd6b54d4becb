"""No withheld count can be worked out: every world that looks the same is tried."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.statistics.withholding import SMALLEST, Asking, Table, Told, told, withheld
from shared.events.terms import CommitteeId
from tests.statistics.histories import committee

TOP, LEFT, RIGHT = committee(0), committee(1), committee(2)
LEAVES = {LEFT: (committee(11), committee(12)), RIGHT: (committee(21), committee(22))}
STRANGER = Asking(line=(), admitted=0)
World = Mapping[CommitteeId, int]


def spread(admitted: int, over: int) -> Iterable[tuple[int, ...]]:
    """Every way to spread so many over so many."""
    if over == 1:
        yield (admitted,)
        return
    for first in range(admitted + 1):
        yield from ((first, *rest) for rest in spread(admitted - first, over - 1))


def worlds(own: CommitteeId | None = None) -> Iterable[World]:
    """Every way to spread up to 14 admissions over the branches that are not the office's own."""
    leaves = [leaf for below in LEAVES.values() for leaf in below]
    others = [leaf for leaf in leaves if own not in way(leaf)]
    for admitted, each_own in product(range(15), (0, 7)):
        for counts in spread(admitted, len(others)):
            yield whole(dict.fromkeys(leaves, each_own) | dict(zip(others, counts, strict=True)))


def whole(leaves: World) -> World:
    """The same with what the committees above count."""
    parents = {one: sum(leaves[leaf] for leaf in below) for one, below in LEAVES.items()}
    return {**leaves, **parents, TOP: sum(parents.values())}


def table(of: CommitteeId, world: World) -> Table:
    below = {TOP: (LEFT, RIGHT), **LEAVES}.get(of, ())
    return Table(
        committee_id=of, admitted=world[of], children={child: world[child] for child in below}
    )


def way(to: CommitteeId) -> Sequence[CommitteeId]:
    above = {leaf: parent for parent, leaves in LEAVES.items() for leaf in leaves}
    return [TOP, *([above[to]] if to in above else []), *([] if to == TOP else [to])]


def asking(own: CommitteeId | None, world: World) -> Asking:
    return Asking(line=way(own)[::-1], admitted=world[own]) if own else STRANGER


def everything(world: World, own: CommitteeId | None) -> Mapping[CommitteeId, Told]:
    """All that an office can be told, whatever it asks about."""
    asks = asking(own, world)
    return {to: told([table(one, world) for one in way(to)], asks) for to in world}


def looks(seen: Mapping[CommitteeId, Told], own: CommitteeId | None, world: World) -> Hashable:
    """Whatever tells this world from another; an office knows all of its own area."""
    known = [one for one in world if own and own in way(one)]
    answers = [(one, answer.admitted, *answer.children.items()) for one, answer in seen.items()]
    return (*answers, *((one, world[one]) for one in known))


@pytest.mark.parametrize("own", [None, LEAVES[LEFT][0], LEFT])
def test_each_withheld_count_could_be_another_in_a_world_that_looks_the_same(own):
    alike: dict[Hashable, list[World]] = defaultdict(list)
    for world in worlds(own):
        alike[looks(everything(world, own), own, world)].append(world)

    for same in alike.values():
        seen = everything(same[0], own)
        for one, answer in seen.items():
            if answer.admitted is None:
                assert len({world[one] for world in same}) > 1, (one, same[0])


@pytest.mark.parametrize("own", [None, LEAVES[LEFT][0], LEFT])
def test_what_is_told_of_others_is_never_below_five(own):
    for world in worlds(own):
        asks = asking(own, world)
        for one, answer in everything(world, own).items():
            if answer.admitted is not None and not (own and own in way(one)):
                assert asks.others(one, answer.admitted) >= SMALLEST


def test_a_committee_is_told_the_same_wherever_one_looks():
    for world in worlds():
        seen = everything(world, None)
        for parent in (TOP, LEFT, RIGHT):
            for child, shown in seen[parent].children.items():
                assert shown == seen[child].admitted


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_no_part_of_a_known_sum_can_be_worked_out(parts):
    for admitted in range(SMALLEST, 25):
        alike: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
        for counts in spread(admitted, parts):
            hidden = withheld(dict(enumerate(counts)))
            seen = tuple(None if part in hidden else count for part, count in enumerate(counts))
            alike[seen].append(counts)

        for seen, same in alike.items():
            for part in (part for part, shown in enumerate(seen) if shown is None):
                assert len({counts[part] for counts in same}) > 1


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 40), min_size=1))
def test_what_is_told_does_not_depend_on_which_is_which_among_the_withheld(counts):
    hidden = withheld(counts)

    values = [counts[key] for key in hidden]
    turned = dict(zip(hidden, values[1:] + values[:1], strict=True))
    assert withheld(counts | turned) == hidden


@given(st.dictionaries(st.integers(0, 30), st.integers(0, 40), min_size=2))
def test_with_a_small_one_another_is_withheld_and_all_of_them_are_five_together(counts):
    hidden = withheld(counts)

    assert {key for key, count in counts.items() if count < SMALLEST} <= hidden
    if hidden and hidden != set(counts):
        assert len(hidden) > 1
        assert sum(counts[key] for key in hidden) >= SMALLEST


def test_nothing_is_withheld_where_nothing_is_small():
    assert withheld({"a": 5, "b": 40}) == frozenset()


def test_one_small_count_takes_the_smallest_other_with_it():
    assert withheld({"a": 3, "b": 12, "c": 30}) == {"a", "b"}


def test_of_equals_none_is_told():
    assert withheld({"a": 3, "b": 12, "c": 12, "d": 30}) == {"a", "b", "c"}


def test_an_office_is_told_its_own_area_in_full():
    world = whole({leaf: 1 for leaves in LEAVES.values() for leaf in leaves})

    seen = everything(world, LEFT)

    assert seen[LEFT] == Told(admitted=2, children=dict.fromkeys(LEAVES[LEFT], 1))


def test_what_lies_above_is_judged_by_what_the_office_does_not_know_yet():
    branch, other = LEAVES[LEFT]
    world = whole({branch: 40, other: 2, **dict.fromkeys(LEAVES[RIGHT], 20)})

    seen = everything(world, branch)

    assert seen[LEFT].admitted is None
    assert seen[TOP].admitted == 82
