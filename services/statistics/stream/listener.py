"""Hears from Kafka by Faust; promises what `shared.log.listener` promises without it."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import structlog
from faust.contrib.asgi import bind_to_running_loop
from sqlalchemy.ext.asyncio import AsyncEngine

from services.statistics.stream.member import App, Member
from shared.log.inbox import Halt, Inbox
from shared.log.listening import PATIENCE, insist, passing
from shared.log.topics import require

log = structlog.get_logger(__name__)

SESSION = 12.0  # seconds until the others take over from a member that died
HEARTBEAT = 2.0
REBALANCE = 15.0
LARGEST_FETCH = 2000  # records in one transaction
TOPICS_APPEAR_WITHIN = 5_000  # milliseconds
TOLD_WITHIN = 15.0
LOOK = 5.0  # seconds between two looks at the lag
LONGEST_START, LONGEST_END = 1.0, 5.0  # seconds, once it is told to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something that is not a step, done again and again so many seconds apart."""

    work: Callable[[Member], Awaitable[None]]
    every: float


class Listener:
    """Hears as one member of a group, and does its chores beside."""

    def __init__(
        self,
        inbox: Inbox,
        engine: AsyncEngine,
        *,
        bootstrap: str,
        topics: Sequence[str],
        group: str,
        member: str | None = None,
        patience: float = PATIENCE,
        chores: Sequence[Chore] = (),
    ) -> None:
        """`member` is a name that the process keeps when it is started anew, its host's, say.

        With it the others go on undisturbed while it restarts; no two may have the same.
        """
        self._inbox = inbox
        self._engine = engine
        self._bootstrap = bootstrap
        self._topics = topics
        self._group = group
        self._member = member
        self._patience = patience
        self._chores = (Chore(work=Member.look, every=LOOK), *chores)

    async def run(self) -> None:
        """As `listen`; raises MissingTopics where one of the topics is not there at the start."""
        await insist(
            lambda: require(self._bootstrap, self._topics),
            service=self._inbox.name,
            patience=self._patience,
        )
        await self.listen()

    async def listen(self) -> None:
        """Hear for ever, topics that appear later too; return only after a halt.

        Of that the inbox has told, and it keeps it. Raises CannotHear: then the process must end.
        """
        member = self._join()
        try:
            async with running(member.app):
                await member.failure()
        except Halt:
            return
        finally:
            member.failed.cancel()

    def _join(self) -> Member:
        app = self._app()
        member = Member(app, self._inbox, self._engine, patience=self._patience)
        for chore in self._chores:
            app.timer(interval=chore.every)(partial(self._do, chore, member))
        return member

    async def _do(self, chore: Chore, member: Member) -> None:
        await member.try_(lambda: self._do_or_wait(chore, member))

    async def _do_or_wait(self, chore: Chore, member: Member) -> None:
        """What fails because something is away is done the next time."""
        try:
            await chore.work(member)
        except Exception as error:
            if not passing(error):
                raise
            log.warning("chore_waits", group=self._group, error=type(error).__name__)

    def _app(self) -> App:
        app = App(
            self._group,
            broker=[f"kafka://{broker}" for broker in self._bootstrap.split(",")],
            value_serializer="raw",
            key_serializer="raw",
            web_enabled=False,
            topic_allow_declare=False,
            topic_disable_leader=True,
            consumer_group_instance_id=self._member,
            consumer_metadata_max_age_ms=TOPICS_APPEAR_WITHIN,
            consumer_auto_offset_reset="earliest",
            broker_session_timeout=SESSION,
            broker_heartbeat_interval=HEARTBEAT,
            broker_rebalance_timeout=REBALANCE,
            broker_max_poll_records=LARGEST_FETCH,
            stream_wait_empty=False,
            producer_acks=-1,
            producer_request_timeout=TOLD_WITHIN,
        )
        app.agent(app.topic(*self._topics, value_type=bytes), name="steps")(nothing)
        return app


async def nothing(steps: AsyncIterable[bytes]) -> None:
    """Faust subscribes to what agents want to hear; all of it goes another way."""
    async for _ in steps:
        raise AssertionError("a step came into Faust's queues")


@asynccontextmanager
async def running(app: App) -> AsyncIterator[None]:
    """Faust's own helper does not stop what is told to stop while it starts."""
    bind_to_running_loop(app)
    app.finalize()
    start = asyncio.ensure_future(app.start())
    try:
        await asyncio.shield(start)
        yield
    finally:
        await leave(app, start)


async def leave(app: App, start: asyncio.Future[None]) -> None:
    """Stop within seconds: a broker that does not answer keeps nobody."""
    stop = asyncio.ensure_future(stop_started(app, start))
    _, late = await asyncio.wait([stop], timeout=LONGEST_END)
    if late:
        log.warning("left_abruptly", group=app.conf.id)


async def stop_started(app: App, start: asyncio.Future[None]) -> None:
    """Stop also what is not up yet: without it, agents that are cancelled would be revived."""
    await asyncio.wait([start], timeout=LONGEST_START)
    start.cancel()
    await asyncio.wait([start])
    await app.stop()
