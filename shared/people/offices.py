"""Who holds which office on which day, as a service heard of it: each authorises by itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Index, MetaData, Table, Text, Uuid, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.office import (
    OfficeEnded,
    OfficeEvent,
    OfficeGiven,
    SubstituteNamed,
    SubstitutionEnded,
    UserBlocked,
    UserRegistered,
    UserUnblocked,
)
from shared.events.terms import CommitteeId, CommitteeType, UserId
from shared.people.access import HELD_IN, Office, Role
from shared.web.clock import today

NOBODY = UserId(UUID(int=0))
"""Whom a user stands in for who holds an office in person: a key cannot be empty."""

REGISTERED = text("""
    INSERT INTO users (user_id, registered_on, blocked) VALUES (:user_id, :registered_on, false)
    ON CONFLICT (user_id) DO NOTHING
""")
BLOCKED = text("UPDATE users SET blocked = :blocked WHERE user_id = :user_id")
GIVEN = text("""
    INSERT INTO offices (user_id, role, committee_id, instead_of, from_on, until_on)
    VALUES (:user_id, :role, :committee_id, :instead_of, :from_on, :until_on)
    ON CONFLICT (user_id, role, committee_id, instead_of, from_on)
    DO UPDATE SET until_on = excluded.until_on
""")
ENDED = text("""
    UPDATE offices SET until_on = :last_on
    WHERE user_id = :user_id AND role = :role AND committee_id = :committee_id
      AND instead_of = :instead_of AND (until_on IS NULL OR until_on > :last_on)
""")

RUNS = "from_on <= :on AND (until_on IS NULL OR until_on >= :on)"
HELD = text(f"""
    SELECT role, committee_id, instead_of, until_on, type
    FROM (SELECT * FROM offices WHERE user_id = :user_id AND {RUNS}) AS offices
    JOIN users USING (user_id)
    CROSS JOIN LATERAL (
        SELECT type FROM committee_types
        WHERE committee_types.committee_id = offices.committee_id AND typed_on <= :on
        ORDER BY typed_on DESC LIMIT 1
    ) AS level
    WHERE NOT blocked AND (instead_of = :nobody OR EXISTS (
        SELECT FROM (SELECT * FROM offices WHERE {RUNS}) AS own
        WHERE own.user_id = offices.instead_of AND own.role = offices.role
          AND own.committee_id = offices.committee_id AND own.instead_of = :nobody
    )) AND NOT EXISTS (
        SELECT FROM placements
        WHERE placements.committee_id = offices.committee_id AND ended AND placed_on <= :on
    )
    ORDER BY committee_id, role, instead_of
""")  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office that a user holds on a day, in person or in somebody's place, and its last day."""

    office: Office
    until_on: date | None


def add_to(metadata: MetaData) -> None:
    """The tables, among the others of a service's read model."""
    Table(
        "users",
        metadata,
        Column("user_id", Uuid, primary_key=True),
        Column("registered_on", Date, nullable=False),
        Column("blocked", Boolean, nullable=False),
    )
    offices = Table(
        "offices",
        metadata,
        Column("user_id", Uuid, primary_key=True),
        Column("role", Text, primary_key=True),
        Column("committee_id", Uuid, primary_key=True),
        Column("instead_of", Uuid, primary_key=True),
        Column("from_on", Date, primary_key=True),
        Column("until_on", Date),
    )
    Index("offices_of_committee", offices.c.committee_id)


async def project(connection: AsyncConnection, event: OfficeEvent) -> None:
    """Keep what one step says about users and offices."""
    match event:
        case UserRegistered(user_id=user, registered_on=day):
            await connection.execute(REGISTERED, {"user_id": user, "registered_on": day})
        case OfficeGiven() | SubstituteNamed():
            days = {"from_on": event.from_on, "until_on": event.until_on}
            await connection.execute(GIVEN, place(event) | days)
        case OfficeEnded() | SubstitutionEnded():
            last = event.ended_on - timedelta(days=1)
            await connection.execute(ENDED, place(event) | {"last_on": last})
        case UserBlocked(user_id=user):
            await connection.execute(BLOCKED, {"user_id": user, "blocked": True})
        case UserUnblocked(user_id=user):
            await connection.execute(BLOCKED, {"user_id": user, "blocked": False})
        case _:
            assert_never(event)


def place(
    event: OfficeGiven | OfficeEnded | SubstituteNamed | SubstitutionEnded,
) -> dict[str, object]:
    """Which office of whom is meant."""
    return {
        "user_id": event.user_id,
        "role": event.role,
        "committee_id": event.committee_id,
        "instead_of": getattr(event, "instead_of", NOBODY),
    }


async def held(connection: AsyncConnection, user_id: UserId, *, on: date) -> Sequence[Held]:
    """The offices for which a user may act on that day.

    None of a committee that has ended, whose offices do not pass to its successor, none that its
    level does not have on that day, and no substitution longer than the office itself.
    """
    rows = await connection.execute(HELD, {"user_id": user_id, "on": on, "nobody": NOBODY})
    return [
        Held(office=office_of(user_id, role, committee, instead_of), until_on=until)
        for role, committee, instead_of, until, type_ in rows
        if Role(role) in HELD_IN[CommitteeType(type_)]
    ]


def held_today(engine: AsyncEngine) -> Callable[[UserId], Awaitable[Sequence[Held]]]:
    """The same, asked of the read model that `engine` sees, as of now."""

    async def asked(user_id: UserId) -> Sequence[Held]:
        async with engine.connect() as connection:
            return await held(connection, user_id, on=today())

    return asked


def office_of(user_id: UserId, role: str, committee_id: UUID, instead_of: UUID) -> Office:
    return Office(
        role=Role(role),
        committee_id=CommitteeId(committee_id),
        user_id=user_id,
        instead_of=None if instead_of == NOBODY else UserId(instead_of),
    )
