"""How many each committee admitted in a year, for offices of other areas: small ones withheld."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.statistics import records
from services.statistics.domain import Child, Figures, Question, Tree
from services.statistics.freshness import Freshness, Lookout
from services.statistics.records import Title
from services.statistics.withholding import Asking, Table, Told, told
from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Action, Office, may
from shared.web.problem import Forbidden, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A committee directly below, and how many its part admitted; None is withheld."""

    committee_id: CommitteeId
    type: CommitteeType
    name: str
    admitted: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A committee and those directly below it, in one year; `line` goes from it up."""

    question: Question
    stand: int
    admitted: int | None
    children: Sequence[Compared]
    line: Sequence[Title]
    freshness: Freshness

    @property
    def year(self) -> int:
        return self.question.from_on.year


class Comparisons:
    """Answers one kind of question only, so that no two answers give away what one withholds.

    Whole calendar years by the day of the ceremony over the tree of the year's last day, as known
    now: no other period, basis, tree or stand, and no breakdown.
    """

    def __init__(self, engine: AsyncEngine, lookout: Lookout) -> None:
        self._engine = engine
        self._lookout = lookout

    async def of(
        self, committee_id: CommitteeId | None, *, year: int, office: Office, today: date
    ) -> Comparison:
        """About a committee, or what lies highest above the office; raises Forbidden, NotFound."""
        if not may(office, Action.COMPARE_FIGURES, ()):
            raise Forbidden(Action.COMPARE_FIGURES, office)
        if year > today.year:
            raise NotFound(year)
        freshness = await self._lookout.look()
        async with self._engine.connect() as connection:
            known = _Known(connection, year=year, today=today, stand=freshness.through)
            own_line = await known.line(office.committee_id)
            about = committee_id or own_line[-1]
            line = await known.line(about)
            counted = {one: await known.figures(one) for one in {*line, own_line[0]}}
            named = await records.titles(connection, line, on=known.on, stand=known.stand)
        if about not in named:
            raise NotFound(about)
        way = [_table(one, counted[one]) for one in reversed(line)]
        seen = told(way, Asking(line=own_line, admitted=counted[own_line[0]].admitted))
        return Comparison(
            question=known.question(about),
            stand=known.stand,
            admitted=seen.admitted,
            children=_in_order(counted[about].children, seen),
            line=[named[one] for one in line if one in named],
            freshness=freshness,
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a year ended with, at a stand."""

    connection: AsyncConnection
    year: int
    today: date
    stand: int

    @property
    def on(self) -> date:
        return min(date(self.year, 12, 31), self.today)

    def question(self, committee_id: CommitteeId) -> Question:
        return Question(
            committee_id=committee_id,
            from_on=date(self.year, 1, 1),
            to_on=self.on,
            tree=Tree.END,
        )

    async def line(self, committee_id: CommitteeId) -> Sequence[CommitteeId]:
        """The way up on that day; raises NotFound for one that was not there."""
        line = await records.line(self.connection, committee_id, on=self.on, stand=self.stand)
        if line[:1] != [committee_id]:
            raise NotFound(committee_id)
        return line

    async def figures(self, committee_id: CommitteeId) -> Figures:
        return await records.figures(self.connection, self.question(committee_id), stand=self.stand)


def _table(committee_id: CommitteeId, figures: Figures) -> Table:
    children = {child.committee_id: child.admitted for child in figures.children}
    return Table(committee_id=committee_id, admitted=figures.admitted, children=children)


def _in_order(children: Sequence[Child], seen: Told) -> Sequence[Compared]:
    """The most first, what is withheld last, by name: its place must not tell how many."""
    compared = [
        Compared(
            committee_id=child.committee_id,
            type=child.type,
            name=child.name,
            admitted=seen.children[child.committee_id],
        )
        for child in children
    ]
    return sorted(compared, key=lambda one: (one.admitted is None, -(one.admitted or 0), one.name))
