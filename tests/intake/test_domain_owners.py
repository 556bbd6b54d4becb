"""Whatever steps a case has taken, somebody must act next, and there is a way out."""

from collections.abc import Iterator
from datetime import date

import pytest

from services.intake.domain import TAKEN_BY, Case, next_steps, waits_for
from shared.events.case import ProspectListed
from shared.events.stage import ENDED, STAGE_AFTER, Stage
from shared.events.terms import CommitteeType
from shared.people.access import HELD_IN
from tests import examples

ON = date(2026, 3, 2)  # long after probation, so that only steps keep anything waiting
BEGUN = frozenset({Stage.PROSPECT_LISTED})
VOTED = frozenset(
    STAGE_AFTER[type(fact)]
    for fact in [*examples.history, *examples.probation[:5], examples.recognition_did_not_pass]
)
VOTED_IN_VAIN = VOTED | {Stage.RECOGNITION_VOTES_OVER}
"""Steps aside after which the way leads on otherwise: the branch may vote again, or no more."""
FACTS = {
    STAGE_AFTER[type(fact)]: fact
    for facts in [examples.history, examples.probation, *examples.departures, *examples.beside]
    for fact in facts
    if type(fact) in STAGE_AFTER
}
LINES = {
    "under a bloc": (
        CommitteeType.BRANCH,
        CommitteeType.GRASSROOTS_COMMITTEE,
        CommitteeType.BLOC_COMMITTEE,
        CommitteeType.PROVINCE_COMMITTEE,
    ),
    "a grassroots branch": (
        CommitteeType.GRASSROOTS_BRANCH,
        CommitteeType.DISTRICT_COMMITTEE,
        CommitteeType.PROVINCE_COMMITTEE,
    ),
    "in a commune": (
        CommitteeType.BRANCH,
        CommitteeType.UPPER_COMMUNE_COMMITTEE,
        CommitteeType.PROVINCE_COMMITTEE,
    ),
}


def reachable() -> Iterator[frozenset[Stage]]:
    """Every set of steps that an open case can have taken, one possible step after the other."""
    seen, ahead = set(), [BEGUN, VOTED, VOTED_IN_VAIN]
    while ahead:
        taken = ahead.pop()
        if taken in seen or Stage.OFFICIAL in taken:
            continue
        seen.add(taken)
        yield taken
        ahead += [taken | {step} for step in waits_for(taken)]


OPEN = sorted(reachable(), key=lambda taken: (len(taken), sorted(taken)))


def case_of(taken: frozenset[Stage]) -> Case:
    listed = examples.history[0]
    assert isinstance(listed, ProspectListed)
    return Case(
        person_id=listed.person_id,
        branch_id=listed.branch_id,
        profile=listed.profile,
        taken={stage: FACTS[stage] for stage in taken if stage in FACTS},
    )


@pytest.mark.parametrize("line", LINES)
def test_whatever_was_taken_a_step_is_possible_and_its_office_is_on_the_way_up(line):
    held = {role for committee in LINES[line] for role in HELD_IN[committee]}

    waits = {taken: {TAKEN_BY[step] for step in waits_for(taken)} for taken in OPEN}

    assert [taken for taken, roles in waits.items() if not roles or not roles <= held] == []


def test_whatever_was_taken_there_is_a_way_out():
    stuck = [
        taken
        for taken in OPEN
        if not any(step.possible and step.stage in ENDED for step in next_steps(case_of(taken), ON))
    ]

    assert stuck == []


@pytest.mark.parametrize("stage", Stage)
def test_each_step_is_for_an_office_that_some_committee_has(stage):
    assert any(TAKEN_BY[stage] in roles for roles in HELD_IN.values())


def test_the_states_tried_reach_from_the_list_to_the_last_step_before_an_official_member():
    reached = set().union(*OPEN)

    assert Stage.RECOGNITION_RESOLVED in reached
    assert all(taken >= BEGUN for taken in OPEN)
