"""Which offices a user holds on a day, as any of the services answers by itself."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake import stream as intake
from services.statistics import stream as statistics
from services.verification import stream as verification
from shared.database import connect
from shared.events import Event
from shared.events.organisation import CommitteeMerged, CommitteeRetyped
from shared.events.terms import CommitteeType
from shared.log import heard as notes
from shared.log.chain import link
from shared.log.hearing import Heard
from shared.people.access import Office, Role
from shared.people.offices import held
from tests import examples, office_examples
from tests.engines import Database
from tests.examples import BRANCH, GRASSROOTS, NEIGHBOUR
from tests.office_examples import CLERK, DEPUTY, SECRETARY
from tests.shared.log.steps import act

READ_MODELS = {each.READ_MODEL.name: each.READ_MODEL for each in (intake, verification, statistics)}
OFFICE = Office(role=Role.BRANCH_CLERK, committee_id=BRANCH, user_id=CLERK)
IN_PLACE = replace(OFFICE, user_id=DEPUTY, instead_of=CLERK)
NUMBER = office_examples.office_given.document_no


class Told:
    """A read model that is told facts."""

    def __init__(self, model: object, connection: AsyncConnection) -> None:
        self._model, self._connection, self._position = model, connection, 0

    async def __call__(self, *facts: Event) -> None:
        for fact in facts:
            self._position += 1
            stream = next(iter(getattr(fact, name) for name in fact.__dataclass_fields__))
            [step] = link([fact], stream=stream, last=None, act=act())
            heard = Heard(source="intake", position=self._position, step=step)
            await self._model.project(self._connection, heard)

    async def held(self, user: object, on: date) -> list[Office]:
        return [one.office for one in await held(self._connection, user, on=on)]


@pytest.fixture(params=READ_MODELS)
async def told(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[Told]:
    """The directory and all examples but the ends of offices."""
    model = READ_MODELS[request.param]
    engine = connect(database.url(f"{model.name}_app"), search_path=f"{model.name}_read")
    async with engine.begin() as connection:
        await notes.prepare(connection, model.sources)
        await model.prepare(connection)
        told = Told(model, connection)
        await told(*(fact for facts in examples.committees.values() for fact in facts))
        await told(office_examples.clerk_registered, office_examples.deputy_registered)
        await told(office_examples.secretary_registered, office_examples.secretary_given)
        await told(office_examples.office_given, office_examples.substitute_named)
        yield told
        await connection.rollback()
    await engine.dispose()


@pytest.mark.parametrize(
    ("on", "offices"),
    [
        (date(2024, 1, 2), []),
        (date(2024, 1, 3), [OFFICE]),
        (date(2030, 1, 1), [OFFICE]),
    ],
    ids=["the day before", "the first day", "without end"],
)
async def test_an_office_is_held_from_its_first_day(told, on, offices):
    assert await told.held(CLERK, on) == offices


@pytest.mark.parametrize(("days", "holds"), [(0, True), (1, False)])
async def test_an_office_with_a_last_day_is_held_through_it(told, days, holds):
    last = office_examples.secretary_given.until_on

    assert bool(await told.held(SECRETARY, last + timedelta(days=days))) is holds


@pytest.mark.parametrize(("days", "holds"), [(-1, True), (0, False)])
async def test_an_office_that_ended_is_no_longer_held_from_that_day_on(told, days, holds):
    await told(office_examples.office_ended)

    on = office_examples.office_ended.ended_on + timedelta(days=days)
    assert bool(await told.held(CLERK, on)) is holds


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2024, 5, 5), False),
        (date(2024, 5, 6), True),
        (date(2024, 7, 31), True),
        (date(2024, 8, 1), False),
    ],
)
async def test_a_substitute_acts_in_somebodys_place_between_two_days(told, on, holds):
    assert await told.held(DEPUTY, on) == ([IN_PLACE] if holds else [])


async def test_a_substitution_can_end_early(told):
    await told(office_examples.substitution_ended)

    assert await told.held(DEPUTY, date(2024, 6, 30)) == [IN_PLACE]
    assert await told.held(DEPUTY, date(2024, 7, 1)) == []


async def test_a_substitution_lasts_no_longer_than_the_office(told):
    await told(replace(office_examples.office_ended, ended_on=date(2024, 6, 1)))

    assert await told.held(DEPUTY, date(2024, 5, 31)) == [IN_PLACE]
    assert await told.held(DEPUTY, date(2024, 6, 1)) == []


async def test_who_is_blocked_holds_nothing_until_unblocked(told):
    await told(office_examples.user_blocked)
    assert await told.held(CLERK, date(2024, 6, 1)) == []

    await told(office_examples.user_unblocked)
    assert await told.held(CLERK, date(2024, 6, 1)) == [OFFICE]


async def test_an_office_ends_with_its_committee_and_does_not_pass_to_the_successor(told):
    await told(
        CommitteeMerged(
            committee_id=BRANCH,
            into_id=NEIGHBOUR,
            merged_on=date(2024, 6, 1),
            decision_no=NUMBER,
        )
    )

    assert await told.held(CLERK, date(2024, 5, 31)) == [OFFICE]
    assert await told.held(CLERK, date(2024, 6, 1)) == []


async def test_an_office_that_the_level_no_longer_has_is_not_held(told):
    await told(
        CommitteeRetyped(
            committee_id=GRASSROOTS,
            type=CommitteeType.BRANCH,
            retyped_on=date(2024, 6, 1),
            decision_no=NUMBER,
        )
    )

    assert len(await told.held(SECRETARY, date(2024, 5, 31))) == 1
    assert await told.held(SECRETARY, date(2024, 6, 1)) == []


async def test_nobody_holds_an_office_of_somebody_else(told):
    assert await told.held(DEPUTY, date(2024, 3, 1)) == []


async def test_hearing_everything_twice_changes_nothing(told):
    before = await told.held(DEPUTY, date(2024, 6, 1))
    await told(office_examples.clerk_registered, office_examples.office_given)
    await told(office_examples.substitute_named)

    assert await told.held(DEPUTY, date(2024, 6, 1)) == before == [IN_PLACE]
