"""The right to decide admissions is delegated and taken back, and who decides on a day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import DelegateAdmission, EndDelegation, Given, competent_committee
from services.intake.domain.competence import grassroots_committee
from shared.events.organisation import OrganisationEvent
from shared.events.terms import CommitteeType
from shared.law.refusal import Refused
from tests import examples
from tests.examples import GRASSROOTS
from tests.intake import commands
from tests.intake.judging import BEFORE_DECISION, GIVEN, LINE, WITH_RIGHT
from tests.intake.judging import after as judged
from tests.intake.judging import refusal as refused_case

HISTORY = examples.committees[GRASSROOTS]
TODAY = Given(today=date(2025, 8, 1), acting=examples.PROVINCE)
delegated, ended = examples.admission_delegated, examples.delegation_ended
DELEGATE = DelegateAdmission(
    committee_id=GRASSROOTS,
    delegated_on=delegated.delegated_on,
    decision_no=delegated.decision_no,
)
END = EndDelegation(committee_id=GRASSROOTS, ended_on=ended.ended_on, decision_no=ended.decision_no)


def after(
    history: Sequence[OrganisationEvent], do: domain.OrganisationCommand
) -> Sequence[OrganisationEvent]:
    committee = reduce(domain.evolve_committee, history, domain.nobody)
    return domain.decide_committee(do, committee, TODAY)


def refusal(history: Sequence[OrganisationEvent], do: domain.OrganisationCommand) -> str:
    with pytest.raises(Refused) as refused:
        after(history, do)
    return refused.value.code


def test_the_right_is_delegated_from_a_day_to_a_day():
    assert after(HISTORY, DELEGATE) == [delegated]
    assert after([*HISTORY, delegated], END) == [ended]

    committee = reduce(domain.evolve_committee, [*HISTORY, delegated, ended], domain.nobody)
    days = [delegated.delegated_on, ended.ended_on]
    assert [committee.decides_on(day - timedelta(days=1)) for day in days] == [False, True]
    assert [committee.decides_on(day) for day in days] == [True, False]


def test_the_same_again_changes_nothing():
    assert after([*HISTORY, delegated], DELEGATE) == []
    assert after([*HISTORY, delegated, ended], END) == []


@pytest.mark.parametrize("command", [DELEGATE, END], ids=["delegate", "end"])
def test_nothing_is_delegated_to_who_was_not_created(command):
    assert refusal([], command) == "committee_unknown"


def test_days_do_not_run_backwards():
    early = replace(END, ended_on=delegated.delegated_on - timedelta(days=1))

    assert refusal([*HISTORY, delegated], early) == "before_latest"


def test_qd_29_4_3_2a_the_right_is_delegated_to_grassroots_committees_only():
    bloc = replace(DELEGATE, committee_id=examples.BLOC)

    assert refusal(examples.committees[examples.BLOC], bloc) == "delegation_not_grassroots"


def test_hd_06_3_7a_a_grassroots_committee_with_delegation_decides_itself():
    """Its resolution has two thirds of all its members: without that step nothing is decided."""
    [decided] = judged(BEFORE_DECISION, commands.decide_admission, WITH_RIGHT)

    assert decided.decided_by == GRASSROOTS
    assert refused_case(BEFORE_DECISION[:10], commands.decide_admission, WITH_RIGHT).code == (
        "needs_grassroots_resolved"
    )


@pytest.mark.parametrize(
    ("line", "acting"),
    [(WITH_RIGHT.line, examples.BLOC), (LINE, GRASSROOTS)],
    ids=["above one with the right", "without the right"],
)
def test_qd_29_4_3_2_nobody_else_decides(line, acting):
    given = replace(GIVEN, line=line, acting=acting)

    assert refused_case(BEFORE_DECISION, commands.decide_admission, given).code == "not_competent"


def test_qd_29_4_3_2b_the_committee_directly_above_decides_for_a_grassroots_branch():
    alone = (replace(LINE[0], type=CommitteeType.GRASSROOTS_BRANCH), *LINE[2:])

    assert competent_committee(alone) == examples.BLOC
    assert grassroots_committee(alone) == examples.BRANCH
