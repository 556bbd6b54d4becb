"""What goes on in each branch below a committee, in the tree of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import CTE, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.domain import Question
from services.statistics.records.figures import known
from services.statistics.records.tables import facts, placements
from services.statistics.records.titles import Title, titles
from services.statistics.records.tree import area, there
from shared.events.stage import ENDED
from shared.events.terms import CommitteeId, CommitteeType

BRANCHES = frozenset({CommitteeType.BRANCH, CommitteeType.GRASSROOTS_BRANCH})


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """How many cases a branch has under way, how many it admitted in the period, when the last.

    `part` is the committee directly below the one asked about of which it is part, or itself.
    """

    committee_id: CommitteeId
    name: str
    part: Title
    under_way: int = 0
    admitted: int = 0
    last_on: date | None = None

    @property
    def idle(self) -> bool:
        """Nobody is on the way there, and nobody was admitted in the period."""
        return not self.under_way and not self.admitted


async def branches(
    connection: AsyncConnection, question: Question, *, stand: int
) -> Sequence[Branch]:
    """Every branch that stands there on the last day of the period, with what it took over."""
    within = await area(connection, question.committee_id, stand=stand)
    places = await _places(connection, question, within, stand=stand)
    known_as = {*places, *places.values()}
    named = await titles(connection, known_as, on=question.to_on, stand=stand)
    heirs = await _heirs(connection, on=question.to_on, stand=stand)
    found = {
        one: Branch(committee_id=one, name=title.name, part=named[places[one]])
        for one, title in named.items()
        if title.type in BRANCHES
    }
    for one, under_way in await _under_way(connection, stand=stand):
        if here := found.get(standing(one, heirs)):
            more = here.under_way + under_way
            found[here.committee_id] = replace(here, under_way=more)
    for one, admitted, last_on in await _admissions(connection, question, stand=stand):
        if here := found.get(standing(one, heirs)):
            found[here.committee_id] = replace(
                here,
                admitted=here.admitted + admitted,
                last_on=max(here.last_on or last_on, last_on),
            )
    return list(found.values())


def standing(committee_id: UUID, heirs: Mapping[UUID, UUID]) -> CommitteeId:
    """The committee, or who took over from it; a circle entered by mistake ends somewhere."""
    seen = {committee_id}
    while (heir := heirs.get(committee_id)) and heir not in seen:
        seen.add(heir)
        committee_id = heir
    return CommitteeId(committee_id)


async def _places(
    connection: AsyncConnection, question: Question, within: CTE, *, stand: int
) -> dict[CommitteeId, CommitteeId]:
    """All that stands there on the day, by way of which committee directly below (or itself)."""
    on = literal(question.to_on)
    rows = await connection.execute(
        select(within.c.committee_id, within.c.child_id)
        .where(within.c.since <= on, on < within.c.until)
        .where(there(within.c.committee_id, on, stand=stand))
    )
    return {CommitteeId(one): CommitteeId(child or one) for one, child in rows}


async def _heirs(connection: AsyncConnection, *, on: date, stand: int) -> dict[UUID, UUID]:
    """Who took over from each committee that had ended by the day."""
    ended = (placements.c.ended, placements.c.placed_on <= on, placements.c.position <= stand)
    rows = await connection.execute(
        select(placements.c.committee_id, placements.c.parent_id).where(*ended)
    )
    return {row.committee_id: row.parent_id for row in rows}


async def _under_way(connection: AsyncConnection, *, stand: int) -> Sequence[tuple[UUID, int]]:
    """How many cases have neither ended nor come to their ceremony, in each branch."""
    query = (
        select(facts.c.branch_id, func.count())
        .where(facts.c.held_on.is_(None), facts.c.stage.not_in(ENDED), known(stand))
        .group_by(facts.c.branch_id)
    )
    return [(one, count) for one, count in await connection.execute(query)]


async def _admissions(
    connection: AsyncConnection, question: Question, *, stand: int
) -> Sequence[tuple[UUID, int, date]]:
    """How many each branch admitted in the period, and the day of its last ceremony by then."""
    query = (
        select(
            facts.c.held_in,
            func.count().filter(facts.c.held_on >= question.from_on),
            func.max(facts.c.held_on),
        )
        .where(facts.c.held_on <= question.to_on, facts.c.cancelled_on.is_(None), known(stand))
        .group_by(facts.c.held_in)
    )
    return [(one, count, last) for one, count, last in await connection.execute(query)]
