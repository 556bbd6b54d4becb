"""How one committee comes after another, and what that means for cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from uuid import UUID

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from services.intake import domain
from services.intake.domain import (
    Descent,
    DissolveCommittee,
    Given,
    Link,
    MergeCommittee,
    Place,
    SplitCommittee,
    predecessors,
    successors,
)
from shared.events.organisation import CommitteeDissolved, OrganisationEvent
from shared.events.terms import CommitteeId, CommitteeType, DocumentNumber, PublicName
from shared.law.refusal import Refused
from tests import examples
from tests.examples import BRANCH, NEIGHBOUR
from tests.intake import commands
from tests.intake.judging import BEFORE_DECISION, FACTS, GIVEN, LINE
from tests.intake.judging import after as judged
from tests.intake.judging import refusal as refused_case

DAY = examples.committee_merged.merged_on
HISTORY = examples.committees[BRANCH]
BESIDE = Given(
    today=date(2024, 6, 12),
    acting=examples.PROVINCE,
    line=(Place(committee_id=NEIGHBOUR, type=CommitteeType.BRANCH),),
)
MERGE = MergeCommittee(
    committee_id=BRANCH,
    into_id=NEIGHBOUR,
    merged_on=DAY,
    decision_no=examples.committee_merged.decision_no,
)
DISSOLVE = DissolveCommittee(
    committee_id=BRANCH, successor_id=NEIGHBOUR, dissolved_on=DAY, decision_no=MERGE.decision_no
)
SPLIT = SplitCommittee(
    committee_id=BRANCH,
    from_id=NEIGHBOUR,
    split_on=date(2018, 1, 2),
    decision_no=MERGE.decision_no,
)
merged = examples.committee_merged
dissolved = CommitteeDissolved(
    committee_id=BRANCH, successor_id=NEIGHBOUR, dissolved_on=DAY, decision_no=MERGE.decision_no
)


def after(
    history: Sequence[OrganisationEvent], do: domain.OrganisationCommand, given: Given = BESIDE
) -> Sequence[OrganisationEvent]:
    committee = reduce(domain.evolve_committee, history, domain.nobody)
    return domain.decide_committee(do, committee, given)


def refusal(
    history: Sequence[OrganisationEvent], do: domain.OrganisationCommand, given: Given = BESIDE
) -> str:
    with pytest.raises(Refused) as refused:
        after(history, do, given)
    return refused.value.code


@pytest.mark.parametrize(
    ("command", "fact"), [(MERGE, merged), (DISSOLVE, dissolved)], ids=["merge", "dissolve"]
)
def test_a_committee_ends_in_another(command, fact):
    assert after(HISTORY, command) == [fact]

    committee = reduce(domain.evolve_committee, [*HISTORY, fact], domain.nobody)
    assert committee.exists_on(DAY - timedelta(days=1))
    assert not committee.exists_on(DAY)
    assert committee.above_on(DAY) == NEIGHBOUR


@pytest.mark.parametrize(
    ("command", "fact"), [(MERGE, merged), (DISSOLVE, dissolved)], ids=["merge", "dissolve"]
)
def test_the_same_end_again_changes_nothing(command, fact):
    assert after([*HISTORY, fact], command) == []


def test_a_split_names_the_committee_that_goes_on():
    assert [fact.from_id for fact in after(HISTORY, SPLIT)] == [NEIGHBOUR]
    assert after([*HISTORY, *after(HISTORY, SPLIT)], SPLIT) == []


def test_a_split_happens_at_creation():
    assert refusal(HISTORY, replace(SPLIT, split_on=DAY)) == "split_at_creation"


@pytest.mark.parametrize("command", [MERGE, DISSOLVE, SPLIT], ids=["merge", "dissolve", "split"])
def test_nobody_ends_who_was_not_created(command):
    assert refusal([], command) == "committee_unknown"


@pytest.mark.parametrize("command", [MERGE, DISSOLVE, SPLIT], ids=["merge", "dissolve", "split"])
def test_the_other_committee_must_be_there_itself(command):
    assert refusal(HISTORY, command, replace(BESIDE, line=())) == "successor_unknown"


@pytest.mark.parametrize("command", [MERGE, DISSOLVE], ids=["merge", "dissolve"])
def test_nobody_ends_in_a_committee_that_had_ended_itself(command):
    instead = Place(committee_id=examples.COMMUNE, type=BESIDE.line[0].type)

    assert refusal(HISTORY, command, replace(BESIDE, line=(instead,))) == "successor_ended"


@pytest.mark.parametrize("command", [MERGE, DISSOLVE], ids=["merge", "dissolve"])
def test_nobody_ends_by_a_late_entry_in_one_that_has_joined_it_since(command):
    since = Place(committee_id=command.committee_id, type=BESIDE.line[0].type)

    assert refusal(HISTORY, command, replace(BESIDE, line_today=(since,))) == (
        "successor_since_joined"
    )


@pytest.mark.parametrize("command", [MERGE, DISSOLVE], ids=["merge", "dissolve"])
def test_what_is_left_below_must_be_able_to_stand_under_the_successor(command):
    with_equals = replace(BESIDE, below=frozenset({BESIDE.line[0].type}))

    assert refusal(HISTORY, command, with_equals) == "successor_not_above"


@pytest.mark.parametrize("command", [MERGE, DISSOLVE], ids=["merge", "dissolve"])
def test_nobody_ends_before_a_right_was_given_or_taken_back(command):
    later = replace(examples.admission_delegated, delegated_on=DAY + timedelta(days=1))

    assert refusal([*HISTORY, later], command) == "before_latest"


def test_who_ended_ends_no_more_and_is_not_changed():
    history = [*HISTORY, merged]
    name = domain.NameCommittee(
        committee_id=BRANCH,
        name=PublicName("Chi bộ Mới"),
        named_on=DAY,
        decision_no=MERGE.decision_no,
    )

    assert refusal(history, replace(MERGE, merged_on=date(2024, 1, 2))) == "committee_ended"
    assert refusal(history, name) == "committee_ended"


def test_no_end_lies_before_what_was_recorded_last():
    assert refusal(HISTORY, replace(MERGE, merged_on=date(2018, 1, 1))) == "before_latest"


def test_the_cases_of_a_branch_go_on_in_a_branch():
    above = replace(BESIDE, line=(replace(BESIDE.line[0], type=LINE[1].type),))

    assert refusal(HISTORY, MERGE, above) == "successor_no_branch"


def test_a_successor_is_of_no_lower_level():
    bloc = replace(MERGE, committee_id=examples.BLOC)

    assert refusal(examples.committees[examples.BLOC], bloc) == "successor_below"


IDS = st.sampled_from([CommitteeId(UUID(int=number)) for number in range(5)])
LINKS = st.lists(
    st.builds(
        Link,
        earlier_id=IDS,
        later_id=IDS,
        descent=st.sampled_from(Descent),
        since=st.dates(date(2024, 1, 1), date(2025, 12, 31)),
        decision_no=st.just(DocumentNumber("1-QĐ/TU")),
    ),
    max_size=8,
)


@holds_for(IDS, IDS, LINKS, st.dates(date(2024, 1, 1), date(2025, 12, 31)))
def test_who_succeeds_me_has_me_as_a_predecessor(one, other, links, on):
    later = {link.later_id for link in successors(one, on, links)}
    earlier = {link.earlier_id for link in predecessors(other, on, links)}

    assert (other in later) == (one in earlier)
    assert all(link.since <= on for link in successors(one, on, links))


def test_lineage_goes_through_several_generations():
    """A merged into B on one day, B into C on another: C came out of both from then on."""
    first, second, third = (CommitteeId(UUID(int=number)) for number in range(3))
    made = DocumentNumber("1-QĐ/TU")
    links = [
        Link(earlier_id=one, later_id=other, descent=Descent.MERGED, since=since, decision_no=made)
        for one, other, since in (
            (first, second, date(2024, 1, 1)),
            (second, third, date(2025, 7, 1)),
        )
    ]

    assert [link.later_id for link in successors(first, date(2025, 6, 30), links)] == [second]
    assert [link.later_id for link in successors(first, date(2025, 7, 1), links)] == [second, third]
    assert [link.earlier_id for link in predecessors(third, date(2025, 7, 1), links)] == [
        second,
        first,
    ]


SUCCEEDED = replace(GIVEN, line=(Place(committee_id=NEIGHBOUR, type=LINE[0].type), *LINE[1:]))


def test_n20_an_admission_counts_for_the_branch_that_took_over():
    [decided] = judged(BEFORE_DECISION, commands.decide_admission, SUCCEEDED)
    [held] = judged(FACTS[:14], commands.hold_ceremony, SUCCEEDED)

    assert decided.branch_id == held.branch_id == NEIGHBOUR


def test_n20_who_took_over_from_a_committee_named_is_asked():
    asked = replace(GIVEN, successors={examples.COMMUNE: NEIGHBOUR})

    [sealed] = judged(FACTS[:4], commands.seal_cv, asked)

    assert {person.committee_id for person in sealed.persons} == {NEIGHBOUR}


ENDED = replace(
    GIVEN,
    line=(LINE[0], LINE[1], replace(LINE[3], type=CommitteeType.PROVINCE_AGENCIES_COMMITTEE)),
    successors={examples.BLOC: examples.GRASSROOTS},
    acting=examples.PROVINCE,
)


def test_n11_what_a_dissolved_body_decided_the_competent_committee_of_now_cancels():
    assert judged(FACTS[:15], commands.cancel_decision, ENDED) == [FACTS[15]]


def test_n11_nobody_else_cancels_it():
    elsewhere = replace(ENDED, acting=examples.GRASSROOTS)

    assert refused_case(FACTS[:15], commands.cancel_decision, elsewhere).code == "not_the_issuer"
