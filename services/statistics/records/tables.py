"""The tables: no serial ids, no arrival times, so that the same steps always give the same rows."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.log.model import create, digest_of
from shared.people import offices

metadata = MetaData()
beside = MetaData()
"""What was told to others: no part of what is known, so a model built anew tells it again."""


def _occasion(prefix: str) -> list[Column[object]]:
    """The columns of an occasion: its day, its branch and the coded facts as of that day."""
    coded = [Column(f"{prefix}_{name}", Text) for name in ("sex", "ethnicity", "union", "study")]
    return [Column(f"{prefix}_on", Date), Column(f"{prefix}_in", Uuid), *coded]


facts = Table(
    "facts",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("from_position", BigInteger, primary_key=True, autoincrement=False),
    Column("to_position", BigInteger),  # NULL: the case still is in this state
    Column("stage", Text, nullable=False),
    Column("branch_id", Uuid, nullable=False),
    *_occasion("decided"),
    *_occasion("held"),
    Column("cancelled_on", Date),
)
_counts = facts.c.cancelled_on.is_(None)
Index("facts_now", facts.c.case_id, unique=True, postgresql_where=facts.c.to_position.is_(None))
Index("facts_until", facts.c.to_position)
Index("facts_held", facts.c.held_on, postgresql_where=facts.c.held_on.is_not(None) & _counts)
Index(
    "facts_decided", facts.c.decided_on, postgresql_where=facts.c.decided_on.is_not(None) & _counts
)
Index("facts_of_branch", facts.c.branch_id)
Index("facts_held_in", facts.c.held_in, postgresql_where=facts.c.held_on.is_not(None) & _counts)
Index(
    "facts_decided_in",
    facts.c.decided_in,
    postgresql_where=facts.c.decided_on.is_not(None) & _counts,
)

committees = Table(
    "committees",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("created_on", Date, nullable=False),
    Column("position", BigInteger, nullable=False),
)
committee_names = Table(
    "committee_names",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("named_on", Date, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)
committee_types = Table(
    "committee_types",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("typed_on", Date, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
)
placements = Table(
    "placements",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("placed_on", Date, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("parent_id", Uuid, nullable=False),
    Column("ended", Boolean, nullable=False),  # then the parent is who took over
)
Index("placements_under", placements.c.parent_id)
offices.add_to(metadata)

fulfilment_told = Table(
    "fulfilment_told",
    beside,
    Column("committee_id", Uuid, primary_key=True),
    Column("years", Text, nullable=False),
)


async def prepare(connection: AsyncConnection) -> None:
    """Create what is missing, in the schema that the connection looks at first."""
    await create(connection, metadata, beside)


async def digest(connection: AsyncConnection) -> str:
    return await digest_of(connection, metadata)
