"""Intake as people meet it: lists, a case, and a form for each step."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import count
from typing import cast
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from services.intake.desk import Desk
from services.intake.main import assemble
from services.intake.pages.changes import FIELDS as CHANGES
from services.intake.pages.committees import not_certified
from services.intake.pages.lists import place_of
from services.intake.records import TOP, Title
from shared.events.stage import Stage
from shared.events.terms import CaseId, CommitteeId, CommitteeType
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed
from shared.people.access import Office, Role
from shared.people.sign_in import COOKIE, SignIn
from shared.service import Service
from tests import examples
from tests.engines import Database, Server, settings
from tests.examples import BLOC, COMMUNE, GRASSROOTS, PROVINCE
from tests.intake import commands
from tests.intake.steps import found, send

CLERK, SECRETARY = examples.branch_clerk, examples.grassroots_secretary
STANDING = examples.standing_committee
AUDITOR = Office(role=Role.AUDITOR, committee_id=PROVINCE)
OPERATOR = Office(role=Role.OPERATOR, committee_id=PROVINCE)

PROSPECT = {
    "name": "Người Một",
    "born_on": "20/3/1998",
    "listed_on": "1-2-2023",
    "sex": "female",
    "ethnicity": "minority",
    "union": "youth_union",
    "study": "none",
}
NUMBERS = count(1000)


def somebody() -> dict[str, str]:
    """A prospect who is nobody else, whatever the name."""
    return PROSPECT | {"id_number": f"{next(NUMBERS):012}"}


CERTIFICATE = {"document_no": "117-CN/TTCT", "day": "15/5/2023"}
APPLICATION = {"day": "1/9/2023"}
CV = {
    "day": "20.9.2023",
    "committee_0": str(COMMUNE),
    "relation_1": "father",
    "name_1": "Người Hai",
    "committee_1": str(COMMUNE),
}
INTRODUCTION = {
    "path": "youth_union",
    "name_1": "Người Ba",
    "introduced_on_1": "10/11/2023",
    "months_1": "30",
    "union_no": "9-NQ/ĐTN",
    "union_on": "13/11/2023",
}
OPINIONS = {"mass_organisations": "2", "residence_on": "15/11/2023", "day": "16/11/2023"}
VOTE = {
    "document_no": "12-NQ/CB",
    "day": "4/12/2023",
    "official_members": "20",
    "temporarily_elsewhere": "0",
    "exempt_and_absent": "0",
    "in_favour": "14",
}
LOST = "13 of 20: does not pass, 14 needed."
APPRAISAL = {"document_no": "33-BC/BTC", "day": "8/1/2024"}
COMMITTEE_VOTE = {
    "document_no": "40-NQ/ĐU",
    "day": "20/12/2023",
    "members": "15",
    "in_favour": "10",
}


@pytest.fixture(scope="module")
async def database(server: Server) -> AsyncIterator[Database]:
    database = await server.copy()
    yield database
    await server.drop(database.name)


@pytest.fixture(scope="module")
async def service(database: Database) -> AsyncIterator[Service]:
    """Intake at work; each test begins a case of its own."""
    carrier = InProcess()
    service = assemble(settings(database, "intake"), carrier=carrier, feed=HttpFeed({}, str))
    carrier.ears.append(service.inbox)
    async with service.running():
        await found(cast(Desk, service.desk))
        yield service


@pytest.fixture
async def browser(service: Service) -> AsyncIterator["Browser"]:
    transport = httpx.ASGITransport(app=service.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield Browser(client)


Form = dict[str, str]


class Browser:
    """What a person does: opens pages and sends forms, in the name of an office."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._sign_in = SignIn(b"session key of the tests, 32 byt")

    async def open(
        self, path: str, office: Office | None = CLERK, *, language: str = "en"
    ) -> httpx.Response:
        headers = {"accept": "text/html", "accept-language": language}
        return await self._client.get(path, headers=headers | self._cookie(office))

    async def send(
        self, path: str, fields: Mapping[str, str], office: Office = CLERK
    ) -> httpx.Response:
        """The form as it is sent; the answer is not followed."""
        headers = {
            "accept": "text/html",
            "accept-language": "en",
            "origin": "http://localhost",
        }
        return await self._client.post(path, data=fields, headers=headers | self._cookie(office))

    async def begin(self) -> CaseId:
        """A new case of one prospect."""
        answer = await self.send("/prospects/new", somebody() | {"key": str(uuid4())})
        return case_of(answer)

    async def take(
        self, case_id: CaseId, slug: str, fields: Mapping[str, str], office: Office = CLERK
    ) -> httpx.Response:
        return await self.send(f"/cases/{case_id}/{slug}", fields, office)

    def _cookie(self, office: Office | None) -> dict[str, str]:
        return {"cookie": f"{COOKIE}={self._sign_in.issue(office)}"} if office else {}


def case_of(answer: httpx.Response) -> CaseId:
    found = re.search(r"/intake/cases/([0-9a-f-]{36})", answer.headers["location"])
    assert found
    return CaseId(UUID(found[1]))


async def until(desk: Desk, browser: Browser, last: str) -> CaseId:
    """A case with all steps up to and without the form `last`."""
    case_id = await browser.begin()
    for slug, fields, office in [
        ("certificate", CERTIFICATE, CLERK),
        ("application", APPLICATION, CLERK),
        ("cv", CV, CLERK),
        ("seal", {"day": "2/10/2023"}, SECRETARY),
        ("certify", {"day": "6/11/2023"}, SECRETARY),
        ("introductions", INTRODUCTION, CLERK),
        ("opinions", OPINIONS, CLERK),
        ("branch-resolution", VOTE, CLERK),
        ("grassroots-resolution", COMMITTEE_VOTE, SECRETARY),
        ("appraisal", APPRAISAL, examples.appraisal_board),
    ]:
        if slug == last:
            return case_id
        if slug == "certify":
            await send(desk, replace(commands.receive_conclusion, case_id=case_id))
        await confirmed(browser, case_id, slug, fields, office)
    return case_id


async def confirmed(
    browser: Browser, case_id: CaseId, slug: str, fields: Mapping[str, str], office: Office
) -> None:
    """One step, said yes to where the page asks, with a number that no other document has."""
    if number := fields.get("document_no"):
        fields = {**fields, "document_no": f"{next(NUMBERS)}-{number.partition('-')[2]}"}
    answer = await browser.take(case_id, slug, fields, office)
    if answer.status_code == 200:
        checked = re.search(r'name="checked" value="([^"]+)"', answer.text)
        assert checked
        answer = await browser.take(case_id, slug, {**fields, "checked": checked[1]}, office)
    assert answer.status_code == 303, answer.text


async def test_listing_a_prospect_leads_to_the_case_and_says_what_is_next(browser):
    answer = await browser.send("/prospects/new", somebody())
    page = await browser.open(answer.headers["location"].removeprefix("/intake"))

    assert answer.status_code == 303
    assert "Case of Người Một" in page.text
    assert "Recorded: Put on the list of prospects" in page.text
    assert "Next: Record the certificate of the Party-awareness class" in page.text


async def test_the_same_form_sent_twice_begins_one_case(browser):
    form = somebody() | {"key": str(uuid4())}

    assert case_of(await browser.send("/prospects/new", form)) == case_of(
        await browser.send("/prospects/new", form)
    )


async def test_what_cannot_be_read_is_named_linked_and_kept(browser):
    answer = await browser.send("/prospects/new", PROSPECT | {"born_on": "30/2/1998", "sex": ""})

    assert answer.status_code == 422
    assert "2 entries need another look" in answer.text
    assert '<a href="#born_on">Date of birth: “30/2/1998” was understood as day 30' in answer.text
    assert 'value="Người Một"' in answer.text
    assert 'value="30/2/1998"' in answer.text


async def test_only_the_clerk_of_a_branch_lists_prospects(browser):
    assert (await browser.open("/prospects/new", SECRETARY)).status_code == 403
    assert (await browser.send("/prospects/new", PROSPECT, SECRETARY)).status_code == 403


async def test_a_case_that_waits_is_in_the_list_at_once(browser):
    case_id = await browser.begin()

    page = await browser.open("/")

    assert f"/intake/cases/{case_id}" in page.text
    assert "Record the certificate of the Party-awareness class" in page.text


async def test_a_list_and_a_case_say_what_is_due_by_which_day(desk, browser):
    case_id = await browser.begin()
    await browser.take(case_id, "certificate", CERTIFICATE)
    early = await browser.open(f"/cases/{case_id}")
    meeting = await until(desk, browser, "branch-resolution")

    listed, case = await browser.open("/"), await browser.open(f"/cases/{meeting}")

    assert "Holds until" in early.text
    assert "Certificate valid up to" not in early.text
    assert "2 October 2024, " in listed.text  # since when the CV is too old for the meeting
    assert "working days late" in listed.text
    assert "Sealed CV: holds up to 2 October 2024" in case.text
    assert "Certificate valid up to 15 May 2028" in case.text
    assert "01-HD/TW" in case.text or "06-HD/TW" in case.text


async def test_what_waits_says_who_must_act_and_can_be_narrowed_to_a_step(browser):
    case_id = await browser.begin()
    wanted = await browser.open("/?step=class_certified")
    other = await browser.open("/?step=member_cv_received")

    assert f"/intake/cases/{case_id}" in wanted.text
    assert '<td data-label="Who must act">Branch clerk</td>' in wanted.text
    assert f"/intake/cases/{case_id}" not in other.text


async def test_programs_are_told_the_same_of_what_waits(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")

    answer = await browser.open("/api/cases?step=cv_reaffirmed")

    [line] = [case for case in answer.json() if case["case_id"] == str(case_id)]
    waits = ["cv_reaffirmed", "opinions_summarised"]
    assert (line["waits_for"], set(line["turns"])) == (waits, {"branch_clerk"})
    assert (line["due_on"], line["working_days_left"] < 0) == ("2024-10-02", True)


async def test_an_empty_list_says_what_would_appear(browser):
    nothing = replace(SECRETARY, committee_id=COMMUNE)

    assert "Nothing waits for this office now" in (await browser.open("/", nothing)).text


async def test_cases_of_an_area_can_be_looked_through_by_stage(browser):
    case_id = await browser.begin()
    await browser.take(case_id, "application", APPLICATION)

    filed = await browser.open("/cases?stage=application_filed", AUDITOR)
    listed = await browser.open("/cases?stage=prospect_listed", AUDITOR)

    assert str(case_id) in filed.text
    assert str(case_id) not in listed.text


def test_a_page_of_a_list_that_cannot_be_found_is_the_first():
    assert place_of({"after": "yesterday_x"}) == TOP
    assert place_of({"after": f"_2024-06-12_{UUID(int=1)}"}).last_on == date(2024, 6, 12)


async def test_a_step_is_one_line_with_its_own_day_and_who_entered_it(browser):
    case_id = await browser.begin()
    await browser.take(case_id, "certificate", CERTIFICATE)

    page = await browser.open(f"/cases/{case_id}")

    assert "15 May 2023" in page.text
    assert "117-CN/TTCT" in page.text
    assert re.search("Entered by Branch clerk · [^,]+, .* 20", page.text)


async def test_a_step_that_is_not_possible_yet_says_what_it_needs_and_by_which_clause(browser):
    page = await browser.open(f"/cases/{await browser.begin()}")

    assert "Seal the CV and send it for verification" in page.text
    assert "Ground: clause" in page.text


async def test_whoever_is_not_at_turn_sees_whose_turn_it_is_and_can_act_for_it(desk, browser):
    case_id = await until(desk, browser, "seal")

    page = await browser.open(f"/cases/{case_id}")

    assert "It is the turn of Grassroots secretary" in page.text
    assert f"office=grassroots_secretary%3A{GRASSROOTS}" in page.text


async def test_the_decision_is_for_the_committee_above_the_grassroots_level(desk, browser):
    case_id = await until(desk, browser, "decision")

    page = await browser.open(f"/cases/{case_id}", SECRETARY)

    assert f"office=standing_committee%3A{BLOC}" in page.text


async def test_who_only_reads_finds_no_form(browser):
    case_id = await browser.begin()

    assert (await browser.open(f"/cases/{case_id}", AUDITOR)).status_code == 200
    assert (await browser.open(f"/cases/{case_id}/application", AUDITOR)).status_code == 403


async def test_an_operator_sees_no_case(browser):
    case_id = await browser.begin()

    assert (await browser.open(f"/cases/{case_id}", OPERATOR)).status_code == 403
    assert (await browser.open("/", OPERATOR)).status_code == 403


async def test_whoever_is_not_signed_in_is_led_to_choose_an_office(browser):
    answer = await browser.open("/", None)

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=")


async def test_a_refusal_stands_above_the_form_with_its_clause_and_what_was_typed(browser):
    case_id = await browser.begin()

    answer = await browser.take(case_id, "application", {"day": "31/1/2023"})

    assert answer.status_code == 422
    assert "This step cannot be taken yet" in answer.text
    assert "Ground: clause" in answer.text
    assert 'href="#day"' in answer.text
    assert 'value="31/1/2023"' in answer.text


async def test_a_form_that_was_overtaken_tells_what_happened_since(browser):
    case_id = await browser.begin()
    await browser.take(case_id, "certificate", CERTIFICATE)

    answer = await browser.take(case_id, "application", APPLICATION | {"shown": "1"})

    assert answer.status_code == 409
    assert "Certificate of the Party-awareness class" in answer.text
    assert 'name="shown" value="2"' in answer.text


async def test_what_was_recorded_before_changes_nothing_and_says_so(browser):
    case_id = await browser.begin()
    await browser.take(case_id, "application", APPLICATION)

    again = await browser.take(case_id, "application", APPLICATION)

    assert again.headers["location"].endswith("?done=0")


async def test_a_step_that_was_taken_or_lacks_something_has_no_form(browser):
    case_id = await browser.begin()

    answer = await browser.open(f"/cases/{case_id}/ceremony")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/intake/cases/{case_id}"


async def test_an_unknown_step_or_case_is_not_found(browser):
    case_id = await browser.begin()

    assert (await browser.open(f"/cases/{case_id}/coronation")).status_code == 404
    assert (await browser.open(f"/cases/{uuid4()}")).status_code == 404


async def test_a_person_of_the_cv_needs_relation_name_and_committee(desk, browser):
    case_id = await until(desk, browser, "cv")

    answer = await browser.take(case_id, "cv", CV | {"name_1": ""})

    assert answer.status_code == 422
    assert "Person 1: relation, name and committee are all needed." in answer.text


async def test_persons_of_the_cv_are_shown_by_name(desk, browser):
    case_id = await until(desk, browser, "seal")

    page = await browser.open(f"/cases/{case_id}", SECRETARY)

    assert "Người Hai" in page.text


async def test_before_a_vote_is_recorded_the_page_says_what_it_means(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")

    asked = await browser.take(case_id, "branch-resolution", VOTE)
    page = await browser.open(f"/cases/{case_id}")

    assert asked.status_code == 200
    assert "14 of 20: passes, 14 needed." in asked.text
    assert "Branch voted to propose admission" not in page.text


async def test_a_vote_that_does_not_pass_is_refused_with_its_clause(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")

    answer = await browser.take(case_id, "branch-resolution", VOTE | {"in_favour": "13"})

    assert answer.status_code == 422
    assert "clause 4.3 of Điều lệ Đảng (2011)" in answer.text
    assert 'href="#in_favour"' in answer.text


async def test_a_lost_vote_says_what_it_means_before_it_is_recorded(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")
    lost = VOTE | {"document_no": "7-BB/CB", "in_favour": "13"}

    asked = await browser.take(case_id, "lost-vote", lost)
    await confirmed(browser, case_id, "lost-vote", lost, CLERK)

    assert "13 of 20: does not pass, 14 needed." in asked.text
    page = await browser.open(f"/cases/{case_id}")
    assert "Not passed by the branch" in page.text
    assert "Record the branch&#39;s resolution" in page.text


async def test_a_number_that_is_taken_is_said_and_linked_to_its_field(desk, browser):
    case_id = await until(desk, browser, "grassroots-resolution")
    taken = re.search(r"\d+-NQ/CB", (await browser.open(f"/cases/{case_id}")).text)
    assert taken
    other = await until(desk, browser, "branch-resolution")
    vote = VOTE | {"document_no": taken[0], "checked": "14 of 20: passes, 14 needed."}

    answer = await browser.take(other, "branch-resolution", vote)

    assert answer.status_code == 422
    assert f"The number {taken[0]} is that of another document" in answer.text
    assert 'href="#document_no"' in answer.text
    assert "36-HD/VPTW" in answer.text


async def test_a_correction_to_a_taken_number_is_refused_before_its_figures_are_shown(
    desk, browser
):
    number = {"document_no": "7-BB/CB", "day": "28/11/2023", "in_favour": "13"}
    case_id = await until(desk, browser, "branch-resolution")
    await browser.take(case_id, "lost-vote", VOTE | number | {"checked": LOST})
    await confirmed(browser, case_id, "branch-resolution", VOTE, CLERK)
    wrong = VOTE | {"document_no": "7-BB/CB", "reason": "typed_wrong", "words": "Nhập nhầm."}

    answer = await browser.send(f"/cases/{case_id}/correct/branch_resolved", wrong)

    assert answer.status_code == 422
    assert "The number 7-BB/CB is that of another document" in answer.text
    assert "Figures that will change" not in answer.text


async def test_a_vote_that_passes_is_no_lost_one(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")

    answer = await browser.take(case_id, "lost-vote", VOTE | {"document_no": "7-BB/CB"})

    assert answer.status_code == 422
    assert "14 votes in favour are enough" in answer.text


async def test_a_dossier_goes_back_and_comes_again_by_forms(desk, browser):
    case_id = await until(desk, browser, "grassroots-resolution")
    note = {"document_no": "61-CV/ĐU", "day": "8/12/2023", "reason": "papers_missing"}

    await confirmed(browser, case_id, "return", note, SECRETARY)
    returned = await browser.open(f"/cases/{case_id}")
    closed = await browser.open(f"/cases/{case_id}/grassroots-resolution", SECRETARY)
    await confirmed(browser, case_id, "resubmit", {"day": "14/12/2023"}, CLERK)

    assert "Returned for completion" in returned.text
    assert "Papers are missing" in returned.text
    assert closed.status_code == 303
    await confirmed(browser, case_id, "grassroots-resolution", COMMITTEE_VOTE, SECRETARY)


@pytest.mark.parametrize(
    ("last", "slug", "fields", "office", "stage"),
    [
        ("application", "delist", {"day": "1/8/2023", "reason": "unfit"}, CLERK, "Taken off"),
        ("seal", "withdraw", {"day": "25/9/2023"}, CLERK, "Withdrawn"),
        ("seal", "close", {"day": "25/9/2023", "reason": "left"}, CLERK, "Closed"),
        (
            "decision",
            "refuse",
            {"document_no": "88-TB/ĐUK", "day": "16/1/2024", "reason": "standards"},
            STANDING,
            "Refused",
        ),
    ],
)
async def test_a_case_that_ended_offers_no_step(desk, browser, last, slug, fields, office, stage):
    case_id = await until(desk, browser, last)
    assert (
        f"/intake/cases/{case_id}/{slug}" in (await browser.open(f"/cases/{case_id}", office)).text
    )

    await confirmed(browser, case_id, slug, fields, office)

    page = await browser.open(f"/cases/{case_id}", office)
    assert stage in page.text
    assert "This case is closed; no step remains." in page.text
    assert "Take this step" not in page.text


async def test_a_late_ceremony_asks_for_the_consent_and_a_cancelled_case_can_be_begun_anew(
    desk, browser
):
    case_id = await until(desk, browser, "decision")
    await confirmed(
        browser, case_id, "decision", {"document_no": "208-QĐ/ĐUK", "day": "15/1/2024"}, STANDING
    )
    await confirmed(browser, case_id, "received", {"day": "22/1/2024"}, CLERK)

    late = await browser.take(case_id, "ceremony", {"day": "12/3/2024"})
    consent = {"day": "12/3/2024", "consent_no": "12-CV/ĐU"}
    await confirmed(browser, case_id, "ceremony", consent, CLERK)
    cancelled = {"document_no": "251-QĐ/ĐUK", "day": "3/6/2024", "reason": "procedure"}
    await confirmed(browser, case_id, "cancel", cancelled, STANDING)
    anew = await browser.take(case_id, "again", {"day": "10/6/2024"})

    assert "it was due by 11 March 2024" in late.text
    assert case_of(anew) != case_id
    begun = await browser.open(anew.headers["location"].removeprefix("/intake"))
    assert f'href="/intake/cases/{case_id}"' in begun.text
    assert "Case of Người Một" in begun.text


async def admitted(desk: Desk, browser: Browser) -> CaseId:
    """A case up to its ceremony, and what is noted after it."""
    case_id = await until(desk, browser, "decision")
    decision = {"document_no": "208-QĐ/ĐUK", "day": "15/1/2024"}
    await confirmed(browser, case_id, "decision", decision, STANDING)
    for slug, fields in [
        ("received", {"day": "22/1/2024"}),
        ("ceremony", {"day": "5/2/2024"}),
        ("member-cv", {"day": "4/3/2024"}),
        ("new-member-class", {"document_no": "31-GCN/TTCT", "day": "16/9/2024"}),
    ]:
        await confirmed(browser, case_id, slug, fields, CLERK)
    return case_id


async def reviewed(desk: Desk, browser: Browser) -> CaseId:
    """A case on which the branch may vote once more, after probation."""
    case_id = await admitted(desk, browser)
    for slug, fields in [
        ("self-review", {"day": "6/2/2025"}),
        ("probation-comment", {"day": "7/2/2025"}),
        ("probation-opinions", {"day": "12/2/2025", "mass_organisations": "2"}),
    ]:
        await confirmed(browser, case_id, slug, fields, CLERK)
    return case_id


async def test_a_member_becomes_official_by_forms_as_of_the_end_of_probation(desk, browser):
    case_id = await reviewed(desk, browser)
    early = VOTE | {"document_no": "9-NQ/CB", "day": "5/2/2025"}
    proposal = VOTE | {"document_no": "9-NQ/CB", "day": "17/2/2025"}
    resolution = COMMITTEE_VOTE | {"document_no": "12-NQ/ĐU", "day": "26/2/2025"}
    decision = {"document_no": "61-QĐ/ĐUK", "day": "10/3/2025"}

    meaning = "14 of 20: passes, 14 needed."
    refused = await browser.take(case_id, "recognition-proposal", early | {"checked": meaning})
    await confirmed(browser, case_id, "recognition-proposal", proposal, CLERK)
    await confirmed(browser, case_id, "recognition-resolution", resolution, SECRETARY)
    await confirmed(browser, case_id, "recognition", decision, STANDING)

    assert "Probation lasts up to 5 February 2025." in refused.text
    page = await browser.open(f"/cases/{case_id}")
    assert "This person is an official member." in page.text
    assert "Official as of" in page.text
    assert "5 February 2025" in page.text


async def test_a_recognition_is_returned_by_form_and_handed_in_again(desk, browser):
    case_id = await reviewed(desk, browser)
    proposal = VOTE | {"document_no": "9-NQ/CB", "day": "17/2/2025"}
    note = {"document_no": "9-CV/ĐU", "day": "19/2/2025", "reason": "form_wrong", "words": ""}

    await confirmed(browser, case_id, "recognition-proposal", proposal, CLERK)
    await confirmed(browser, case_id, "recognition-return", note, SECRETARY)
    page = await browser.open(f"/cases/{case_id}")
    await confirmed(browser, case_id, "recognition-resubmit", {"day": "24/2/2025"}, CLERK)

    assert "Record that the dossier of the recognition is handed in again" in page.text
    assert "Form or procedure is wrong" in page.text


async def test_qd_24_4_2c_after_three_votes_by_form_the_branch_reports_and_votes_no_more(
    desk, browser
):
    case_id = await reviewed(desk, browser)
    lost = VOTE | {"in_favour": "11", "for_striking_off": "3"}
    for day in (13, 20, 27):
        vote = lost | {"document_no": f"{day}-BB/CB", "day": f"{day}/2/2025"}
        await confirmed(browser, case_id, "recognition-lost-vote", vote, CLERK)

    page = await browser.open(f"/cases/{case_id}")
    report = {"document_no": "15-BC/CB", "day": "3/3/2025"}
    await confirmed(browser, case_id, "recognition-report", report, CLERK)
    decision = {"document_no": "61-QĐ/ĐUK", "day": "10/3/2025"}
    await confirmed(browser, case_id, "recognition", decision, STANDING)

    assert "Record the report to the committee directly above" in page.text
    assert "Record a vote without two thirds" not in page.text
    assert "11 of 20: does not pass, 14 needed." in page.text


async def test_a_probationary_member_is_struck_off_by_the_standing_committee(desk, browser):
    case_id = await admitted(desk, browser)
    fields = {"document_no": "62-QĐ/ĐUK", "day": "7/10/2024", "reason": "discipline"}

    await confirmed(browser, case_id, "strike-off", fields, STANDING)

    page = await browser.open(f"/cases/{case_id}")
    assert "Struck off" in page.text
    assert "Breach of discipline" in page.text


DISCIPLINED = {
    "document_no": "12-QĐ/CB",
    "day": "20/5/2024",
    "form": "reprimand",
    "reason": "duties",
}


async def test_n14_whoever_decides_on_recognition_is_told_of_a_reprimand(desk, browser):
    case_id = await reviewed(desk, browser)
    await confirmed(browser, case_id, "discipline", DISCIPLINED, CLERK)
    proposal = VOTE | {"document_no": "9-NQ/CB", "day": "17/2/2025"}
    resolution = COMMITTEE_VOTE | {"document_no": "12-NQ/ĐU", "day": "26/2/2025"}
    await confirmed(browser, case_id, "recognition-proposal", proposal, CLERK)
    await confirmed(browser, case_id, "recognition-resolution", resolution, SECRETARY)

    form = await browser.open(f"/cases/{case_id}/recognition", STANDING)
    page = await browser.open(f"/cases/{case_id}", STANDING)
    lists = [await browser.open(path, STANDING) for path in ("/", "/together/recognition")]

    assert re.search(r"Reprimand on 20 May 2024, by decision \d+-QĐ/CB", form.text)
    assert "Neglected the duties of a member" in page.text
    assert all("Disciplined</span>" in listed.text for listed in lists)


async def test_n15_an_appeal_waits_for_its_answer_and_restores_the_member(desk, browser):
    case_id = await admitted(desk, browser)
    struck = {"document_no": "62-QĐ/ĐUK", "day": "7/10/2024", "reason": "unfit"}
    appeal = {"decision_received_on": "14/10/2024", "day": "4/11/2024"}
    answer = {"document_no": "71-QĐ/ĐUK", "day": "2/12/2024"}
    await confirmed(browser, case_id, "strike-off", struck, STANDING)

    late = await browser.take(case_id, "appeal", appeal | {"day": "2/12/2024"}, STANDING)
    await confirmed(browser, case_id, "appeal", appeal, STANDING)
    waits = await browser.open(f"/cases/{case_id}", STANDING)
    await confirmed(browser, case_id, "appeal-annulled", answer, STANDING)
    page = await browser.open(f"/cases/{case_id}", STANDING)

    assert "An appeal on 2 December 2024 is late; it was possible up to" in late.text
    assert "Uphold the striking-off" in waits.text
    assert "Struck off. The appeal waits for its answer." in waits.text
    assert "After 15 working days, of 30" in waits.text
    assert "Restored, on probation" in page.text
    assert "Record the branch&#39;s proposal of recognition" in page.text


async def test_n18_another_member_helps_in_probation_and_the_page_says_why(desk, browser):
    case_id = await admitted(desk, browser)
    first = {"name": "Người Năm", "day": "12/2/2024"}
    other = {"name": "Người Sáu", "day": "6/5/2024"}
    await confirmed(browser, case_id, "mentor", first, CLERK)

    refused = await browser.take(case_id, "mentor", other)
    await confirmed(browser, case_id, "mentor", other | {"reason": "moved_away"}, CLERK)
    page = await browser.open(f"/cases/{case_id}")

    assert 'href="#reason"' in refused.text
    assert "Người Sáu" in page.text
    assert "Moved away" in page.text


async def test_a_case_goes_all_its_way_by_forms_and_its_decision_can_be_cancelled(desk, browser):
    case_id = await until(desk, browser, "decision")
    decision = {"document_no": "208-QĐ/ĐUK", "day": "15/1/2024"}
    cancelled = {"document_no": "251-QĐ/ĐUK", "day": "3/6/2024", "reason": "procedure"}

    await confirmed(browser, case_id, "decision", decision, STANDING)
    await confirmed(browser, case_id, "received", {"day": "22/1/2024"}, CLERK)
    await confirmed(browser, case_id, "ceremony", {"day": "5/2/2024"}, CLERK)
    admitted = await browser.open(f"/cases/{case_id}")
    await confirmed(browser, case_id, "cancel", cancelled, STANDING)
    closed = await browser.open(f"/cases/{case_id}")

    assert "Record the CV of a member" in admitted.text
    assert "5 February 2024" in admitted.text
    assert "The decision of admission was cancelled; the case is closed." in closed.text


async def test_the_page_says_the_same_in_vietnamese(browser):
    page = await browser.open(f"/cases/{await browser.begin()}", language="vi")

    assert "Hồ sơ của Người Một" in page.text
    assert "Đưa vào danh sách cảm tình Đảng" in page.text
    assert "1/2/2023" in page.text


async def test_each_page_that_shows_persons_is_one_opening_that_names_them_all(
    desk, browser, database
):
    case_id = await until(desk, browser, "seal")
    before = await openings(database)

    await browser.open(f"/cases/{case_id}", SECRETARY)
    [opening] = (await openings(database))[len(before) :]

    assert opening.office == SECRETARY.code
    assert opening.reason == "case page"
    assert len(opening.persons) == 2


async def openings(database: Database):
    engine = create_async_engine(database.owner_url)
    async with engine.connect() as connection:
        rows = (
            await connection.execute(text("SELECT * FROM vault.openings ORDER BY opened_at"))
        ).all()
    await engine.dispose()
    return rows


@pytest.fixture
def desk(service: Service) -> Desk:
    return cast(Desk, service.desk)


BOARD = Office(role=Role.ORGANISATION_BOARD, committee_id=PROVINCE)
CREATION = {"type": "branch", "name": "Chi bộ Một", "document_no": "5-QĐ/ĐU", "day": "2/3/2020"}


async def created_below(browser: Browser, name: str) -> str:
    """The address of a new branch below the grassroots committee."""
    return await founded(browser, GRASSROOTS, name)


async def founded(
    browser: Browser, parent: CommitteeId | str, name: str, *, type: str = "branch"
) -> str:
    """The address of a new committee."""
    form = CREATION | {"name": name, "type": type, "key": str(uuid4())}
    answer = await browser.send(f"/committees/{parent}/new", form, BOARD)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removeprefix("/intake").partition("?")[0]


async def test_the_tree_is_that_of_the_day_asked_for(browser):
    address = await created_below(browser, "Chi bộ Cây")

    before = await browser.open("/committees?on=1/3/2020")
    then = await browser.open("/committees?on=2/3/2020")

    assert "Chi bộ Cây" not in before.text
    assert f'href="/intake{address}">Chi bộ Cây</a>' in then.text


async def test_a_committee_tells_its_history_with_the_document_of_each_change(browser):
    address = await created_below(browser, "Chi bộ Sử")
    renamed = {"name": "Chi bộ Sử mới", "document_no": "6-QĐ/ĐU", "day": "4/5/2021"}
    await browser.send(f"{address}/name", renamed, BOARD)

    page = await browser.open(address)

    assert "<h1>Chi bộ Sử mới</h1>" in page.text
    assert page.text.index("5-QĐ/ĐU") < page.text.index("6-QĐ/ĐU")
    assert "4 May 2021" in page.text


async def test_a_merger_shows_on_both_sides(browser):
    one = await created_below(browser, "Chi bộ Sáp nhập")
    other = await created_below(browser, "Chi bộ Tiếp nhận")
    merger = {"other": other.rpartition("/")[2], "document_no": "7-QĐ/ĐU", "day": "1/7/2022"}

    answer = await browser.send(f"{one}/merger", merger, BOARD)

    assert answer.status_code == 303
    assert "Chi bộ Tiếp nhận</a>: merged" in (await browser.open(one)).text
    assert "Chi bộ Sáp nhập</a>: merged" in (await browser.open(other)).text


async def test_a_change_that_is_refused_says_why_and_keeps_what_was_typed(browser):
    address = await created_below(browser, "Chi bộ Ủy quyền")
    form = {"document_no": "8-QĐ/ĐUK", "day": "2/1/2023"}

    answer = await browser.send(f"{address}/delegation", form, BOARD)

    assert answer.status_code == 422
    assert "clause 4.3.2a" in answer.text
    assert 'value="8-QĐ/ĐUK"' in answer.text


async def test_whether_there_is_a_youth_union_is_stated_and_shown(browser):
    address = await created_below(browser, "Chi bộ Đoàn")
    form = {"document_no": "12-CV/ĐU", "day": "26/3/2023"}

    stated = await browser.send(f"{address}/youth-union", form, BOARD)
    page = await browser.open(address, BOARD)

    assert stated.status_code == 303
    assert "Has a youth union" in page.text
    assert f'{address}/no-youth-union"' in page.text
    assert f'{address}/youth-union"' not in page.text


async def test_charter_21_a_branch_is_not_founded_where_nobody_certifies(browser):
    form = CREATION | {"name": "Chi bộ Lẻ", "key": str(uuid4())}

    asked = await browser.open(f"/committees/{BLOC}/new", BOARD)
    answer = await browser.send(f"/committees/{BLOC}/new", form, BOARD)

    assert "directly under a higher committee" in asked.text
    assert answer.status_code == 422
    assert "No grassroots committee stands here" in answer.text
    assert "choose the type “Grassroots branch”" in answer.text
    assert 'href="#type"' in answer.text


async def test_nor_is_it_moved_there(browser):
    address = await created_below(browser, "Chi bộ Chuyển")
    form = {"other": str(BLOC), "document_no": "22-QĐ/ĐUK", "day": "2/1/2023"}

    answer = await browser.send(f"{address}/placement", form, BOARD)

    assert answer.status_code == 422
    assert "No grassroots committee stands here" in answer.text
    assert 'href="#other"' in answer.text


@pytest.mark.parametrize(
    ("above", "stuck"),
    [
        (CommitteeType.BLOC_COMMITTEE, True),
        (CommitteeType.GRASSROOTS_COMMITTEE, False),
        (CommitteeType.UPPER_COMMUNE_COMMITTEE, False),
    ],
)
def test_charter_21_a_branch_of_earlier_days_says_that_nobody_certifies_for_it(above, stuck):
    line = [
        Title(committee_id=uuid4(), type=level, name="Mẫu", parent_id=None)
        for level in (CommitteeType.PROVINCE_COMMITTEE, above, CommitteeType.BRANCH)
    ]

    assert not_certified(line) is stuck


async def test_what_is_missing_from_a_change_is_named_and_linked(browser):
    address = await created_below(browser, "Chi bộ Thiếu")

    answer = await browser.send(f"{address}/placement", {"day": "2/1/2023"}, BOARD)

    assert answer.status_code == 422
    assert 'href="#other"' in answer.text
    assert 'href="#document_no"' in answer.text


@pytest.mark.parametrize("slug", CHANGES)
async def test_each_change_has_a_form_for_the_board_and_for_nobody_else(browser, slug):
    assert (await browser.open(f"/committees/{GRASSROOTS}/{slug}", BOARD)).status_code == 200
    assert (await browser.open(f"/committees/{GRASSROOTS}/{slug}", CLERK)).status_code == 403


async def test_whoever_may_not_change_a_committee_sees_no_way_to(browser):
    page = await browser.open(f"/committees/{GRASSROOTS}", CLERK)

    assert "Record a change" not in page.text
    assert "Record a change" in (await browser.open(f"/committees/{GRASSROOTS}", BOARD)).text


async def test_an_unknown_committee_or_change_is_not_found(browser):
    assert (await browser.open(f"/committees/{uuid4()}", BOARD)).status_code == 404
    assert (await browser.open(f"/committees/{GRASSROOTS}/abolish", BOARD)).status_code == 404


async def test_introductions_are_told_by_name_and_one_can_be_replaced(desk, browser):
    case_id = await until(desk, browser, "opinions")
    page = await browser.open(f"/cases/{case_id}")
    form = await browser.open(f"/cases/{case_id}/replace-introducer")
    replaced = re.search(r'name="replaced" value="([0-9a-f-]{36})"', form.text)[1]

    fields = {"replaced": replaced, "reason": "unable", "name": "Người Bốn", "day": "17/11/2023"}
    taken = await browser.take(case_id, "replace-introducer", fields)
    after = await browser.open(f"/cases/{case_id}")

    assert "Người Ba, 10 November 2023, 30 months together" in page.text
    assert "Người Ba" in form.text
    assert taken.status_code == 303
    assert "Người Bốn" in after.text


@pytest.mark.parametrize(
    ("changed", "said", "link"),
    [
        ({"months_1": "11"}, "for 11 months; needed: 12", "months_1"),
        ({"path": "two_members"}, "introduced by its committee and one official member", "path"),
        ({"union_no": "", "union_on": ""}, "The resolution of the union is missing", "union_no"),
        ({"name_1": ""}, "Introducing member", "name_1"),
        ({"union_on": ""}, "Day of the union", "union_on"),
    ],
)
async def test_an_introduction_that_does_not_do_says_why(desk, browser, changed, said, link):
    case_id = await until(desk, browser, "introductions")

    answer = await browser.take(case_id, "introductions", INTRODUCTION | changed)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'href="#{link}"' in answer.text


async def sitting(browser: Browser, slug: str, office: Office, cases: list[CaseId]) -> Form:
    """The form of a sitting as the page offers it, with these persons chosen."""
    page = await browser.open(f"/together/{slug}", office)
    form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    rows = [name for name, value in form.items() if value in map(str, cases)]
    return form | {name.replace("case", "take"): "1" for name in rows}


def in_row(form: Form, field: str, case_id: CaseId) -> str:
    """What `field` is called in the row of a case."""
    row = next(name for name, value in form.items() if value == str(case_id))
    return row.replace("case", field)


async def decided(desk: Desk, cases: list[CaseId]) -> list[bool]:
    files = [await desk.file(case, office=STANDING, today=date(2024, 6, 1)) for case in cases]
    return [file.stage is Stage.DECIDED for file in files]


async def test_several_are_decided_in_one_sitting_and_who_is_refused_keeps_nobody_back(
    desk, browser
):
    cases = [await until(desk, browser, "decision") for _ in range(3)]
    form = await sitting(browser, "decision", STANDING, cases)
    numbers = {in_row(form, "document_no", case): f"{n}-QĐ/ĐUK" for n, case in enumerate(cases[:2])}
    form |= {"day": "20/1/2024", in_row(form, "document_no", cases[0]): "no number", **numbers}

    answer = await browser.send("/together/decision", form, STANDING)
    again = await browser.send("/together/decision", form, STANDING)

    assert (answer.status_code, again.status_code) == (422, 422)
    assert "2 persons are recorded" in answer.text
    assert f'value="{cases[2]}"' in answer.text
    assert [f'value="{case}"' in answer.text for case in cases[:2]] == [False, False]
    assert await decided(desk, cases) == [True, True, False]


async def test_a_refusal_in_a_sitting_stands_beside_the_name_with_its_clause(desk, browser):
    cases = [await until(desk, browser, "decision")]
    form = await sitting(browser, "decision", STANDING, cases)
    before_the_vote = {"day": "1/12/2023", in_row(form, "document_no", cases[0]): "1-QĐ/ĐUK"}

    answer = await browser.send("/together/decision", form | before_the_vote, STANDING)

    assert answer.status_code == 422
    assert '<p class="clause">' in answer.text
    assert await decided(desk, cases) == [False]


async def test_a_sitting_of_nobody_is_no_sitting(browser):
    answer = await browser.send("/together/ceremony", {"day": "1/12/2023"})

    assert answer.status_code == 422
    assert "Choose at least one person" in answer.text


async def test_an_unknown_sitting_is_not_found(browser):
    assert (await browser.open("/together/cv")).status_code == 404


async def test_a_refused_form_is_kept_and_shown_again_with_its_age_until_it_is_taken(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")
    form = f"/cases/{case_id}/branch-resolution"
    await browser.send(form, VOTE | {"document_no": "12-NQ/CB", "day": "31/2/2023"})

    again = await browser.open(form)
    await confirmed(browser, case_id, "branch-resolution", VOTE, CLERK)

    assert 'value="31/2/2023"' in again.text
    assert "The form holds what you typed until" in again.text
    assert "The form holds" not in (await browser.open(f"/cases/{case_id}")).text


@pytest.mark.parametrize(("wish", "status"), [("keep", 303), ("typing", 204)])
async def test_what_is_saved_for_later_is_there_when_the_form_is_opened_again(
    browser, wish, status
):
    case_id = await browser.begin()
    form = f"/cases/{case_id}/certificate"

    answer = await browser.send(form, {"document_no": "Số 117", "draft": wish})

    assert answer.status_code == status
    assert 'value="Số 117"' in (await browser.open(form)).text
    await browser.send(form, {"draft": "discard"})
    assert "Số 117" not in (await browser.open(form)).text


async def test_a_prospect_half_typed_waits_for_the_same_office_only(browser):
    neighbour = Office(role=Role.BRANCH_CLERK, committee_id=examples.NEIGHBOUR)
    await browser.send("/prospects/new", {"name": "Người Dở Dang", "draft": "keep"})

    own = await browser.open("/prospects/new")
    other = await browser.open("/prospects/new", neighbour)
    await browser.send("/prospects/new", {"draft": "discard"})

    assert "Người Dở Dang" in own.text
    assert "Người Dở Dang" not in other.text


async def test_a_committee_that_ended_takes_nobody_over_and_the_page_says_so(browser):
    one, other, third = [
        await created_below(browser, name) for name in ("Chi bộ Ba", "Chi bộ Bốn", "Chi bộ Năm")
    ]
    ended = {"other": third.rpartition("/")[2], "document_no": "17-QĐ/ĐU", "day": "1/7/2022"}
    await browser.send(f"{other}/merger", ended, BOARD)
    merger = {"other": other.rpartition("/")[2], "document_no": "18-QĐ/ĐU", "day": "1/8/2022"}

    answer = await browser.send(f"{one}/merger", merger, BOARD)

    assert answer.status_code == 422
    assert "the committee that you chose had ended" in answer.text


async def test_another_committee_is_found_by_its_name_before_a_form_is_filled_in(browser):
    address = await created_below(browser, "Chi bộ Tìm")

    nearby = await browser.open(f"{address}/placement", BOARD)
    found = await browser.open(f"{address}/placement?find=khong+co", BOARD)

    assert f'<option value="{GRASSROOTS}"' in nearby.text
    assert "no committee bore a name with “khong co”" in found.text


async def test_5_3_parts_of_a_dissolved_committee_go_where_the_decision_sends_them(browser):
    form = CREATION | {"type": "grassroots_committee", "name": "Đảng ủy Tan", "key": str(uuid4())}
    made = await browser.send(f"/committees/{PROVINCE}/new", form, BOARD)
    dissolved = made.headers["location"].removeprefix("/intake").partition("?")[0]
    stays, goes = [
        await below(browser, dissolved, name) for name in ("Chi bộ Ở lại", "Chi bộ Chuyển đi")
    ]
    end = {
        "other": str(GRASSROOTS),
        f"part_{goes.rpartition('/')[2]}": str(COMMUNE),
        "document_no": "20-QĐ/TU",
        "day": "3/2/2023",
    }

    offered = await browser.open(f"{dissolved}/dissolution", BOARD)
    answer = await browser.send(f"{dissolved}/dissolution", end, BOARD)

    assert "Chi bộ Chuyển đi" in offered.text
    assert answer.status_code == 303
    assert "20-QĐ/TU" in (await browser.open(goes)).text
    assert "20-QĐ/TU" not in (await browser.open(stays)).text
    under = (await browser.open(f"/committees?under={GRASSROOTS}")).text
    assert "Chi bộ Ở lại" in under
    assert "Chi bộ Chuyển đi" not in under


async def below(browser: Browser, address: str, name: str) -> str:
    """The address of a new branch below the committee of an address."""
    form = CREATION | {"name": name, "key": str(uuid4())}
    answer = await browser.send(f"{address}/new", form, BOARD)
    return answer.headers["location"].removeprefix("/intake").partition("?")[0]


async def test_5_3_a_level_is_not_lowered_below_what_stands_under_it(browser):
    form = CREATION | {"type": "commune_committee", "name": "Đảng ủy xã Cao", "key": str(uuid4())}
    made = await browser.send(f"/committees/{PROVINCE}/new", form, BOARD)
    commune = made.headers["location"].removeprefix("/intake").partition("?")[0]
    await below(browser, commune, "Chi bộ Dưới xã")

    lowered = {"type": "grassroots_branch", "document_no": "21-QĐ/TU", "day": "3/2/2023"}
    answer = await browser.send(f"{commune}/type", lowered, BOARD)

    assert answer.status_code == 422
    assert "cannot stand under the new level" in answer.text


async def test_a_cv_is_declared_anew_and_both_versions_stay_readable(desk, browser):
    case_id = await until(desk, browser, "seal")
    offered = await browser.open(f"/cases/{case_id}")

    anew = CV | {"day": "22/9/2023", "name_1": "Người Tư", "relation_1": "mother"}
    taken = await browser.take(case_id, "cv", anew)
    page = await browser.open(f"/cases/{case_id}")

    assert "Declare the CV anew" in offered.text
    assert taken.status_code == 303
    assert "Người Hai" in page.text
    assert "Người Tư" in page.text


async def test_a_dossier_is_held_in_appraisal_and_then_agreed(desk, browser):
    case_id = await until(desk, browser, "appraisal")
    board = examples.appraisal_board
    held = APPRAISAL | {"document_no": "31-BC/BTC", "day": "28/12/2023"}

    taken = await browser.take(case_id, "appraisal-hold", held | {"reason": "seek_opinion"}, board)
    waits = await browser.open(f"/cases/{case_id}", board)
    agreed = await browser.take(case_id, "appraisal", APPRAISAL, board)
    page = await browser.open(f"/cases/{case_id}", STANDING)

    assert (taken.status_code, agreed.status_code) == (303, 303)
    assert "Opinion of the standing committee sought" in waits.text
    assert "Record the appraisal" in waits.text
    assert "33-BC/BTC" in page.text


async def test_t5_a_special_case_has_more_time_and_its_page_shows_the_new_day(desk, browser):
    case_id = await until(desk, browser, "decision")
    act = {"document_no": "21-TB/ĐUK", "day": "15/1/2024", "reason": "political_check"}

    offered = await browser.open(f"/cases/{case_id}", STANDING)
    taken = await browser.take(case_id, "extend", act, STANDING)
    page = await browser.open(f"/cases/{case_id}", STANDING)

    assert taken.status_code == 303
    assert "21-TB/ĐUK" in page.text
    assert "Decision of admission" in page.text
    assert "Extended as a special case." in page.text
    assert "Extended as a special case." not in offered.text


async def test_n3_an_old_dossier_is_supplemented_before_the_branch_resolves(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")
    page = await browser.open(f"/cases/{case_id}")
    reaffirmed = await browser.take(case_id, "reaffirm", {"day": "2/12/2024"})
    opinions = OPINIONS | {"day": "2/12/2024", "residence_on": "28/11/2024"}
    summarised = await browser.take(case_id, "opinions", opinions)
    resolved = await browser.take(case_id, "branch-resolution", VOTE | {"day": "9/12/2024"})
    ready = await browser.open(f"/cases/{case_id}")

    assert "The opinions were summarised on 16 November 2023" in page.text
    assert "Record that the CV has not changed" in page.text
    assert "Declare the CV anew" in page.text
    assert (reaffirmed.status_code, summarised.status_code) == (303, 303)
    assert resolved.status_code == 200  # asks whether the vote is meant so
    assert "The CV was reaffirmed" in ready.text


async def test_a_member_is_assigned_by_name_and_a_missing_report_shows(desk, browser):
    case_id = await until(desk, browser, "application")

    assigned = await browser.take(case_id, "mentor", {"name": "Người Năm", "day": "1/6/2023"})
    late = await browser.open(f"/cases/{case_id}")
    reported = await browser.take(case_id, "mentor-report", {"day": "4/9/2023"})
    page = await browser.open(f"/cases/{case_id}")

    assert (assigned.status_code, reported.status_code) == (303, 303)
    assert "Report of the assigned member: due 1 September 2023" in late.text
    assert "Report of the assigned member: due 4 December 2023" in page.text
    assert "Người Năm" in page.text


async def test_a_readmission_is_noted_and_waits_for_the_consent(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")
    board = examples.appraisal_board
    noted = {"condition": "readmission", "since_on": "20/5/2019", "day": "8/11/2023"}
    consent = {
        "condition": "readmission",
        "consenter": str(examples.PROVINCE),
        "document_no": "312-CV/TU",
        "day": "28/12/2023",
    }

    taken = await browser.take(case_id, "condition", noted)
    waits = await browser.open(f"/cases/{case_id}", board)
    form = await browser.open(f"/cases/{case_id}/condition-consent", board)
    given = await browser.take(case_id, "condition-consent", consent, board)
    page = await browser.open(f"/cases/{case_id}")

    assert (taken.status_code, given.status_code) == (303, 303)
    assert "The consent is still missing" in waits.text
    assert "Record a written consent" in waits.text
    assert "Tỉnh ủy Mẫu" in form.text
    assert "Consent 312-CV/TU of 28 December 2023" in page.text


async def test_what_rules_an_admission_out_is_said_with_its_clause_at_the_field(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")
    barred = {"condition": "dropped_activity", "since_on": "", "day": "8/11/2023"}

    answer = await browser.take(case_id, "condition", barred)

    assert answer.status_code == 422
    assert "Who dropped Party activity is not readmitted." in answer.text
    assert 'href="#condition"' in answer.text


async def test_the_armed_forces_consent_from_outside_and_a_wrong_note_is_taken_back(desk, browser):
    case_id = await until(desk, browser, "branch-resolution")
    board = examples.appraisal_board
    noted = {"condition": "armed_forces", "since_on": "", "day": "8/11/2023"}
    consent = {
        "condition": "armed_forces",
        "consenter": "outside",
        "document_no": "7-CV/ĐUQS",
        "day": "28/12/2023",
    }

    await browser.take(case_id, "condition", noted)
    given = await browser.take(case_id, "condition-consent", consent, board)
    page = await browser.open(f"/cases/{case_id}")
    back = await browser.take(
        case_id, "condition-back", {"condition": "armed_forces", "day": "9/11/2023"}
    )
    after = await browser.open(f"/cases/{case_id}")

    assert (given.status_code, back.status_code) == (303, 303)
    assert "A committee outside the directory" in page.text
    assert 'id="conditions"' in page.text
    assert 'id="conditions"' not in after.text
