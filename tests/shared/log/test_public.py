"""What everybody may know of a case: who was admitted, and nothing of why it was not ordinary."""

from typing import get_args

import pytest

from shared.events.case import CaseEvent
from shared.events.conditions import ConditionEvent
from shared.events.step import Posted
from shared.log.chain import link
from shared.log.public import TELLING, public_form
from shared.log.wire import type_name
from tests import examples
from tests.shared.log.steps import act

SPECIAL = [examples.condition_noted, examples.condition_taken_back, examples.consent_given]


@pytest.mark.parametrize("fact", SPECIAL, ids=lambda fact: type(fact).__name__)
def test_no_special_condition_is_told(fact):
    [step] = link([fact], stream=examples.CASE, last=None, act=act())

    assert public_form(Posted(source="intake", position=1, entry=step.entry)) is None


def test_six_of_all_the_facts_of_a_case_are_told():
    told = {kind for kind in get_args(CaseEvent) if type_name(kind) in TELLING}

    assert len(told) == len(TELLING) == 6
    assert told.isdisjoint(get_args(ConditionEvent))
