"""How a process reaches PostgreSQL: a pool as one role, and no wait without an end."""

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

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
    return create_async_engine(
        url,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={
            "timeout": 10,
            "server_settings": {
                "search_path": search_path,
                "application_name": f"ketnap {search_path}",
                "jit": "off",  # Short statements only lose by it.
                **TIMEOUTS,
            },
        },
    )
