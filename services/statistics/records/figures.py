"""The questions asked of the facts, each at a stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    CTE,
    TIMESTAMP,
    ColumnElement,
    Date,
    Row,
    Select,
    Subquery,
    Uuid,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.domain import Basis, Child, Figures, Group, Question, Span, Tree
from services.statistics.records.tables import facts
from services.statistics.records.titles import titles
from services.statistics.records.tree import area, children, there
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, Ethnicity, Sex, Study, Union

PREFIX = {Basis.CEREMONY_DATE: "held", Basis.DECISION_DATE: "decided"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case behind a figure: for which branch, and on which day it counts (None: not yet)."""

    case_id: CaseId
    branch_id: CommitteeId
    stage: Stage
    on: date | None


async def figures(connection: AsyncConnection, question: Question, *, stand: int) -> Figures:
    """Everything about the admissions that the question asks for, as known at `stand`."""
    within = await area(connection, question.committee_id, stand=stand)
    rows = (await connection.execute(_breakdown(question, within, stand=stand))).all()
    [total] = [row for row in rows if row.left_out == BY_NOTHING]
    admitted = {
        CommitteeId(row.child_id): row.admitted
        for row in rows
        if row.left_out == BY_CHILD and row.child_id is not None
    }
    return Figures(
        admitted=total.admitted,
        groups=_by_group(total),
        months=[
            Span(from_on=row.month, admitted=row.admitted, groups=_by_group(row))
            for row in rows
            if row.left_out == BY_MONTH
        ],
        stages=await _stages(connection, question, within, stand=stand),
        children=await _children(connection, question, admitted, stand=stand),
    )


BY_MONTH, BY_CHILD, BY_NOTHING = 1, 2, 3  # which of (month, child) GROUPING says was left out


def _by_group(row: Row[*tuple[object, ...]]) -> Mapping[Group, int]:
    return {group: getattr(row, group) for group in Group}


def _breakdown(question: Question, within: CTE, *, stand: int) -> Select[*tuple[object, ...]]:
    """One pass over what counts: in all, by month, and by committee directly below."""
    counted = _counted(question, within, stand=stand).subquery()
    month = cast(func.date_trunc("month", cast(counted.c.on, TIMESTAMP)), Date)
    by = [month, counted.c.child_id]
    groups = [func.count().filter(one).label(group) for group, one in _groups(counted).items()]
    return (
        select(month.label("month"), counted.c.child_id, func.count().label("admitted"))
        .add_columns(func.grouping(*by).label("left_out"), *groups)
        .group_by(func.grouping_sets(tuple_(month), tuple_(counted.c.child_id), tuple_()))
        .order_by("month")
    )


async def stages_now(connection: AsyncConnection) -> Mapping[Stage, int]:
    """How many cases there are in each stage, everywhere."""
    query = select(facts.c.stage, func.count().label("cases")).group_by(facts.c.stage)
    rows = await connection.execute(query.where(facts.c.to_position.is_(None)))
    found = {row.stage: row.cases for row in rows}
    return {stage: found.get(stage, 0) for stage in Stage}


async def cases(
    connection: AsyncConnection,
    question: Question,
    *,
    stand: int,
    group: Group | None = None,
    stage: Stage | None = None,
) -> Sequence[CaseLine]:
    """The cases behind a figure: those counted (of a group), or those that stand in a stage."""
    within = await area(connection, question.committee_id, stand=stand)
    found = (_standing if stage else _counted)(question, within, stand=stand).subquery()
    query = select(found).order_by(found.c.on, found.c.case_id)
    if stage:
        query = query.where(found.c.stage == stage)
    elif group:
        query = query.where(_groups(found)[group])
    return [
        CaseLine(
            case_id=CaseId(row.case_id),
            branch_id=CommitteeId(row.branch_id),
            stage=Stage(row.stage),
            on=row.on,
        )
        for row in await connection.execute(query)
    ]


async def earliest(connection: AsyncConnection, basis: Basis, *, stand: int) -> date | None:
    """The first day on which anybody was admitted, as known at `stand`."""
    on = facts.c[f"{PREFIX[basis]}_on"]
    counts = (on.is_not(None), facts.c.cancelled_on.is_(None), known(stand))
    first = await connection.scalar(select(func.min(on)).where(*counts))
    return first if isinstance(first, date) else None


def known(stand: int) -> ColumnElement[bool]:
    """The state that each case was in at `stand`."""
    still = or_(facts.c.to_position.is_(None), facts.c.to_position > stand)
    return and_(facts.c.from_position <= stand, still)


def _counted(question: Question, within: CTE, *, stand: int) -> Select[*tuple[object, ...]]:
    """Each admission of the period, for the committee of which the branch is part in the tree.

    That is the tree of the day on which it counts, or that of the period's last day.
    """
    prefix = PREFIX[question.basis]
    on, branch_id = facts.c[f"{prefix}_on"], facts.c[f"{prefix}_in"]
    day: ColumnElement[date] = on if question.tree is Tree.THEN else literal(question.to_on)
    coded = [facts.c[f"{prefix}_{name}"].label(name) for name in _CODED]
    return (
        select(facts.c.case_id, facts.c.stage, branch_id.label("branch_id"), on.label("on"))
        .add_columns(within.c.child_id, *coded)
        .join(within, within.c.committee_id == branch_id)
        .where(on.between(question.from_on, question.to_on), facts.c.cancelled_on.is_(None))
        .where(within.c.since <= day, day < within.c.until, known(stand))
        .where(there(literal(question.committee_id, Uuid), day, stand=stand))
    )


def _standing(question: Question, within: CTE, *, stand: int) -> Select[*tuple[object, ...]]:
    """Each case where it stands, in the tree as of the last day of the period."""
    on = facts.c[f"{PREFIX[question.basis]}_on"]
    last = literal(question.to_on)
    return (
        select(facts.c.case_id, facts.c.stage, facts.c.branch_id, on.label("on"))
        .join(within, within.c.committee_id == facts.c.branch_id)
        .where(within.c.since <= last, last < within.c.until, known(stand))
        .where(there(literal(question.committee_id, Uuid), last, stand=stand))
    )


async def _stages(
    connection: AsyncConnection, question: Question, within: CTE, *, stand: int
) -> Mapping[Stage, int]:
    """How many cases stand in each stage, in the tree as of the last day of the period."""
    standing = _standing(question, within, stand=stand).subquery()
    rows = await connection.execute(
        select(standing.c.stage, func.count().label("cases")).group_by(standing.c.stage)
    )
    found = {row.stage: row.cases for row in rows}
    return {stage: found.get(stage, 0) for stage in Stage}


_CODED = ("sex", "ethnicity", "union", "study")


def _groups(counted: Subquery) -> Mapping[Group, ColumnElement[bool]]:
    return {
        Group.WOMEN: counted.c.sex == Sex.FEMALE,
        Group.ETHNIC_MINORITY: counted.c.ethnicity == Ethnicity.MINORITY,
        Group.YOUTH_UNION: counted.c.union == Union.YOUTH_UNION,
        Group.TRADE_UNION_PAST_YOUTH_AGE: counted.c.union == Union.TRADE_UNION_PAST_YOUTH_AGE,
        Group.COLLEGE_STUDENTS: counted.c.study == Study.COLLEGE,
    }


async def _children(
    connection: AsyncConnection,
    question: Question,
    admitted: Mapping[CommitteeId, int],
    *,
    stand: int,
) -> Sequence[Child]:
    """The committees directly below at the end, and those that left but admitted before."""
    on = question.to_on
    there = await children(connection, question.committee_id, on=on, stand=stand)
    named = await titles(connection, there | set(admitted), on=on, stand=stand)
    rows = [
        Child(
            committee_id=title.committee_id,
            type=title.type,
            name=title.name,
            admitted=admitted.get(title.committee_id, 0),
            below_at_end=title.committee_id in there,
        )
        for title in named.values()
    ]
    return sorted(rows, key=lambda child: (-child.admitted, child.name, child.committee_id))
