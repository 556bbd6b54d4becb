"""What a correction would change: judged here, and its figures asked of statistics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s

import msgspec

from services.intake.desk.desk import Desk
from services.intake.desk.rights import day
from services.intake.domain import CorrectStep
from shared.events.correcting import StepCorrected
from shared.events.terms import CommitteeId
from shared.log.decider import Order
from shared.log.feed import Feed, Unreachable
from shared.people.access import Action, Office, may


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a committee before and after, as statistics tells it."""

    committee_id: CommitteeId
    name: str | None
    basis: str
    from_on: date
    to_on: date
    what: str
    before: int
    after: int


class Foretold(msgspec.Struct, frozen=True, kw_only=True):
    """What statistics answers."""

    changes: Sequence[Told]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that would change, as an office may see it: outside its area only by how much."""

    committee_id: CommitteeId
    name: str | None
    basis: str
    from_on: date
    to_on: date
    what: str  # `admitted`, or a group of them
    by: int
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would be recorded, and which figures it changes; None: that is unknown."""

    correction: StepCorrected | None
    changes: Sequence[Change] | None

    @property
    def mark(self) -> str:
        """The same for the same: what a form says that its reader has seen."""
        seen = repr((self.correction, self.changes)).encode()
        return blake2s(seen, digest_size=16).hexdigest()


class Foresight:
    """Asks before anything is recorded; that statistics does not answer stops nobody."""

    def __init__(self, desk: Desk, feed: Feed) -> None:
        self._desk = desk
        self._feed = feed

    async def foresee(self, command: CorrectStep, *, order: Order) -> Foreseen:
        """Raises what the correction would be refused with."""
        for step in await self._desk.rehearse(command, order=order):
            if isinstance(step.event, StepCorrected):
                changes = await self._changes(step.event, order=order)
                return Foreseen(correction=step.event, changes=changes)
        return Foreseen(correction=None, changes=())

    async def _changes(self, correction: StepCorrected, *, order: Order) -> Sequence[Change] | None:
        try:
            answer = await self._feed.ask("statistics", "/api/foretold", correction)
            told = msgspec.json.decode(answer, type=Foretold).changes
        except (Unreachable, msgspec.DecodeError):
            return None
        file = await self._desk.file(correction.case_id, office=order.office, today=day(order))
        return [seen(each, office=order.office, line=file.line) for each in told]


def seen(told: Told, *, office: Office, line: Sequence[CommitteeId]) -> Change:
    """What an office may see of a change; `line` goes up from the branch of the case."""
    above = line[line.index(told.committee_id) :] if told.committee_id in line else ()
    return Change(
        committee_id=told.committee_id,
        name=told.name,
        basis=told.basis,
        from_on=told.from_on,
        to_on=told.to_on,
        what=told.what,
        by=told.after - told.before,
        before=told.before if may(office, Action.READ_FIGURES, above) else None,
    )
