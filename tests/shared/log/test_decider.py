"""One shell around every decision: keys, versions shown, lost races, sealed values."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from shared.events.case import ApplicationFiled
from shared.events.terms import CaseId, CommitteeId
from shared.log.chain import broken
from shared.log.decider import (
    Decider,
    KeyReused,
    MovedOn,
    Order,
    Outcome,
    attempt,
    execute,
    fingerprint,
    reaction_id,
)
from shared.log.ledger import Ledger
from shared.people.access import Office, Role

CASE = UUID(int=1)
CLERK = Office(role=Role.BRANCH_CLERK, committee_id=CommitteeId(UUID(int=7)))
NOON = datetime(2024, 3, 6, 12, tzinfo=UTC)
MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)
LEDGER = Ledger("intake")


@dataclass(frozen=True, slots=True)
class File:
    """An application of each day in turn; one that was filed already changes nothing."""

    days: tuple[date, ...]


class TooEarly(Exception):
    """An application before the day that `given` names."""


def decide(command, state, given):
    if min(command.days) < given:
        raise TooEarly
    return [filed(day) for day in command.days if day not in state]


def filed(day):
    return ApplicationFiled(case_id=CaseId(CASE), filed_on=day)


DECIDER = Decider((), decide, lambda state, event: (*state, event.filed_on))


@dataclass
class Desk:
    """Takes commands as a service does, and remembers what it was asked for."""

    engine: object
    earliest: date = date.min
    meanwhile: object = None  # done once, between the look at the history and the append
    sealing: object = None
    judged: int = 0
    sealed: int = 0

    async def take(self, *days, key=None, shown=None):
        command = File(days)
        order = Order(command_id=key or uuid4(), office=CLERK, at=NOON, shown=shown)

        async def work(connection, order):
            return await execute(
                connection,
                LEDGER,
                DECIDER,
                CASE,
                command,
                order=order,
                fingerprint=fingerprint(b"key", command, {}),
                rule_set="rules",
                given=self.given,
                settle=self.seal,
            )

        return await attempt(self.engine, work, order=order)

    async def given(self, state):
        self.judged += 1
        if meanwhile := self.meanwhile:
            self.meanwhile = None
            await meanwhile()
        return self.earliest

    async def seal(self, _):
        self.sealed += 1
        if self.sealing:
            raise self.sealing


@pytest.fixture
def desk(intake_engine):
    return Desk(intake_engine)


async def history(desk):
    async with desk.engine.connect() as connection:
        return await LEDGER.history(connection, CASE)


async def days(desk):
    return [step.event.filed_on for step in await history(desk)]


async def test_what_was_decided_is_recorded_and_told(desk):
    outcome = await desk.take(MONDAY, TUESDAY)

    recorded = await history(desk)
    assert outcome == Outcome(stream=CASE, version=2, steps=recorded, repeated=False)
    assert [step.event for step in recorded] == [filed(MONDAY), filed(TUESDAY)]


async def test_each_step_says_who_when_under_which_key_and_rules(desk):
    key = uuid4()

    await desk.take(MONDAY, key=key)

    entry = (await history(desk))[0].entry
    assert (entry.office, entry.recorded_at) == (CLERK.code, NOON)
    assert (entry.command_id, entry.rule_set) == (key, "rules")


async def test_steps_of_later_commands_link_to_earlier_ones(desk):
    await desk.take(MONDAY)
    await desk.take(TUESDAY)

    assert broken([step.entry for step in await history(desk)]) is None


async def test_the_same_key_again_gives_the_first_outcome(desk):
    key = uuid4()
    first = await desk.take(MONDAY, key=key, shown=0)
    await desk.take(TUESDAY)

    again = await desk.take(MONDAY, key=key, shown=0)

    assert (again.steps, again.version, again.repeated) == (first.steps, first.version, True)
    assert await days(desk) == [MONDAY, TUESDAY]


async def test_the_same_key_with_another_command_is_refused(desk):
    key = uuid4()
    await desk.take(MONDAY, key=key)

    with pytest.raises(KeyReused):
        await desk.take(TUESDAY, key=key)

    assert await days(desk) == [MONDAY]


async def test_the_same_key_twenty_times_at_once_makes_one_step(desk):
    key = uuid4()

    outcomes = await asyncio.gather(*(desk.take(MONDAY, key=key) for _ in range(20)))

    steps = await history(desk)
    assert len(steps) == 1
    assert all((list(told.steps), told.version) == (steps, 1) for told in outcomes)
    assert sorted(told.repeated for told in outcomes) == [False] + [True] * 19


async def test_a_refused_command_keeps_no_key(desk):
    key = uuid4()
    desk.earliest = TUESDAY
    with pytest.raises(TooEarly):
        await desk.take(MONDAY, key=key)

    desk.earliest = MONDAY
    outcome = await desk.take(MONDAY, key=key)

    assert (outcome.version, outcome.repeated) == (1, False)


async def test_a_quiet_command_keeps_no_key(desk):
    key = uuid4()
    await desk.take(MONDAY)

    quiet = await desk.take(MONDAY, key=key)
    other = await desk.take(TUESDAY, key=key)

    assert quiet == Outcome(stream=CASE, version=1, steps=[], repeated=False)
    assert (other.version, other.repeated) == (2, False)


async def test_who_was_shown_an_older_version_learns_what_happened_since(desk):
    await desk.take(MONDAY)
    await desk.take(TUESDAY)

    with pytest.raises(MovedOn) as moved:
        await desk.take(date(2024, 3, 6), shown=1)

    assert [step.event for step in moved.value.since] == [filed(TUESDAY)]
    assert await days(desk) == [MONDAY, TUESDAY]


async def test_who_claims_to_have_been_shown_a_version_to_come_is_refused(desk):
    with pytest.raises(MovedOn) as moved:
        await desk.take(MONDAY, shown=1)

    assert moved.value.since == []


async def test_who_was_shown_the_newest_version_is_heard(desk):
    await desk.take(MONDAY, shown=0)

    assert (await desk.take(TUESDAY, shown=1)).version == 2


async def test_who_loses_a_race_is_not_judged_anew_but_told(desk):
    faster = Desk(desk.engine)
    desk.meanwhile = lambda: faster.take(MONDAY)

    with pytest.raises(MovedOn) as moved:
        await desk.take(TUESDAY)

    assert [step.event for step in moved.value.since] == [filed(MONDAY)]
    assert (desk.judged, await days(desk)) == (1, [MONDAY])


async def test_who_loses_a_race_against_his_own_key_gets_its_outcome(desk):
    key, faster = uuid4(), Desk(desk.engine)
    desk.meanwhile = lambda: faster.take(MONDAY, key=key)

    outcome = await desk.take(MONDAY, key=key)

    assert (outcome.steps, outcome.repeated) == (await history(desk), True)


async def test_who_loses_a_race_overwrites_no_values(desk):
    faster = Desk(desk.engine)
    desk.meanwhile = lambda: faster.take(MONDAY)

    with pytest.raises(MovedOn):
        await desk.take(TUESDAY)

    assert (faster.sealed, desk.sealed) == (1, 0)


async def test_a_step_whose_values_cannot_be_sealed_is_not_recorded(desk):
    desk.sealing = ConnectionError("no vault")

    with pytest.raises(ConnectionError):
        await desk.take(MONDAY)

    assert await history(desk) == []


async def test_a_command_that_changes_nothing_seals_nothing(desk):
    await desk.take(MONDAY)
    await desk.take(MONDAY)

    assert desk.sealed == 1


VALUES = st.dictionaries(st.uuids(), st.dictionaries(st.text(), st.text(), max_size=3), max_size=3)


@examples(VALUES)
def test_a_fingerprint_does_not_depend_on_the_order_of_the_values(sealed):
    turned = dict(reversed([(one, dict(reversed(of.items()))) for one, of in sealed.items()]))

    assert fingerprint(b"k", File(()), sealed) == fingerprint(b"k", File(()), turned)


@dataclass(frozen=True, slots=True)
class Withdraw:
    days: tuple[date, ...]


@pytest.mark.parametrize(
    ("key", "command", "sealed"),
    [
        (b"other", File((MONDAY,)), {CASE: {"name": "Người Một"}}),
        (b"key", File((TUESDAY,)), {CASE: {"name": "Người Một"}}),
        (b"key", Withdraw((MONDAY,)), {CASE: {"name": "Người Một"}}),
        (b"key", File((MONDAY,)), {CASE: {"name": "Người Hai"}}),
        (b"key", File((MONDAY,)), {UUID(int=2): {"name": "Người Một"}}),
        (b"key", File((MONDAY,)), {}),
    ],
)
def test_a_fingerprint_tells_commands_apart(key, command, sealed):
    first = fingerprint(b"key", File((MONDAY,)), {CASE: {"name": "Người Một"}})

    assert fingerprint(key, command, sealed) != first


def test_a_reaction_has_the_same_key_whenever_its_cause_is_heard():
    key = reaction_id("intake", CASE, 1)

    assert key == UUID("380e8e44-2d04-56b0-90a2-6328c0fdaa1c")


def test_each_step_that_is_heard_has_a_key_of_its_own():
    keys = {
        reaction_id(source, stream, version)
        for source in ("intake", "verification")
        for stream in (CASE, UUID(int=2))
        for version in (1, 2)
    }

    assert len(keys) == 8
