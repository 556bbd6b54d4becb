"""The policy, read aloud: what is not granted is forbidden."""

from itertools import product
from uuid import UUID

import pytest

from shared.events.terms import CommitteeId, CommitteeType, UserId
from shared.people.access import HELD_IN, ITSELF, POLICY, Action, Office, Role, may

BRANCH, SIBLING, GRASSROOTS, BLOC, PROVINCE, ELSEWHERE = (
    CommitteeId(UUID(int=number)) for number in range(1, 7)
)
LINE = [BRANCH, GRASSROOTS, BLOC, PROVINCE]
OPEN = {Action.READ_DIRECTORY, Action.COMPARE_FIGURES}  # no area: whoever may, may everywhere
PERSONS = [role for role in Role if role is not Role.SERVICE]


def places(role: Role) -> set[str]:
    """Where, seen from a branch's case, an office of `role` may do something to it."""
    return {
        f"{action} from {name}"
        for action in Action
        for name, committee in [
            ("branch", BRANCH),
            ("sibling", SIBLING),
            ("grassroots", GRASSROOTS),
            ("bloc", BLOC),
            ("province", PROVINCE),
            ("elsewhere", ELSEWHERE),
        ]
        if action not in OPEN and may(Office(role=role, committee_id=committee), action, LINE)
    }


def below(*actions: Action) -> set[str]:
    return {
        f"{action} from {name}"
        for action, name in product(actions, ["branch", "grassroots", "bloc", "province"])
    }


def here(*actions: Action) -> set[str]:
    """Of the very committee that is spoken of, which is the first of the line."""
    return {f"{action} from branch" for action in actions}


def test_a_clerk_works_on_the_cases_of_the_own_branch_and_no_other():
    assert places(Role.BRANCH_CLERK) == {
        "prepare_case from branch",
        "resolve_in_branch from branch",
        "discipline from branch",
        "correct_step from branch",
        "attach_scan from branch",
        "read_case from branch",
        "read_request from branch",
        "read_figures from branch",
    }


def test_a_grassroots_secretary_acts_for_branches_below_and_answers_for_no_other():
    assert places(Role.GRASSROOTS_SECRETARY) == below(
        Action.CERTIFY_CV,
        Action.RESOLVE_IN_GRASSROOTS,
        Action.RETURN_DOSSIER,
        Action.DISCIPLINE,
        Action.CORRECT_STEP,
        Action.ATTACH_SCAN,
        Action.READ_CASE,
        Action.CONCLUDE,
        Action.READ_REQUEST,
        Action.READ_FIGURES,
    ) | {"reply from branch"}


def test_a_standing_committee_decides_and_does_not_prepare():
    assert places(Role.STANDING_COMMITTEE) == below(
        Action.RETURN_DOSSIER,
        Action.DECIDE_ADMISSION,
        Action.DISCIPLINE,
        Action.CORRECT_STEP,
        Action.ATTACH_SCAN,
        Action.READ_CASE,
        Action.READ_REQUEST,
        Action.READ_FIGURES,
    )


def test_an_organisation_board_keeps_the_directory_says_who_holds_offices_and_answers_for_itself():
    assert places(Role.ORGANISATION_BOARD) == below(
        Action.ADMINISTER_OFFICES,
        Action.APPRAISE,
        Action.CREATE_COMMITTEE,
        Action.READ_CASE,
        Action.READ_REQUEST,
        Action.READ_FIGURES,
    ) | here(Action.REPLY, Action.READ_OWN_FILE, Action.ERASE_PERSON)


def test_an_auditor_only_reads():
    assert places(Role.AUDITOR) == below(
        Action.READ_CASE, Action.READ_REQUEST, Action.READ_FIGURES, Action.READ_EVENTS
    ) | here(Action.READ_OWN_FILE)


def test_a_subscriber_hears_of_its_area_and_reads_neither_cases_nor_figures():
    assert places(Role.SUBSCRIBER) == below(Action.READ_EVENTS)


def test_an_operator_sees_figures_mends_what_is_parked_and_sees_no_case():
    assert places(Role.OPERATOR) == below(Action.READ_FIGURES, Action.MEND_PARKED)


def test_whoever_reads_the_figures_of_an_area_but_a_clerk_or_operator_compares_it_with_others():
    comparing = {role for role in Role if Action.COMPARE_FIGURES in POLICY[role]}

    assert comparing == {
        Role.GRASSROOTS_SECRETARY,
        Role.ORGANISATION_BOARD,
        Role.STANDING_COMMITTEE,
        Role.AUDITOR,
    }


@pytest.mark.parametrize(
    "action", sorted(set(Action) - {Action.READ_DIRECTORY, Action.READ_FIGURES})
)
def test_a_service_reads_feeds_and_touches_no_case(action):
    assert may(ITSELF, action, LINE) is (action is Action.READ_FEED)


@pytest.mark.parametrize("role", PERSONS)
def test_nobody_but_a_service_reads_a_feed(role):
    assert not may(Office(role=role, committee_id=PROVINCE), Action.READ_FEED, LINE)


@pytest.mark.parametrize("role", Role)
def test_far_more_is_forbidden_than_granted(role):
    assert len(places(role)) < len(Action) * 6 / 2


@pytest.mark.parametrize(("role", "action"), list(product(PERSONS, Action)))
def test_an_office_of_another_province_has_no_right_here(role, action):
    if action not in OPEN:
        assert not may(Office(role=role, committee_id=ELSEWHERE), action, LINE)


@pytest.mark.parametrize(("role", "action"), list(product(PERSONS, Action)))
def test_what_belongs_to_nobody_is_open_to_nobody(role, action):
    if action not in OPEN:
        assert not may(Office(role=role, committee_id=PROVINCE), action, [])


def test_every_level_of_committee_has_an_office_and_none_has_that_of_a_service():
    assert set(HELD_IN) == set(CommitteeType)
    assert {role for roles in HELD_IN.values() for role in roles} == set(PERSONS)


def test_every_role_has_its_line_in_the_policy():
    assert set(POLICY) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_the_code_of_an_office_says_which_it_is(role):
    office = Office(role=role, committee_id=BRANCH)

    assert Office.parse(office.code) == office


USER, OTHER = UserId(UUID(int=11)), UserId(UUID(int=12))


@pytest.mark.parametrize(("user", "instead_of"), [(USER, None), (USER, OTHER)])
def test_the_code_says_who_acts_and_in_whose_place(user, instead_of):
    office = Office(role=Role.AUDITOR, committee_id=PROVINCE, user_id=user, instead_of=instead_of)

    assert Office.parse(office.code) == office
    assert Office.parse(office.code).itself == Office(role=Role.AUDITOR, committee_id=PROVINCE)


@pytest.mark.parametrize("action", Action)
def test_who_acts_changes_nothing_about_what_the_office_may(action):
    office = Office(role=Role.AUDITOR, committee_id=PROVINCE, user_id=USER, instead_of=OTHER)

    assert may(office, action, LINE) == may(office.itself, action, LINE)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "branch_clerk",
        "branch_clerk:",
        "king:" + str(BRANCH),
        ":",
        f"branch_clerk:{BRANCH}:",
        f"branch_clerk:{BRANCH}:me",
        f"branch_clerk:{BRANCH}:{USER}:{OTHER}:{OTHER}",
    ],
)
def test_no_other_word_is_an_office(code):
    with pytest.raises(ValueError):
        Office.parse(code)
