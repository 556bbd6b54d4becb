"""A board gives offices on pages, and every page that shows a step says who took it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import cast
from uuid import uuid4

import httpx
import pytest

from services.intake.desk import Desk
from services.intake.main import assemble
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed
from shared.people.access import ITSELF, Office, Role
from shared.people.sign_in import COOKIE, SignIn
from shared.service import Service
from shared.web.clock import now, today
from tests import examples
from tests.engines import Database, Server, settings
from tests.examples import BRANCH
from tests.intake.steps import BOARD, found, order
from tests.office_examples import CLERK, DEPUTY

FORM = {
    "committee": str(BRANCH),
    "role": "branch_clerk",
    "from_on": "3/1/2024",
    "until_on": "",
    "document_no": "5-QĐ/ĐU",
}
HELD = Office(role=Role.BRANCH_CLERK, committee_id=BRANCH, user_id=CLERK)
IN_PLACE = replace(HELD, user_id=DEPUTY, instead_of=CLERK)
NEW = {
    "sex": "female",
    "ethnicity": "kinh",
    "union": "youth_union",
    "study": "none",
    "name": "Người Bảy",
    "born_on": "1/1/1990",
    "listed_on": "1/2/2024",
}


@pytest.fixture
async def service(server: Server) -> AsyncIterator[Service]:
    """Intake at work; two people have signed in once."""
    database: Database = await server.copy()
    carrier = InProcess()
    service = assemble(settings(database, "intake"), carrier=carrier, feed=HttpFeed({}, str))
    carrier.ears.append(service.inbox)
    async with service.running():
        desk = cast(Desk, service.desk)
        await found(desk)
        for user, name in ((CLERK, "Người Một"), (DEPUTY, "Người Hai")):
            welcomed = await desk.offices.welcome(user, name, order=order(ITSELF, at=now()))
            assert await service.inbox.wait_for("intake", user, welcomed.version, within=20)
        yield service
    await server.drop(database.name)


class Browser:
    """Opens pages and sends forms in the name of an office."""

    def __init__(self, service: Service) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=service.app),
            base_url="http://localhost",
            headers={
                "accept": "text/html",
                "accept-language": "en",
                "sec-fetch-site": "same-origin",
            },
        )
        self._sign_in = SignIn(b"session key of the tests, 32 byt")

    def _as(self, office: Office) -> dict[str, str]:
        return {"cookie": f"{COOKIE}={self._sign_in.issue(office)}"}

    async def open(self, path: str, office: Office = BOARD) -> httpx.Response:
        return await self._http.get(path, headers=self._as(office))

    async def send(
        self, path: str, fields: dict[str, str], office: Office = BOARD
    ) -> httpx.Response:
        sent = {"key": str(uuid4())} | fields
        return await self._http.post(path, data=sent, headers=self._as(office))


@pytest.fixture
def browser(service: Service) -> Browser:
    return Browser(service)


async def test_who_waits_for_an_office_is_listed_first(browser):
    await browser.send(f"/users/{CLERK}/office", FORM)

    page = (await browser.open("/users")).text

    assert page.index("Người Hai") < page.index("Người Một")
    assert "Waits for an office" in page


async def test_an_office_is_given_and_ended_by_forms(browser):
    given = await browser.send(f"/users/{CLERK}/office", FORM)
    assert given.status_code == 303
    assert (await browser.open("/", HELD)).status_code == 200

    end = {"held": HELD.code, "day": today().strftime("%d/%m/%Y"), "document_no": "6-QĐ/ĐU"}
    ended = await browser.send(f"/users/{CLERK}/office-end", end)

    assert ended.status_code == 303
    assert (await browser.open("/", HELD)).status_code == 303


async def test_what_is_wrong_is_said_beside_the_field_and_kept(browser):
    answer = await browser.send(f"/users/{CLERK}/office", FORM | {"from_on": "31/2/2024"})

    assert answer.status_code == 422
    assert 'href="#from_on"' in answer.text
    assert 'value="31/2/2024"' in answer.text


async def test_a_refusal_says_what_to_do(browser):
    answer = await browser.send(f"/users/{CLERK}/office", FORM | {"role": "standing_committee"})

    assert answer.status_code == 422
    assert "Choose an office that this level has." in answer.text


async def test_the_page_of_a_user_leads_to_the_forms_and_each_form_is_one_step(browser, service):
    await browser.send(f"/users/{CLERK}/office", FORM)
    page = (await browser.open(f"/users/{CLERK}", BOARD)).text
    assert f"/users/{CLERK}/office" in page

    desk = cast(Desk, service.desk)
    file = await desk.offices.user(CLERK, office=BOARD, today=today())
    assert [type(step.event).__name__ for step in file.steps] == ["UserRegistered", "OfficeGiven"]


@pytest.mark.parametrize("slug", ["office", "substitute", "block", "office-end"])
async def test_every_form_can_be_opened(browser, slug):
    assert (await browser.open(f"/users/{CLERK}/{slug}")).status_code == 200


async def test_there_is_no_other_form(browser):
    assert (await browser.open(f"/users/{CLERK}/crown")).status_code == 404


async def test_a_step_of_a_substitute_names_both_on_the_page_of_the_case(browser):
    await browser.send(f"/users/{CLERK}/office", FORM)
    last = today() + timedelta(days=9)
    named = {
        "holder": HELD.code,
        "from_on": "6/5/2024",
        "until_on": last.strftime("%d/%m/%Y"),
        "document_no": "14-QĐ/ĐU",
    }
    assert (await browser.send(f"/users/{DEPUTY}/substitute", named)).status_code == 303

    listed = await browser.send("/prospects/new", NEW, IN_PLACE)
    case = listed.headers["location"].removeprefix("/intake")
    page = (await browser.open(case, examples.grassroots_secretary)).text

    assert "by Người Hai in the place of Người Một" in page


async def test_who_is_blocked_is_out_at_once(browser):
    await browser.send(f"/users/{CLERK}/office", FORM)
    assert (await browser.open("/", HELD)).status_code == 200

    blocked = {"day": today().strftime("%d/%m/%Y"), "document_no": "8-TB/ĐU"}
    await browser.send(f"/users/{CLERK}/block", blocked)

    assert (await browser.open("/", HELD)).status_code == 303
