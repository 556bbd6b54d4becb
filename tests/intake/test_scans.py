"""Scans as people and programs meet them: sealed, typed, noted, withdrawn, erased."""

# ruff: noqa: F401, F811 (fixtures are imported by their names)

from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from services.intake.desk import Desk
from shared.events.terms import CaseId, PersonId
from shared.people.access import Office, Role
from shared.web import clock
from shared.web.guards import LIMIT, UPLOAD_LIMIT
from tests import examples
from tests.engines import Database
from tests.examples import PROVINCE
from tests.intake.conftest import vault_of
from tests.intake.test_pages import (
    CERTIFICATE,
    CLERK,
    Browser,
    browser,
    database,
    openings,
    service,
)
from tests.shared.people.test_papers import JPEG, PDF

AUDITOR = Office(role=Role.AUDITOR, committee_id=PROVINCE)
NEIGHBOUR = Office(role=Role.BRANCH_CLERK, committee_id=examples.NEIGHBOUR)
STEP = {"stage": "class_certified"}


@pytest.fixture
async def case_id(browser: Browser) -> CaseId:
    case_id = await browser.begin()
    await browser.take(case_id, "certificate", CERTIFICATE)
    return case_id


async def attach(
    browser: Browser,
    case_id: CaseId,
    content: bytes = PDF,
    *,
    office: Office = CLERK,
    kind: str = "application/pdf",
    page: bool = True,
) -> httpx.Response:
    headers = {"accept-language": "en", "origin": "http://localhost"} | browser._cookie(office)
    headers["accept"] = "text/html" if page else "application/json"
    path = f"/cases/{case_id}/scans" if page else f"/api/cases/{case_id}/scans"
    files = {"file": ("giay-chung-nhan.pdf", content, kind)}
    return await browser._client.post(path, data=STEP, files=files, headers=headers)


async def listed(browser: Browser, case_id: CaseId) -> list[dict[str, object]]:
    return (await browser.open(f"/api/cases/{case_id}/scans")).json()


async def test_a_scan_is_given_back_as_a_file_that_runs_nowhere(browser, case_id):
    answer = await attach(browser, case_id)
    [scan] = await listed(browser, case_id)
    given = await browser.open(f"/cases/{case_id}/scans/{scan['scan_id']}", AUDITOR)

    assert answer.status_code == 303
    assert (scan["stage"], scan["media_type"], scan["size"]) == (
        "class_certified",
        "application/pdf",
        len(PDF),
    )
    assert given.content == PDF
    assert given.headers["content-type"] == "application/pdf"
    assert given.headers["content-disposition"].startswith("attachment; filename=")
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_the_list_of_scans_says_the_step_and_offers_the_form_to_who_may_attach(
    browser,
    case_id,
):
    await attach(browser, case_id)

    own = await browser.open(f"/cases/{case_id}/scans")
    read = await browser.open(f"/cases/{case_id}/scans", AUDITOR)

    assert "PDF, 1 KB" in own.text
    assert ['type="file"' in page.text for page in (own, read)] == [True, False]


async def test_the_same_scan_again_is_held_once(browser, case_id):
    await attach(browser, case_id)
    answer = await attach(browser, case_id, page=False)

    assert answer.json()["steps"] == []
    assert len(await listed(browser, case_id)) == 1


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        (b"", "application/pdf", "or it is empty"),
        (b"MZ\x90\x00", "application/pdf", "neither PDF nor JPEG nor PNG"),
        (JPEG, "application/pdf", "something else than what it holds"),
        (PDF * 2 + b"x" * 2000, "application/pdf", "holds something else besides"),
        (PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), "application/pdf", "password"),
    ],
    ids=["empty", "a program", "mislabelled", "two-faced", "encrypted"],
)
async def test_what_is_no_scan_is_refused_in_words(browser, case_id, content, kind, said):
    answer = await attach(browser, case_id, content, kind=kind)

    assert answer.status_code == 422
    assert said in answer.text
    assert await listed(browser, case_id) == []


@pytest.mark.parametrize(("size", "status"), [(LIMIT + 1, 303), (UPLOAD_LIMIT, 413)])
async def test_a_scan_may_be_larger_than_other_bodies_up_to_its_own_limit(
    browser,
    case_id,
    size,
    status,
):
    whole = PDF.replace(b"%%EOF", b"%" + b"x" * size + b"\n%%EOF")

    assert (await attach(browser, case_id, whole)).status_code == status


async def test_whoever_is_not_signed_in_sends_no_large_body(browser, case_id):
    answer = await browser._client.post(
        f"/cases/{case_id}/scans", data=STEP, files={"file": ("a.pdf", b"x" * (LIMIT + 1))}
    )

    assert answer.status_code == 413


async def test_a_scan_cannot_be_seen_or_attached_from_another_branch(browser, case_id):
    await attach(browser, case_id)
    [scan] = await listed(browser, case_id)

    seen = await browser.open(f"/cases/{case_id}/scans/{scan['scan_id']}", NEIGHBOUR)
    put = await attach(browser, case_id, JPEG, kind="image/jpeg", office=NEIGHBOUR)

    assert (seen.status_code, put.status_code) == (403, 403)


async def test_a_scan_of_one_case_is_not_found_in_another(browser, case_id):
    other = await browser.begin()
    await attach(browser, case_id)
    [scan] = await listed(browser, case_id)

    answer = await browser.open(f"/cases/{other}/scans/{scan['scan_id']}")

    assert answer.status_code == 422
    assert "There is no such scan in this case" in answer.text


async def test_a_scan_that_is_withdrawn_is_gone_and_the_vault_holds_nothing_of_it(
    browser,
    case_id,
    database,
):
    await attach(browser, case_id)
    [scan] = await listed(browser, case_id)
    address = f"/cases/{case_id}/scans/{scan['scan_id']}"

    answer = await browser.send(address, {"reason": "wrong_person", "key": str(uuid4())})

    assert answer.status_code == 303
    assert await listed(browser, case_id) == []
    assert await sealed(database, scan["scan_id"]) == []
    assert (await browser.open(address)).status_code == 422


async def test_each_opening_of_a_scan_is_noted(browser, case_id, database):
    await attach(browser, case_id)
    [scan] = await listed(browser, case_id)
    before = await openings(database)

    await browser.open(f"/cases/{case_id}/scans/{scan['scan_id']}", AUDITOR)

    [noted] = (await openings(database))[len(before) :]
    assert "scan" in noted


async def test_erasing_the_person_takes_the_scans_along(browser, case_id, database, service):
    await attach(browser, case_id)
    [scan] = await listed(browser, case_id)
    desk: Desk = service.desk
    person = await person_of(desk, case_id)
    [bytes_kept] = await sealed(database, scan["scan_id"])

    async with vault_of(database) as vault:
        proof = await vault.erase(person)

    assert PDF not in bytes_kept
    assert proof.deleted["scans"] == 1
    assert await sealed(database, scan["scan_id"]) == []
    assert (await attach(browser, case_id, JPEG, kind="image/jpeg")).status_code == 422


async def person_of(desk: Desk, case_id: CaseId) -> PersonId:
    return (await desk.file(case_id, office=CLERK, today=clock.today())).person_id


async def sealed(database: Database, scan_id: object) -> list[bytes]:
    engine = create_async_engine(database.owner_url)
    async with engine.connect() as connection:
        found = await connection.execute(
            text("SELECT sealed FROM vault.scans WHERE scan_id = :scan"), {"scan": scan_id}
        )
        rows = [row.sealed for row in found]
    await engine.dispose()
    return rows
