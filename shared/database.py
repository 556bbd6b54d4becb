"""How a process reaches PostgreSQL: a pool as one role, and no wait without an end."""

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

TIMEOUTS = {
    "lock_timeout": "10s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
}


def connect(url: str, *, search_path: str, pool: int = 10) -> AsyncEngine:
    """A pool of `pool` connections that see the schemas of `search_path`, first one first.

    No connection is opened yet. More than `pool` at once wait for ten seconds, then
    `sqlalchemy.exc.TimeoutError` rises.
    """
    engine = create_async_engine(
        url,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=10,
        connect_args={
            "timeout": 10,
            "server_settings": {
                "search_path": search_path,
                "application_name": f"ketnap {search_path}",
                "jit": "off",  # Short statements only lose by it.
                "work_mem": "32MB",  # With 4 MB the figures of ten provinces sort on the disk.
                **TIMEOUTS,
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", refuse_the_dead)
    return engine


def refuse_the_dead(
    _connection: DBAPIConnection, kept: ConnectionPoolEntry, _lent: PoolProxiedConnection
) -> None:
    """Have the pool open a new connection in place of one whose server has gone.

    The event loop knows that the socket was closed, so this costs nothing. SQLAlchemy's own ping
    is a transaction: three round trips more, before the three of an append.
    """
    if kept.driver_connection is not None and kept.driver_connection.is_closed():
        raise DisconnectionError("the server closed the connection")
