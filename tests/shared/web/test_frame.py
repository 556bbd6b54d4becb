"""The frame around every service: how it answers, what it forbids, what it writes down."""

import io
import json
from collections.abc import AsyncIterator
from typing import Annotated

import httpx
import pytest
import structlog
from fastapi import APIRouter, Depends, FastAPI, Request

from shared.people.access import Office, Role
from shared.people.sign_in import COOKIE, SignIn, signed_in
from shared.web.frame import Lack, build
from shared.web.guards import LIMIT
from shared.web.logs import write_json_lines
from tests.examples import BRANCH

SIGN_IN = SignIn(b"key of the frame's tests")
OFFICE = Office(role=Role.BRANCH_CLERK, committee_id=BRANCH)
HTML = {"accept": "text/html"}
PERSONAL = "Người Một, born on 3/2/2001"


def routes() -> APIRouter:
    router = APIRouter()

    @router.get("/cases/{case_id}")
    async def case(case_id: int) -> int:
        if case_id == 13:
            raise RuntimeError(PERSONAL)
        return case_id

    @router.get("/mine")
    async def mine(office: Annotated[Office, Depends(signed_in)]) -> str:
        return office.code

    @router.post("/cases")
    async def write(request: Request) -> int:
        return len(await request.body())

    return router


async def name_of(_: object) -> str:
    return "Chi bộ Một"


@pytest.fixture
def lacks() -> list[Lack]:
    return []


@pytest.fixture
def app(lacks) -> FastAPI:
    async def ready() -> list[Lack]:
        return lacks

    return build("intake", sign_in=SIGN_IN, ready=ready, routers=[routes()], committee_name=name_of)


@pytest.fixture
async def client(app) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


@pytest.fixture
def lines():
    """The log of the test, line by line."""
    written = io.StringIO()
    write_json_lines(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    structlog.reset_defaults()


def cookie(office: Office = OFFICE) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={SIGN_IN.issue(office)}"}


@pytest.mark.parametrize("trial", [True, False])
async def test_a_page_says_that_it_is_a_trial_only_where_it_is_one(app, client, trial):
    app.state.trial = trial

    page = await client.get("/nowhere", headers={"accept": "text/html", "accept-language": "en"})

    assert ("Trial version" in page.text) is trial


async def test_a_process_that_runs_is_alive(client):
    assert (await client.get("/health")).json() == {"status": "alive"}


async def test_readiness_names_what_is_lacking(client, lacks):
    assert (await client.get("/ready")).status_code == 200

    lacks.append(Lack(part="database", why="away"))
    answer = await client.get("/ready")

    assert answer.status_code == 503
    assert answer.json()["lacks"] == [{"part": "database", "why": "away"}]


async def test_metrics_count_by_the_template_of_a_route_never_by_its_address(client):
    await client.get("/cases/123456")
    await client.get("/nowhere/123456")

    metrics = (await client.get("/metrics")).text

    assert 'route="/cases/{case_id}",service="intake",status="200"' in metrics
    assert 'route="unmatched",service="intake",status="404"' in metrics
    assert "123456" not in metrics


async def test_a_log_line_names_route_status_and_office_but_no_query(client, lines):
    await client.get("/cases/1?name=Người+Một", headers=cookie())

    [line] = lines()

    assert (line["route"], line["status"], line["office"]) == ("/cases/{case_id}", 200, OFFICE.code)
    assert "Người" not in json.dumps(line, ensure_ascii=False)


async def test_a_bug_is_loud_in_the_log_without_its_message_and_quiet_outside(client, lines):
    answer = await client.get("/cases/13")

    broke = next(line for line in lines() if line["event"] == "request broke")
    assert answer.status_code == 500
    assert broke["error"] == "RuntimeError"
    assert "3/2/2001" not in json.dumps(lines()) + answer.text


async def test_what_cannot_be_read_is_named_in_both_languages(client):
    answer = await client.get("/cases/x")

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["en"]["fields"] == {"case_id": "A whole number is needed."}
    assert answer.json()["vi"]["fields"] == {"case_id": "Cần một số nguyên."}


async def test_a_person_gets_a_problem_as_a_page_in_the_same_words(client):
    page = await client.get("/nowhere", headers=HTML)
    body = await client.get("/nowhere")

    assert page.status_code == body.status_code == 404
    assert body.json()["detail"] in page.text


async def test_vietnamese_is_spoken_unless_another_language_is_preferred(client):
    assert (await client.get("/nowhere")).headers["content-language"] == "vi"
    english = await client.get("/nowhere", headers={"accept-language": "en-GB,vi;q=0.5"})
    assert english.headers["content-language"] == "en"


async def test_a_language_once_asked_for_is_remembered(client):
    await client.get("/nowhere?lang=en")

    assert (await client.get("/nowhere")).json()["title"] == "Not found"


async def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(client):
    answer = await client.get("/mine?x=1", headers=HTML)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fmine%3Fx%3D1"


async def test_a_program_that_is_not_signed_in_is_told_so(client):
    assert (await client.get("/mine")).status_code == 401


async def test_the_header_says_for_whom_somebody_acts(client):
    page = await client.get("/nowhere", headers=HTML | cookie())

    assert "Cán bộ chi bộ · Chi bộ Một" in page.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
async def test_what_a_cookie_authorises_must_come_from_our_own_pages(client, headers, status):
    answer = await client.post("/cases", headers=headers | cookie())

    assert answer.status_code == status


async def test_a_bearer_token_needs_no_origin(client):
    token = {"authorization": f"Bearer {SIGN_IN.issue(OFFICE)}"}

    assert (await client.post("/cases", headers=token | cookie())).status_code == 200


async def test_a_body_over_the_limit_is_refused(client):
    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * (LIMIT // 2)

    assert (await client.post("/cases", content=b"x" * LIMIT)).status_code == 200
    assert (await client.post("/cases", content=b"x" * (LIMIT + 1))).status_code == 413
    assert (await client.post("/cases", content=unannounced())).status_code == 413


async def test_pages_may_load_nothing_from_outside_and_run_nothing_inline(client):
    page = await client.get("/nowhere", headers=HTML)

    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"


async def test_style_and_script_are_served_by_the_service_itself(client):
    assert (await client.get("/assets/style.css")).status_code == 200
    assert (await client.get("/assets/live.js")).status_code == 200


async def test_the_interface_is_described(client):
    assert "/mine" in (await client.get("/openapi.json")).json()["paths"]
