"""One click from the place where an office is needed, and back again; on this machine only."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from httpx import ASGITransport, AsyncClient, Response

from shared.events.terms import CommitteeId, CommitteeType
from shared.people.access import Office, Role
from shared.people.choice import Choice
from shared.people.sign_in import COOKIE, SignIn
from shared.web import frame
from shared.web.frame import Lack
from shared.web.sign_in import local, no_sign_in_router, sign_in_router
from shared.web.texts import Language, Texts

SIGN_IN = SignIn(b"session key of the tests, 32 byt")
BRANCH = Choice(
    committee_id=CommitteeId(UUID(int=1)),
    name="Chi bộ <Một>",
    type=CommitteeType.BRANCH,
    parent_id=None,
)
CLERK = Office(role=Role.BRANCH_CLERK, committee_id=BRANCH.committee_id)


async def nothing_lacks() -> Sequence[Lack]:
    return []


async def one_branch() -> Sequence[Choice]:
    return [BRANCH]


def client(peer: str = "127.0.0.1") -> AsyncClient:
    app = frame.build(
        "sign_in",
        sign_in=SIGN_IN,
        ready=nothing_lacks,
        routers=[sign_in_router(SIGN_IN, one_branch)],
    )
    transport = ASGITransport(app=app, client=(peer, 50000))
    return AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")


async def page(address: str, **headers: str) -> Response:
    return await client().get(
        address, headers={"accept": "text/html", "accept-language": "en"} | headers
    )


async def test_the_page_offers_the_offices_of_each_committee():
    shown = await page("/sign-in")

    assert shown.status_code == 200
    assert "Chi bộ &lt;Một&gt;" in shown.text
    assert f'value="{CLERK.code}"' in shown.text
    assert "Branch clerk" in shown.text


async def test_the_page_says_which_office_is_current():
    shown = await page("/sign-in", cookie=f"{COOKIE}={SIGN_IN.issue(CLERK)}")

    assert 'aria-current="true">✓ Branch clerk' in shown.text
    assert f'name="office" value="{CLERK.code}"' not in shown.text


async def test_an_office_named_in_the_address_needs_one_click():
    shown = await page(f"/sign-in?office={CLERK.code}&next=/intake/")

    assert "Act as Branch clerk, Chi bộ &lt;Một&gt;" in shown.text
    assert '<input type="hidden" name="next" value="/intake/">' in shown.text


async def test_the_page_says_what_each_office_does():
    assert "decides the admission" in (await page("/sign-in")).text


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SERVICE])
def test_every_office_that_can_be_chosen_is_explained(language, role):
    assert Texts(language).say(f"role_does.{role}")


async def test_a_committee_is_shown_alone_with_all_that_stands_below_it():
    shown = await page(f"/sign-in?under={BRANCH.committee_id}")

    assert f'value="{CLERK.code}"' in shown.text


async def test_a_search_that_finds_nothing_says_so():
    assert "No committee has “ba” in its name" in (await page("/sign-in?q=ba")).text


async def test_a_form_signs_in_with_a_cookie_that_no_script_reads_and_goes_back():
    answer = await client().post("/sign-in", data={"office": CLERK.code, "next": "/intake/?page=2"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/intake/?page=2")
    assert SIGN_IN.read(answer.cookies[COOKIE]) == CLERK
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


async def test_a_program_gets_a_token_and_no_cookie():
    answer = await client().post("/sign-in", json={"office": CLERK.code})

    assert SIGN_IN.read(answer.json()["token"]) == CLERK
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "body",
    [
        {"office": f"service:{UUID(int=0)}"},
        {"office": f"standing_committee:{BRANCH.committee_id}"},
        {"office": f"branch_clerk:{UUID(int=2)}"},
        {"office": "branch_clerk"},
        {},
    ],
    ids=["a service", "of another level", "of no committee", "no committee", "nothing"],
)
async def test_no_other_office_can_be_chosen(body):
    as_json = await client().post("/sign-in", json=body)
    as_form = await client().post("/sign-in", data=body)

    assert (as_json.status_code, as_form.status_code) == (422, 422)
    assert as_json.json()["code"] == "no_such_office"


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_another_machine_is_refused(method):
    answer = await client("10.0.0.7").request(method, "/sign-in", json={"office": CLERK.code})

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_loopback"


async def test_a_page_of_another_site_cannot_change_the_office():
    answer = await client().post(
        "/sign-in",
        data={"office": CLERK.code},
        headers={"cookie": f"{COOKIE}={SIGN_IN.issue(CLERK)}", "sec-fetch-site": "cross-site"},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/", "/intake/", "/intake/cases/1?shown=2#what", "/a//b"])
def test_one_goes_back_to_a_path_of_this_site(address):
    assert local(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "intake",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/sign-in?next=/sign-in",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
    ],
)
def test_one_never_goes_to_another_site_nor_in_a_circle(address):
    assert local(address) == "/"


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_where_nobody_may_choose_it_says_who_hands_out_tokens(method):
    app = frame.build(
        "sign_in", sign_in=SIGN_IN, ready=nothing_lacks, routers=[no_sign_in_router()]
    )
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://127.0.0.1") as http:
        answer = await http.request(method, "/sign-in", headers={"accept-language": "en"})

    assert answer.status_code == 403
    assert "ketnap token" in answer.json()["do"]
