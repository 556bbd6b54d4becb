"""What is played goes through the desks as what clerks send: whole, once, and on after a break."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import date
from random import Random

import pytest
from sqlalchemy import text

from services import embedded
from services.embedded import System
from services.intake.domain import CreateCommittee, ErasePerson, ListProspect
from services.keys import Keys
from services.sample import Entry, sample
from services.sample.entry import Beside
from services.sample.papers import WithdrawPage
from services.sample.play import play
from shared.database import connect
from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import ITSELF
from shared.people.vault import Field, Vault
from tests.engines import Database
from tests.rehearsal import Rehearsal

KEYS = Keys(session=b"s" * 32, vault=b"v" * 32, fingerprint=b"f" * 32)
CASES = 3


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    """The first cases, each from the list to the ceremony, and the committees but idle branches."""
    told = sample(208, date(2026, 11, 25), whole=False)
    begun = [entry.command for entry in told if isinstance(entry.command, ListProspect)][:CASES]
    branches, cases = {one.branch_id for one in begun}, {one.case_id for one in begun}
    return [entry for entry in told if entry.stream in cases or founds(entry, branches)]


def founds(entry: Entry, branches: Collection[CommitteeId]) -> bool:
    match entry.command:
        case CreateCommittee(committee_id=committee_id, type=CommitteeType.BRANCH):
            return committee_id in branches
        case _:
            return isinstance(entry.command, CreateCommittee)


@pytest.fixture
async def system(database: Database) -> AsyncIterator[System]:
    """All services, with a carrier that repeats, delays and reorders."""
    system = embedded.assemble(database.owner_url, KEYS, disorder=Random(1))
    async with embedded.at_work(system):
        yield system


async def played(
    system: System, entries: Sequence[Entry], progress: Callable[[int], None] = lambda _: None
) -> None:
    services = system.services
    await play(
        entries,
        intake_desk=services["intake"].desk,
        verification_desk=services["verification"].desk,
        waiters={name: services[name].inbox for name in ("intake", "verification")},
        progress=progress,
    )


async def steps(system: System) -> int:
    """How many steps stand in all ledgers."""
    counts = []
    for service in system.services.values():
        async with service.engine.connect() as connection:
            counts.append((await connection.execute(text("SELECT count(*) FROM steps"))).scalar())
    return sum(counts)


def expected(entries: Sequence[Entry]) -> int:
    """How many steps they lead to, with those that the services take by themselves."""
    rehearsal = Rehearsal()
    for entry in entries:
        rehearsal.hear(entry)
    return len(rehearsal.events)


async def test_every_command_and_every_reaction_is_recorded(system, entries):
    await played(system, entries)

    assert await steps(system) == expected(entries)


async def test_played_again_it_changes_nothing(system, entries):
    await played(system, entries)

    await played(system, entries)

    assert await steps(system) == expected(entries)


async def test_after_a_break_it_goes_on_where_it_was(system, entries):
    half = asyncio.Event()
    playing = asyncio.ensure_future(
        played(system, entries, lambda done: half.set() if done == len(entries) // 2 else None)
    )
    await half.wait()
    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)
    before = await steps(system)

    await played(system, entries)

    assert before < await steps(system) == expected(entries)


async def test_progress_is_told_after_each_entry(system, entries):
    told: list[int] = []

    await played(system, entries, told.append)

    assert told == list(range(1, len(entries) + 1))


async def test_names_go_into_the_vault(system, entries, database):
    await played(system, entries)

    sealed = {person: values for entry in entries for person, values in entry.sealed.items()}
    engine = connect(database.url("vault_app"), search_path="vault")
    vault = Vault(engine, KEYS.vault, "intake")
    opened = await vault.open(list(sealed), fields=list(Field), office=ITSELF, reason="test")
    await engine.dispose()
    assert opened == sealed


def about_persons() -> list[Entry]:
    """The users, who was erased, and a case with scans, one of which was withdrawn."""
    told = sample(208, date(2026, 11, 25), whole=False)
    withdrawn = next(e.stream for e in told if isinstance(e.command, WithdrawPage))
    (erased,) = {e.command.person_id for e in told if isinstance(e.command, ErasePerson)}
    begun = {e.command.person_id: e.stream for e in told if isinstance(e.command, ListProspect)}
    cases = {withdrawn, begun[erased]}
    return [
        entry
        for entry in told
        if entry.stream in cases or isinstance(entry.command, CreateCommittee | Beside)
    ]


async def test_users_scans_and_an_erasure_are_recorded_and_played_again_change_nothing(system):
    entries = about_persons()

    await played(system, entries)
    await played(system, entries)

    assert await steps(system) == expected(entries)


async def test_steps_are_recorded_at_their_simulated_moments(system, entries):
    await played(system, entries)

    async with system.services["intake"].engine.connect() as connection:
        newest = (await connection.execute(text("SELECT max(recorded_at) FROM steps"))).scalar()
    assert newest == max(entry.at for entry in entries)
