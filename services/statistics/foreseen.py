"""What a correction would change: which figures of which committees, in which months and years."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics import records
from services.statistics.domain import Basis, CaseFact, Figures, Group, Occasion, Question
from shared.events.terms import CommitteeId, Ethnicity, Profile, Sex, Study, Union

ADMITTED = "admitted"
Shifts = Counter[tuple[date, str]]
"""By how much a figure moves: in the month that begins on a day, of whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """A figure before and after: of all admitted (`what` is "admitted") or of a group of them."""

    question: Question
    what: str
    before: int
    after: int


async def foresee(
    connection: AsyncConnection, before: CaseFact, after: CaseFact, *, stand: int
) -> Sequence[Foreseen]:
    """Every figure that would differ, committee by committee from below: years, then months."""
    found: list[Foreseen] = []
    for basis in Basis:
        was, becomes = before.counts(basis), after.counts(basis)
        if was == becomes:
            continue
        shifts = await _shifts(connection, was, becomes, stand=stand)
        for committee_id, moved in shifts.items():
            for from_on, to_on in _periods(moved):
                question = Question(
                    committee_id=committee_id, from_on=from_on, to_on=to_on, basis=basis
                )
                found += await _changed(connection, question, moved, stand=stand)
    return found


async def _shifts(
    connection: AsyncConnection, was: Occasion | None, becomes: Occasion | None, *, stand: int
) -> Mapping[CommitteeId, Shifts]:
    """The admission taken out where it counted, put in where it would, for all above its branch."""
    shifts: dict[CommitteeId, Shifts] = {}
    for occasion, by in ((was, -1), (becomes, +1)):
        if occasion is None:
            continue
        line = await records.line(connection, occasion.branch_id, on=occasion.on, stand=stand)
        for committee_id in line:
            own = shifts.setdefault(committee_id, Counter())
            for what in (ADMITTED, *groups_of(occasion.profile)):
                own[occasion.on.replace(day=1), what] += by
    return shifts


def _periods(shifts: Shifts) -> Iterator[tuple[date, date]]:
    """The years and months that are concerned, by their first and last days."""
    months = sorted({month for month, _ in shifts})
    for year in sorted({month.year for month in months}):
        yield date(year, 1, 1), date(year, 12, 31)
    for month in months:
        following = (month + timedelta(days=31)).replace(day=1)
        yield month, following - timedelta(days=1)


async def _changed(
    connection: AsyncConnection, question: Question, shifts: Shifts, *, stand: int
) -> list[Foreseen]:
    """All admitted where that moves; else the groups that do."""
    moved: Counter[str] = Counter()
    for (month, what), by in shifts.items():
        if question.from_on <= month <= question.to_on:
            moved[what] += by
    shown = {ADMITTED: moved[ADMITTED]} if moved[ADMITTED] else moved
    if not any(shown.values()):
        return []
    figures = await records.figures(connection, question, stand=stand)
    return [
        Foreseen(question=question, what=what, before=count, after=count + by)
        for what, by in sorted(shown.items())
        for count in (_count(figures, what),)
        if by
    ]


def _count(figures: Figures, what: str) -> int:
    counts = {str(group): count for group, count in figures.groups.items()}
    return figures.admitted if what == ADMITTED else counts.get(what, 0)


def groups_of(profile: Profile) -> set[Group]:
    """The groups that somebody with these coded facts is counted in."""
    of = {
        Group.WOMEN: profile.sex is Sex.FEMALE,
        Group.ETHNIC_MINORITY: profile.ethnicity is Ethnicity.MINORITY,
        Group.YOUTH_UNION: profile.union is Union.YOUTH_UNION,
        Group.TRADE_UNION_PAST_YOUTH_AGE: profile.union is Union.TRADE_UNION_PAST_YOUTH_AGE,
        Group.COLLEGE_STUDENTS: profile.study is Study.COLLEGE,
    }
    return {group for group, belongs in of.items() if belongs}
