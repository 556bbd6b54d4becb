"""Figures from facts: which cases count, for whom, on which day, and as known at which stand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.domain import Basis, Figures, Group, Question, Share, Tree
from services.statistics.records import (
    cases,
    digest,
    earliest,
    figures,
    line,
    record_case,
    record_committee,
    titles,
)
from services.statistics.records.tree import below, looked_up
from services.statistics.records.tree import placed as placed_whole
from shared.events.organisation import (
    CommitteeNamed,
    CommitteeRetyped,
    OrganisationEvent,
)
from shared.events.stage import MARKS, STAGE_AFTER, Stage
from shared.events.terms import CommitteeId, CommitteeType, PublicName
from tests import examples
from tests.statistics.histories import (
    BLOC,
    BRANCHES,
    MAN,
    NORTH,
    NUMBER,
    PROVINCE,
    SOUTH,
    WOMAN,
    Event,
    Way,
    case_id,
    merged,
    placed,
    provinces,
    published,
    tree,
)

YEAR_2023 = (date(2023, 1, 1), date(2023, 12, 31))
YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))
DATABASE = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def tell(connection: AsyncConnection, events: Iterable[Event], after: int = 0) -> int:
    """Record `events` at the positions that follow `after`; returns the last."""
    position = after
    for position, event in enumerate(events, start=after + 1):
        if isinstance(event, OrganisationEvent):
            await record_committee(connection, event, position=position)
        else:
            await record_case(connection, event, position=position)
    return position


def whole_tree() -> list[Event]:
    return [event for stream in tree().values() for event in stream]


async def admitted(
    connection: AsyncConnection,
    committee_id: CommitteeId,
    period: tuple[date, date],
    *,
    stand: int,
    basis: Basis = Basis.CEREMONY_DATE,
    tree: Tree = Tree.THEN,
) -> Figures:
    question = Question(
        committee_id=committee_id, from_on=period[0], to_on=period[1], basis=basis, tree=tree
    )
    return await figures(connection, question, stand=stand)


async def test_a_ceremony_counts_for_every_committee_above_its_branch(
    connection: AsyncConnection,
) -> None:
    stand = await tell(connection, [*whole_tree(), *Way(number=1).events()])

    counts = {
        committee_id: (await admitted(connection, committee_id, YEAR_2023, stand=stand)).admitted
        for committee_id in (PROVINCE, BLOC, NORTH, SOUTH, BRANCHES[0], BRANCHES[1])
    }

    assert list(counts.values()) == [1, 1, 1, 0, 1, 0]


async def test_both_days_of_the_period_belong_to_it(connection: AsyncConnection) -> None:
    day = date(2023, 6, 1)
    stand = await tell(connection, [*whole_tree(), *Way(number=1, held_on=day).events()])

    found = await admitted(connection, BLOC, (day, day), stand=stand)

    assert found.admitted == 1


async def test_the_two_bases_put_a_case_into_different_years(connection: AsyncConnection) -> None:
    """Domain 11 no. 8: decision dated 28/12, ceremony on 20/1."""
    way = Way(number=1, decided_on=date(2023, 12, 28), held_on=date(2024, 1, 20))
    stand = await tell(connection, [*whole_tree(), *way.events()])

    counts = {
        (basis, period[0].year): (
            await admitted(connection, BLOC, period, stand=stand, basis=basis)
        ).admitted
        for basis in Basis
        for period in (YEAR_2023, YEAR_2024)
    }

    assert counts == {
        (Basis.CEREMONY_DATE, 2023): 0,
        (Basis.CEREMONY_DATE, 2024): 1,
        (Basis.DECISION_DATE, 2023): 1,
        (Basis.DECISION_DATE, 2024): 0,
    }


async def test_groups_are_those_of_the_counting_day(connection: AsyncConnection) -> None:
    way = Way(number=1, at_decision=MAN, at_ceremony=WOMAN)
    stand = await tell(connection, [*whole_tree(), *way.events()])

    by_ceremony = await admitted(connection, BLOC, YEAR_2023, stand=stand)
    by_decision = await admitted(
        connection, BLOC, YEAR_2023, stand=stand, basis=Basis.DECISION_DATE
    )

    assert by_ceremony.groups == {
        Group.WOMEN: 1,
        Group.ETHNIC_MINORITY: 1,
        Group.YOUTH_UNION: 1,
        Group.TRADE_UNION_PAST_YOUTH_AGE: 0,
        Group.COLLEGE_STUDENTS: 1,
    }
    assert by_decision.share(Group.TRADE_UNION_PAST_YOUTH_AGE) == Share(count=1, of=1)


async def test_a_cancelled_decision_leaves_the_count_but_not_the_earlier_report(
    connection: AsyncConnection,
) -> None:
    """Domain 11 no. 10: as reported keeps N, as now known has N - 1."""
    *way, cancellation = Way(number=1, cancelled=True).events()
    reported = await tell(connection, [*whole_tree(), *way])
    now = await tell(connection, [cancellation], after=reported)

    counts = [
        (await admitted(connection, BLOC, YEAR_2023, stand=stand, basis=basis)).admitted
        for stand in (reported, now)
        for basis in Basis
    ]

    assert counts == [1, 1, 0, 0]


async def test_a_correction_moves_the_count_but_not_the_earlier_report(
    connection: AsyncConnection,
) -> None:
    """Domain 4.2: as reported and as now known are both right."""
    way = Way(number=1, held_on=date(2023, 12, 28))
    reported = await tell(connection, [*whole_tree(), *way.events()])
    corrected = replace(examples.step_corrected, case_id=case_id(1), day=date(2024, 1, 3))
    now = await tell(connection, [corrected], after=reported)

    counts = [
        (await admitted(connection, BLOC, year, stand=stand)).admitted
        for stand in (reported, now)
        for year in (YEAR_2023, YEAR_2024)
    ]

    assert counts == [1, 0, 0, 1]


async def test_a_branch_that_moved_brings_what_came_before_to_its_old_committee(
    connection: AsyncConnection,
) -> None:
    """Domain 4.2: credit goes to the committee of which the branch was part on the counting day."""
    before = Way(number=1, held_on=date(2023, 6, 30))
    after = Way(number=2, held_on=date(2023, 7, 1))
    move = placed(BRANCHES[0], under=SOUTH, on=date(2023, 7, 1))
    stand = await tell(connection, [*whole_tree(), *before.events(), *after.events(), move])

    north = await admitted(connection, NORTH, YEAR_2023, stand=stand)
    south = await admitted(connection, SOUTH, YEAR_2023, stand=stand)
    bloc = await admitted(connection, BLOC, YEAR_2023, stand=stand)

    assert (north.admitted, south.admitted, bloc.admitted) == (1, 1, 2)


async def test_a_committee_that_left_is_still_shown_with_what_it_admitted_before(
    connection: AsyncConnection,
) -> None:
    way = Way(number=1, held_on=date(2023, 6, 30))
    move = placed(BRANCHES[0], under=SOUTH, on=date(2023, 7, 1))
    stand = await tell(connection, [*whole_tree(), *way.events(), move])

    north = await admitted(connection, NORTH, YEAR_2023, stand=stand)

    shown = [(child.committee_id, child.admitted, child.below_at_end) for child in north.children]
    assert shown == [(BRANCHES[0], 1, False), (BRANCHES[1], 0, True)]


async def test_what_is_said_later_about_the_same_day_replaces_what_was_said_before(
    connection: AsyncConnection,
) -> None:
    first = placed(BRANCHES[0], under=SOUTH, on=date(2023, 1, 1))
    right = placed(BRANCHES[0], under=NORTH, on=date(2023, 1, 1))
    wrong = await tell(connection, [*whole_tree(), *Way(number=1).events(), first])
    stand = await tell(connection, [right], after=wrong)

    was = await admitted(connection, SOUTH, YEAR_2023, stand=wrong)
    now = await admitted(connection, SOUTH, YEAR_2023, stand=stand)

    assert (was.admitted, now.admitted) == (1, 0)


async def test_a_tree_with_a_circle_in_it_still_answers(connection: AsyncConnection) -> None:
    circle = placed(BLOC, under=BRANCHES[0], on=date(2022, 1, 1))
    stand = await tell(connection, [*whole_tree(), *Way(number=1).events(), circle])

    found = await admitted(connection, BLOC, YEAR_2023, stand=stand)
    way = await line(connection, BLOC, on=date(2023, 1, 1), stand=stand)

    assert found.admitted == 1
    assert set(way) == {BLOC, BRANCHES[0], NORTH}


async def test_every_case_stands_in_one_stage(connection: AsyncConnection) -> None:
    ways = [Way(number=steps, steps=steps) for steps in range(1, 15)]
    stand = await tell(
        connection, [*whole_tree(), *(event for way in ways for event in way.events())]
    )

    found = await admitted(connection, NORTH, YEAR_2024, stand=stand)

    stood = [STAGE_AFTER[type(way.events()[-1])] for way in ways]
    moved = dict.fromkeys(set(stood) - MARKS, 1)
    noted = {Stage.CV_CERTIFIED: 1 + len(MARKS & set(stood))}
    assert found.stages == dict.fromkeys(Stage, 0) | moved | noted
    assert len(moved) == 12


async def test_the_months_add_up_to_the_total(connection: AsyncConnection) -> None:
    ways = [Way(number=month, held_on=date(2023, month, 28)) for month in (2, 2, 11)]
    ways = [replace(way, number=number) for number, way in enumerate(ways)]
    stand = await tell(
        connection, [*whole_tree(), *(event for way in ways for event in way.events())]
    )

    found = await admitted(connection, BLOC, YEAR_2023, stand=stand)

    assert [(span.from_on, span.admitted) for span in found.months] == [
        (date(2023, 2, 1), 2),
        (date(2023, 11, 1), 1),
    ]


async def test_the_cases_behind_a_figure_are_as_many_as_it_says(
    connection: AsyncConnection,
) -> None:
    ways = [
        Way(number=1, at_ceremony=WOMAN),
        Way(number=2),
        Way(number=3, steps=4),
    ]
    stand = await tell(
        connection, [*whole_tree(), *(event for way in ways for event in way.events())]
    )
    question = Question(committee_id=BLOC, from_on=YEAR_2023[0], to_on=YEAR_2023[1])

    counted = await cases(connection, question, stand=stand)
    women = await cases(connection, question, stand=stand, group=Group.WOMEN)
    declared = await cases(connection, question, stand=stand, stage=Stage.CV_DECLARED)

    assert {case.case_id for case in counted} == {case_id(1), case_id(2)}
    assert [case.case_id for case in women] == [case_id(1)]
    assert [(case.case_id, case.on) for case in declared] == [(case_id(3), None)]


async def test_a_committee_is_of_the_level_that_it_had_on_the_day(
    connection: AsyncConnection,
) -> None:
    retyped = CommitteeRetyped(
        committee_id=BLOC,
        type=CommitteeType.PROVINCE_AGENCIES_COMMITTEE,
        retyped_on=date(2025, 1, 20),
        decision_no=NUMBER,
    )
    stand = await tell(connection, [*whole_tree(), retyped])

    levels = [
        (await titles(connection, [BLOC], on=on, stand=stand))[BLOC].type
        for on in (date(2025, 1, 19), date(2025, 1, 20))
    ]

    assert levels == [CommitteeType.BLOC_COMMITTEE, CommitteeType.PROVINCE_AGENCIES_COMMITTEE]


async def test_a_committee_is_called_what_it_was_called_on_the_day(
    connection: AsyncConnection,
) -> None:
    renamed = CommitteeNamed(
        committee_id=BLOC,
        name=PublicName("Đảng ủy mới"),
        named_on=date(2023, 1, 1),
        decision_no=NUMBER,
    )
    stand = await tell(connection, [*whole_tree(), renamed])

    names = [
        (await titles(connection, [BLOC], on=on, stand=stand))[BLOC].name
        for on in (date(2010, 1, 1), date(2022, 12, 31), date(2023, 1, 1))
    ]

    assert names == ["Đảng ủy Khối", "Đảng ủy Khối", "Đảng ủy mới"]


async def test_the_line_goes_up_to_the_province(connection: AsyncConnection) -> None:
    stand = await tell(connection, whole_tree())

    way = await line(connection, BRANCHES[3], on=date(2023, 1, 1), stand=stand)

    assert way == [BRANCHES[3], SOUTH, BLOC, PROVINCE]


async def test_the_first_counting_day_is_that_of_the_basis(connection: AsyncConnection) -> None:
    way = Way(number=1, decided_on=date(2022, 12, 1), held_on=date(2023, 1, 2))
    before = Way(number=2, decided_on=date(2020, 1, 1), held_on=date(2020, 1, 2), cancelled=True)
    stand = await tell(connection, [*way.events(), *before.events()])

    assert await earliest(connection, Basis.DECISION_DATE, stand=stand) == date(2022, 12, 1)
    assert await earliest(connection, Basis.CEREMONY_DATE, stand=stand) == date(2023, 1, 2)
    assert await earliest(connection, Basis.CEREMONY_DATE, stand=11) is None


@DATABASE
@given(published(provinces()), st.data())
async def test_an_earlier_stand_gives_the_figures_of_then(
    connection: AsyncConnection, order: Sequence[tuple[UUID, int, Event]], data: st.DataObject
) -> None:
    events = [event for _, _, event in order]
    stand = data.draw(st.integers(0, len(events)))
    basis = data.draw(st.sampled_from(Basis))
    period = (date(2021, 6, 1), date(2024, 6, 30))

    async with connection.begin_nested() as example:
        await tell(connection, events[:stand])
        then = await admitted(connection, BLOC, period, stand=stand, basis=basis)
        await tell(connection, events[stand:], after=stand)
        again = await admitted(connection, BLOC, period, stand=stand, basis=basis)
        await example.rollback()

    assert again == then


@DATABASE
@given(published(provinces()))
async def test_the_order_of_arrival_between_streams_leaves_no_trace(
    connection: AsyncConnection, order: Sequence[tuple[UUID, int, Event]]
) -> None:
    positions = list(enumerate(order, start=1))
    stream_by_stream = sorted(positions, key=lambda one: one[1][:2])

    async with connection.begin_nested() as example:
        await tell(connection, [event for _, _, event in order])
        in_order = await digest(connection)
        await example.rollback()
    async with connection.begin_nested() as example:
        for position, (_, _, event) in stream_by_stream:
            await tell(connection, [event], after=position - 1)
        mixed = await digest(connection)
        await example.rollback()

    assert mixed == in_order


@DATABASE
@given(published(provinces()), st.data())
async def test_the_area_is_the_same_looked_up_as_laid_out_whole(
    connection: AsyncConnection, order: Sequence[tuple[UUID, int, Event]], data: st.DataObject
) -> None:
    events = [event for _, _, event in order]
    stand = data.draw(st.integers(0, len(events)))

    async with connection.begin_nested() as example:
        await tell(connection, events)
        areas = [
            (await connection.execute(select(below(committee_id, spans(stand))))).all()
            for committee_id in (PROVINCE, BLOC, NORTH)
            for spans in (placed_whole, looked_up)
        ]
        await example.rollback()

    assert [set(area) for area in areas[::2]] == [set(area) for area in areas[1::2]]


MERGED_ON = date(2023, 7, 1)


async def merged_province(connection: AsyncConnection) -> int:
    """One admission under NORTH before it merges into SOUTH, one after, one under SOUTH."""
    ways = [
        Way(number=1, held_on=date(2023, 6, 30)),
        Way(number=2, held_on=MERGED_ON),
        Way(number=3, branch_id=BRANCHES[2], held_on=date(2023, 2, 1)),
    ]
    cases = [event for way in ways for event in way.events()]
    merger = merged(NORTH, into=SOUTH, on=MERGED_ON)
    return await tell(connection, [*whole_tree(), *cases, merger])


async def test_over_the_tree_of_then_credit_stays_with_the_committee_of_the_counting_day(
    connection: AsyncConnection,
) -> None:
    """Domain 4.2."""
    stand = await merged_province(connection)

    found = await admitted(connection, BLOC, YEAR_2023, stand=stand)

    parts = {child.committee_id: (child.admitted, child.below_at_end) for child in found.children}
    assert parts == {NORTH: (1, False), SOUTH: (2, True)}


async def test_over_the_tree_of_the_end_what_merged_counts_for_its_successor(
    connection: AsyncConnection,
) -> None:
    """Domain 5.3: the facts of a year mapped through lineage."""
    stand = await merged_province(connection)

    found = await admitted(connection, BLOC, YEAR_2023, stand=stand, tree=Tree.END)
    south = await admitted(connection, SOUTH, YEAR_2023, stand=stand, tree=Tree.END)
    north = await admitted(connection, NORTH, YEAR_2023, stand=stand, tree=Tree.END)

    assert [(child.committee_id, child.admitted) for child in found.children] == [(SOUTH, 3)]
    assert (found.admitted, south.admitted, north.admitted) == (3, 3, 0)


async def test_the_branches_of_what_merged_are_below_its_successor(
    connection: AsyncConnection,
) -> None:
    stand = await merged_province(connection)

    found = await admitted(connection, SOUTH, YEAR_2023, stand=stand)

    assert {child.committee_id: child.admitted for child in found.children} == {
        BRANCHES[0]: 1,
        BRANCHES[1]: 0,
        BRANCHES[2]: 1,
        BRANCHES[3]: 0,
    }


async def test_the_way_up_from_what_ended_begins_at_its_successor(
    connection: AsyncConnection,
) -> None:
    stand = await merged_province(connection)

    before = await line(connection, BRANCHES[0], on=date(2023, 6, 30), stand=stand)
    then = await line(connection, BRANCHES[0], on=MERGED_ON, stand=stand)

    assert before == [BRANCHES[0], NORTH, BLOC, PROVINCE]
    assert then == [BRANCHES[0], SOUTH, BLOC, PROVINCE]
