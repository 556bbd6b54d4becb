"""The tables: no serial ids, no arrival times, so that the same steps always give the same rows."""

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
)
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.log.model import create, digest_of
from shared.people import committees, offices

metadata = MetaData()

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
committees.add_to(metadata)
offices.add_to(metadata)


async def prepare(connection: AsyncConnection) -> None:
    """Create what is missing, in the schema that the connection looks at first."""
    await create(connection, metadata)


async def digest(connection: AsyncConnection) -> str:
    return await digest_of(connection, metadata)
