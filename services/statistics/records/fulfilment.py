"""The figures of all committees at once, and which of them were told to others already."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import Select, delete, extract, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.domain import Basis, Year
from services.statistics.records.figures import PREFIX, known
from services.statistics.records.tables import committees, facts, fulfilment_told
from services.statistics.records.tree import above, placed, there
from shared.events.terms import CommitteeId

ALONE = text("SELECT pg_try_advisory_xact_lock(hashtextextended('ketnap.fulfilment', 0))")

CONDITION = text("""
    SELECT (SELECT string_agg(source || position, ',' ORDER BY source) FROM heard_through),
           (SELECT count(*) FROM parked), (SELECT count(*) FROM fulfilment_told)
""")

Years = Sequence[Year]


async def alone(connection: AsyncConnection) -> bool:
    """Whether nobody else tells until the end of this transaction."""
    return bool((await connection.execute(ALONE)).scalar_one())


async def condition(connection: AsyncConnection) -> object:
    """The same as before means that there is nothing to tell."""
    return tuple((await connection.execute(CONDITION)).one())


async def fulfilment(connection: AsyncConnection, *, stand: int) -> Mapping[CommitteeId, Years]:
    """By committee, with all below it, the years in which something counts; known at `stand`.

    Each admission counts for the committees above its branch on the day on which it counts.
    """
    counts: dict[UUID, dict[int, dict[Basis, int]]] = defaultdict(lambda: defaultdict(dict))
    for basis in Basis:
        for row in await connection.execute(_by_year(basis, stand)):
            counts[row.committee_id][int(row.year)][basis] = row.admitted
    there = await connection.scalars(
        select(committees.c.committee_id).where(committees.c.position <= stand)
    )
    return {CommitteeId(one): _years(counts[one]) for one in there}


async def told(connection: AsyncConnection) -> Mapping[CommitteeId, Years]:
    """What was told last of each committee."""
    rows = await connection.execute(select(fulfilment_told))
    return {
        CommitteeId(row.committee_id): msgspec.json.decode(row.years, type=list[Year])
        for row in rows
    }


async def note_told(connection: AsyncConnection, news: Mapping[CommitteeId, Years]) -> None:
    rows = [
        {"committee_id": one, "years": msgspec.json.encode(years).decode()}
        for one, years in news.items()
    ]
    row = insert(fulfilment_told)
    replaced = row.on_conflict_do_update(
        index_elements=["committee_id"], set_={"years": row.excluded.years}
    )
    await connection.execute(replaced, rows)


async def forget_told(connection: AsyncConnection, which: Collection[CommitteeId]) -> None:
    """Of these it is not known what was told, so that they are told again."""
    await connection.execute(
        delete(fulfilment_told).where(fulfilment_told.c.committee_id.in_(which))
    )


def _years(counts: Mapping[int, Mapping[Basis, int]]) -> list[Year]:
    return [
        Year(
            year=year,
            by_ceremony_date=of_year.get(Basis.CEREMONY_DATE, 0),
            by_decision_date=of_year.get(Basis.DECISION_DATE, 0),
        )
        for year, of_year in sorted(counts.items())
    ]


def _by_year(basis: Basis, stand: int) -> Select[*tuple[object, ...]]:
    on, branch_id = facts.c[f"{PREFIX[basis]}_on"], facts.c[f"{PREFIX[basis]}_in"]
    over = above(placed(stand))
    year = extract("year", on).label("year")
    return (
        select(over.c.above_id.label("committee_id"), year, func.count().label("admitted"))
        .join_from(facts, over, over.c.committee_id == branch_id)
        .where(over.c.since <= on, on < over.c.until, there(over.c.above_id, on, stand=stand))
        .where(facts.c.cancelled_on.is_(None), known(stand))
        .group_by(over.c.above_id, year)
    )
