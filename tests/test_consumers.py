"""Who does something about which event: as `shared/README.md` says it, and as it really is."""

import inspect
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from types import ModuleType
from typing import get_args
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake import stream as intake
from services.statistics import stream as statistics
from services.verification import stream as verification
from shared.database import connect
from shared.events import Event
from shared.events.step import Step
from shared.events.terms import CaseId
from shared.log import heard as notes
from shared.log.chain import link
from shared.log.hearing import Heard
from tests import examples, office_examples
from tests.engines import Database
from tests.shared.log.steps import act
from tests.test_documents import rows

STREAMS: dict[str, ModuleType] = {
    "intake": intake,
    "verification": verification,
    "statistics": statistics,
}
ASKED = [
    fact
    for pair in zip(examples.verifications_requested, examples.verifications_replied, strict=True)
    for fact in pair
]

DOSSIER = UUID(int=77)


def told() -> Iterator[tuple[str, Step]]:
    """Every example fact as a step, with the service that tells it."""
    for committee in [*examples.committees, examples.NEIGHBOUR]:
        facts = examples.committees.get(committee, [])
        later = [fact for fact in examples.changes if fact.committee_id == committee]
        for step in link([*facts, *later], stream=committee, last=None, act=act()):
            yield "intake", step
    way = [*examples.history, examples.decision_cancelled]
    for step in link(way, stream=examples.CASE, last=None, act=act()):
        yield "intake", step
    for number, facts in enumerate(
        [
            *examples.departures,
            *examples.beside,
            [*examples.history, *examples.probation],
            [*examples.history, examples.probationer_struck_off],
        ]
    ):
        case_id = CaseId(UUID(int=number + 1))
        left = [replace(fact, case_id=case_id) for fact in facts]
        for step in link(left, stream=case_id, last=None, act=act()):
            yield "intake", step
    for user, facts in office_examples.users.items():
        for step in link(facts, stream=user, last=None, act=act()):
            yield "intake", step
    for step in link(examples.scans, stream=DOSSIER, last=None, act=act()):
        yield "intake", step
    on_the_way = [examples.request_received, examples.reminder_sent]
    found = [*on_the_way, *examples.waivings, *examples.compared]
    moved = examples.verification_transferred
    asked = [ASKED[0], *found, *ASKED[1:], moved, examples.verification_concluded]
    asked.append(examples.verification_reopened)
    for step in link([examples.person_erased], stream=examples.APPLICANT, last=None, act=act()):
        yield "intake", step
    for step in link(asked, stream=examples.CASE, last=None, act=act()):
        yield "verification", step


@pytest.fixture(params=STREAMS)
async def projected(
    request: pytest.FixtureRequest, database: Database
) -> AsyncIterator[tuple[str, AsyncConnection]]:
    """A service, and a connection to its empty read model."""
    service = request.param
    engine = connect(database.url(f"{service}_app"), search_path=f"{service}_read,{service}")
    async with engine.begin() as connection:
        await notes.prepare(connection, STREAMS[service].SOURCES)
        await STREAMS[service].READ_MODEL.prepare(connection)
        yield service, connection
    await engine.dispose()


async def test_consumers_are_those_whose_state_an_event_changes(projected):
    service, connection = projected
    model, moved = STREAMS[service].READ_MODEL, set[str]()

    for position, (source, step) in enumerate(told(), 1):
        before = await model.digest(connection)
        await model.project(connection, Heard(source=source, position=position, step=step))
        if await model.digest(connection) != before:
            moved.add(type(step.event).__name__)

    assert moved | reacted_to(service) == said(service)


def reacted_to(service: str) -> set[str]:
    """The events that the stream of a service names beside its read model."""
    if service == "statistics":
        return set()
    source = inspect.getsource(STREAMS[service].hearing)
    named = {event.__name__ for event in get_args(Event)}
    return {name for name in named if re.search(rf"\b{name}\(", source)}


def said(service: str) -> set[str]:
    return {name.strip("`") for name, _, _, consumers in rows() if service in consumers}
