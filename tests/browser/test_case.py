"""One case from the list of prospects to a live figure, as a person does it in a browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from shared.events.stage import Stage
from shared.people.access import Office
from shared.web.texts import Language, Texts
from tests import examples

pytestmark = pytest.mark.browser

ENGLISH = Texts(Language.EN)
COMMUNE = str(examples.COMMUNE)
PROSPECT = {
    "name": "Người Một",
    "born_on": "20/3/1998",
    "listed_on": "1/2/2023",
    "sex": "female",
    "ethnicity": "minority",
    "union": "youth_union",
    "study": "none",
}
CV = {
    "day": "20.9.2023",
    "committee_0": COMMUNE,
    "relation_1": "father",
    "name_1": "Người Hai",
    "committee_1": COMMUNE,
}
INTRODUCTION = {
    "path": "youth_union",
    "name_1": "Người Ba",
    "introduced_on_1": "10/11/2023",
    "months_1": "30",
    "union_no": "9-NQ/ĐTN",
    "union_on": "13/11/2023",
}
OPINIONS = {"mass_organisations": "2", "residence_on": "15/11/2023", "day": "20/11/2023"}
BRANCH_VOTE = {
    "document_no": "12-NQ/CB",
    "day": "4/12/2023",
    "official_members": "20",
    "temporarily_elsewhere": "0",
    "exempt_and_absent": "0",
    "in_favour": "14",
}
COMMITTEE_VOTE = {
    "document_no": "40-NQ/ĐU",
    "day": "20/12/2023",
    "members": "15",
    "in_favour": "10",
}
REPLY = {"result": "confirmed", "document_no": "31-CV/ĐU", "replied_on": "20/10/2023"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a browser, who acts in turn for the offices concerned."""

    page: Page
    address: str

    def act_as(self, office: Office, *, then: str) -> None:
        self.page.goto(f"{self.address}/sign-in?office={office.code}&next={then}")
        self.press(re.compile("^Act as"))

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def fill_in(self, form: dict[str, str]) -> None:
        for name, value in form.items():
            field = self.page.locator(f"main [name={name}]").first
            match field.evaluate("field => field.type"):
                case "radio":
                    self.page.locator(f"main [name={name}][value={value}]").check()
                case "select-one":
                    field.select_option(value)
                case _:
                    field.fill(value)

    def take_step(self, stage: Stage, form: dict[str, str]) -> None:
        """A step that the page of the case offers, as the office whose turn it is."""
        title = ENGLISH.say(f"next.{stage}")
        offered = self.page.locator(
            ".next", has=self.page.get_by_role("heading", name=title, exact=True)
        )
        if not offered.get_by_role("link", name="Take this step").count():
            offered.get_by_role("link", name="Act as this office").click()
            self.press(re.compile("^Act as"))
        offered.get_by_role("link", name="Take this step").click()
        self.record(form)

    def record(self, form: dict[str, str]) -> None:
        self.fill_in(form)
        if "in_favour" in form:
            self.press("See what the vote means")
        self.press("Record")
        expect(self.page.get_by_role("heading", name="What is next")).to_be_visible()


@pytest.fixture
def person(browser: Browser, address: str) -> Iterator[Person]:
    context = browser.new_context(locale="en-US")
    yield Person(page=context.new_page(), address=address)
    context.close()


@pytest.fixture
def onlooker(browser: Browser, address: str) -> Iterator[Person]:
    """Somebody else, at another machine."""
    context = browser.new_context(locale="en-US")
    yield Person(page=context.new_page(), address=address)
    context.close()


def list_prospect(person: Person, name: str = PROSPECT["name"]) -> str:
    person.act_as(examples.branch_clerk, then="/intake/prospects/new")
    person.fill_in(PROSPECT | {"name": name})
    person.press("Open the case")
    expect(person.page.get_by_role("heading", name=f"Case of {name}")).to_be_visible()
    return person.page.url.split("?")[0]


def verify(person: Person) -> None:
    """From the case: everybody whom the CV names is confirmed, and the conclusion recorded."""
    person.follow("To verification")
    verification = person.page.url.replace(person.address, "")
    person.follow(re.compile("^Answer for "))
    person.press(re.compile("^Act as"))
    person.fill_in(REPLY)
    person.press("Send the answer")
    person.follow("Verification")
    person.follow(re.compile("^Answer Người"))
    person.fill_in(REPLY)
    person.press("Send the answer")
    person.act_as(examples.grassroots_secretary, then=verification)
    person.fill_in({"concluded_on": "1/11/2023"})
    person.press("Record the conclusion")
    expect(person.page.get_by_text("The conclusion is recorded")).to_be_visible()


def admitted(onlooker: Person) -> Locator:
    """The figure at the head of the page."""
    return onlooker.page.locator(".headline strong")


def test_a_case_goes_from_prospect_to_ceremony_and_an_open_page_sees_it(person, onlooker):
    onlooker.act_as(
        examples.organisation_board, then="/statistics/?committee=" + str(examples.BRANCH)
    )
    expect(admitted(onlooker)).to_have_text("0")
    onlooker.page.evaluate("window.neverReloaded = true")

    case = list_prospect(person)
    person.take_step(Stage.CLASS_CERTIFIED, {"document_no": "117-CN/TTCT", "day": "15/5/2023"})
    person.take_step(Stage.APPLICATION_FILED, {"day": "1/9/2023"})
    person.take_step(Stage.CV_DECLARED, CV)
    person.take_step(Stage.INTRODUCED, INTRODUCTION)
    person.take_step(Stage.OPINIONS_SUMMARISED, OPINIONS)
    person.take_step(Stage.CV_SEALED, {"day": "2/10/2023"})
    verify(person)
    person.page.goto(case)
    person.take_step(Stage.CV_CERTIFIED, {"day": "6/11/2023"})
    person.act_as(examples.branch_clerk, then=case.removeprefix(person.address))
    person.follow(ENGLISH.say("intake.case.met_before"))  # the papers are too old by now
    person.record(BRANCH_VOTE)
    person.take_step(Stage.GRASSROOTS_RESOLVED, COMMITTEE_VOTE)
    person.take_step(Stage.APPRAISED, {"document_no": "33-BC/BTC", "day": "8/1/2024"})
    person.take_step(Stage.DECIDED, {"document_no": "208-QĐ/ĐUK", "day": "15/1/2024"})
    person.take_step(Stage.DECISION_RECEIVED, {"day": "22/1/2024"})
    person.take_step(Stage.ADMITTED, {"day": "5/2/2024"})

    expect(person.page.get_by_role("heading", name="Record the CV of a member")).to_be_visible()
    expect(admitted(onlooker)).to_have_text("1")
    assert onlooker.page.evaluate("window.neverReloaded")


def test_a_refusal_says_why_on_the_page_and_keeps_what_was_typed(person):
    case = list_prospect(person, name="Người Bốn")

    person.page.goto(case + "/application")
    person.fill_in({"day": "31/1/2023"})
    person.press("Record")

    expect(person.page.get_by_role("alert")).to_contain_text("1 February 2023")
    expect(person.page.locator("[name=day]")).to_have_value("31/1/2023")


def test_the_pages_speak_vietnamese_to_whoever_does_not_ask_for_english(browser, address):
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()

    page.goto(address)

    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đồng chí")
    context.close()
