"""The pages and the API for operators: what waits is shown, tried again, passed over."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database import connect
from shared.log.inbox import Inbox
from shared.people.sign_in import SignIn
from shared.upkeep import Upkeep
from shared.web.frame import build
from shared.web.parked import parked_router
from tests.engines import Database
from tests.shared.log.steps import posted, stream_of
from tests.shared.log.test_inbox import APPLIED
from tests.shared.test_upkeep import AUDITOR, OPERATOR, Ear, inbox_of, spoil

SIGN_IN = SignIn(b"key of the pages of parked steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A service in which one stream of three steps waits."""

    http: httpx.AsyncClient
    inbox: Inbox
    ear: Ear
    stream: str

    @property
    def page(self) -> str:
        return f"/parked/intake/{self.stream}"


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = connect(database.url("intake_app"), search_path="intake_read,intake")
    async with engine.begin() as connection:
        await connection.execute(text(APPLIED))
    yield engine
    await engine.dispose()


@pytest.fixture
async def desk(engine: AsyncEngine) -> AsyncIterator[Desk]:
    ear, steps = Ear(), posted(stream_of(3))
    spoil(ear, steps[0])
    inbox = await inbox_of(engine, ear)
    await inbox.take(steps)

    async def lacks() -> list[object]:
        return []

    app = build(
        "intake", sign_in=SIGN_IN, ready=lacks, routers=[parked_router(Upkeep(inbox, engine))]
    )
    headers = {
        "Authorization": f"Bearer {SIGN_IN.issue(OPERATOR)}",
        "Accept": "text/html",
        "Accept-Language": "en",
    }
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1", headers=headers
    ) as http:
        yield Desk(http=http, inbox=inbox, ear=ear, stream=str(steps[0].entry.stream))


async def test_what_waits_is_listed_with_its_cause(desk: Desk):
    page = (await desk.http.get("/parked")).text

    assert "1 case or committee waits." in page
    assert "ValueError" in page
    assert f"/intake{desk.page}" in page


async def test_nothing_waiting_is_said(desk: Desk):
    desk.ear.spoilt.clear()
    await desk.inbox.retry_parked()

    assert "Nothing waits" in (await desk.http.get("/parked")).text


async def test_trying_again_leads_back_to_the_list_with_what_came_of_it(desk: Desk):
    desk.ear.spoilt.clear()

    answer = await desk.http.post(f"{desk.page}/retry", data={"version": "1"})
    page = (await desk.http.get(answer.headers["location"].removeprefix("/intake"))).text

    assert answer.status_code == 303
    assert "3 steps were applied." in page


async def test_passing_over_needs_a_reason_and_a_document(desk: Desk):
    answer = await desk.http.post(f"{desk.page}/skip", data={"version": "1", "document_no": "x"})

    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert 'href="#document_no"' in answer.text
    assert await desk.inbox.parked() == 3


async def test_passing_over_lets_those_behind_it_be_applied(desk: Desk):
    form = {"version": "1", "reason": "said_twice", "document_no": "12-BB/VP"}

    answer = await desk.http.post(f"{desk.page}/skip", data=form)

    assert answer.headers["location"] == "/intake/parked?applied=2"
    assert await desk.inbox.parked() == 0


async def test_what_somebody_else_mended_meanwhile_leads_to_the_list(desk: Desk):
    desk.ear.spoilt.clear()
    await desk.inbox.retry_parked()

    assert (await desk.http.get(desk.page)).headers["location"] == "/intake/parked"


async def test_programs_are_told_the_same(desk: Desk):
    (waiting,) = (await desk.http.get("/api/parked")).json()

    assert waiting["stream_id"] == desk.stream
    assert (waiting["version"], waiting["reason"], waiting["behind"]) == (1, "ValueError", 2)


async def test_a_program_names_the_step_that_it_means(desk: Desk):
    headers = {"Accept": "application/json"}

    wrong = await desk.http.post(f"/api{desk.page}/retry", json={"version": 2}, headers=headers)
    desk.ear.spoilt.clear()
    right = await desk.http.post(f"/api{desk.page}/retry", json={"version": 1}, headers=headers)

    assert (wrong.status_code, wrong.json()["code"]) == (422, "not_parked")
    assert right.json() == {"applied": 3, "repeated": False}


async def test_a_program_passes_over_with_a_reason_of_the_list(desk: Desk):
    body = {"version": 1, "reason": "because", "document_no": "12-BB/VP"}
    headers = {"Accept": "application/json"}

    wrong = await desk.http.post(f"/api{desk.page}/skip", json=body, headers=headers)
    right = await desk.http.post(
        f"/api{desk.page}/skip", json=body | {"reason": "said_twice"}, headers=headers
    )

    assert wrong.status_code == 422
    assert right.json() == {"applied": 2, "repeated": False}


@pytest.mark.parametrize("path", ["/parked", "/api/parked"])
async def test_nobody_but_an_operator_sees_it(desk: Desk, path: str):
    headers = {"Authorization": f"Bearer {SIGN_IN.issue(AUDITOR)}"}

    assert (await desk.http.get(path, headers=headers)).status_code == 403
