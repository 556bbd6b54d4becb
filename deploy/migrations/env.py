"""Run by Alembic: connects as the owner and never queues behind the services for long."""

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

# A migration that waits for a lock makes everybody wait who comes after it: better it gives up.
LOCK_TIMEOUT = "4s"
STATEMENT_TIMEOUT = "30s"


async def migrate(owner_url: str) -> None:
    engine = create_async_engine(owner_url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(apply)


def apply(connection: Connection) -> None:
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.execute(text(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'"))
    connection.commit()
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


asyncio.run(migrate(context.config.attributes["owner_url"]))
