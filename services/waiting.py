"""Waits for PostgreSQL and Kafka at the start, and says in a sentence where they stay away."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TypeVar

import structlog
from sqlalchemy import TextClause, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from services.postgres import Unusable
from shared.log.outage import away, sqlstate
from shared.log.topics import BrokerError, MissingTopics, missing, require
from shared.web.frame import Lack

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer")

PATIENCE = 60.0  # seconds that an engine may take to be there at the start
PAUSE = 1.0
LOOK_EVERY = 5.0  # seconds between two looks at Kafka, however often somebody asks
LOOK_WITHIN = 3.0

ALIVE = text("SELECT true")
MIGRATED = text("SELECT to_regclass(:table) IS NOT NULL")
NOT_LET_IN, NO_DATABASE = "28", "3D000"


async def database(url: str, *, within: float = PATIENCE) -> None:
    """Return when the database lets in whom the address names; raises Unusable."""
    place, role = where_of(url), make_url(url).username
    try:
        await answered(lambda: asked(url, ALIVE), by=f"PostgreSQL at {place}", within=within)
    except Exception as error:
        state = sqlstate(error)
        if state.startswith(NOT_LET_IN):
            raise Unusable(
                f"PostgreSQL at {place} does not let {role} in: is its password the one that "
                "ketnap migrate was told?"
            ) from error
        if state == NO_DATABASE:
            raise Unusable(f"PostgreSQL has no such database as {place}.") from error
        raise


async def ledger(url: str, name: str, *, within: float = PATIENCE) -> None:
    """Return when the database answers and holds the ledger `name`; raises Unusable."""
    await database(url, within=within)
    if not await asked(url, MIGRATED, table=f"{name}.steps"):
        raise Unusable(f"{where_of(url)} has no ledger {name} yet: run ketnap migrate.")


async def asked(url: str, question: TextClause, **values: str) -> bool:
    engine = create_async_engine(url, poolclass=NullPool, connect_args={"timeout": 10})
    async with engine.connect() as connection:
        return bool((await connection.execute(question, values)).scalar_one())


async def kafka(bootstrap: str, *, within: float = PATIENCE) -> None:
    """Return when Kafka answers; raises Unusable."""
    await topics(bootstrap, (), within=within)


async def topics(bootstrap: str, wanted: Collection[str], *, within: float = PATIENCE) -> None:
    """Return when Kafka answers and has the topics; raises Unusable."""
    try:
        await answered(
            lambda: require(bootstrap, wanted), by=f"Kafka at {bootstrap}", within=within
        )
    except MissingTopics as lacking:
        raise Unusable(str(lacking)) from lacking


async def answered(look: Callable[[], Awaitable[Answer]], *, by: str, within: float) -> Answer:
    """What `look` gives once whom it asks is there; raises Unusable where that takes too long."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + within
    while True:
        try:
            return await look()
        except Exception as error:
            if not absent(error):
                raise
            if clock() >= deadline:
                raise Unusable(
                    f"{by} did not answer within {within:.0f} seconds ({type(error).__name__})."
                ) from error
            log.warning("waits", on=by, error=type(error).__name__)
        await asyncio.sleep(PAUSE)


def absent(error: Exception) -> bool:
    """Whether who was asked may simply not be there yet."""
    return away(error) or (isinstance(error, BrokerError) and error.retriable)


def where_of(url: str) -> str:
    """Which database an address names, without who asks and with which password."""
    address = make_url(url)
    host = address.host or address.query.get("host", "")
    port = f":{address.port}" if address.port else ""
    return f"{host}{port}/{address.database}"


class KafkaCondition:
    """Whether Kafka answers and has all `wanted` topics; asks no more often than it must."""

    def __init__(self, bootstrap: str, wanted: Collection[str]) -> None:
        self._bootstrap = bootstrap
        self._wanted = wanted
        self._asking = asyncio.Lock()
        self._asked_at: float | None = None
        self._known: Sequence[Lack] = ()

    async def lacks(self) -> Sequence[Lack]:
        """What is missing, as it was a few seconds ago at most."""
        now = asyncio.get_running_loop().time()
        async with self._asking:
            if self._asked_at is None or now - self._asked_at >= LOOK_EVERY:
                self._known, self._asked_at = await self._look(), now
        return self._known

    async def _look(self) -> Sequence[Lack]:
        try:
            async with asyncio.timeout(LOOK_WITHIN):
                lacking = await missing(self._bootstrap, self._wanted)
        except (BrokerError, OSError) as error:
            return [Lack(part="kafka", why=type(error).__name__)]
        return [Lack(part="topics", why=f"{name} is missing") for name in lacking]
