"""What any test may ask for: a migrated database of its own, a broker that all share."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import Database, Server, connected, postgres
from tests.engines_kafka import Kafka
from tests.engines_kafka import kafka as kafka_broker

# How long one example takes says how busy the machine is, not whether the property holds.
settings.register_profile("ketnap", deadline=None)
settings.load_profile("ketnap")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with postgres() as server:
        yield server


@pytest.fixture
async def database(server: Server) -> AsyncIterator[Database]:
    database = await server.copy()
    yield database
    await server.drop(database.name)


@pytest.fixture
async def intake_engine(database: Database) -> AsyncIterator[AsyncEngine]:
    async with connected(database, "intake") as engine:
        yield engine


@pytest.fixture(scope="session")
def kafka() -> Iterator[Kafka]:
    """The broker that all tests share, each under a namespace of its own."""
    with kafka_broker() as broker:
        yield broker


@pytest.fixture
async def empty_database(server: Server) -> AsyncIterator[Database]:
    """A database that no migration has seen."""
    database = await server.empty()
    yield database
    await server.drop(database.name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the server, itself or through another fixture, is marked `database`."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each thing that this machine could not test, however many tests it was."""
    skipped = terminalreporter.getreports("skipped")
    reasons = Counter(
        report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)
    )
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"{tests} left out: {reason.removeprefix('Skipped: ')}")
