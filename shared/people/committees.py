"""What committees are called, of which level, and under whom they stand, as a service heard."""

from sqlalchemy import Boolean, Column, Date, MetaData, Table, Text, Uuid, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.organisation import (
    CommitteeCreated,
    CommitteeDissolved,
    CommitteeMerged,
    CommitteeNamed,
    CommitteePlaced,
    CommitteeRetyped,
    OrganisationEvent,
)

TYPED = text("""
    INSERT INTO committee_types (committee_id, typed_on, type)
    VALUES (:committee_id, :on, :type)
    ON CONFLICT (committee_id, typed_on) DO UPDATE SET type = excluded.type
""")
NAMED = text("""
    INSERT INTO committee_names (committee_id, named_on, name)
    VALUES (:committee_id, :on, :name)
    ON CONFLICT (committee_id, named_on) DO UPDATE SET name = excluded.name
""")
PLACED = text("""
    INSERT INTO placements (committee_id, placed_on, parent_id, ended)
    VALUES (:committee_id, :on, :parent_id, :ended)
    ON CONFLICT (committee_id, placed_on)
    DO UPDATE SET parent_id = excluded.parent_id, ended = excluded.ended
""")


def add_to(metadata: MetaData) -> None:
    """The tables, among the others of a service's read model."""
    Table(
        "committee_types",
        metadata,
        Column("committee_id", Uuid, primary_key=True),
        Column("typed_on", Date, primary_key=True),
        Column("type", Text, nullable=False),
    )
    Table(
        "committee_names",
        metadata,
        Column("committee_id", Uuid, primary_key=True),
        Column("named_on", Date, primary_key=True),
        Column("name", Text, nullable=False),
    )
    Table(
        "placements",
        metadata,
        Column("committee_id", Uuid, primary_key=True),
        Column("placed_on", Date, primary_key=True),
        Column("parent_id", Uuid, nullable=False),
        Column("ended", Boolean, nullable=False),  # then the parent is who took over
    )


async def project(connection: AsyncConnection, event: OrganisationEvent) -> None:
    """Keep what one step says of name, level and place; of delegations and parts, nothing.

    A committee that ended stands from then on in its successor.
    """
    own = {"committee_id": event.committee_id}
    match event:
        case CommitteeCreated(type=type_, created_on=day):
            await connection.execute(TYPED, own | {"type": type_, "on": day})
        case CommitteeRetyped(type=type_, retyped_on=day):
            await connection.execute(TYPED, own | {"type": type_, "on": day})
        case CommitteeNamed(name=name, named_on=day):
            await connection.execute(NAMED, own | {"name": name, "on": day})
        case CommitteePlaced(parent_id=parent, placed_on=day):
            place = {"parent_id": parent, "on": day, "ended": False}
            await connection.execute(PLACED, own | place)
        case CommitteeMerged(into_id=successor, merged_on=day):
            place = {"parent_id": successor, "on": day, "ended": True}
            await connection.execute(PLACED, own | place)
        case CommitteeDissolved(successor_id=successor, dissolved_on=day):
            place = {"parent_id": successor, "on": day, "ended": True}
            await connection.execute(PLACED, own | place)
        case _:
            return
