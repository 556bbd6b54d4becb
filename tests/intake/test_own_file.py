"""A person learns what is kept and who saw it, and is erased for good where a document says so."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from services.intake.desk import LEDGER
from shared.events.person import PersonErased
from shared.people.access import Office, Role
from tests import examples
from tests.intake.asking import (
    BOARD_ABOVE,
    CLERK,
    CLERK_AWAY,
    OPERATOR,
    Ask,
    ask,
    book,
    database,
    name_of_its_own,
    service,
)

__all__ = ["ask", "book", "database", "service"]

AUDITOR = Office(role=Role.AUDITOR, committee_id=examples.PROVINCE)
BOARD_BELOW = Office(role=Role.ORGANISATION_BOARD, committee_id=examples.BLOC)
ORDER = {"document_no": "31-QĐ/BTC", "erased_on": "2024-06-12"}
CV = {
    "declared_on": "2023-09-20",
    "persons": [
        {"relation": "applicant", "committee_id": str(examples.COMMUNE)},
        {
            "relation": "father",
            "name": "Người Cha",
            "birth_year": 1970,
            "committee_id": str(examples.COMMUNE),
        },
    ],
}


async def person_of(ask: Ask, name: str) -> str:
    answer = await ask.post("/api/find", BOARD_ABOVE, {"name": name})
    return str(answer.json()["found"][0]["person_id"])


async def listed(ask: Ask) -> tuple[str, str, str]:
    """Name, case and person of somebody new."""
    name = name_of_its_own()
    case_id = (await ask.enlist(name))["stream"]
    return name, str(case_id), await person_of(ask, name)


async def erase(ask: Ask, person: str, **change: str) -> httpx.Response:
    return await ask.post(f"/api/persons/{person}/erasure", BOARD_ABOVE, ORDER | change)


async def file_of(ask: Ask, person: str, office: Office = BOARD_ABOVE) -> httpx.Response:
    return await ask.get(f"/api/persons/{person}", office)


async def test_the_own_file_tells_all_that_is_kept(ask):
    name, case_id, person = await listed(ask)

    file = (await file_of(ask, person)).json()

    assert file["values"] == {"name": name, "born_on": "1998-03-20"}
    held = {table: rows for table, rows in file["held"].items() if rows}
    assert held == {"people": 1, "sealed_values": 2, "lookups": 1}
    assert [case["case_id"] for case in file["cases"]] == [case_id]


@pytest.mark.parametrize(("language", "born_on"), [("vi", "20/3/1998"), ("en", "20 March 1998")])
async def test_its_page_writes_days_as_the_reader_does_and_names_every_table(
    ask, language, born_on
):
    name, _, person = await listed(ask)

    page = (await ask.page(f"/persons/{person}?lang={language}", BOARD_ABOVE)).text

    assert born_on in page.replace("\xa0", " ")
    assert page.index(name) < page.index("1998")
    assert not [table for table in ("scans", "sentences", "drafts") if f"<dt>{table}</dt>" in page]


async def test_the_page_of_somebody_erased_names_nobody_in_its_heading(ask):
    _, _, person = await listed(ask)
    await erase(ask, person)

    page = (await ask.page(f"/persons/{person}?lang=en", BOARD_ABOVE)).text

    assert "<h1>What is kept about a person</h1>" in page


async def test_the_own_file_tells_who_saw_it_and_that_it_was_asked_for(ask):
    _, case_id, person = await listed(ask)
    await ask.page(f"/cases/{case_id}", CLERK)

    first, *_, last = (await file_of(ask, person, AUDITOR)).json()["openings"]

    assert (first["office"], first["reason"]) == (AUDITOR.code, "own file")
    assert (last["office"], last["reason"]) == (BOARD_ABOVE.code, "search by name")


async def test_relatives_named_in_the_cv_have_files_of_their_own(ask):
    _, case_id, person = await listed(ask)
    for slug, sent in [
        ("certificate", {"certificate_no": "117-CN/TTCT", "certified_on": "2023-05-15"}),
        ("application", {"on": "2023-09-01"}),
        ("cv", CV),
    ]:
        assert (await ask.post(f"/api/cases/{case_id}/{slug}", CLERK, sent)).status_code == 201
    await ask.heard(case_id, 4)

    [father] = (await file_of(ask, person)).json()["named"]
    file = (await file_of(ask, father["person_id"])).json()

    assert father["relation"] == "father"
    assert file["values"] == {"name": "Người Cha", "birth_year": "1970"}
    assert file["cases"] == []


@pytest.mark.parametrize("office", [CLERK, BOARD_BELOW, OPERATOR, examples.standing_committee])
async def test_nobody_but_the_board_of_the_province_and_its_auditor_reads_it(ask, office):
    _, _, person = await listed(ask)

    assert (await file_of(ask, person, office)).status_code == 403


async def test_nobody_is_known_by_an_id_that_was_never_given(ask):
    assert (await file_of(ask, str(uuid4()))).status_code == 404
    assert (await erase(ask, str(uuid4()))).status_code == 404


async def test_the_board_of_the_province_erases_and_is_given_the_proof(ask):
    _, _, person = await listed(ask)

    answer = await erase(ask, person)

    assert answer.status_code == 201
    proof = answer.json()
    assert (proof["document_no"], proof["erased_on"]) == ("31-QĐ/BTC", "2024-06-12")
    assert (proof["deleted"]["sealed_values"], proof["unreadable_at"]) == (2, None)


async def test_the_same_order_again_gives_the_same_proof(ask):
    _, _, person = await listed(ask)

    first, again = await erase(ask, person), await erase(ask, person)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


async def test_another_order_for_an_erased_person_is_refused(ask):
    _, _, person = await listed(ask)
    await erase(ask, person)

    answer = await erase(ask, person, document_no="32-QĐ/BTC")

    assert (answer.status_code, answer.json()["code"]) == (422, "erased_before")


@pytest.mark.parametrize("office", [CLERK, BOARD_BELOW, AUDITOR, OPERATOR])
async def test_nobody_else_erases(ask, office):
    name, _, person = await listed(ask)

    answer = await ask.post(f"/api/persons/{person}/erasure", office, ORDER)

    assert answer.status_code == 403
    assert await ask.found(name) == [name]


async def test_an_erased_person_is_found_no_more_and_pages_say_erased(ask):
    name, case_id, person = await listed(ask)

    await erase(ask, person)

    assert await ask.found(name, BOARD_ABOVE) == []
    for path, office in [(f"/cases/{case_id}", CLERK), ("/", CLERK), ("/cases", CLERK)]:
        page = await ask.page(path, office)
        assert page.status_code == 200
        assert "(erased by order)" in page.text
        assert name not in page.text


async def test_an_erased_person_is_nobodys_namesake(ask):
    name, _, person = await listed(ask)
    await erase(ask, person)

    again = await ask.enlist(name, CLERK_AWAY)

    assert again["namesakes"] == []


async def test_steps_of_an_erased_persons_case_go_on_without_a_name(ask):
    _, case_id, person = await listed(ask)
    await erase(ask, person)

    sent = {"certificate_no": "117-CN/TTCT", "certified_on": "2023-05-15"}
    answer = await ask.post(f"/api/cases/{case_id}/certificate", CLERK, sent)

    assert answer.status_code == 201


async def test_nothing_is_kept_again_about_an_erased_person(ask, service):
    """A correction, a late retry or a case begun again must not bring values back."""
    _, _, person = await listed(ask)
    await erase(ask, person)

    relisted = {
        "branch_id": str(examples.BRANCH),
        "listed_on": "2023-02-01",
        "name": "Người Một",
        "born_on": "1998-03-20",
        "profile": {"sex": "female", "ethnicity": "kinh", "union": "youth_union"},
        "same_as": person,
    }
    answer = await ask.post("/api/cases", CLERK, relisted)

    assert answer.status_code == 422
    assert (await file_of(ask, person)).json()["values"] == {}


async def test_an_erasure_is_a_step_that_names_no_more_than_the_order(ask, service):
    _, _, person = await listed(ask)
    await erase(ask, person)

    async with service.engine.connect() as connection:
        [step] = await LEDGER.history(connection, UUID(person))

    assert step.event == PersonErased(
        person_id=UUID(person), document_no="31-QĐ/BTC", erased_on=date(2024, 6, 12)
    )
    assert step.entry.office == BOARD_ABOVE.code


async def test_an_erasure_that_is_heard_erases_though_the_process_died_after_recording_it(
    ask, service, book
):
    _, _, person = await listed(ask)
    await erase(ask, person)
    async with book.begin() as owner:  # as a vault is that was restored from before
        await owner.execute(text(f"DELETE FROM erasures WHERE person_id = '{person}'"))
        await owner.execute(text(f"INSERT INTO people VALUES ('{person}', 'key')"))

    await service.desk.own_files.forget(UUID(person))

    assert (await file_of(ask, person)).json()["held"]["people"] == 0


async def test_whoever_orders_an_erasure_and_whoever_hears_of_it_may_come_at_once(ask, service):
    _, _, person = await listed(ask)
    forget = service.desk.own_files.forget

    await asyncio.gather(*(forget(UUID(person)) for _ in range(6)))

    assert (await file_of(ask, person)).json()["held"]["people"] == 0


async def test_the_pages_ask_twice_and_show_the_proof(ask):
    name, _, person = await listed(ask)
    path = f"/persons/{person}/erasure"
    form = {"document_no": "31-QĐ/BTC", "day": "12/6/2024"}

    page = await ask.page(f"/persons/{person}", BOARD_ABOVE)
    unsure = await ask.form(path, BOARD_ABOVE, form)
    done = await ask.form(path, BOARD_ABOVE, form | {"understood": "yes"})
    proof = await ask.page(path, BOARD_ABOVE)

    assert name in page.text
    assert (unsure.status_code, done.status_code, proof.status_code) == (422, 303, 200)
    assert "Confirm that you understand" in unsure.text
    assert "31-QĐ/BTC" in proof.text
    assert name not in proof.text


async def test_what_stands_against_an_erasure_is_said_above_its_form(ask):
    _, _, person = await listed(ask)
    form = {"document_no": "31-QĐ/BTC", "day": "12/6/2024", "understood": "yes"}
    await ask.form(f"/persons/{person}/erasure", BOARD_ABOVE, form)

    answer = await ask.form(
        f"/persons/{person}/erasure", BOARD_ABOVE, form | {"document_no": "32-QĐ/BTC"}
    )

    assert answer.status_code == 422
    assert "by another document" in answer.text
