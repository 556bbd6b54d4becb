"""From the sign-in page to the issuer and back, then in for an office that is held today."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, Depends

from shared.events.terms import CommitteeId, UserId
from shared.people.access import Office, Role
from shared.people.issuer import Issuer
from shared.people.offices import Held
from shared.people.sign_in import COOKIE, USER_COOKIE, SignIn, signed_in
from shared.people.users import user_id
from shared.web import frame
from shared.web.issuer_sign_in import FLOW_COOKIE, issuer_router, keep_the_flow
from tests import oidc
from tests.oidc import running_issuer

KEY = b"session key of the tests, 32 byt"
BRANCH, BOARD = (CommitteeId(UUID(int=number)) for number in (1, 2))


async def nothing_lacks():
    return []


@dataclass
class House:
    """Our side, the issuer's side, and a browser between them."""

    issuer: oidc.Issuer
    http: httpx.AsyncClient
    held: list[Held] = field(default_factory=list)
    welcomed: list[tuple[UserId, str]] = field(default_factory=list)

    @property
    def user(self) -> UserId:
        return user_id(self.issuer.address, self.issuer.subject)

    def hold(self, role: Role, committee: CommitteeId, until: date | None = None) -> Office:
        office = Office(role=role, committee_id=committee, user_id=self.user)
        self.held.append(Held(office=office, until_on=until))
        return office

    async def begin(self, to: str = "/mine") -> str:
        """Where we send the browser."""
        begun = await self.http.get("/sign-in/begin", params={"next": to})
        assert begun.status_code == 302
        return begun.headers["location"]

    async def at_the_issuer(self, address: str) -> str:
        """Where the issuer sends it back to, as the path of our site."""
        async with httpx.AsyncClient() as outside:
            back = (await outside.get(address)).headers["location"]
        parts = urlsplit(back)
        assert f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1"
        return f"{parts.path}?{parts.query}"

    async def sign_in(self, to: str = "/mine") -> httpx.Response:
        return await self.http.get(await self.at_the_issuer(await self.begin(to)))


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with running_issuer() as issuer:
        reader = Issuer(issuer.oidc())
        offices: list[Held] = []
        welcomed: list[tuple[UserId, str]] = []

        async def held(user: UserId) -> list[Held]:
            return [one for one in offices if one.office.user_id == user]

        async def welcome(user: UserId, name: str) -> None:
            welcomed.append((user, name))

        async def titles(committees: object) -> dict[CommitteeId, str]:
            return {BRANCH: "Chi bộ Một", BOARD: "Đảng ủy Hai"}

        sign_in = SignIn(KEY, held=held, issuer=reader)
        router = APIRouter()

        @router.get("/mine")
        async def mine(office: Annotated[Office, Depends(signed_in)]) -> str:
            return office.code

        app = frame.build(
            "entrance",
            sign_in=sign_in,
            ready=nothing_lacks,
            routers=[router, issuer_router(reader, sign_in, welcome=welcome, titles=titles)],
        )
        keep_the_flow(app, reader.oidc, key=KEY)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport,
            base_url="http://127.0.0.1",
            headers={
                "accept": "text/html",
                "accept-language": "en",
                "sec-fetch-site": "same-origin",
            },
        ) as http:
            yield House(issuer=issuer, http=http, held=offices, welcomed=welcomed)


async def test_nobody_signed_in_is_shown_one_way_to_the_issuer(house):
    page = await house.http.get("/sign-in", params={"next": "/intake/?page=2"})

    assert page.status_code == 200
    assert "/sign-in/begin?next=/intake/%3Fpage%3D2" in page.text


async def test_the_way_to_the_issuer_carries_state_nonce_and_a_hashed_verifier(house):
    asked = parse_qs(urlsplit(await house.begin()).query)

    assert asked["code_challenge_method"] == ["S256"]
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://127.0.0.1/sign-in/callback"]
    assert asked["client_id"] == [oidc.CLIENT]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))


async def test_who_holds_one_office_goes_straight_in(house):
    office = house.hold(Role.BRANCH_CLERK, BRANCH)

    back = await house.sign_in("/mine")

    assert (back.status_code, back.headers["location"]) == (303, "/mine")
    assert (await house.http.get("/mine")).json() == office.code
    assert house.welcomed == [(house.user, "Người Một")]


async def test_cookies_are_for_no_script_and_the_flow_ends_with_it(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    back = await house.sign_in()

    set_ = [line.lower() for line in back.headers.get_list("set-cookie")]
    kept = [line for line in set_ if line.startswith((COOKIE, USER_COOKIE))]
    assert len(kept) == 2
    assert all("httponly" in line and "samesite=lax" in line for line in set_)
    assert FLOW_COOKIE not in house.http.cookies


async def test_who_holds_several_chooses_and_may_choose_again(house):
    clerk, board = house.hold(Role.BRANCH_CLERK, BRANCH), house.hold(Role.AUDITOR, BOARD)

    back = await house.sign_in("/mine")
    page = await house.http.get(back.headers["location"])

    assert "Chi bộ Một" in page.text
    assert "Đảng ủy Hai" in page.text
    for office in (clerk, board):
        chosen = await house.http.post("/sign-in", data={"office": office.code, "next": "/mine"})
        assert (chosen.status_code, chosen.headers["location"]) == (303, "/mine")
        assert (await house.http.get("/mine")).json() == office.code


async def test_nobody_chooses_what_he_does_not_hold(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    await house.sign_in()
    foreign = Office(role=Role.ORGANISATION_BOARD, committee_id=BOARD, user_id=house.user)

    for code in (foreign.code, foreign.itself.code, "branch_clerk", ""):
        assert (await house.http.post("/sign-in", data={"office": code})).status_code == 403


async def test_nobody_chooses_who_has_not_signed_in(house):
    office = house.hold(Role.BRANCH_CLERK, BRANCH)

    assert (await house.http.post("/sign-in", data={"office": office.code})).status_code == 401


async def test_who_holds_none_is_told_what_to_do(house):
    back = await house.sign_in("/mine")
    page = await house.http.get(back.headers["location"])

    assert page.status_code == 403
    assert str(house.user)[:8] in page.text
    assert "organisation board" in page.text
    assert COOKIE not in house.http.cookies


async def test_a_session_ends_with_the_office(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    await house.sign_in()
    assert (await house.http.get("/mine")).status_code == 200

    house.held.clear()

    ended = await house.http.get("/mine")
    assert (ended.status_code, ended.headers["location"]) == (303, "/sign-in?next=%2Fmine")


async def test_the_cookie_of_the_user_alone_opens_nothing(house):
    await house.sign_in()
    stolen = house.http.cookies[USER_COOKIE]

    answer = await house.http.get(
        "/mine", headers={"authorization": f"Bearer {stolen}", "accept": "application/json"}
    )
    assert answer.status_code == 401


async def test_an_access_token_opens_what_its_user_holds(house):
    office = house.hold(Role.BRANCH_CLERK, BRANCH)

    answer = await house.http.get("/mine", headers=bearer(house.issuer.token()))

    assert answer.json() == office.code


async def test_a_program_of_several_offices_names_one(house):
    clerk = house.hold(Role.BRANCH_CLERK, BRANCH)
    house.hold(Role.AUDITOR, BOARD)
    known = bearer(house.issuer.token())

    assert (await house.http.get("/mine", headers=known)).status_code == 403
    for code in (clerk.code, clerk.itself.code):
        named = known | {"ketnap-office": code}
        assert (await house.http.get("/mine", headers=named)).json() == clerk.code
    foreign = known | {"ketnap-office": f"organisation_board:{BOARD}"}
    assert (await house.http.get("/mine", headers=foreign)).status_code == 403


async def test_a_program_without_any_office_is_told_so(house):
    answer = await house.http.get("/mine", headers=bearer(house.issuer.token()))

    assert (answer.status_code, answer.json()["code"]) == (403, "no_office")


async def test_an_id_token_is_no_key(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    token = house.issuer.token(claims={"aud": oidc.CLIENT, "nonce": "n", "typ": "ID"})

    assert (await house.http.get("/mine", headers=bearer(token))).status_code == 401


async def test_a_new_key_while_the_issuer_is_away_is_503_and_says_when_to_come_again(house):
    house.issuer.away = True
    answer = await house.http.get("/mine", headers=bearer(house.issuer.token()))

    assert (answer.status_code, answer.json()["code"]) == (503, "issuer_away")
    assert answer.headers["retry-after"]


@pytest.mark.parametrize(
    "spoilt",
    [{"nonce": "another"}, {"aud": "another client"}, {"iss": "https://evil.example"}, {"exp": 1}],
    ids=str,
)
async def test_an_id_token_that_is_not_for_this_moment_lets_nobody_in(house, spoilt):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    house.issuer.spoilt = spoilt

    back = await house.sign_in()

    assert back.status_code == 403
    assert USER_COOKIE not in house.http.cookies
    assert house.welcomed == []


async def test_a_callback_that_this_browser_did_not_begin_lets_nobody_in(house):
    address = await house.at_the_issuer(await house.begin())
    house.http.cookies.clear()

    assert (await house.http.get(address)).status_code == 403


async def test_a_callback_is_good_once(house):
    address = await house.at_the_issuer(await house.begin())
    assert (await house.http.get(address)).status_code == 303

    assert (await house.http.get(address)).status_code == 403


@pytest.mark.parametrize("query", ["", "?error=access_denied", "?code=x&state=y", "?state=y"])
async def test_a_callback_that_says_nothing_lets_nobody_in(house, query):
    await house.begin()

    assert (await house.http.get(f"/sign-in/callback{query}")).status_code == 403


async def test_signing_in_while_the_issuer_is_away_says_so(house):
    house.issuer.away = True

    assert (await house.http.get("/sign-in/begin")).status_code == 503


async def test_one_never_goes_to_another_site(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)

    assert (await house.sign_in("https://evil.example/")).headers["location"] == "/"


async def test_who_signs_out_is_nobody_and_may_sign_out_at_the_issuer_too(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    await house.sign_in()

    left = await house.http.post("/sign-out")
    page = await house.http.get(left.headers["location"])

    assert {COOKIE, USER_COOKIE}.isdisjoint(house.http.cookies)
    assert f"{house.issuer.address}/logout?client_id=ketnap" in page.text
    assert (await house.http.get("/mine")).status_code == 303


async def test_another_site_signs_nobody_out(house):
    house.hold(Role.BRANCH_CLERK, BRANCH)
    await house.sign_in()

    crossed = await house.http.post("/sign-out", headers={"sec-fetch-site": "cross-site"})

    assert crossed.status_code == 403


async def test_somebody_else_in_the_same_browser_gets_none_of_the_offices_before(house):
    before = house.hold(Role.BRANCH_CLERK, BRANCH)
    await house.sign_in()
    house.issuer.subject = "subject 2"
    await house.sign_in()

    chosen = await house.http.post("/sign-in", data={"office": before.code})

    assert chosen.status_code == 403
    assert replace(before, user_id=house.user) != before


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}", "accept": "application/json"}
