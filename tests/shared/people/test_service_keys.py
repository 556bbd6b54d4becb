"""A service's token opens one service for a minute, and no token of people passes for one."""

import base64
import json
import time
from functools import partial
from uuid import UUID

import pytest
from fastapi import Depends, FastAPI
from httpx import ASGITransport, AsyncClient
from joserfc import jwt
from joserfc.jwk import OctKey
from starlette.responses import Response

from shared.events.terms import CommitteeId
from shared.people.access import ITSELF, Office, Role
from shared.people.issuer import NotSignedIn
from shared.people.service_keys import KIND, LASTS, LEEWAY, ServiceKeys, as_key
from shared.people.sign_in import COOKIE, USER_COOKIE, SignIn, signed_in

SESSION, SERVICE, NEW = (letter * 32 for letter in (b"a", b"b", b"c"))
CLERK = Office(role=Role.BRANCH_CLERK, committee_id=CommitteeId(UUID(int=1)))
KEYS = ServiceKeys([SERVICE])


def made(*, key: bytes = SERVICE, header: dict[str, object] | None = None, **claims: object) -> str:
    """A token like those of services, but for what is said to be different."""
    now = int(time.time())
    told = {"aud": "intake", "iat": now, "exp": now + LASTS} | claims
    named = {"alg": "HS256", "typ": KIND, "kid": as_key(SERVICE).kid} | (header or {})
    shown = {name: value for name, value in named.items() if value is not None}
    kept = {name: value for name, value in told.items() if value is not None}
    return jwt.encode(shown, kept, OctKey.import_key(key), algorithms=["HS256", "HS512"])


def unsigned(token: str) -> str:
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": KIND}).encode())
    return f"{head.decode().rstrip('=')}.{token.split('.')[1]}."


def test_a_token_is_read_by_the_service_that_it_is_for():
    assert KEYS.read(KEYS.issue("intake"), audience="intake") == ITSELF
    assert KEYS.read(made(), audience="intake") == ITSELF


NOW = int(time.time())


@pytest.mark.parametrize(
    "token",
    [
        KEYS.issue("verification"),
        made(aud=["intake", "verification"]),
        made(aud=None),
        made(iat=NOW - LASTS - LEEWAY - 60, exp=NOW - LEEWAY - 60),
        made(exp=NOW + 3600),
        made(iat=NOW + 3600, exp=NOW + 3600 + LASTS),
        made(exp=None),
        made(iat=None),
        made(exp="tomorrow"),
        made(header={"typ": "JWT"}),
        made(header={"typ": None}),
        made(header={"kid": None}),
        made(header={"kid": "another"}),
        made(header={"alg": "HS512"}),
        unsigned(made()),
        made(key=NEW),
        made(key=SESSION),
        KEYS.issue("intake")[:-2],
        "",
        "a.b.c",
        "đồng chí",
    ],
    ids=[
        "for another",
        "for several",
        "for nobody",
        "expired",
        "good for too long",
        "to come",
        "for ever",
        "undated",
        "no number",
        "of another kind",
        "of no kind",
        "no key named",
        "another key named",
        "another algorithm",
        "unsigned",
        "forged",
        "under the key of sessions",
        "cut",
        "empty",
        "no token",
        "not ascii",
    ],
)
def test_no_other_token_is_good(token):
    with pytest.raises(NotSignedIn):
        KEYS.read(token, audience="intake")


def test_a_token_is_good_for_a_minute_and_what_clocks_may_differ():
    now = [1_000_000.0]
    keys = ServiceKeys([SERVICE], clock=lambda: now[0])
    token = keys.issue("intake")

    now[0] += LASTS
    assert keys.read(token, audience="intake") == ITSELF
    now[0] += LEEWAY + 1
    with pytest.raises(NotSignedIn):
        keys.read(token, audience="intake")


def test_while_the_key_is_rotated_old_and_new_are_read_in_each_step():
    before, known, turned, after = (
        ServiceKeys(keys) for keys in ([SERVICE], [SERVICE, NEW], [NEW, SERVICE], [NEW])
    )
    for one, other in [(before, known), (known, turned), (turned, after)]:
        assert other.read(one.issue("intake"), audience="intake") == ITSELF
        assert one.read(other.issue("intake"), audience="intake") == ITSELF

    with pytest.raises(NotSignedIn):
        after.read(before.issue("intake"), audience="intake")


def test_no_key_can_be_read_from_its_name():
    assert as_key(SERVICE).kid != as_key(NEW).kid
    assert SERVICE.hex()[:8] not in str(as_key(SERVICE).kid)


def client_of(sign_in: SignIn) -> AsyncClient:
    app = FastAPI()
    app.state.sign_in = sign_in

    @app.get("/")
    async def who(office: Office = Depends(signed_in)) -> str:  # noqa: B008
        return office.code

    @app.exception_handler(NotSignedIn)
    async def nobody(*_):
        return Response(status_code=401)

    return AsyncClient(transport=ASGITransport(app=app), base_url="http://127.0.0.1")


@pytest.fixture
def client():
    return client_of(SignIn(SESSION, service=partial(KEYS.read, audience="intake")))


async def test_a_service_comes_by_the_header(client):
    signed = {"authorization": f"Bearer {KEYS.issue('intake')}"}

    assert (await client.get("/", headers=signed)).json() == ITSELF.code


@pytest.mark.parametrize("cookie", [COOKIE, USER_COOKIE])
async def test_a_services_token_is_no_session_of_a_browser(client, cookie):
    held = {"cookie": f"{cookie}={KEYS.issue('intake')}"}

    assert (await client.get("/", headers=held)).status_code == 401


@pytest.mark.parametrize("key", [SESSION, SERVICE])
async def test_a_session_is_no_services_token_whoever_signed_it(client, key):
    token = SignIn(key).issue(ITSELF)

    for headers in ({"authorization": f"Bearer {token}"}, {"cookie": f"{COOKIE}={token}"}):
        assert (await client.get("/", headers=headers)).status_code == 401


async def test_who_has_the_key_of_services_acts_for_no_committee(client):
    headers = {"authorization": f"Bearer {SignIn(SERVICE).issue(CLERK)}"}

    assert (await client.get("/", headers=headers)).status_code == 401


async def test_where_no_service_is_known_none_comes_in():
    signed = {"authorization": f"Bearer {KEYS.issue('intake')}"}

    assert (await client_of(SignIn(SESSION)).get("/", headers=signed)).status_code == 401
