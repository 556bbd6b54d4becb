"""What intake reads back is what it heard, and each case waits for whose turn it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from itertools import count
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake import domain, records
from shared.events import Event
from shared.events.stage import MARKS, STAGE_AFTER, Stage
from shared.events.terms import CaseId
from shared.log.chain import Act, link
from shared.log.inbox import Heard
from shared.people.access import Office, Role
from tests import examples
from tests.examples import BLOC, BRANCH, CASE, COMMUNE, GRASSROOTS, PROVINCE

TODAY = date(2024, 6, 12)
FACTS = [*examples.history, examples.decision_cancelled]
ACT = Act(
    recorded_at=examples.NOON,
    command_id=uuid4(),
    fingerprint=b"f",
    office=examples.branch_clerk.code,
    rule_set="24-QĐ/TW",
)
CLERK, SECRETARY = examples.branch_clerk, examples.grassroots_secretary
STANDING = examples.standing_committee
APPRAISING = examples.appraisal_board


def heard(stream: CaseId, events: Sequence[Event]) -> list[Heard]:
    steps = link(events, stream=stream, last=None, act=ACT)
    return [
        Heard(source="intake", position=position, step=step)
        for position, step in zip(count(1), steps, strict=False)
    ]


async def tell(connection: AsyncConnection, stream: CaseId, events: Sequence[Event]) -> None:
    for one in heard(stream, events):
        await records.project(connection, one)


@pytest.fixture
async def told(connection: AsyncConnection) -> AsyncConnection:
    """The directory is known."""
    for committee_id, events in examples.committees.items():
        await tell(connection, committee_id, events)
    return connection


async def waiting(connection: AsyncConnection, office: Office) -> list[CaseId]:
    rows = await records.waiting_for(connection, office, on=TODAY, limit=10)
    return [row.case_id for row in rows]


@pytest.mark.parametrize("steps", range(1, 17))
async def test_a_case_stands_where_its_history_says(told, steps):
    await tell(told, CASE, FACTS[:steps])

    [row] = await records.in_area(told, PROVINCE, stages=list(Stage), on=TODAY, limit=10)

    stages = [stage for fact in FACTS[:steps] if (stage := STAGE_AFTER[type(fact)]) not in MARKS]
    assert row.stage is stages[-1]
    assert (row.version, row.listed_on) == (steps, date(2023, 2, 1))
    assert row.last_on == domain.happened_on(FACTS[steps - 1])


@pytest.mark.parametrize("steps", range(1, 17))
async def test_a_list_shows_the_next_steps_that_the_case_itself_knows(told, steps):
    await tell(told, CASE, FACTS[:steps])

    [row] = await records.in_area(told, PROVINCE, stages=list(Stage), on=TODAY, limit=10)

    days = reduce(domain.evolve, FACTS[:steps], domain.initial).days
    assert row.waits_for == domain.waits_on(days, TODAY)


@pytest.mark.parametrize(
    ("steps", "offices"),
    [
        (1, [CLERK]),
        (2, [CLERK]),
        (3, [CLERK]),
        (4, [CLERK, SECRETARY]),
        (6, [CLERK, SECRETARY]),
        (7, [CLERK]),
        (8, [CLERK]),
        (9, [CLERK]),
        (10, [SECRETARY]),
        (11, [APPRAISING]),
        (12, [STANDING]),
        (13, [CLERK]),
        (14, [CLERK]),
    ],
)
async def test_a_case_waits_for_the_offices_whose_turn_it_is(told, steps, offices):
    await tell(told, CASE, FACTS[:steps])

    asked = (CLERK, SECRETARY, APPRAISING, STANDING)
    assert [each for each in asked if await waiting(told, each)] == offices


async def test_a_case_in_verification_waits_for_the_branch_until_its_papers_are_there(told):
    gathered = [*FACTS[:5], *FACTS[7:9]]
    await tell(told, CASE, gathered)

    assert await waiting(told, CLERK) == []
    assert await waiting(told, SECRETARY) == [CASE]


@pytest.mark.parametrize(
    "history", [FACTS, [*examples.history, *examples.probation]], ids=["cancelled", "official"]
)
async def test_a_case_at_its_end_waits_for_nobody(told, history):
    await tell(told, CASE, history)

    assert [await waiting(told, each) for each in (CLERK, SECRETARY, STANDING)] == [[], [], []]


async def test_a_case_without_a_certificate_waits_for_the_branch_too(told):
    history = [FACTS[0], *FACTS[2:4]]

    await tell(told, CASE, history)

    assert await waiting(told, CLERK) == [CASE]
    assert await waiting(told, SECRETARY) == [CASE]


@pytest.mark.parametrize(
    ("on", "waits"), [(date(2025, 2, 5), []), (date(2025, 2, 6), [CASE])], ids=["on", "after"]
)
async def test_recognition_waits_for_the_branch_only_after_the_end_of_probation(told, on, waits):
    await tell(told, CASE, [*examples.history, *examples.probation[:2]])

    rows = await records.waiting_for(told, CLERK, on=on, limit=10)

    assert [row.case_id for row in rows] == waits


@pytest.mark.parametrize(
    "office",
    [
        Office(role=Role.STANDING_COMMITTEE, committee_id=PROVINCE),
        Office(role=Role.GRASSROOTS_SECRETARY, committee_id=COMMUNE),
        Office(role=Role.AUDITOR, committee_id=PROVINCE),
    ],
    ids=lambda office: office.role,
)
async def test_a_case_waits_for_no_other_office(told, office):
    await tell(told, CASE, FACTS[:12])

    assert await waiting(told, office) == []


async def test_a_branch_directly_under_a_higher_committee_waits_for_that_one(told):
    moved = replace(examples.branch_placed, parent_id=BLOC, placed_on=date(2024, 1, 2))
    await tell(told, BRANCH, [moved])
    await tell(told, CASE, FACTS[:12])

    assert await waiting(told, STANDING) == [CASE]


async def test_a_late_certificate_does_not_set_a_case_back(told):
    renewed = replace(examples.class_certified, certified_on=date(2023, 11, 8))

    await tell(told, CASE, [*FACTS[:9], renewed])

    [row] = await records.in_area(told, PROVINCE, stages=[Stage.CV_CERTIFIED], on=TODAY, limit=1)
    assert (row.version, row.last_on) == (10, FACTS[8].summarised_on)


async def test_the_longest_untouched_comes_first_and_pages_follow_each_other(told):
    ids = [CaseId(uuid4()) for _ in range(5)]
    for number, case_id in enumerate(ids):
        listed = replace(FACTS[0], case_id=case_id, listed_on=date(2023, 5, 10 - number))
        await tell(told, case_id, [listed])

    first = await records.waiting_for(told, CLERK, on=TODAY, limit=3)
    second = await records.waiting_for(told, CLERK, on=TODAY, limit=3, after=first[-1].place)

    assert [row.case_id for row in [*first, *second]] == ids[::-1]


async def test_the_late_comes_first_then_by_due_day_then_what_has_none(told):
    ids = [CaseId(uuid4()) for _ in range(4)]
    received = [date(2024, 4, 1), None, date(2024, 2, 1), date(2024, 3, 1)]
    for case_id, day in zip(ids, received, strict=True):
        facts = [replace(FACTS[0], case_id=case_id)]
        if day:
            facts.append(replace(examples.decision_received, case_id=case_id, received_on=day))
        await tell(told, case_id, facts)

    first = await records.waiting_for(told, CLERK, on=TODAY, limit=2)
    second = await records.waiting_for(told, CLERK, on=TODAY, limit=2, after=first[-1].place)

    assert [row.case_id for row in [*first, *second]] == [ids[2], ids[3], ids[0], ids[1]]
    assert [row.due_on for row in first] == [date(2024, 3, 21), date(2024, 4, 12)]


async def test_what_waits_can_be_narrowed_to_a_step_and_a_branch(told):
    await tell(told, CASE, [FACTS[0], *FACTS[2:4]])  # a certificate is possible, and the seal
    wishes = [
        records.Wish(step=Stage.CLASS_CERTIFIED),
        records.Wish(step=Stage.CV_SEALED),
        records.Wish(branch_id=BRANCH),
        records.Wish(branch_id=COMMUNE),
    ]

    found = [
        len(await records.waiting_for(told, CLERK, on=TODAY, limit=9, wish=wish)) for wish in wishes
    ]

    assert found == [1, 0, 1, 0]


async def test_what_other_rules_or_holidays_worked_out_is_worked_out_anew(told):
    await tell(told, CASE, FACTS[:9])
    before = await records.digest(told)
    await told.execute(text("UPDATE reckoned SET law = 'of last year'"))
    await told.execute(text("UPDATE outlooks SET due_on = '2030-01-01'"))

    await records.prepare(told)

    assert await records.digest(told) == before


async def test_what_this_law_worked_out_stays(told):
    await tell(told, CASE, FACTS[:9])
    await told.execute(text("UPDATE outlooks SET due_on = '2030-01-01'"))
    before = await records.digest(told)

    await records.prepare(told)

    assert await records.digest(told) == before


@pytest.mark.parametrize(
    ("committee", "found"),
    [(PROVINCE, 1), (BLOC, 1), (GRASSROOTS, 1), (BRANCH, 1), (COMMUNE, 0)],
)
async def test_an_area_is_a_committee_and_all_below(told, committee, found):
    await tell(told, CASE, FACTS[:3])

    rows = await records.in_area(told, committee, stages=list(Stage), on=TODAY, limit=9)

    assert len(rows) == found


async def test_the_tree_is_as_of_a_day(told):
    later = replace(examples.branch_named, name="Chi bộ Mới", named_on=date(2020, 1, 1))
    moved = replace(examples.branch_placed, parent_id=COMMUNE, placed_on=date(2021, 1, 1))
    await tell(told, BRANCH, [later, moved])

    before = {one.committee_id: one for one in await records.tree(told, on=date(2019, 12, 31))}
    after = {one.committee_id: one for one in await records.tree(told, on=date(2021, 1, 1))}

    assert (before[BRANCH].name, before[BRANCH].parent_id) == ("Chi bộ Văn phòng", GRASSROOTS)
    assert (after[BRANCH].name, after[BRANCH].parent_id) == ("Chi bộ Mới", COMMUNE)
    assert await records.tree(told, on=date(2018, 1, 1)) == []


async def test_titles_leave_out_whom_nobody_knows(told):
    titles = await records.titles(told, [BRANCH, CASE], on=TODAY)

    assert list(titles) == [BRANCH]


async def test_the_same_steps_again_give_the_same_rows(told):
    await tell(told, CASE, FACTS)
    before = await records.digest(told)

    for committee_id, events in examples.committees.items():
        await tell(told, committee_id, events)
    await tell(told, CASE, FACTS)

    assert await records.digest(told) == before


async def test_the_digest_tells_different_rows_apart(told):
    before = await records.digest(told)

    await tell(told, CASE, FACTS[:1])

    assert await records.digest(told) != before


async def test_n20_a_case_waits_for_the_branch_that_took_over(told):
    await tell(told, CASE, FACTS[:9])
    await tell(told, examples.BRANCH, [examples.committee_merged])
    clerk = Office(role=Role.BRANCH_CLERK, committee_id=examples.NEIGHBOUR)

    assert await waiting(told, clerk) == [CASE]


async def test_n20_a_case_waits_for_whoever_decides_for_the_branch_that_took_over(told):
    await tell(told, CASE, FACTS[:12])
    neighbour = replace(examples.branch_placed, committee_id=examples.NEIGHBOUR)
    typed = replace(examples.branch_created, committee_id=examples.NEIGHBOUR)
    await tell(told, examples.NEIGHBOUR, [typed, neighbour])
    await tell(told, examples.BRANCH, [examples.committee_merged])

    assert await waiting(told, examples.standing_committee) == [CASE]


async def test_who_ended_is_in_the_tree_of_the_days_before(told):
    merged = examples.committee_merged
    await tell(told, examples.BRANCH, [merged])

    before = await records.tree(told, on=merged.merged_on - timedelta(days=1))
    then = await records.tree(told, on=merged.merged_on)

    assert {one.committee_id for one in before} - {one.committee_id for one in then} == {
        examples.BRANCH
    }


async def test_what_stood_under_a_committee_that_ended_stands_in_the_tree_under_who_took_over(told):
    day = examples.branch_placed.placed_on + timedelta(days=900)
    end = replace(
        examples.committee_merged,
        committee_id=examples.GRASSROOTS,
        into_id=examples.COMMUNE,
        merged_on=day,
    )
    await tell(told, examples.GRASSROOTS, [end])

    [branch] = [
        one for one in await records.tree(told, on=day) if one.committee_id == examples.BRANCH
    ]

    assert branch.parent_id == examples.COMMUNE


GRASSROOTS_DECIDES = Office(role=Role.STANDING_COMMITTEE, committee_id=examples.GRASSROOTS)


async def test_qd_29_4_3_2a_a_case_waits_for_the_grassroots_committee_with_delegation(told):
    await tell(told, CASE, FACTS[:12])
    assert await waiting(told, GRASSROOTS_DECIDES) == []

    await tell(told, examples.GRASSROOTS, [examples.admission_delegated])

    assert await waiting(told, GRASSROOTS_DECIDES) == [CASE]
    assert await waiting(told, examples.standing_committee) == []


async def test_qd_29_4_3_2a_recognition_waits_for_the_grassroots_committee_with_delegation(told):
    await tell(told, CASE, [*examples.history, *examples.probation[:7]])
    assert await waiting(told, examples.standing_committee) == [CASE]

    await tell(told, examples.GRASSROOTS, [examples.admission_delegated])

    assert await waiting(told, GRASSROOTS_DECIDES) == [CASE]
    assert await waiting(told, examples.standing_committee) == []


async def test_a_case_waits_for_the_committee_above_again_once_the_delegation_ended(told):
    await tell(told, CASE, FACTS[:12])
    over = replace(examples.delegation_ended, ended_on=TODAY)

    await tell(told, examples.GRASSROOTS, [examples.admission_delegated, over])

    assert await waiting(told, examples.standing_committee) == [CASE]


UNCONSENTED = [*FACTS[:7], examples.condition_noted, *FACTS[7:12]]


async def test_a_missing_consent_waits_for_the_board_that_asks_for_it(told):
    await tell(told, CASE, UNCONSENTED)

    assert await waiting(told, examples.standing_committee) == []
    assert await waiting(told, APPRAISING) == [CASE]


async def test_also_where_the_right_to_decide_is_delegated(told):
    await tell(told, CASE, UNCONSENTED)
    await tell(told, examples.GRASSROOTS, [examples.admission_delegated])

    assert await waiting(told, GRASSROOTS_DECIDES) == []
    assert await waiting(told, APPRAISING) == [CASE]


async def test_with_the_consent_the_case_waits_for_the_decision(told):
    await tell(told, CASE, [*UNCONSENTED, examples.consent_given])

    assert await waiting(told, APPRAISING) == []
    assert await waiting(told, examples.standing_committee) == [CASE]
