"""The feed over HTTP: all that is numbered, page by page, for services only; silence is unknown."""

from collections.abc import AsyncIterator
from functools import partial
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI, Response
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.events.terms import CommitteeId
from shared.log.bell import Bell
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed, Unreachable
from shared.log.relay import Relay
from shared.people.access import POLICY, Action, Office, Role
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.web.feed import feed_router
from shared.web.frame import build
from tests.shared.log.steps import INTAKE, commit

KEY = b"session key of the tests, 32 byt"


SERVICES = ServiceKeys([b"service key of the tests, 32 byt"])
token = SERVICES.issue


def token_of(role: Role) -> str:
    return SignIn(KEY).issue(Office(role=role, committee_id=CommitteeId(UUID(int=0))))


@pytest.fixture
async def client(engine: AsyncEngine) -> AsyncIterator[httpx.AsyncClient]:
    async def ready():
        return []

    sign_in = SignIn(KEY, service=partial(SERVICES.read, audience="intake"))
    app = build("intake", sign_in=sign_in, ready=ready, routers=[feed_router(engine, INTAKE)])
    async with client_of(app) as client:
        yield client


def client_of(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


async def publish(engine: AsyncEngine, count: int) -> None:
    await commit(engine, uuid4(), count)
    await Relay(engine, INTAKE, InProcess(), Bell(engine, "intake_steps")).round()


async def test_pages_follow_one_another_and_give_the_lines_as_they_were(
    engine: AsyncEngine, client: httpx.AsyncClient
):
    await publish(engine, 5)
    feed = HttpFeed({"intake": client}, token)

    first = await feed.page("intake", after=0, limit=3)
    rest = await feed.page("intake", after=3)

    async with engine.connect() as connection:
        assert first + rest == await INTAKE.published(connection, after=0, limit=10)
    assert await feed.page("intake", after=5) == []


async def test_the_head_is_the_newest_position(engine: AsyncEngine, client: httpx.AsyncClient):
    feed = HttpFeed({"intake": client}, token)
    assert await feed.head("intake") == 0

    await publish(engine, 2)

    assert await feed.head("intake") == 2


async def test_what_is_numbered_is_there_before_it_was_sent(
    engine: AsyncEngine, client: httpx.AsyncClient
):
    await publish(engine, 1)
    await commit(engine, uuid4())
    feed = HttpFeed({"intake": client}, token)

    assert await feed.head("intake") == 1


@pytest.mark.parametrize("path", ["/feed", "/feed/head"])
@pytest.mark.parametrize("role", [role for role in Role if Action.READ_FEED not in POLICY[role]])
async def test_no_other_office_reads_it(client: httpx.AsyncClient, path: str, role: Role):
    answer = await client.get(path, headers={"Authorization": f"Bearer {token_of(role)}"})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/feed", "/feed/head"])
async def test_nobody_reads_it_without_signing_in(client: httpx.AsyncClient, path: str):
    assert (await client.get(path)).status_code == 401


@pytest.mark.parametrize("query", ["after=-1", "limit=0", "limit=5001", "after=x"])
async def test_what_makes_no_sense_is_refused(client: httpx.AsyncClient, query: str):
    answer = await client.get(
        f"/feed?{query}", headers={"Authorization": f"Bearer {token('intake')}"}
    )

    assert answer.status_code == 422


async def test_a_source_that_refuses_is_unknown(client: httpx.AsyncClient):
    feed = HttpFeed({"intake": client}, lambda _: "forged")

    assert await feed.head("intake") is None
    with pytest.raises(Unreachable):
        await feed.page("intake", after=0)


async def test_a_source_that_does_not_answer_is_unknown():
    async with httpx.AsyncClient(base_url="http://127.0.0.1:9") as nowhere:
        feed = HttpFeed({"intake": nowhere}, token)

        assert await feed.head("intake") is None
        with pytest.raises(Unreachable):
            await feed.page("intake", after=0)


@pytest.mark.parametrize("body", ["nonsense", "[]", '{"steps": [{"source": 1}], "position": "x"}'])
async def test_a_source_that_talks_nonsense_is_unknown(body: str):
    async with client_of(babbling(body)) as client:
        feed = HttpFeed({"intake": client}, token)

        assert await feed.head("intake") is None
        with pytest.raises(Unreachable):
            await feed.page("intake", after=0)


def babbling(body: str) -> FastAPI:
    app = FastAPI()

    @app.get("/{path:path}")
    async def anything() -> Response:
        return Response(body)

    return app
