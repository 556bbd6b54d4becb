"""The read model as a whole: its tables are made, held to the law of today, and compared."""

import hashlib

from sqlalchemy import Text, cast, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.records.outlooks import reckon
from services.intake.records.tables import metadata

ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('ketnap.prepare', 0))")


async def prepare(connection: AsyncConnection) -> None:
    """Create what is missing, in the schema that the connection looks at first."""
    await connection.execute(ONE_AT_A_TIME)
    await connection.run_sync(metadata.create_all)
    await reckon(connection)


async def digest(connection: AsyncConnection) -> str:
    """One hash over every row of every table: equal for equal read models, however made."""
    whole = hashlib.sha256()
    for table in metadata.sorted_tables:
        row = cast(table.table_valued(), Text)
        rows = await connection.stream(select(row).order_by(*table.primary_key))
        async for (line,) in rows:
            whole.update(f"{table.name} {line}\n".encode())
    return whole.hexdigest()
