"""A process that hears from Kafka into a database, to be killed: `python -m … KIND DATABASE …`.

What it applies it adds as a row of `applied`, so that a step applied twice shows.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.statistics.stream.listener import Listener as ByFaust
from shared.database import connect
from shared.events.step import Posted
from shared.log.bell import Bell
from shared.log.feed import FULL_PAGE, Unreachable
from shared.log.inbox import Heard, Inbox
from shared.log.listener import Listener
from shared.log.topics import ORGANISATION, MissingTopics, full
from shared.log.unheard import CannotHear

APPLIED = """
    CREATE TABLE IF NOT EXISTS applied (
        number bigserial, source text, stream uuid, version integer, position bigint
    )
"""
APPLY = text("INSERT INTO applied (source, stream, version, position) VALUES (:a, :b, :c, :d)")
CANNOT_HEAR, MISSING_TOPICS = 72, 73


class Silent:
    """A feed that nobody answers: what Kafka does not bring, stays away."""

    async def page(self, source: str, *, after: int, limit: int = FULL_PAGE) -> list[Posted]:
        raise Unreachable(source)

    async def head(self, source: str) -> int | None:
        return None


async def apply(connection: AsyncConnection, heard: Heard) -> None:
    step = heard.step
    row = {"a": heard.source, "b": step.stream, "c": step.version, "d": heard.position}
    await connection.execute(APPLY, row)


async def prepared(engine: AsyncEngine) -> Inbox:
    """An inbox that applies what it hears of intake."""
    async with engine.begin() as connection:
        await connection.execute(text("SELECT pg_advisory_xact_lock(7)"))
        await connection.execute(text(APPLIED))
    inbox = Inbox("intake", engine, apply, Silent(), Bell(engine, "intake_heard"), ["intake"])
    await inbox.prepare()
    return inbox


def driven(
    kind: str, inbox: Inbox, engine: AsyncEngine, *, bootstrap: str, namespace: str, member: str
) -> Coroutine[Any, Any, None]:
    """Every driver there is; a new one is added here, and to DRIVERS of the test."""
    match kind:
        case "aiokafka" | "faust":
            listener = (Listener if kind == "aiokafka" else ByFaust)(
                inbox,
                engine,
                bootstrap=bootstrap,
                topics=[full(ORGANISATION, namespace)],
                group=namespace,
                member=member or None,
                patience=30,
            )
            return listener.listen() if os.environ.get("LATER") else listener.run()
        case _:
            raise ValueError(kind)


async def main(kind: str, database: str, bootstrap: str, namespace: str, member: str = "") -> None:
    engine = connect(database, search_path="intake_read,intake", pool=4)
    try:
        inbox = await prepared(engine)
        hearing = asyncio.ensure_future(
            driven(kind, inbox, engine, bootstrap=bootstrap, namespace=namespace, member=member)
        )
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, hearing.cancel)
        await hearing
    except asyncio.CancelledError:
        return
    except CannotHear as error:
        sys.exit(said(error, CANNOT_HEAR))
    except MissingTopics as error:
        sys.exit(said(error, MISSING_TOPICS))
    finally:
        await engine.dispose()


def said(error: Exception, code: int) -> int:
    print(error, file=sys.stderr)  # noqa: T201
    return code


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
