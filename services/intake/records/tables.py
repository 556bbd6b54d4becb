"""The tables: no serial ids, no arrival times, so that the same steps always give the same rows."""

import hashlib

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
    cast,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.people import offices

metadata = MetaData()

committees = Table(
    "committees",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("created_on", Date, nullable=False),
)
committee_types = Table(
    "committee_types",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("typed_on", Date, primary_key=True),
    Column("type", Text, nullable=False),
)
committee_names = Table(
    "committee_names",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("named_on", Date, primary_key=True),
    Column("name", Text, nullable=False),
)
placements = Table(
    "placements",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("placed_on", Date, primary_key=True),
    Column("parent_id", Uuid, nullable=False),
    Column("ended", Boolean, nullable=False),  # then the parent is who took over
)
delegations = Table(
    "delegations",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("since", Date, primary_key=True),
    Column("delegated", Boolean, nullable=False),
)
lineage = Table(
    "lineage",
    metadata,
    Column("later_id", Uuid, primary_key=True),
    Column("earlier_id", Uuid, primary_key=True),
    Column("descent", Text, primary_key=True),
    Column("since", Date, nullable=False),
    Column("decision_no", Text, nullable=False),
)
cases = Table(
    "cases",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("person_id", Uuid, nullable=False),
    Column("branch_id", Uuid, nullable=False),
    Column("stage", Text, nullable=False),
    Column("days", JSONB, nullable=False),  # of the step to each stage that was reached
    Column("waits", ARRAY(Text), nullable=False),  # the steps that are possible now
    Column("version", Integer, nullable=False),
    Column("listed_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),  # the day of the newest step
)
Index("cases_of_branch", cases.c.branch_id, cases.c.last_on)
Index("cases_in_stage", cases.c.stage, cases.c.last_on)
offices.add_to(metadata)

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('ketnap.prepare', 0))")


async def prepare(connection: AsyncConnection) -> None:
    """Create what is missing, in the schema that the connection looks at first."""
    await connection.execute(ONE_AT_A_TIME)
    await connection.run_sync(metadata.create_all)


async def digest(connection: AsyncConnection) -> str:
    """One hash over every row of every table: equal for equal read models, however made."""
    whole = hashlib.sha256()
    for table in metadata.sorted_tables:
        row = cast(table.table_valued(), Text)
        rows = await connection.stream(select(row).order_by(*table.primary_key))
        async for (line,) in rows:
            whole.update(f"{table.name} {line}\n".encode())
    return whole.hexdigest()
