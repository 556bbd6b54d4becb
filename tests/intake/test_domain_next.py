"""What is next in a case, and what the rest still lacks."""

from datetime import date
from functools import reduce

import pytest

from services.intake import domain
from shared.events.stage import STAGE_AFTER, Stage
from tests import examples
from tests.intake.judging import FACTS


@pytest.mark.parametrize("place", range(15))
def test_a_case_waits_for_the_next_step_of_the_way(place):
    taken = reduce(domain.evolve, FACTS[:place], domain.initial).taken

    assert STAGE_AFTER[type(FACTS[place])] in domain.waits_for(taken)


def test_what_may_run_in_parallel_is_waited_for_side_by_side():
    taken = {Stage.PROSPECT_LISTED, Stage.APPLICATION_FILED, Stage.CV_DECLARED}

    assert domain.waits_for(taken) == (
        Stage.CLASS_CERTIFIED,
        Stage.CV_SEALED,
        Stage.INTRODUCED,
        Stage.OPINIONS_SUMMARISED,
    )


@pytest.mark.parametrize(
    "history", [[*examples.history, *examples.probation], FACTS], ids=["official", "cancelled"]
)
def test_a_case_at_its_end_waits_for_nothing(history):
    assert domain.waits_for({STAGE_AFTER[type(fact)] for fact in history}) == ()


def test_what_is_next_is_possible_and_the_rest_says_what_it_lacks():
    case = reduce(domain.evolve, FACTS[:2], domain.initial)

    first, second, *_ = domain.next_steps(case, date(2023, 6, 1))

    assert (first.stage, first.possible) == (Stage.APPLICATION_FILED, True)
    assert [reason.code for reason in second.missing] == ["needs_application_filed"]
