"""A real Keycloak in front of real processes: who signs in there comes in here, and who not."""

import asyncio
import html
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Page, sync_playwright

from shared.environment import Environment
from shared.people.access import Office, Role
from shared.people.issuer import KEYS_LAST, REST, Issuer, NotSignedIn
from shared.people.sign_in import SignIn
from shared.people.users import user_id
from shared.settings import Oidc
from tests.apart import SECRETS, apart, ended, told
from tests.browser.conftest import CHROMIUM, QUIET
from tests.engines import Server
from tests.engines_kafka import Kafka, own_topics
from tests.engines_keycloak import PASSWORD, Account, Keycloak, keycloak
from tests.examples import PROVINCE
from tests.processes import PATIENCE, free_port

pytestmark = [pytest.mark.process, pytest.mark.kafka, pytest.mark.timeout(180)]

BOARD = Office(role=Role.ORGANISATION_BOARD, committee_id=PROVINCE)
PROVINCE_COMMITTEE = {
    "committee_id": str(PROVINCE),
    "type": "province_committee",
    "name": "Tỉnh ủy Mẫu",
    "created_on": "2020-01-02",
    "decision_no": "1-QĐ/TW",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Intake and verification, each a process, behind a Keycloak."""

    issuer: Keycloak
    intake: str
    verification: str
    environment: dict[str, str]

    def give(self, subject: str, role: Role = Role.AUDITOR) -> str:
        """Let an account hold an office of the province from long ago on; the user's id."""
        user = str(user_id(self.issuer.issuer, subject))
        account = {"issuer": self.issuer.issuer, "subject": subject, "name": "Người Một"}
        office = {
            "role": role,
            "committee_id": str(PROVINCE),
            "from_on": "2024-01-02",
            "document_no": "5-QĐ/TU",
        }
        self.post("users", account)
        self.post(f"users/{user}/offices", office)
        return user

    def post(self, path: str, body: object) -> None:
        """As the organisation board of the province, by a token that an administrator made."""
        answer = httpx.post(f"{self.intake}/intake/api/{path}", json=body, headers=board())
        assert answer.is_success, answer.text

    def api(self, signed: dict[str, str]) -> httpx.Response:
        return httpx.get(f"{self.intake}/intake/api/cases", headers=signed)

    def users_page(self) -> str:
        return httpx.get(f"{self.intake}/intake/users", headers=board()).text

    def oidc(self) -> Oidc:
        """What the services are told."""
        oidc = Oidc.from_environment(Environment(self.environment))
        assert oidc is not None
        return oidc


@contextmanager
def a_page() -> Iterator[Page]:
    """In Chromium, which speaks Vietnamese first as most do here; closed afterwards."""
    if CHROMIUM is None and not os.environ.get("REQUIRE_ENGINES"):
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser.new_page(locale="vi-VN")
        browser.close()


@dataclass(slots=True)
class Browser:
    """Somebody before a screen: follows where it is led, and types into the issuer's form."""

    house: House
    http: httpx.Client = field(default_factory=lambda: httpx.Client(follow_redirects=True))

    def __post_init__(self) -> None:
        self.http.headers["accept"] = "text/html"
        self.http.headers["accept-language"] = "en"
        self.http.event_hooks["response"].append(self._trusts_this_machine)

    def _trusts_this_machine(self, _: httpx.Response) -> None:
        """Browsers send secure cookies to a loopback address without HTTPS, too."""
        for cookie in self.http.cookies.jar:
            cookie.secure = False

    def open(self, path: str) -> httpx.Response:
        return self.http.get(self.house.intake + path)

    def to_the_issuer(self, path: str = "/intake/") -> httpx.Response:
        """From a page that needs an office, over our sign-in page, to where the link leads."""
        page = self.open(path)
        assert page.url.path == "/sign-in"
        return self.open(link(page, "/sign-in/begin"))

    def sign_in(self, account: Account, path: str = "/intake/") -> httpx.Response:
        form = self.to_the_issuer(path)
        return self.http.post(action(form), data={"username": account.login, "password": PASSWORD})

    def sign_out(self) -> httpx.Response:
        return self.http.post(
            f"{self.house.intake}/sign-out", headers={"sec-fetch-site": "same-origin"}
        )


def action(page: httpx.Response) -> str:
    """Where the only form of a page of the issuer goes."""
    [address] = re.findall(r'<form[^>]*\saction="([^"]+)"', page.text)
    return str(page.url.join(html.unescape(address)))


def link(page: httpx.Response, beginning: str) -> str:
    [address] = re.findall(rf'href="({re.escape(beginning)}[^"]*)"', page.text)
    return html.unescape(address)


@pytest.fixture(scope="module")
def house(server: Server, kafka: Kafka) -> Iterator[House]:
    port, other = free_port(), free_port()
    site, verification = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{other}"
    database = asyncio.run(server.copy())
    namespace = asyncio.run(own_topics(kafka))
    with keycloak(site) as issuer:
        environment = told(
            database,
            KETNAP_KAFKA=kafka.address,
            KETNAP_NAMESPACE=namespace,
            KETNAP_INTAKE_URL=f"{site}/intake",
            KETNAP_VERIFICATION_URL=f"{verification}/verification",
            KETNAP_SITE_URL=site,
            KETNAP_OIDC_ISSUER=issuer.issuer,
            KETNAP_OIDC_DISCOVERY_URL=issuer.discovery,
            KETNAP_PORT=str(port),
        )
        elsewhere = {**environment, "KETNAP_PORT": str(other)}
        with (
            apart("services.intake", environment=environment),
            apart("services.verification", environment=elsewhere),
        ):
            house = House(
                issuer=issuer,
                intake=site,
                verification=verification,
                environment=dict(environment),
            )
            house.post("committees", PROVINCE_COMMITTEE)
            yield house
    asyncio.run(server.drop(database.name))


def board() -> dict[str, str]:
    token = SignIn(bytes.fromhex(SECRETS["KETNAP_SESSION_KEY"])).issue(BOARD)
    return {"authorization": f"Bearer {token}", "accept": "text/html"}


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}", "accept": "application/json"}


def until(fact: Callable[[], bool]) -> None:
    """Wait for a fact of another process."""
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_who_holds_an_office_signs_in_and_works_in_every_service(house):
    person = house.issuer.account("Người Một")
    house.give(person.subject)
    browser = Browser(house)

    page = browser.sign_in(person, "/intake/?page=1")

    assert (page.status_code, page.url.path, page.url.query) == (200, "/intake/", b"page=1")
    assert "Auditor" in page.text
    assert "Trial version" not in page.text
    assert browser.open("/intake/").url.path == "/intake/"
    until(lambda: browser.http.get(f"{house.verification}/verification/").is_success)


@pytest.mark.browser
def test_a_real_browser_goes_the_whole_way_in_and_out(house):
    person = house.issuer.account("Người Bảy")
    house.give(person.subject)

    with a_page() as page:
        page.goto(f"{house.intake}/intake/")
        page.click("main a.button")
        page.fill("#username", person.login)
        page.fill("#password", PASSWORD)
        page.click("#kc-login")
        page.wait_for_url(f"{house.intake}/intake/")

        page.click(".acting a[href^='/sign-in']")
        page.click("form[action='/sign-out'] button")
        page.click("[role=status] a")
        page.click("#kc-logout")
        page.wait_for_url(f"{house.intake}/sign-in")


def test_who_holds_none_is_told_what_to_do_and_appears_by_name(house):
    person = house.issuer.account("Người Hai")

    page = Browser(house).sign_in(person)

    user = str(user_id(house.issuer.issuer, person.subject))
    assert (page.status_code, page.url.path) == (403, "/sign-in")
    assert user[:8] in page.text
    assert "organisation board" in page.text
    until(lambda: "Người Hai" in house.users_page())


def test_whom_an_administrator_of_the_machine_made_the_first_gives_offices(house):
    person = house.issuer.account("Người Ba")
    words = ("--committee", str(PROVINCE), "--document", "1-QĐ/TU", "--name", "Người Ba")

    made = ended(
        "services", "first-administrator", person.subject, *words, environment=house.environment
    )

    assert made.returncode == 0, made.stderr
    page = Browser(house).sign_in(person, "/intake/users")
    assert (page.status_code, page.url.path) == (200, "/intake/users")


def test_the_issuer_speaks_vietnamese_first_and_says_what_is_wrong(house):
    person = house.issuer.account("Người Bốn")
    browser = Browser(house)
    browser.http.headers["accept-language"] = "vi"

    form = browser.to_the_issuer()
    again = browser.http.post(action(form), data={"username": person.login, "password": "guessed"})

    assert "Tên đăng nhập" in form.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in again.text
    assert browser.open("/intake/").url.path == "/sign-in"


def test_who_gets_a_password_from_somebody_chooses_another_one_first(house):
    person = house.issuer.account("Người Năm", temporary=True)
    house.give(person.subject)
    browser = Browser(house)

    form = browser.sign_in(person)
    own = {"password-new": "a password of one's own", "password-confirm": "a password of one's own"}
    page = browser.http.post(action(form), data=own)

    assert str(form.url).startswith(house.issuer.issuer)
    assert (page.status_code, page.url.path) == (200, "/intake/")


def test_one_is_still_signed_in_at_the_issuer_until_one_signs_out_there(house):
    person = house.issuer.account("Người Sáu")
    house.give(person.subject)
    browser = Browser(house)
    browser.sign_in(person)

    left = browser.sign_out()
    assert browser.open("/intake/").url.path == "/sign-in"
    assert browser.to_the_issuer().url.path == "/intake/"

    browser.sign_out()
    asked = browser.http.get(link(left, house.issuer.issuer))
    code = re.findall(r'name="session_code" value="([^"]+)"', asked.text)
    back = browser.http.post(action(asked), data={"session_code": code, "confirmLogout": "yes"})
    assert (back.url.path, back.status_code) == ("/sign-in", 200)
    assert str(browser.to_the_issuer().url).startswith(house.issuer.issuer)


def test_a_program_comes_by_its_own_credentials(house):
    program = house.issuer.program("program-one")
    house.give(program.subject)

    signed = bearer(house.issuer.token(program))

    assert house.api(signed).status_code == 200
    address = f"{house.verification}/verification/api/requests"
    until(lambda: httpx.get(address, headers=signed).is_success)


def test_a_program_whose_token_is_meant_for_another_system_is_nobody(house):
    program = house.issuer.program("program-two", scopes=())
    house.give(program.subject)

    assert house.api(bearer(house.issuer.token(program))).status_code == 401


def test_a_new_key_is_known_at_once_and_the_one_before_goes_on(house):
    program = house.issuer.program("program-three")
    house.give(program.subject)
    before = bearer(house.issuer.token(program))
    assert house.api(before).status_code == 200

    key = house.issuer.new_key(priority=200)
    after = bearer(house.issuer.token(program))

    until(lambda: house.api(after).status_code == 200)
    assert house.api(before).status_code == 200
    house.issuer.remove_key(key)


async def test_a_removed_key_is_refused_once_the_keys_are_old(house):
    now = [1000.0]
    reader = Issuer(house.oidc(), clock=lambda: now[0])
    program = house.issuer.program("program-four")
    key = house.issuer.new_key(priority=300)
    token = house.issuer.token(program)
    assert await reader.user_of(token) == user_id(house.issuer.issuer, program.subject)

    house.issuer.remove_key(key)
    now[0] += KEYS_LAST + REST

    with pytest.raises(NotSignedIn):
        await reader.user_of(token)
    assert await reader.user_of(house.issuer.token(program))
