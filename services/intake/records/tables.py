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
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.people import committees as directory
from shared.people import offices

metadata = MetaData()

committees = Table(
    "committees",
    metadata,
    Column("committee_id", Uuid, primary_key=True),
    Column("created_on", Date, nullable=False),
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
    Column("version", Integer, nullable=False),
    Column("listed_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),  # the day of the newest step
)
outlooks = Table(
    "outlooks",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("from_on", Date, primary_key=True),
    Column("until_on", Date, nullable=False),  # not included
    Column("waits", ARRAY(Text), nullable=False),  # the steps that are possible on the way
    Column("due_on", Date),
)
reckoned = Table("reckoned", metadata, Column("law", Text, primary_key=True))
Index("cases_of_branch", cases.c.branch_id, cases.c.last_on)
Index("cases_in_stage", cases.c.stage, cases.c.last_on)
directory.add_to(metadata)
offices.add_to(metadata)
