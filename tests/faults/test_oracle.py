"""The oracle itself: silent where all is well, and loud about every single thing amiss."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from services.embedded import assemble, at_work
from services.keys import Keys
from shared.people.sign_in import SignIn
from tests.engines import Server
from tests.faults import books
from tests.faults.load import Load
from tests.faults.oracle import complaints, published
from tests.faults.told import Acknowledged, Told
from tests.shared.log.steps import eventually

pytestmark = pytest.mark.faults

AMISS = {
    "a fact is lost": (
        "DELETE FROM statistics_read.facts WHERE ctid IN "
        "(SELECT ctid FROM statistics_read.facts WHERE to_position IS NULL LIMIT 1)",
        r"statistics: 1 lost and 0 surplus .* rows of facts",
    ),
    "a fact is corrupt": (
        "UPDATE statistics_read.facts SET held_on = held_on + 1 WHERE ctid IN "
        "(SELECT ctid FROM statistics_read.facts WHERE held_on IS NOT NULL LIMIT 1)",
        r"statistics: 1 lost and 1 surplus .* rows of facts",
    ),
    "a committee is unknown": (
        "DELETE FROM statistics_read.placements WHERE position IN "
        "(SELECT max(position) FROM statistics_read.placements)",
        r"statistics: 1 lost and 0 surplus .* rows of placements",
    ),
    "a step was not heard": (
        "DELETE FROM verification_read.heard WHERE source = 'intake' AND position = 7",
        r"verification: 1 lost and 0 surplus .* steps heard",
    ),
    "a step was applied twice": (
        "INSERT INTO applied (hearer, source, position) VALUES ('statistics', 'intake', 7)",
        r"0 lost and 1 surplus .*'statistics', 'intake', 7.* applications",
    ),
    "a step was not applied": (
        "DELETE FROM applied WHERE hearer = 'statistics' AND source = 'intake' AND position = 7",
        r"1 lost and 0 surplus .* applications",
    ),
    "a step was published twice": (
        "ALTER TABLE intake.positions DROP CONSTRAINT positions_stream_version_key; "
        "INSERT INTO intake.positions SELECT (SELECT max(position) + 1 FROM intake.positions), "
        "stream, version FROM intake.positions WHERE position = 7",
        r"intake: 0 lost and 1 surplus .* positions of steps",
    ),
    "a step was never published": (
        "DELETE FROM intake.positions "
        "WHERE position IN (SELECT max(position) FROM intake.positions)",
        r"intake: 1 lost and 0 surplus .* positions of steps",
    ),
    "a step is parked": (
        "INSERT INTO statistics_read.parked (source, position, stream, version, posted, reason) "
        "SELECT source, position, stream, version, '{}', 'Bug' FROM statistics_read.heard LIMIT 1",
        r"statistics: 1 steps are parked",
    ),
    "what was acknowledged is lost": (
        "WITH last AS (DELETE FROM intake.positions WHERE position IN "
        "(SELECT max(position) FROM intake.positions JOIN intake.steps USING (stream, version) "
        "WHERE type = 'case.ceremony_held.v1') RETURNING stream, version) "
        "DELETE FROM intake.steps USING last "
        "WHERE steps.stream = last.stream AND steps.version = last.version",
        r"intake: acknowledged command .* is not in the ledger",
    ),
    "half a command is lost": (
        "ALTER TABLE intake.positions DROP CONSTRAINT positions_stream_version_fkey; "
        "ALTER TABLE intake.numbers DROP CONSTRAINT numbers_stream_version_fkey; "
        "DELETE FROM intake.steps WHERE type = 'organisation.committee_named.v1' AND ctid IN "
        "(SELECT ctid FROM intake.steps WHERE type = 'organisation.committee_named.v1' LIMIT 1)",
        r"command .* left \d steps instead of \d",
    ),
    "a letter was not sent": (
        "ALTER TABLE verification.positions DROP CONSTRAINT positions_stream_version_fkey; "
        "DELETE FROM verification.steps WHERE version = 2 "
        "AND stream IN (SELECT stream FROM verification.steps LIMIT 1)",
        r"verification: 1 lost and 0 surplus .* letters",
    ),
    "a name is lost": (
        "DELETE FROM vault.sealed_values WHERE (person_id, field) IN "
        "(SELECT (convert_from(body, 'UTF8')::json->>'person_id')::uuid, 'name' "
        "FROM intake.steps WHERE type = 'case.prospect_listed.v1' LIMIT 1)",
        r"vault: nothing is known of the person of case",
    ),
}


@pytest.fixture(scope="module")
async def played(server: Server) -> AsyncIterator[tuple[str, Told]]:
    """A database in which clerks have worked undisturbed, and what they were told."""
    database, keys = await server.copy(), Keys.new()
    owner = create_async_engine(database.owner_url, poolclass=NullPool)
    async with at_work(assemble(database.owner_url, keys)) as system:
        async with owner.begin() as connection:
            await books.count_applications(connection)
        load = Load(doors=system.clients, sign_in=SignIn(keys.session))
        await load.found()
        async with load.running(clerks=4, rate=200):
            await load.more(150)

        async def settled() -> bool:
            async with owner.connect() as connection:
                return not await books.behind(connection)

        await eventually(settled, within=30)
    yield database.owner_url, load.told
    await server.drop(database.name)


@pytest.fixture
async def ledgers(played: tuple[str, Told]) -> AsyncIterator[AsyncConnection]:
    """As the owner, in a transaction that is never kept."""
    engine = create_async_engine(played[0], poolclass=NullPool)
    async with engine.connect() as connection:
        yield connection
        await connection.rollback()


async def test_where_all_is_well_it_is_silent(played, ledgers):
    found = await books.read(ledgers)

    assert complaints(found, played[1]) == []
    assert any(row["held_on"] for row in found.facts)


@pytest.mark.parametrize("amiss", AMISS)
async def test_it_names_what_is_amiss(played, ledgers, amiss):
    statements, complaint = AMISS[amiss]
    for statement in statements.split("; "):
        assert (await ledgers.execute(text(statement))).rowcount in (1, -1, 3)

    assert_named(complaint, complaints(await books.read(ledgers), played[1]))


async def test_it_names_an_acknowledged_command_that_was_never_recorded(played, ledgers):
    key = uuid4()
    told = Told(acknowledged={key: Acknowledged(source="intake", key=key, stream=key, version=1)})

    assert_named(
        "intake: acknowledged command .* is not in the ledger",
        complaints(await books.read(ledgers), told),
    )


async def test_it_names_what_kafka_lacks(played, ledgers):
    found = await books.read(ledgers)
    carried = published(found)
    carried.popitem()

    (complaint,) = complaints(replace(found, carried=carried), played[1])

    assert complaint.startswith("kafka: 1 lost and 0 surplus")


async def test_it_does_not_mind_what_kafka_repeats(played, ledgers):
    found = await books.read(ledgers)
    carried = published(found) + published(found)

    assert complaints(replace(found, carried=carried), played[1]) == []


async def test_it_names_an_answer_that_must_never_be_given(played, ledgers):
    told = Told(wrong=["/api/cases: 500"])

    assert complaints(await books.read(ledgers), told) == ["/api/cases: 500"]


def assert_named(complaint: str, complained: list[str]) -> None:
    assert any(re.search(complaint, each, re.DOTALL) for each in complained), complained
