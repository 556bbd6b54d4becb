"""Whoever wants figures asks here: the policy first, then the facts, with how fresh they are."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2s
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.statistics import records
from services.statistics.branches import Activity, parted
from services.statistics.domain import Basis, Figures, Group, Question, Tree, evolve
from services.statistics.foreseen import Foreseen, foresee
from services.statistics.freshness import SOURCE, Freshness, Lookout
from services.statistics.records import CaseLine, Title
from shared import metrics
from shared.events.correcting import StepCorrected
from shared.events.stage import Stage
from shared.events.terms import CommitteeId
from shared.law.months import add_months
from shared.law.refusal import Refused
from shared.log.inbox import Inbox
from shared.log.outage import away
from shared.people.access import Action, Office, may
from shared.web.problem import Forbidden, NotFound

BETWEEN_COUNTS = 5.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for which figures, on which day; what is left out is meant as wide as it can be."""

    office: Office
    today: date
    committee_id: CommitteeId | None = None  # None: the office's own
    from_on: date | None = None  # None: the first day on which anybody was admitted
    to_on: date | None = None  # None: today
    basis: Basis = Basis.CEREMONY_DATE
    tree: Tree = Tree.THEN
    as_of: int | None = None  # None: the newest stand
    within: float = 0  # seconds to wait for that stand

    @property
    def about(self) -> CommitteeId:
        """The committee that is meant."""
        return self.committee_id or self.office.committee_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures with their stand; `line` goes from the committee up, on the period's last day."""

    question: Question
    stand: int
    as_of: int | None
    figures: Figures
    line: Sequence[Title]
    freshness: Freshness

    @property
    def title(self) -> Title | None:
        """The committee itself; None before anything was heard of it."""
        return self.line[0] if self.line else None

    @property
    def mark(self) -> str:
        """The same for the same figures, whatever their stand: what a live page compares."""
        return blake2s(repr((self.figures, self.line)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The cases behind a figure at a stand, and what their branches are called."""

    question: Question
    stand: int
    cases: Sequence[CaseLine]
    line: Sequence[Title]
    branches: Mapping[CommitteeId, Title]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """The figures that a correction would change at a stand, and whose they are."""

    stand: int
    changes: Sequence[Foreseen]
    titles: Mapping[CommitteeId, Title]


class Desk:
    """Answers the questions of offices; it takes no commands, as nothing is recorded here yet."""

    def __init__(self, engine: AsyncEngine, inbox: Inbox, lookout: Lookout) -> None:
        self._engine = engine
        self._inbox = inbox
        self._lookout = lookout

    async def report(self, asked: Asked) -> Report:
        """Raises Forbidden outside the office's area, Refused for no such period or stand."""
        if asked.as_of is not None:
            await self._reach(asked)
        freshness = await self._lookout.look()
        async with self._admitted(asked, freshness.through) as (connection, question, stand):
            return Report(
                question=question,
                stand=stand,
                as_of=asked.as_of,
                figures=await records.figures(connection, question, stand=stand),
                line=await _line(connection, question, stand=stand),
                freshness=freshness,
            )

    async def cases(
        self, asked: Asked, *, group: Group | None = None, stage: Stage | None = None
    ) -> Behind:
        """The cases behind a figure: of a group, or in a stage; raises as `report` does."""
        through = await self._reach(asked)
        async with self._admitted(asked, through) as (connection, question, stand):
            found = await records.cases(connection, question, stand=stand, group=group, stage=stage)
            branches = {case.branch_id for case in found}
            return Behind(
                question=question,
                stand=stand,
                cases=found,
                line=await _line(connection, question, stand=stand),
                branches=await records.titles(connection, branches, on=question.to_on, stand=stand),
            )

    async def branches(self, asked: Asked, *, months: int) -> Activity:
        """What goes on in each branch below, in so many months up to today; raises as `report`."""
        asked = replace(asked, from_on=add_months(asked.today, -months), to_on=asked.today)
        freshness = await self._lookout.look()
        async with self._admitted(asked, freshness.through) as (connection, question, stand):
            found = await records.branches(connection, question, stand=stand)
            return Activity(
                question=question,
                months=months,
                stand=stand,
                line=await _line(connection, question, stand=stand),
                parts=parted(found),
                freshness=freshness,
            )

    async def foresee(self, event: StepCorrected, *, office: Office, today: date) -> Foresight:
        """What a correction would change as of now; raises NotFound, Forbidden."""
        stand = await self._inbox.through(SOURCE)
        async with self._engine.connect() as connection:
            before = await records.fact(connection, event.case_id)
            if before is None:
                raise NotFound(event.case_id)
            line = await records.line(connection, before.branch_id, on=today, stand=stand)
            if not may(office, Action.READ_FIGURES, line):
                raise Forbidden(Action.READ_FIGURES, office)
            after = evolve(before, event) or before
            changes = await foresee(connection, before, after, stand=stand)
            named = {change.question.committee_id for change in changes}
            titles = await records.titles(connection, named, on=today, stand=stand)
        return Foresight(stand=stand, changes=changes, titles=titles)

    async def heard(self, stream: UUID, version: int, *, office: Office, within: float) -> bool:
        """Whether that step of a case or committee was heard, now or within so many seconds."""
        if not may(office, Action.READ_FIGURES, (office.committee_id,)):
            raise Forbidden(Action.READ_FIGURES, office)
        return await self._inbox.wait_for(SOURCE, stream, version, within=within)

    async def name(self, committee_id: CommitteeId, *, on: date) -> str | None:
        """What the committee is called on a day; None before anything was heard of it."""
        stand = await self._inbox.through(SOURCE)
        async with self._engine.connect() as connection:
            found = await records.titles(connection, [committee_id], on=on, stand=stand)
        return found[committee_id].name if committee_id in found else None

    async def count_stages(self) -> None:
        """Tell the operator for ever how many cases are in each stage."""
        while True:
            rings = self._inbox.bell.rings
            try:
                async with self._engine.connect() as connection:
                    for stage, count in (await records.stages_now(connection)).items():
                        metrics.CASES.labels(stage).set(count)
            except Exception as error:
                if not away(error):
                    raise
            await asyncio.sleep(BETWEEN_COUNTS)
            await self._inbox.bell.wait(60, since=rings)

    async def _reach(self, asked: Asked) -> int:
        """Wait for the stand that is asked for, no longer than is asked; where we are then."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + asked.within
        while True:
            rings = self._inbox.bell.rings
            through = await self._inbox.through(SOURCE)
            if through >= (asked.as_of or 0) or clock() >= deadline:
                return through
            await self._inbox.bell.wait(deadline - clock(), since=rings)

    @asynccontextmanager
    async def _admitted(
        self, asked: Asked, through: int
    ) -> AsyncIterator[tuple[AsyncConnection, Question, int]]:
        """For whoever may ask this: a connection, the whole question, the stand to answer at."""
        async with self._engine.connect() as connection:
            line = await records.line(connection, asked.about, on=asked.today, stand=through)
            if not may(asked.office, Action.READ_FIGURES, line):
                raise Forbidden(Action.READ_FIGURES, asked.office)
            if asked.as_of is not None and asked.as_of > through:
                raise Refused("stand_not_heard", found=through, needed=asked.as_of)
            stand = through if asked.as_of is None else asked.as_of
            yield connection, await _whole(connection, asked, stand=stand), stand


async def _whole(connection: AsyncConnection, asked: Asked, *, stand: int) -> Question:
    """The question with its days; raises Refused for a period that ends before it begins."""
    to_on = asked.to_on or asked.today
    from_on = asked.from_on or await records.earliest(connection, asked.basis, stand=stand) or to_on
    if asked.from_on and to_on < from_on:
        raise Refused("period_reversed", found=to_on, needed=from_on)
    return Question(
        committee_id=asked.about,
        from_on=min(from_on, to_on),
        to_on=to_on,
        basis=asked.basis,
        tree=asked.tree,
    )


async def _line(connection: AsyncConnection, question: Question, *, stand: int) -> Sequence[Title]:
    """The committee itself first, even where it ended within the period, then those above."""
    on, own = question.to_on, question.committee_id
    found = await records.line(connection, own, on=on, stand=stand)
    line = [own, *(above for above in found if above != own)]
    named = await records.titles(connection, line, on=on, stand=stand)
    return [named[one] for one in line if one in named]
