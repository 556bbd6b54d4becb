"""The tree of committees as of a day, as it was known at a stand."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    FromClause,
    Subquery,
    Uuid,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from services.statistics.records.tables import (
    committee_types,
    committees,
    placements,
)
from shared.events.terms import CommitteeId, CommitteeType

ALWAYS = cast(literal("-infinity", literal_execute=True), Date)
FOREVER = cast(literal("infinity", literal_execute=True), Date)
PLAN_ANEW = func.set_config("plan_cache_mode", "force_custom_plan", literal(True))
FEW_BELOW = {
    CommitteeType.BRANCH,
    CommitteeType.GRASSROOTS_BRANCH,
    CommitteeType.SECTION_COMMITTEE,
    CommitteeType.GRASSROOTS_COMMITTEE,
    CommitteeType.COMMUNE_COMMITTEE,
}
HIGHEST = 16  # levels; the way up in a circle entered by mistake must still end


def placed(stand: int) -> CTE:
    """Who stood under whom, from a day (`since`) to the day before another (`until`).

    What was said later about the same day replaces what was said before. A committee that `ended`
    stands in its successor, for ever, with all that still stands under it.
    """
    said = (
        select(placements)
        .ext(distinct_on(placements.c.committee_id, placements.c.placed_on))
        .where(placements.c.position <= stand)
        .order_by(placements.c.committee_id, placements.c.placed_on, placements.c.position.desc())
        .subquery()
    )
    following = func.lead(said.c.placed_on).over(
        partition_by=said.c.committee_id, order_by=said.c.placed_on
    )
    spans = select(
        said.c.committee_id,
        said.c.parent_id,
        said.c.placed_on.label("since"),
        func.coalesce(following, FOREVER).label("until"),
        said.c.ended,
    )
    # Otherwise PostgreSQL sorts all placements anew for every level of the tree.
    return spans.cte("placed").prefix_with("MATERIALIZED")


def looked_up(stand: int) -> Subquery:
    """The same spans as `placed`, each found by itself: for a way up, or where few are below."""
    own, later, again = placements.alias(), placements.alias(), placements.alias()
    following = (
        select(func.min(later.c.placed_on))
        .where(later.c.committee_id == own.c.committee_id)
        .where(later.c.placed_on > own.c.placed_on, later.c.position <= stand)
        .scalar_subquery()
    )
    replaced = (
        exists()
        .where(again.c.committee_id == own.c.committee_id, again.c.placed_on == own.c.placed_on)
        .where(again.c.position > own.c.position, again.c.position <= stand)
    )
    return (
        select(
            own.c.committee_id,
            own.c.parent_id,
            own.c.placed_on.label("since"),
            func.coalesce(following, FOREVER).label("until"),
            own.c.ended,
        )
        .where(own.c.position <= stand, ~replaced)
        .subquery()
    )


async def area(connection: AsyncConnection, committee_id: CommitteeId, *, stand: int) -> CTE:
    """As `below`, by whichever way suits the level of the committee.

    What asks with it is planned anew in this transaction: a plan for any committee takes a
    province for a branch, and seconds.
    """
    level = (
        select(committee_types.c.type)
        .where(committee_types.c.committee_id == committee_id)
        .order_by(committee_types.c.typed_on.desc(), committee_types.c.position.desc())
        .limit(1)
    )
    few = await connection.scalar(select(level.scalar_subquery(), PLAN_ANEW)) in FEW_BELOW
    return below(committee_id, looked_up(stand) if few else placed(stand))


def below(committee_id: CommitteeId, placed: FromClause) -> CTE:
    """The committee and all that ever stood below it: when, and by way of which direct child.

    A committee stands in one place at a time, so the spans of one never overlap and a join on its
    day counts everything at most once.
    """
    root = select(
        literal(committee_id, Uuid).label("committee_id"),
        cast(null(), Uuid).label("child_id"),
        ALWAYS.label("since"),
        FOREVER.label("until"),
    ).cte("below", recursive=True)
    return root.union(
        select(
            placed.c.committee_id,
            # What stands under a committee that ended is a child of its successor by itself.
            case(
                (placed.c.ended, root.c.child_id),
                else_=func.coalesce(root.c.child_id, placed.c.committee_id),
            ),
            func.greatest(root.c.since, placed.c.since),
            func.least(root.c.until, placed.c.until),
        ).where(
            placed.c.parent_id == root.c.committee_id,
            placed.c.committee_id
            != committee_id,  # A circle entered by mistake counts nobody twice.
            placed.c.since < root.c.until,
            root.c.since < placed.c.until,
        )
    )


def there(
    committee_id: ColumnElement[UUID], on: ColumnElement[date], *, stand: int
) -> ColumnElement[bool]:
    """Whether the committee had not ended by a day."""
    ends = placements.alias("ends")
    ended = exists().where(ends.c.committee_id == committee_id, ends.c.ended)
    return ~ended.where(ends.c.placed_on <= on, ends.c.position <= stand)


def above(placed: CTE) -> CTE:
    """Each committee with itself and all that it ever stood below, and when (see `below`)."""
    itself = select(
        committees.c.committee_id,
        committees.c.committee_id.label("above_id"),
        ALWAYS.label("since"),
        FOREVER.label("until"),
    ).cte("above", recursive=True)
    return itself.union(
        select(
            itself.c.committee_id,
            placed.c.parent_id,
            func.greatest(itself.c.since, placed.c.since),
            func.least(itself.c.until, placed.c.until),
        ).where(
            placed.c.committee_id == itself.c.above_id,
            placed.c.parent_id != itself.c.committee_id,
            placed.c.since < itself.c.until,
            itself.c.since < placed.c.until,
        )
    )


async def line(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date, stand: int
) -> list[CommitteeId]:
    """The way up on a day: the committee itself, the one that it stands under, and so on.

    Where one had ended, its successor stands in its place.
    """
    tree = looked_up(stand)
    way = select(literal(committee_id, Uuid).label("committee_id"), literal(0).label("height")).cte(
        "way", recursive=True
    )
    way = way.union(
        select(tree.c.parent_id, way.c.height + 1).where(
            tree.c.committee_id == way.c.committee_id,
            tree.c.since <= on,
            on < tree.c.until,
            way.c.height < HIGHEST,
        )
    )
    rows = await connection.scalars(
        select(way.c.committee_id)
        .where(there(way.c.committee_id, literal(on), stand=stand))
        .order_by(way.c.height)
    )
    return [CommitteeId(found) for found in rows]


async def children(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date, stand: int
) -> set[CommitteeId]:
    """The committees directly below on a day, those of a predecessor among them."""
    tree = looked_up(stand)
    then = (tree.c.since <= on, on < tree.c.until)
    own = select(literal(committee_id, Uuid).label("committee_id")).cte("own", recursive=True)
    own = own.union(
        select(tree.c.committee_id).where(
            tree.c.parent_id == own.c.committee_id, tree.c.ended, *then
        )
    )
    rows = await connection.scalars(
        select(tree.c.committee_id)
        .join(own, own.c.committee_id == tree.c.parent_id)
        .where(~tree.c.ended, *then)
    )
    return {CommitteeId(found) for found in rows}
