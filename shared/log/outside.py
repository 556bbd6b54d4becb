"""What other systems are told of a ledger: the directory to all, cases to those of their area."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.events.step import Posted
from shared.events.terms import CommitteeId
from shared.law.refusal import Refused
from shared.log.cloudevents import Message, told_outside
from shared.log.ledger import Ledger
from shared.log.public import TELLING
from shared.log.topics import ROUTES, Audience
from shared.log.wire import EVENT_CLASSES
from shared.people.access import Action, Office, may

Lines = Callable[
    [AsyncConnection, Sequence[Posted]], Awaitable[Mapping[int, Sequence[CommitteeId]]]
]
"""For the position of each step of a case: its branch and all above, on the day it happened."""

OF_PUBLIC_TOPICS = {
    name for name in EVENT_CLASSES if ROUTES[name.partition(".")[0]].audience is Audience.PUBLIC
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact on its way out."""

    position: int
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The facts found up to position `through`; what was passed over is not for who asked."""

    events: Sequence[Told]
    through: int
    head: int


class Outside:
    """Reads the ledger for an office; keeps nothing, so a reader may be as slow as he likes."""

    def __init__(self, engine: AsyncEngine, ledger: Ledger, lines: Lines) -> None:
        self._engine = engine
        self._ledger = ledger
        self._lines = lines

    async def head(self) -> int:
        """The newest position."""
        async with self._engine.connect() as connection:
            return await self._ledger.head(connection)

    async def page(self, office: Office, *, after: int, limit: int) -> Page:
        """What lies in the `limit` positions after `after`; raises Refused beyond the newest."""
        async with self._engine.connect() as connection:
            head = await self._ledger.head(connection)
            if after > head:
                raise Refused("position_not_given", found=head, needed=after)
            through = min(head, after + limit)
            types = OF_PUBLIC_TOPICS | TELLING
            posted = await self._ledger.of_types(connection, types, after=after, through=through)
            allowed = await self._allowed(connection, posted, office=office)
        told = [(one.position, told_outside(one)) for one in allowed]
        events = [Told(position=at, message=message) for at, message in told if message]
        return Page(events=events, through=through, head=head)

    async def _allowed(
        self, connection: AsyncConnection, posted: Sequence[Posted], *, office: Office
    ) -> Sequence[Posted]:
        """The directory is everybody's; of cases, those of the area on the day it happened."""
        lines = await self._lines(connection, [one for one in posted if of_a_case(one)])
        return [
            one
            for one in posted
            if not of_a_case(one) or may(office, Action.READ_EVENTS, lines.get(one.position, ()))
        ]


def of_a_case(posted: Posted) -> bool:
    return posted.entry.type in TELLING
