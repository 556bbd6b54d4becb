"""A service put together: where everything that it needs starts, and where it stops."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.log.bell import Bell
from shared.log.heard import ONE_AT_A_TIME
from shared.log.inbox import Inbox
from shared.log.outage import where
from shared.upkeep import Upkeep

log = structlog.get_logger(__name__)

Task = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """`tasks` run for as long as the service does: its relay, its gauges; `bells` are carried.

    The inbox's own bell and watch need not be among them. `prepare` makes the tables of the read
    model; `closing` is awaited at the end, for engines besides `engine`.
    """

    name: str
    app: FastAPI
    engine: AsyncEngine
    inbox: Inbox
    desk: object
    upkeep: Upkeep | None = None
    tasks: tuple[Task, ...] = ()
    bells: tuple[Bell, ...] = ()
    hears: bool = True
    prepare: Callable[[AsyncConnection], Awaitable[None]] | None = None
    closing: tuple[Callable[[], Awaitable[None]], ...] = ()

    def while_another_hears(self) -> "Service":
        """The same in a process that shows what another one hears."""
        return replace(self, hears=False)

    def only_its_desk(self) -> "Service":
        """The same in a process that hands in commands, while others publish and hear."""
        return replace(self, hears=False, tasks=())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hear, publish and watch within this block.

        A task that dies is a bug, and half a service is worse than none: it ends the block with
        its error, so that the process stops and says so.
        """
        failure: Exception | None = None
        try:
            await self._begin()
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._loudly(task)) for task in self._all_tasks()]
                try:
                    yield
                except Exception as error:
                    failure = error
                for task in tasks:
                    task.cancel()
        finally:
            await self._end()
        if failure:  # as it came, not in the group's wrapping
            raise failure

    async def _begin(self) -> None:
        if self.prepare:
            async with self.engine.begin() as connection:
                # Even IF NOT EXISTS fails where two make the same table at once.
                await connection.execute(ONE_AT_A_TIME)
                await self.prepare(connection)
        await self.inbox.prepare()
        if self.hears:
            await self.inbox.retry_parked()

    def _all_tasks(self) -> list[Task]:
        """Each once, whoever named it."""
        bells = [bell.run for bell in (*self.bells, self.inbox.bell)]
        hearing = [self.inbox.watch] if self.hears else []
        return list(dict.fromkeys((*self.tasks, *bells, *hearing)))

    async def _loudly(self, task: Task) -> None:
        try:
            await task()
        except Exception as error:
            log.critical("task_died", service=self.name, **where(error))
            raise

    async def _end(self) -> None:
        await self.inbox.close()
        for close in (self.engine.dispose, *self.closing):
            await close()
