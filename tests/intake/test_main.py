"""Intake put together: what a clerk sends travels, fills the lists, and is counted."""

from collections.abc import AsyncIterator
from random import Random
from uuid import UUID

import httpx
import pytest

from services.intake.desk import Desk
from services.intake.main import assemble
from services.intake.stream import READ_MODEL
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed
from shared.log.rebuild import rebuild
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.service import Service
from tests.engines import Database, settings
from tests.examples import CASE, branch_clerk
from tests.intake.steps import found, walk

Running = tuple[Service, Desk, httpx.AsyncClient, HttpFeed]


@pytest.fixture
async def running(database: Database) -> AsyncIterator[Running]:
    """The service at work, with a carrier as bad as a carrier may be."""
    known = settings(database, "intake")
    clients: dict[str, httpx.AsyncClient] = {}
    feed = HttpFeed(clients, ServiceKeys(known.service_keys).issue)
    carrier = InProcess(disorder=Random(7))
    service = assemble(known, carrier=carrier, feed=feed)
    carrier.ears.append(service.inbox)
    transport = httpx.ASGITransport(app=service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        clients["intake"] = client
        async with service.running():
            assert isinstance(service.desk, Desk)
            await found(service.desk)
            await walk(service.desk, 4)
            yield service, service.desk, client, feed


async def listed(service: Service, stream: UUID, version: int) -> bool:
    return await service.inbox.wait_for("intake", stream, version, within=20)


async def test_what_is_recorded_reaches_the_lists(running):
    service, _, client, _ = running
    token = SignIn(b"session key of the tests, 32 byt").issue(branch_clerk)

    assert await listed(service, CASE, 4)

    rows = await client.get(
        "/api/cases",
        params={"stage": "cv_declared"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert [row["case_id"] for row in rows.json()] == [str(CASE)]


async def test_it_says_that_it_is_ready(running):
    _, _, client, _ = running

    assert (await client.get("/ready")).json() == {"ready": True, "lacks": []}


async def test_lists_built_anew_are_the_same_bytes(running, database):
    service, _, _, feed = running
    assert await listed(service, CASE, 4)

    url = database.url("intake_app")
    rebuilt = await rebuild(url, READ_MODEL, feed, progress=lambda *_: None)

    assert rebuilt.same
    assert rebuilt.steps > 0
