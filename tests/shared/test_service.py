"""A service's start and stop: all its tasks at work in between, and none of them dead unnoticed."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.database import connect
from shared.log.bell import Bell
from shared.log.carrier import InProcess
from shared.log.inbox import Heard, Inbox
from shared.log.relay import Relay
from shared.service import Service
from tests.engines import Database
from tests.shared.log.steps import INTAKE, Shelf, commit, posted, stream_of


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("intake_app"), search_path="intake_read,intake")
    yield engine
    await engine.dispose()


async def make_table(connection: AsyncConnection) -> None:
    await connection.execute(text("CREATE TABLE IF NOT EXISTS applied (version integer)"))


async def hear(connection: AsyncConnection, heard: Heard) -> None:
    row = {"version": heard.step.version}
    await connection.execute(text("INSERT INTO applied VALUES (:version)"), row)


@pytest.fixture
def service(engine: AsyncEngine) -> Service:
    return smallest(engine)


def smallest(engine: AsyncEngine) -> Service:
    """The smallest service there can be: it hears what it appends."""
    carrier, bell = InProcess(), Bell(engine, "intake_steps")
    inbox = Inbox("intake", engine, hear, Shelf(), Bell(engine, "intake_heard"), ["intake"])
    carrier.ears.append(inbox)
    relay = Relay(engine, INTAKE, carrier, bell)
    return Service(
        name="intake",
        app=FastAPI(),
        engine=engine,
        inbox=inbox,
        desk=None,
        tasks=(relay.run,),
        bells=(bell,),
        prepare=make_table,
    )


async def park_two(engine: AsyncEngine) -> None:
    """What a service finds at its start whose `hear` failed before."""

    async def stumble(connection: AsyncConnection, heard: Heard) -> None:
        raise ValueError

    before = Inbox("intake", engine, stumble, Shelf(), Bell(engine, "intake_heard"), ["intake"])
    await before.prepare()
    await before.take(posted(stream_of(2)))
    assert await before.parked() == 2


async def broken() -> None:
    raise ValueError("a bug")


def other_tasks() -> set[asyncio.Task]:
    return asyncio.all_tasks() - {asyncio.current_task()}


async def test_what_is_appended_is_heard_while_it_runs(service: Service, engine: AsyncEngine):
    stream = uuid4()
    async with service.running():
        await commit(engine, stream, 2)

        assert await service.inbox.wait_for("intake", stream, 2, within=5)


async def test_parked_steps_are_tried_again_at_the_start(service: Service, engine: AsyncEngine):
    await park_two(engine)

    async with service.running():
        assert await service.inbox.parked() == 0


async def test_processes_that_start_at_once_make_their_tables_in_turn(engine: AsyncEngine):
    at_it: list[AsyncConnection] = []

    async def make(connection: AsyncConnection) -> None:
        at_it.append(connection)
        await connection.execute(text("SELECT pg_sleep(0.05)"))
        assert at_it == [connection]
        at_it.remove(connection)

    async def start() -> None:
        async with replace(smallest(engine).only_its_desk(), prepare=make).running():
            pass

    await asyncio.gather(start(), start(), start())


async def test_who_shows_what_another_hears_leaves_that_alone(
    service: Service, engine: AsyncEngine
):
    await park_two(engine)

    async with service.while_another_hears().running():
        assert await service.inbox.parked() == 2


async def test_who_is_only_a_desk_publishes_nothing(service: Service, engine: AsyncEngine):
    async with service.only_its_desk().running():
        await commit(engine, stream := uuid4(), 1)

        assert not await service.inbox.wait_for("intake", stream, 1, within=0.5)


async def test_nothing_goes_on_after_its_end(service: Service):
    before = other_tasks()
    async with service.running():
        assert other_tasks() > before

    assert other_tasks() == before


async def test_a_task_that_dies_ends_the_service(service: Service):
    with pytest.raises(ExceptionGroup) as dead:
        async with service_with(service, broken).running():
            await asyncio.Event().wait()

    assert dead.group_contains(ValueError, match="a bug")


def service_with(service: Service, task) -> Service:
    return replace(service, tasks=(*service.tasks, task))


async def test_the_failure_of_who_uses_it_leaves_as_it_came(service: Service):
    with pytest.raises(ZeroDivisionError):
        async with service.running():
            _ = 1 / 0


async def test_a_task_that_is_named_twice_runs_once(service: Service):
    started: list[None] = []

    async def count() -> None:
        started.append(None)

    async with service_with(service_with(service, count), count).running():
        await asyncio.sleep(0)

    assert len(started) == 1


async def test_what_it_holds_besides_is_closed_at_the_end(service: Service):
    closed = asyncio.Event()

    async def close() -> None:
        closed.set()

    async with replace(service, closing=(close,)).running():
        assert not closed.is_set()

    assert closed.is_set()
