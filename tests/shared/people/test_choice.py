"""An office is chosen by its code, if its committee has it."""

from uuid import UUID

from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Office, Role
from shared.people.choice import Choice, office_among


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


def test_an_office_is_chosen_by_its_code():
    office = Office(role=Role.BRANCH_CLERK, committee_id=FIRST.committee_id)

    assert office_among(ALL, office.code) == office


def test_no_committee_has_an_office_of_another_level_or_of_a_service():
    codes = [f"{role}:{FIRST.committee_id}" for role in Role if role is not Role.BRANCH_CLERK]

    assert {office_among(ALL, code) for code in codes} == {None}
