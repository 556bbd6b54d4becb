"""How a row is kept."""

from datetime import date
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

Cell = UUID | date | str | bool | int | None


async def keep(connection: AsyncConnection, table: Table, **row: Cell) -> None:
    """Keep a row; what is said later about the same key replaces what was said before."""
    key = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in key}
    await connection.execute(
        insert(table).values(row).on_conflict_do_update(index_elements=key, set_=changed)
    )


async def keep_first(connection: AsyncConnection, table: Table, **row: Cell) -> None:
    """Keep a row that later steps change; told again, it leaves what they changed."""
    await connection.execute(insert(table).values(row).on_conflict_do_nothing())
