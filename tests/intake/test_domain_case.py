"""A case is decided: the trio of every command, its CV, and who is competent."""

from dataclasses import replace
from datetime import date
from functools import reduce
from uuid import UUID

import pytest

from services.intake import domain
from services.intake.domain import Place
from shared.events.stage import Stage
from shared.events.terms import CommitteeId, CommitteeType, Relation, Study
from tests import examples
from tests.intake import commands
from tests.intake.judging import (
    BEFORE_DECISION,
    FACTS,
    GIVEN,
    LINE,
    WAY,
    after,
    clause,
    meeting,
    refusal,
)

SECTION = Place(committee_id=CommitteeId(UUID(int=0x5EC)), type=CommitteeType.SECTION_COMMITTEE)
another_paper = replace(examples.introducer, introduced_on=date(2023, 11, 12))
UPPER_COMMUNE = CommitteeType.UPPER_COMMUNE_COMMITTEE


@pytest.mark.parametrize(
    ("place", "command"), list(enumerate(WAY)), ids=lambda it: type(it).__name__
)
def test_each_step_in_its_order_makes_its_fact(place, command):
    assert after(FACTS[:place], command) == [FACTS[place]]


@pytest.mark.parametrize(
    ("place", "command"), list(enumerate(WAY)), ids=lambda it: type(it).__name__
)
def test_the_same_again_changes_nothing(place, command):
    assert after(FACTS[: place + 1], command) == []


@pytest.mark.parametrize("command", WAY[1:], ids=lambda it: type(it).__name__)
def test_no_step_comes_before_the_case_begins(command):
    assert refusal([], command).code == "needs_prospect_listed"


@pytest.mark.parametrize(
    ("place", "different"),
    [
        (0, replace(commands.list_prospect, listed_on=date(2023, 2, 2))),
        (1, replace(commands.certify_class, certified_on=date(2023, 5, 14))),
        (2, replace(commands.file_application, filed_on=date(2023, 9, 2))),
        (4, replace(commands.seal_cv, sealed_on=date(2023, 10, 3))),
        (5, replace(commands.receive_conclusion, concluded_on=date(2023, 11, 2))),
        (6, replace(commands.certify_cv, certified_on=date(2023, 11, 7))),
        (7, replace(commands.introduce, introducers=(another_paper,))),
        (8, replace(commands.summarise_opinions, mass_organisations=3)),
        (9, meeting(date(2023, 12, 5))),
        (10, replace(commands.resolve_in_grassroots, resolved_on=date(2023, 12, 21))),
        (11, replace(commands.appraise, appraised_on=date(2024, 1, 9))),
        (12, replace(commands.decide_admission, decided_on=date(2024, 1, 16))),
        (13, replace(commands.receive_decision, received_on=date(2024, 1, 23))),
        (14, replace(commands.hold_ceremony, held_on=date(2024, 2, 6))),
    ],
    ids=lambda it: type(it).__name__,
)
def test_a_step_taken_is_not_taken_otherwise(place, different):
    assert refusal(FACTS[: place + 1], different).code == "already_taken"


def test_hd_01_3_3_a_cv_names_the_applicant():
    refused = refusal(FACTS[:3], replace(commands.declare_cv, persons=examples.persons[1:]))

    assert (refused.code, refused.rule.clause) == ("cv_without_applicant", "3.3")


def test_hd_01_3_3_a_cv_names_the_applicant_as_nobody_else():
    other = replace(examples.persons[0], person_id=examples.FATHER)

    refused = refusal(FACTS[:3], replace(commands.declare_cv, persons=(other,)))

    assert refused.code == "cv_without_applicant"


def test_hd_01_3_3_a_cv_names_nobody_twice():
    again = replace(examples.persons[1], relation=Relation.RAISED_BY)
    persons = (*examples.persons, again)

    assert (
        refusal(FACTS[:3], replace(commands.declare_cv, persons=persons)).code == "cv_names_twice"
    )


def test_a_cv_names_committees_that_exist():
    unknown = replace(GIVEN, unknown=frozenset({CommitteeId(UUID(int=9))}))

    assert refusal(FACTS[:3], commands.declare_cv, unknown).code == "committee_unknown"


def test_qd_29_4_3_2b_another_committee_does_not_decide():
    refused = refusal(
        BEFORE_DECISION, commands.decide_admission, replace(GIVEN, acting=examples.PROVINCE)
    )

    assert (refused.code, clause(refused)) == ("not_competent", ("24-QĐ/TW", "4.3.2b"))


@pytest.mark.parametrize(
    ("line", "competent"),
    [
        (LINE, examples.BLOC),
        ((LINE[0], LINE[2], LINE[3]), examples.BLOC),
        ((LINE[0], LINE[3]), examples.PROVINCE),
        ((LINE[0], SECTION, *LINE[1:]), examples.BLOC),
        ((LINE[0], replace(LINE[1], type=UPPER_COMMUNE), LINE[3]), examples.GRASSROOTS),
        ((LINE[0], LINE[1]), None),
        ((), None),
    ],
    ids=[
        "grassroots under bloc",
        "branch under bloc",
        "under province",
        "in a section",
        "under an upper commune",
        "nobody",
        "unknown",
    ],
)
def test_qd_29_4_3_2b_the_committee_directly_above_the_grassroots_level_decides(line, competent):
    assert domain.competent_committee(line) == competent


def test_qd_24_3_6_only_the_issuer_cancels_its_decision():
    province = replace(GIVEN, acting=examples.PROVINCE)

    refused = refusal(examples.history, commands.cancel_decision, province)

    assert (refused.code, refused.rule.clause) == ("not_the_issuer", "3.6")


def test_only_a_branch_lists_a_prospect():
    assert refusal([], commands.list_prospect, replace(GIVEN, line=LINE[1:])).code == "not_a_branch"


def test_a_branch_that_nobody_knows_lists_nobody():
    unknown = replace(GIVEN, line=())

    assert refusal([], commands.list_prospect, unknown).code == "committee_unknown"


def test_a_changed_profile_holds_from_its_fact_on():
    student = replace(examples.profile, study=Study.COLLEGE)

    [decided] = after(BEFORE_DECISION, replace(commands.decide_admission, profile=student))

    history = [*BEFORE_DECISION, decided, examples.decision_received]
    assert after(history, commands.hold_ceremony) == [
        replace(examples.ceremony_held, profile=student)
    ]


ANEW = replace(commands.declare_cv, persons=examples.persons[:2], declared_on=date(2023, 9, 25))


def test_hd_01_3_3_a_cv_is_declared_anew_until_it_is_sealed():
    [fact] = after(FACTS[:4], ANEW)

    case = reduce(domain.evolve, [*FACTS[:4], fact], domain.initial)
    assert (case.persons, case.stage) == (ANEW.persons, Stage.CV_DECLARED)
    assert after([*FACTS[:4], fact], ANEW) == []
    [sealed] = after([*FACTS[:4], fact], commands.seal_cv)
    assert sealed.persons == ANEW.persons


def test_a_sealed_cv_is_not_declared_anew():
    assert refusal(FACTS[:5], ANEW).code == "already_taken"


def test_a_newer_version_of_a_cv_is_not_older():
    older = replace(ANEW, declared_on=date(2023, 9, 19))

    assert refusal(FACTS[:4], older).code == "already_taken"
