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
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.people import offices

metadata = MetaData()

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
requests = Table(
    "requests",
    metadata,
    Column("request_id", Uuid, primary_key=True),
    Column("case_id", Uuid, nullable=False, index=True),
    Column("person_id", Uuid, nullable=False),
    Column("relation", Text, nullable=False),
    Column("branch_id", Uuid, nullable=False, index=True),
    Column("addressee_id", Uuid),  # none where an agency is asked
    Column("agency", Text),
    Column("sent_on", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("request_channel", Text, nullable=False),
    Column("received_on", Date),
    Column("due_on", Date, nullable=False),  # as the rule of the day of sending has it
    Column("reminded_on", Date),  # the newest reminder
    Column("followed", Boolean, nullable=False),  # another request took its place
    Column("called_back", Boolean, nullable=False),  # a waiver covers the person
    Column("cleared", Boolean, nullable=False),  # what differed in its answer is decided
    Column("result", Text),  # this and the next three: the newest answer
    Column("channel", Text),
    Column("document_no", Text),
    Column("replied_on", Date),
)
Index(
    "requests_waiting",
    requests.c.addressee_id,
    requests.c.due_on,
    postgresql_where=requests.c.result.is_(None),
)
named = Table(
    "named",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("relation", Text, nullable=False),
)
matters = Table(
    "matters",
    metadata,
    Column("matter_id", Uuid, primary_key=True),
    Column("case_id", Uuid, nullable=False, index=True),
    Column("kind", Text, nullable=False),  # a waiver that wants its match, or a discrepancy
    Column("request_id", Uuid),  # in whose answer a discrepancy was found
    Column("open", Boolean, nullable=False),
)
conclusions = Table(
    "conclusions",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("concluded_on", Date, nullable=False),
)
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
