"""Offices are found by the names of their committees, typed in haste."""

from uuid import UUID

from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Office, Role
from shared.people.choice import Bough, Choice, office_among, tree


def choice(number: int, name: str, type: CommitteeType, parent: int | None) -> Choice:
    return Choice(
        committee_id=CommitteeId(UUID(int=number)),
        name=name,
        type=type,
        parent_id=None if parent is None else CommitteeId(UUID(int=parent)),
    )


PROVINCE = choice(1, "Tỉnh ủy", CommitteeType.PROVINCE_COMMITTEE, None)
AGENCY = choice(2, "Đảng ủy Cơ quan Mẫu", CommitteeType.GRASSROOTS_COMMITTEE, 1)
FIRST = choice(3, "Chi bộ Một", CommitteeType.BRANCH, 2)
SECOND = choice(4, "Chi bộ Hai", CommitteeType.BRANCH, 2)
COMMUNE = choice(5, "Đảng ủy xã Đức Mẫu", CommitteeType.COMMUNE_COMMITTEE, 1)
ALL = [PROVINCE, AGENCY, FIRST, SECOND, COMMUNE]


def names(boughs: list[Bough] | tuple[Bough, ...]) -> dict[str, object]:
    return {bough.choice.name: names(list(bough.below)) for bough in boughs}


def test_committees_stand_under_their_parents():
    assert names(tree(ALL)) == {
        "Tỉnh ủy": {
            "Đảng ủy Cơ quan Mẫu": {"Chi bộ Một": {}, "Chi bộ Hai": {}},
            "Đảng ủy xã Đức Mẫu": {},
        }
    }


def test_a_name_is_found_without_its_diacritics_and_shown_under_those_above():
    assert names(tree(ALL, "duc MAU ")) == {"Tỉnh ủy": {"Đảng ủy xã Đức Mẫu": {}}}


def test_what_stands_below_a_found_committee_is_shown_with_it():
    assert names(tree(ALL, "cơ quan")) == {
        "Tỉnh ủy": {"Đảng ủy Cơ quan Mẫu": {"Chi bộ Một": {}, "Chi bộ Hai": {}}}
    }


def test_a_name_that_nobody_bears_finds_nothing():
    assert tree(ALL, "chi bộ Ba") == []


def test_a_committee_whose_parent_is_unknown_is_shown_at_the_top():
    assert names(tree([FIRST])) == {"Chi bộ Một": {}}


def test_an_office_is_chosen_by_its_code():
    office = Office(role=Role.BRANCH_CLERK, committee_id=FIRST.committee_id)

    assert office_among(ALL, office.code) == office


def test_no_committee_has_an_office_of_another_level_or_of_a_service():
    codes = [f"{role}:{FIRST.committee_id}" for role in Role if role is not Role.BRANCH_CLERK]

    assert {office_among(ALL, code) for code in codes} == {None}


def test_a_bough_knows_whether_an_office_is_in_it():
    office = Office(role=Role.BRANCH_CLERK, committee_id=FIRST.committee_id)
    (province,) = tree(ALL)

    assert province.holds(office)
    assert not province.below[1].holds(office)
    assert not province.holds(None)
