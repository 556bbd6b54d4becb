"""A read model as a whole: its tables are made, and compared row by row."""

import hashlib

from sqlalchemy import MetaData, Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.log.heard import ONE_AT_A_TIME


async def create(connection: AsyncConnection, *models: MetaData) -> None:
    """Create what is missing, in the schema that the connection looks at first.

    Two processes of a service that start together do it one after the other.
    """
    await connection.execute(ONE_AT_A_TIME)
    for model in models:
        await connection.run_sync(model.create_all)


async def digest_of(connection: AsyncConnection, model: MetaData) -> str:
    """One hash over every row of every table: equal for equal read models, however made."""
    whole = hashlib.sha256()
    for table in model.sorted_tables:
        row = cast(table.table_valued(), Text)
        rows = await connection.stream(select(row).order_by(*table.primary_key))
        async for (line,) in rows:
            whole.update(f"{table.name} {line}\n".encode())
    return whole.hexdigest()
