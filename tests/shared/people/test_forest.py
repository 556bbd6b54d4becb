"""A tree of any size fits a page: some levels of it, what stands under one, or what is sought."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import pytest

from shared.events.terms import CommitteeId
from shared.people.forest import FOUND, ROOM, Bough, Forest, committee_of


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    committee_id: CommitteeId
    name: str
    parent_id: CommitteeId | None


def one(number: int, name: str, parent: int | None) -> One:
    return One(
        committee_id=CommitteeId(UUID(int=number)),
        name=name,
        parent_id=None if parent is None else CommitteeId(UUID(int=parent)),
    )


PROVINCE = one(1, "Tỉnh ủy", None)
AGENCY = one(2, "Đảng ủy Cơ quan Mẫu", 1)
FIRST = one(3, "Chi bộ Một", 2)
SECOND = one(4, "Chi bộ Hai", 2)
COMMUNE = one(5, "Đảng ủy xã Đức Mẫu", 1)
SMALL = Forest([PROVINCE, AGENCY, FIRST, SECOND, COMMUNE])


def large() -> Forest[One]:
    """Ten committees of thirty branches each."""
    committees = [one(10 + number, f"Đảng ủy {number}", 1) for number in range(10)]
    branches = [
        one(1000 + 30 * number + each, f"Chi bộ {each} của {number}", 10 + number)
        for number in range(10)
        for each in range(30)
    ]
    return Forest([PROVINCE, *committees, *branches])


LARGE = large()


def names(boughs: Iterable[Bough[One]]) -> dict[str, object]:
    return {bough.one.name: names(bough.below) for bough in boughs}


def shown(boughs: Iterable[Bough[One]]) -> int:
    return sum(1 + shown(bough.below) for bough in boughs)


def test_committees_stand_under_their_parents():
    assert names(SMALL.grove().boughs) == {
        "Tỉnh ủy": {
            "Đảng ủy Cơ quan Mẫu": {"Chi bộ Một": {}, "Chi bộ Hai": {}},
            "Đảng ủy xã Đức Mẫu": {},
        }
    }


def test_a_level_that_has_no_room_is_left_out_as_a_whole_and_counted():
    [top] = LARGE.grove().boughs

    assert [bough.hidden for bough in top.below] == [30] * 10
    assert not any(bough.below for bough in top.below)


def test_one_level_below_is_shown_whatever_its_size():
    wide = Forest([PROVINCE, *(one(10 + n, f"Chi bộ {n}", 1) for n in range(ROOM + 20))])

    assert shown(wide.grove().boughs) == ROOM + 21


def test_what_was_left_out_is_found_under_its_committee_with_the_way_up():
    grove = LARGE.grove(under=CommitteeId(UUID(int=13)))

    assert shown(grove.boughs) == 31
    assert [one.name for one in grove.way] == ["Tỉnh ủy"]


def test_nothing_stands_under_a_committee_that_is_not_there_so_all_is_shown():
    assert SMALL.grove(under=CommitteeId(UUID(int=99))) == SMALL.grove()


def test_a_name_is_found_without_its_diacritics_and_shown_under_those_above():
    assert names(SMALL.grove(wanted="duc MAU ").boughs) == {"Tỉnh ủy": {"Đảng ủy xã Đức Mẫu": {}}}


def test_what_stands_below_a_found_committee_is_counted():
    [top] = SMALL.grove(wanted="cơ quan").boughs

    assert [(bough.one.name, bough.hidden) for bough in top.below] == [("Đảng ủy Cơ quan Mẫu", 2)]


def test_of_many_that_bear_a_name_the_first_are_shown_and_all_are_counted():
    grove = LARGE.grove(wanted="chi bo")

    assert grove.found == 300
    assert sum(len(bough.below) for bough in grove.boughs[0].below) == FOUND


def test_a_name_that_nobody_bears_finds_nothing():
    assert not SMALL.grove(wanted="chi bộ Ba").boughs


def test_a_committee_whose_parent_is_unknown_is_shown_at_the_top():
    assert names(Forest([FIRST]).grove().boughs) == {"Chi bộ Một": {}}


def test_a_bough_holds_what_is_shown_below_it():
    [top] = SMALL.grove().boughs

    assert top.holds(FIRST.committee_id)
    assert not top.holds(None)


@pytest.mark.parametrize("text", ["", "province", "../1"])
def test_an_address_may_name_no_committee(text):
    assert committee_of(text) is None
