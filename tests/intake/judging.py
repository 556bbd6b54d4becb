"""The example case before a judge: what `decide` answers, or why it says no."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from services.intake.domain import Given, Place
from shared.events.case import CaseEvent
from shared.events.terms import CommitteeType, Vote
from shared.law.refusal import Refused
from tests import examples
from tests.intake import commands

LINE = (
    Place(committee_id=examples.BRANCH, type=CommitteeType.BRANCH),
    Place(committee_id=examples.GRASSROOTS, type=CommitteeType.GRASSROOTS_COMMITTEE),
    Place(committee_id=examples.BLOC, type=CommitteeType.BLOC_COMMITTEE),
    Place(committee_id=examples.PROVINCE, type=CommitteeType.PROVINCE_COMMITTEE),
)
GIVEN = Given(
    today=date(2024, 6, 12),
    acting=examples.BLOC,
    line=LINE,
    relied_on=examples.relied_on,
    born_on=examples.BORN_ON,
)
WITH_RIGHT = replace(
    GIVEN,
    acting=examples.GRASSROOTS,
    line=(LINE[0], replace(LINE[1], delegated=True), *LINE[2:]),
)
"""The grassroots committee acts, and the right to decide is delegated to it."""
WAY = [*commands.way, commands.cancel_decision]
FACTS = [*examples.history, examples.decision_cancelled]
BEFORE_BRANCH = examples.history[:9]
BEFORE_GRASSROOTS = examples.history[:10]
BEFORE_DECISION = examples.history[:12]


def after(
    history: Sequence[CaseEvent], do: domain.CaseCommand, given: Given = GIVEN
) -> Sequence[CaseEvent]:
    """What `decide` answers once `history` has happened."""
    return domain.decide(do, reduce(domain.evolve, history, domain.initial), given)


def refusal(history: Sequence[CaseEvent], do: domain.CaseCommand, given: Given = GIVEN) -> Refused:
    """Why `decide` says no once `history` has happened."""
    with pytest.raises(Refused) as refused:
        after(history, do, given)
    return refused.value


def clause(refused: Refused) -> tuple[str, str]:
    """The instrument and clause that a refusal cites."""
    assert refused.rule is not None
    return refused.rule.instrument, refused.rule.clause


def meeting(on: date, **changes: object) -> domain.ResolveInBranch:
    """The branch resolution on another day."""
    return replace(commands.resolve_in_branch, resolved_on=on, **changes)


def vote(official: int, in_favour: int, elsewhere: int = 0, exempt: int = 0) -> Vote:
    return Vote(
        official_members=official,
        temporarily_elsewhere=elsewhere,
        exempt_and_absent=exempt,
        in_favour=in_favour,
    )
