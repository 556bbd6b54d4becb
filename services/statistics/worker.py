"""The worker of statistics, put together: hears over Kafka by Faust, and tells what came of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from services.process import group_of, member_of
from services.statistics import main
from services.statistics.fulfilment import Fulfilment
from services.statistics.stream.listener import Chore, Listener
from services.statistics.stream.member import Member
from shared.log.carrier import Carrier
from shared.log.dead_letters import DeadLetters
from shared.log.feed import Feed
from shared.log.inbox import Inbox
from shared.log.topics import FULFILMENT, OF_STEPS, dead_letters, full, names
from shared.people.sign_in import SignIn
from shared.service import Service, Task
from shared.settings import Broker, Network, Settings
from shared.web.frame import Lack, build

DEAD_LETTERS = dead_letters("statistics")
TELLS = (FULFILMENT, DEAD_LETTERS)
"""The topics to which the worker sends."""

TELL = 1.0  # seconds between two looks at what is to be told
TELL_PARKED = 2.0
PATIENCE = 10.0  # seconds that it may be behind and yet ready


def assemble(settings: Settings, *, carrier: Carrier, feed: Feed) -> Service:
    """The service without its pages: it answers only whether it is well."""
    service = main.assemble(settings, carrier=carrier, feed=feed)
    readiness = Readiness(service.inbox, feed)
    app = build("statistics", sign_in=SignIn(settings.session_key), ready=readiness.lacks)
    return replace(service, app=app)


def by_faust(service: Service, broker: Broker, network: Network) -> Task:
    """Hear all steps, and tell the figures that change."""
    fulfilment = Fulfilment(service.engine)
    topic = full(FULFILMENT, broker.namespace)

    async def tell_figures(member: Member) -> None:
        await fulfilment.tell(partial(member.send, topic))

    async def tell_parked(member: Member) -> None:
        send = partial(member.send, full(DEAD_LETTERS, broker.namespace))
        await DeadLetters(service.name, service.engine, send).round()

    return Listener(
        service.inbox,
        service.engine,
        bootstrap=broker.bootstrap,
        topics=names(OF_STEPS, broker.namespace),
        group=group_of(service, broker),
        member=member_of(service, network),
        chores=(
            Chore(work=tell_figures, every=TELL),
            Chore(work=tell_parked, every=TELL_PARKED),
        ),
    ).run


class Readiness:
    """Ready while all that was published is heard, or was so a few seconds ago."""

    def __init__(self, inbox: Inbox, feed: Feed, *, patience: float = PATIENCE) -> None:
        self._inbox = inbox
        self._feed = feed
        self._patience = patience
        self._complete_at: dict[str, float] = {}

    async def lacks(self) -> Sequence[Lack]:
        """What is missing; a source that does not answer makes what is newest unknown."""
        if self._inbox.stopped:
            return [Lack(part="inbox", why=str(self._inbox.stopped))]
        try:
            found = [await self._behind(source) for source in self._inbox.sources]
        except (OSError, SQLAlchemyError) as error:
            return [Lack(part="database", why=type(error).__name__)]
        return [lack for lack in found if lack]

    async def _behind(self, source: str) -> Lack | None:
        head = await self._feed.head(source)
        through = await self._inbox.through(source)  # after the head, or it is always behind
        if head is None:
            return Lack(part=source, why="does not say what it has published")
        now = asyncio.get_running_loop().time()
        if through >= head:
            self._complete_at[source] = now
            return None
        if now - self._complete_at.get(source, -self._patience) < self._patience:
            return None
        return Lack(part=source, why=f"heard through {through} of {head}")
