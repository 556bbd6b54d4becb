"""The directory of committees is decided: the trio of every command, ranks, and days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.intake import domain
from services.intake.domain import (
    CreateCommittee,
    Given,
    NameCommittee,
    Place,
    PlaceCommittee,
    RetypeCommittee,
)
from services.intake.domain.levels import ASKED_LEVEL, RANK, stands_above
from shared.events.organisation import CommitteeNamed, CommitteePlaced, OrganisationEvent
from shared.events.terms import CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused
from tests import examples

PARENT = Place(committee_id=examples.GRASSROOTS, type=CommitteeType.GRASSROOTS_COMMITTEE)
GIVEN = Given(today=date(2024, 6, 12), acting=examples.PROVINCE, line=(PARENT,))
CREATED = examples.committees[examples.BRANCH]
CREATE = CreateCommittee(
    committee_id=examples.BRANCH,
    type=CommitteeType.BRANCH,
    name=examples.branch_named.name,
    parent_id=examples.GRASSROOTS,
    created_on=examples.branch_created.created_on,
    decision_no=examples.branch_created.decision_no,
)
NAME = NameCommittee(
    committee_id=examples.BRANCH,
    name=PublicName("Chi bộ Tổng hợp"),
    named_on=date(2020, 5, 1),
    decision_no=DocumentNumber("9-QĐ/ĐU"),
)
PLACE = PlaceCommittee(
    committee_id=examples.BRANCH,
    parent_id=examples.COMMUNE,
    placed_on=date(2021, 5, 1),
    decision_no=DocumentNumber("12-QĐ/TU"),
)
RETYPE = RetypeCommittee(
    committee_id=examples.COMMUNE,
    type=examples.committee_retyped.type,
    retyped_on=examples.committee_retyped.retyped_on,
    decision_no=examples.committee_retyped.decision_no,
)
UNDER_COMMUNE = replace(
    GIVEN, line=(Place(committee_id=examples.COMMUNE, type=CommitteeType.COMMUNE_COMMITTEE),)
)
named = CommitteeNamed(
    committee_id=examples.BRANCH,
    name=NAME.name,
    named_on=NAME.named_on,
    decision_no=NAME.decision_no,
)
placed = CommitteePlaced(
    committee_id=examples.BRANCH,
    parent_id=examples.COMMUNE,
    placed_on=PLACE.placed_on,
    decision_no=PLACE.decision_no,
)
COMMUNE = examples.committees[examples.COMMUNE]
retyped = examples.committee_retyped
UNDER_PROVINCE = replace(
    GIVEN,
    today=date(2025, 8, 1),
    line=(Place(committee_id=examples.PROVINCE, type=CommitteeType.PROVINCE_COMMITTEE),),
)


def after(
    history: Sequence[OrganisationEvent], do: domain.OrganisationCommand, given: Given = GIVEN
) -> Sequence[OrganisationEvent]:
    """What is decided once `history` has happened."""
    committee = reduce(domain.evolve_committee, history, domain.nobody)
    return domain.decide_committee(do, committee, given)


def refusal(
    history: Sequence[OrganisationEvent], do: domain.OrganisationCommand, given: Given = GIVEN
) -> str:
    """The code of the refusal once `history` has happened."""
    with pytest.raises(Refused) as refused:
        after(history, do, given)
    return refused.value.code


def refusal_or_none(history, do, given) -> str | None:
    try:
        after(history, do, given)
    except Refused as refused:
        return refused.code
    return None


def test_a_committee_is_created_named_and_placed():
    assert after([], CREATE) == CREATED


def test_a_province_is_created_without_a_parent():
    province = replace(CREATE, type=CommitteeType.PROVINCE_COMMITTEE, parent_id=None)

    assert len(after([], province, replace(GIVEN, line=()))) == 2


def test_the_same_creation_again_changes_nothing():
    assert after(CREATED, CREATE) == []


@pytest.mark.parametrize(
    "change",
    [
        {"name": PublicName("Chi bộ Khác")},
        {"parent_id": examples.BLOC},
        {"created_on": date(2018, 1, 3)},
        {"type": CommitteeType.COMMUNE_COMMITTEE},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_committee_is_not_created_otherwise(change):
    assert refusal(CREATED, replace(CREATE, **change)) == "committee_exists"


def test_a_name_holds_from_its_day_on():
    assert after(CREATED, NAME) == [named]

    committee = reduce(domain.evolve_committee, [*CREATED, named], domain.nobody)
    assert committee.name_on(date(2020, 4, 30)) == CREATE.name
    assert committee.name_on(date(2020, 5, 1)) == NAME.name


def test_the_same_name_again_changes_nothing():
    assert after([*CREATED, named], NAME) == []


def test_a_place_holds_from_its_day_on():
    assert after(CREATED, PLACE, UNDER_COMMUNE) == [placed]

    committee = reduce(domain.evolve_committee, [*CREATED, placed], domain.nobody)
    assert committee.parent_on(date(2021, 4, 30)) == examples.GRASSROOTS
    assert committee.parent_on(date(2021, 5, 1)) == examples.COMMUNE


def test_the_same_place_again_changes_nothing():
    assert after([*CREATED, placed], PLACE, UNDER_COMMUNE) == []


def test_a_level_holds_from_its_day_on():
    assert after(COMMUNE, RETYPE, UNDER_PROVINCE) == [retyped]

    committee = reduce(domain.evolve_committee, [*COMMUNE, retyped], domain.nobody)
    assert committee.type_on(date(2025, 6, 30)) is CommitteeType.COMMUNE_COMMITTEE
    assert committee.type_on(date(2025, 7, 1)) is CommitteeType.UPPER_COMMUNE_COMMITTEE


def test_the_same_level_again_changes_nothing():
    assert after([*COMMUNE, retyped], RETYPE, UNDER_PROVINCE) == []


def test_a_committee_stays_below_the_one_above_it():
    bloc = replace(RETYPE, type=CommitteeType.BLOC_COMMITTEE)
    [province] = UNDER_PROVINCE.line
    given = replace(UNDER_PROVINCE, line=(replace(province, type=CommitteeType.BLOC_COMMITTEE),))

    assert refusal(COMMUNE, bloc, given) == "parent_not_above"


@pytest.mark.parametrize(
    ("upper", "lower", "stands"),
    [
        ("bloc_committee", "grassroots_branch", True),
        ("upper_commune_committee", "grassroots_branch", True),
        ("grassroots_committee", "grassroots_branch", False),
        ("grassroots_branch", "branch", False),
    ],
)
def test_charter_21_a_grassroots_branch_is_an_organisation_of_its_own(upper, lower, stands):
    assert stands_above(CommitteeType(upper), CommitteeType(lower)) is stands


ABOVE = [level for level in CommitteeType if RANK[level] < RANK[CommitteeType.GRASSROOTS_COMMITTEE]]
DIRECTLY_ABOVE = [level for level in ABOVE if level not in ASKED_LEVEL]


def under(level: CommitteeType, given: Given = GIVEN) -> Given:
    return replace(given, line=(replace(PARENT, type=level),))


@pytest.mark.parametrize("level", DIRECTLY_ABOVE)
@pytest.mark.parametrize("part", [CommitteeType.BRANCH, CommitteeType.SECTION_COMMITTEE])
def test_charter_21_no_part_of_a_grassroots_organisation_stands_where_nobody_certifies(level, part):
    founded = replace(CREATE, type=part)

    with pytest.raises(Refused) as refused:
        after([], founded, under(level))

    assert refused.value.code == "branch_without_committee"
    assert (refused.value.rule.instrument, refused.value.rule.clause) == (
        "Điều lệ Đảng (2011)",
        "21",
    )


@pytest.mark.parametrize("level", DIRECTLY_ABOVE)
def test_charter_21_a_branch_that_is_an_organisation_itself_stands_there(level):
    alone = replace(CREATE, type=CommitteeType.GRASSROOTS_BRANCH)

    assert len(after([], alone, under(level))) == 3


@pytest.mark.parametrize(
    "level", ["grassroots_committee", "commune_committee", "upper_commune_committee"]
)
def test_a_branch_stands_where_its_cv_can_be_certified(level):
    assert after([], CREATE, under(CommitteeType(level))) == CREATED


def test_a_branch_is_not_moved_to_where_nobody_certifies():
    [commune] = UNDER_COMMUNE.line
    bloc = replace(UNDER_COMMUNE, line=(replace(commune, type=CommitteeType.BLOC_COMMITTEE),))

    assert refusal(CREATED, PLACE, bloc) == "branch_without_committee"


def test_a_branch_of_its_own_does_not_become_a_part_where_nobody_certifies():
    alone = [replace(CREATED[0], type=CommitteeType.GRASSROOTS_BRANCH), *CREATED[1:]]
    part = replace(RETYPE, committee_id=examples.BRANCH, type=CommitteeType.BRANCH)
    given = replace(under(CommitteeType.DISTRICT_COMMITTEE), today=date(2025, 8, 1))

    assert refusal(alone, part, given) == "branch_without_committee"


def test_a_committee_does_not_rise_above_the_branches_that_it_certifies_for():
    risen = replace(RETYPE, type=CommitteeType.PROVINCE_AGENCIES_COMMITTEE)
    given = replace(UNDER_PROVINCE, below=frozenset({CommitteeType.BRANCH}))

    assert refusal(COMMUNE, risen, given) == "level_below"


def test_a_branch_whose_committee_is_gone_becomes_an_organisation_itself():
    alone = RetypeCommittee(
        committee_id=examples.BRANCH,
        type=CommitteeType.GRASSROOTS_BRANCH,
        retyped_on=date(2024, 5, 6),
        decision_no=DocumentNumber("18-QĐ/ĐUK"),
    )
    bloc = Place(committee_id=examples.BLOC, type=CommitteeType.BLOC_COMMITTEE)

    [retyped] = after(CREATED, alone, replace(GIVEN, line=(bloc,)))

    assert retyped.type is CommitteeType.GRASSROOTS_BRANCH


def test_no_commune_stands_above_the_grassroots_level_before_294_qd_tw():
    early = replace(RETYPE, retyped_on=date(2025, 6, 30))

    assert refusal(COMMUNE, early, UNDER_PROVINCE) == "level_not_then"


@pytest.mark.parametrize(("on", "there"), [(date(2025, 6, 30), True), (date(2025, 7, 1), False)])
def test_there_are_districts_until_the_first_of_july_2025(on, there):
    district = replace(
        CREATE,
        type=CommitteeType.DISTRICT_COMMITTEE,
        parent_id=examples.PROVINCE,
        created_on=on,
    )

    if there:
        assert len(after([], district, UNDER_PROVINCE)) == 3
    else:
        assert refusal([], district, UNDER_PROVINCE) == "level_not_then"


@pytest.mark.parametrize("command", [NAME, PLACE, RETYPE], ids=["name", "place", "retype"])
def test_nobody_knows_a_committee_that_was_not_created(command):
    assert refusal([], command, UNDER_PROVINCE) == "committee_unknown"


@pytest.mark.parametrize(
    "command", [CREATE, NAME, PLACE, RETYPE], ids=["create", "name", "place", "retype"]
)
def test_nothing_holds_from_a_day_to_come(command):
    assert refusal([], command, replace(GIVEN, today=date(2017, 1, 1))) == "in_future"


@pytest.mark.parametrize(
    ("history", "command"),
    [
        (CREATED, replace(NAME, named_on=date(2017, 12, 31))),
        ([*CREATED, named], replace(NAME, named_on=date(2020, 4, 30))),
        ([*CREATED, placed], replace(PLACE, placed_on=date(2021, 4, 30), parent_id=examples.BLOC)),
        ([*COMMUNE, retyped], replace(RETYPE, retyped_on=date(2025, 6, 30), type=CREATE.type)),
    ],
    ids=["it was created", "the latest name", "the latest place", "the latest level"],
)
def test_days_do_not_run_backwards(history, command):
    assert refusal(history, command, UNDER_PROVINCE) == "before_latest"


def test_a_province_has_no_parent():
    province = replace(CREATE, type=CommitteeType.PROVINCE_COMMITTEE)

    assert refusal([], province) == "province_under_parent"


def test_everybody_below_the_province_has_a_parent():
    assert refusal([], replace(CREATE, parent_id=None)) == "parent_missing"


def test_a_parent_must_be_there():
    assert refusal([], CREATE, replace(GIVEN, line=())) == "parent_unknown"


def test_a_parent_is_not_one_whose_successor_is_there():
    assert refusal([], CREATE, UNDER_COMMUNE) == "parent_ended"


def test_what_is_dated_back_must_stand_under_the_parent_of_today_too():
    by_now = Place(committee_id=examples.GRASSROOTS, type=CommitteeType.BRANCH)

    assert refusal([], CREATE, replace(GIVEN, line_today=(by_now,))) == "parent_lower_since"


def test_what_is_dated_back_must_stand_under_the_parent_at_its_own_level_of_since():
    back = replace(PLACE, committee_id=examples.COMMUNE, placed_on=date(2021, 5, 1))
    since = replace(retyped, type=CommitteeType.PROVINCE_AGENCIES_COMMITTEE)
    district = Place(committee_id=examples.COMMUNE, type=CommitteeType.DISTRICT_COMMITTEE)

    assert refusal([*COMMUNE, since], back, replace(GIVEN, line=(district,))) == "parent_not_above"


def test_a_committee_does_not_sink_to_a_level_that_cannot_stand_above_what_is_below():
    below = frozenset({CommitteeType.GRASSROOTS_COMMITTEE})
    lower = replace(RETYPE, type=CommitteeType.GRASSROOTS_COMMITTEE)

    assert refusal(COMMUNE, lower, replace(UNDER_PROVINCE, below=below)) == "level_below"
    assert len(after(COMMUNE, RETYPE, replace(UNDER_PROVINCE, below=below))) == 1


@holds_for(st.sampled_from(CommitteeType), st.sampled_from(CommitteeType))
def test_no_ring_can_form_because_a_parent_is_of_higher_rank(child, parent):
    given = replace(UNDER_COMMUNE, line=(replace(UNDER_COMMUNE.line[0], type=parent),))
    place = replace(PLACE, committee_id=child)
    history = [replace(CREATED[0], type=child), *CREATED[1:]]

    if RANK[parent] < RANK[child] and parent is not CommitteeType.GRASSROOTS_BRANCH:
        assert refusal_or_none(history, place, given) in {None, "branch_without_committee"}
    else:
        assert refusal(history, place, given) in {"parent_not_above", "province_under_parent"}


@holds_for(st.lists(st.sampled_from([*CREATED, named, placed, retyped])))
def test_every_history_can_be_told(history):
    committee = reduce(domain.evolve_committee, history, domain.nobody)

    assert committee.exists_on(date(2024, 1, 1)) == (CREATED[0] in history)
