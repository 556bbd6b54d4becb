"""Users and the offices they hold, for whoever administers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.events.office import Role
from shared.events.terms import CommitteeId, UserId
from shared.people.offices import Held, office_of

MOST_USERS = 500
"""How many users a list shows; those without an office come first."""

IN_AREA = text("""
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (committee_id) committee_id, parent_id FROM placements
        WHERE placed_on <= :on ORDER BY committee_id, placed_on DESC
    ), area (committee_id) AS (
        SELECT CAST(:committee AS uuid)
        UNION
        SELECT placed.committee_id FROM placed JOIN area ON placed.parent_id = area.committee_id
    ), current AS (
        SELECT * FROM offices WHERE until_on IS NULL OR until_on >= :on
    ), shown AS (
        SELECT user_id, registered_on, blocked FROM users
        WHERE NOT EXISTS (SELECT FROM current WHERE current.user_id = users.user_id)
           OR EXISTS (
                SELECT FROM current JOIN area USING (committee_id)
                WHERE current.user_id = users.user_id
           )
        ORDER BY EXISTS (SELECT FROM current WHERE current.user_id = users.user_id), user_id
        LIMIT :limit
    )
    SELECT user_id, registered_on, blocked, role, committee_id, instead_of, until_on
    FROM shown LEFT JOIN current USING (user_id)
    ORDER BY role IS NOT NULL, user_id, committee_id, role, instead_of
""")

# The ledger itself, since two commands at once must not both be the first.
ADMINISTERED = text("""
    SELECT EXISTS (
        SELECT FROM steps WHERE type = 'office.office_given.v1'
        AND convert_from(body, 'UTF8')::json ->> 'role' = :board
    )
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A user in a list, with the offices held on a day or to be held later."""

    user_id: UserId
    registered_on: date
    blocked: bool
    offices: Sequence[Held]


async def users_in_area(
    connection: AsyncConnection, committee_id: CommitteeId, *, on: date
) -> list[UserRow]:
    """Who holds an office here or below; first of all, who holds none anywhere."""
    asked = {"committee": committee_id, "on": on, "limit": MOST_USERS}
    rows = (await connection.execute(IN_AREA, asked)).all()
    return [
        UserRow(
            user_id=UserId(user_id),
            registered_on=registered_on,
            blocked=blocked,
            offices=[
                Held(
                    office=office_of(UserId(user_id), row.role, row.committee_id, row.instead_of),
                    until_on=row.until_on,
                )
                for row in group
                if row.role is not None
            ],
        )
        for (user_id, registered_on, blocked), group in groupby(rows, key=lambda row: row[:3])
    ]


async def administered(connection: AsyncConnection) -> bool:
    """Whether anybody was ever given an office by which offices are given."""
    board = {"board": Role.ORGANISATION_BOARD}
    return bool((await connection.execute(ADMINISTERED, board)).scalar_one())
