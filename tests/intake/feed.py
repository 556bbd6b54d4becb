"""A ledger of intake with what other systems are told of it."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.intake.desk import LEDGER
from services.intake.records import Directory, lines_of
from shared.events import Event
from shared.events.organisation import CommitteePlaced
from shared.events.terms import CaseId, CommitteeId
from shared.log.bell import Bell
from shared.log.carrier import InProcess
from shared.log.chain import link
from shared.log.outside import Outside
from shared.log.relay import Relay
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from shared.web.events import Pace, events_router
from shared.web.frame import build
from tests import examples
from tests.examples import BLOC, BRANCH, CASE, GRASSROOTS, PROVINCE
from tests.shared.log.steps import act

KEY = b"session key of the tests, 32 byt"
OTHER_BRANCH = CommitteeId(UUID(int=77))
OTHER_CASE = CaseId(UUID(int=78))
SINCE = date(2010, 1, 1)
AT_EASE = Pace()


def token(committee: CommitteeId, role: Role = Role.SUBSCRIBER) -> str:
    return SignIn(KEY).issue(Office(role=role, committee_id=committee))


class Intake:
    """What it records is numbered at once."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.bell = Bell(engine, "intake")
        lines = partial(lines_of, ledger=LEDGER, directory=Directory(LEDGER))
        self.outside = Outside(engine, LEDGER, lines)

    def app(self, pace: Pace = AT_EASE) -> FastAPI:
        async def ready():
            return []

        router = events_router(self.outside, self.bell, pace)
        return build("intake", sign_in=SignIn(KEY), ready=ready, routers=[router])

    async def record(self, stream: UUID, *events: Event) -> None:
        async with self.engine.begin() as connection:
            history = await LEDGER.history(connection, stream)
            last = history[-1].entry if history else None
            steps = link(events, stream=stream, last=last, act=act())
            entries = [step.entry for step in steps]
            await LEDGER.append(connection, stream, after=len(history), entries=entries)
        await Relay(self.engine, LEDGER, InProcess(), self.bell).round()
        self.bell.ring()

    async def found(self) -> None:
        """The tree of the examples, and a branch that stands beside the grassroots committee."""
        await self.record(PROVINCE, created(PROVINCE))
        for below, above in [(BLOC, PROVINCE), (GRASSROOTS, BLOC), (BRANCH, GRASSROOTS)]:
            await self.record(below, created(below), placed(below, above))
        await self.record(OTHER_BRANCH, created(OTHER_BRANCH), placed(OTHER_BRANCH, BLOC))

    async def admit(self, case_id: CaseId = CASE, branch_id: CommitteeId = BRANCH) -> None:
        """Everything up to the ceremony, in that branch."""
        facts = [replace(fact, case_id=case_id) for fact in examples.history]
        named = [
            replace(fact, branch_id=branch_id) if hasattr(fact, "branch_id") else fact
            for fact in facts
        ]
        await self.record(case_id, *named)


def created(committee: CommitteeId) -> Event:
    return replace(examples.committee_created, committee_id=committee, created_on=SINCE)


def placed(committee: CommitteeId, under: CommitteeId, on: date = SINCE) -> CommitteePlaced:
    fact = replace(examples.committee_placed, committee_id=committee, parent_id=under)
    return replace(fact, placed_on=on)
