"""Whether there is a youth union is stated in the directory, and introductions are held to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Given, StateYouthUnion
from shared.events.organisation import OrganisationEvent
from shared.events.preparation import IntroductionPath, PathReason
from shared.events.terms import Union
from shared.law.refusal import Refused
from tests import examples
from tests.examples import BLOC, GRASSROOTS
from tests.intake import commands
from tests.intake.judging import GIVEN, LINE, clause
from tests.intake.judging import after as judged
from tests.intake.judging import refusal as refused_case

HISTORY = examples.committees[GRASSROOTS]
TODAY = Given(today=date(2025, 8, 1), acting=examples.PROVINCE)
stated = examples.youth_union_stated
STATE = StateYouthUnion(
    committee_id=GRASSROOTS,
    present=True,
    since_on=stated.since_on,
    decision_no=stated.decision_no,
)
READY = examples.history[:7]
TWO = replace(
    commands.introduce,
    path=IntroductionPath.TWO_MEMBERS,
    introducers=(
        examples.introducer,
        replace(examples.introducer, person_id=examples.ANOTHER),
    ),
    union_resolution=None,
    reason=PathReason.NO_YOUTH_UNION,
)
"""Two members introduce, as there is no youth union."""


def after(
    history: Sequence[OrganisationEvent], do: domain.OrganisationCommand
) -> Sequence[OrganisationEvent]:
    committee = reduce(domain.evolve_committee, history, domain.nobody)
    return domain.decide_committee(do, committee, TODAY)


def refusal(history: Sequence[OrganisationEvent], do: domain.OrganisationCommand) -> str:
    with pytest.raises(Refused) as refused:
        after(history, do)
    return refused.value.code


def where(present: bool | None, *, of_branch: bool | None = None) -> Given:
    """What the directory says of the grassroots committee, and of the branch itself."""
    branch, grassroots, *above = LINE
    line = (
        replace(branch, youth_union=of_branch),
        replace(grassroots, youth_union=present),
        *above,
    )
    return replace(GIVEN, line=line)


def test_it_is_stated_from_a_day_on():
    assert after(HISTORY, STATE) == [stated]

    committee = reduce(domain.evolve_committee, [*HISTORY, stated], domain.nobody)
    assert committee.youth_union_on(stated.since_on) is True
    assert committee.youth_union_on(stated.since_on - timedelta(days=1)) is None


def test_it_may_be_stated_otherwise_later():
    no_more = replace(STATE, present=False, since_on=date(2024, 5, 2))

    assert after([*HISTORY, stated], no_more)[0].present is False


def test_the_same_again_changes_nothing():
    assert after([*HISTORY, stated], STATE) == []


def test_an_earlier_day_is_refused():
    earlier = replace(STATE, since_on=date(2018, 5, 2), present=False)

    assert refusal([*HISTORY, stated], earlier) == "before_latest"


def test_charter_4_1_there_is_none_above_the_grassroots_level():
    bloc = replace(STATE, committee_id=BLOC)

    assert refusal(examples.committees[BLOC], bloc) == "youth_union_level"


def test_charter_4_1_where_there_is_one_nobody_says_there_is_none():
    refused = refused_case(READY, TWO, where(True))

    assert (refused.code, clause(refused)) == (
        "youth_union_is_there",
        ("Điều lệ Đảng (2011)", "4.1"),
    )


def test_charter_4_1_where_there_is_none_it_introduces_nobody():
    assert refused_case(READY, commands.introduce, where(False)).code == (
        "youth_union_is_not_there"
    )


def test_where_there_is_none_the_reason_holds():
    assert len(judged(READY, TWO, where(False))) == 1


def test_where_there_is_none_the_trade_union_introduces_without_a_reason():
    trade_union = replace(commands.introduce, path=IntroductionPath.TRADE_UNION)

    assert len(judged(READY, trade_union, where(False))) == 1
    assert refused_case(READY, trade_union, where(None)).code == "youth_union_first"


def test_e7_where_there_is_one_whoever_is_of_its_age_must_be_in_it():
    profile = replace(examples.profile, union=Union.NEITHER)
    ready = [replace(READY[0], profile=profile), *READY[1:]]
    unreasoned = replace(TWO, reason=None)
    past_age = replace(TWO, reason=PathReason.PAST_YOUTH_AGE)

    assert refused_case(ready, unreasoned, where(True)).code == "youth_union_membership_first"
    assert len(judged(ready, past_age, where(True))) == 1
    assert len(judged(ready, unreasoned, where(None))) == 1


@pytest.mark.parametrize("command", [TWO, commands.introduce], ids=["reason", "union"])
def test_where_nothing_is_stated_what_the_branch_says_holds(command):
    assert len(judged(READY, command, where(None))) == 1


def test_what_is_stated_of_the_branch_comes_before_what_is_stated_above_it():
    assert len(judged(READY, TWO, where(True, of_branch=False))) == 1
