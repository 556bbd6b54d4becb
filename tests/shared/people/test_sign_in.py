"""A token says for which office somebody acts, for a day, and cannot be made up."""

from uuid import UUID

import pytest
from fastapi import Depends, FastAPI
from httpx import ASGITransport, AsyncClient
from itsdangerous import TimestampSigner

from shared.events.terms import CommitteeId
from shared.people import sign_in
from shared.people.access import Office, Role
from shared.people.sign_in import COOKIE, NotSignedIn, SignIn, signed_in

KEY = b"session key of the tests, 32 byt"
OFFICE = Office(role=Role.BRANCH_CLERK, committee_id=CommitteeId(UUID(int=1)))
BOARD = Office(role=Role.ORGANISATION_BOARD, committee_id=CommitteeId(UUID(int=2)))


def signed(text: str, *, salt: str = "ketnap.office") -> str:
    return TimestampSigner(KEY, salt=salt).sign(text).decode()


def issued_long_ago() -> str:
    class Yesterday(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - sign_in.LASTS - 60

    return Yesterday(KEY, salt="ketnap.office").sign(OFFICE.code).decode()


def test_a_token_is_read_back():
    assert SignIn(KEY).read(SignIn(KEY).issue(OFFICE)) == OFFICE


@pytest.mark.parametrize(
    "token",
    [
        "",
        "branch_clerk",
        OFFICE.code,
        SignIn(KEY).issue(OFFICE)[:-1],
        SignIn(KEY).issue(OFFICE).replace("branch_clerk", "auditor"),
        SignIn(KEY).issue(OFFICE).rpartition(".")[0],
        SignIn(b"another key, also of 32 bytes :)").issue(OFFICE),
        signed(OFFICE.code, salt="ketnap.csrf"),
        signed("king:" + str(OFFICE.committee_id)),
        signed("branch_clerk"),
        issued_long_ago(),
        "đồng chí",
    ],
    ids=[
        "empty",
        "word",
        "unsigned",
        "cut",
        "tampered",
        "unsealed",
        "other key",
        "other salt",
        "no role",
        "no committee",
        "expired",
        "not ascii",
    ],
)
def test_no_other_token_is_good(token):
    with pytest.raises(NotSignedIn):
        SignIn(KEY).read(token)


@pytest.fixture
def client():
    app = FastAPI()
    app.state.sign_in = SignIn(KEY)

    @app.get("/")
    async def who(office: Office = Depends(signed_in)) -> str:  # noqa: B008
        return office.code

    @app.exception_handler(NotSignedIn)
    async def nobody(*_):
        from starlette.responses import Response

        return Response(status_code=401)

    return AsyncClient(transport=ASGITransport(app=app), base_url="http://127.0.0.1")


def cookie(office: Office) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={SignIn(KEY).issue(office)}"}


def bearer(office: Office) -> dict[str, str]:
    return {"authorization": f"Bearer {SignIn(KEY).issue(office)}"}


@pytest.mark.parametrize("headers", [cookie(OFFICE), bearer(OFFICE)], ids=["cookie", "bearer"])
async def test_a_request_says_who_asks_by_cookie_or_header(client, headers):
    assert (await client.get("/", headers=headers)).json() == OFFICE.code


async def test_a_header_goes_before_a_cookie(client):
    answer = await client.get("/", headers=cookie(OFFICE) | bearer(BOARD))

    assert answer.json() == BOARD.code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": "Bearer"},
        {"authorization": "Basic " + SignIn(KEY).issue(OFFICE)},
        {"authorization": "Bearer made-up"} | cookie(OFFICE),
        {"cookie": f"{COOKIE}="},
        {"cookie": f"{COOKIE}=made-up"},
    ],
    ids=["nothing", "no token", "other scheme", "bad header", "empty cookie", "bad cookie"],
)
async def test_without_a_good_token_nobody_asks(client, headers):
    assert (await client.get("/", headers=headers)).status_code == 401
