"""The read model as a whole: its tables are made, held to the law of today, and compared."""

from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.records.outlooks import reckon
from services.intake.records.tables import metadata
from shared.log.model import create, digest_of


async def prepare(connection: AsyncConnection) -> None:
    """Create what is missing, in the schema that the connection looks at first."""
    await create(connection, metadata)
    await reckon(connection)


async def digest(connection: AsyncConnection) -> str:
    return await digest_of(connection, metadata)
