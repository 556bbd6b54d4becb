"""Verification before a browser: what each office sees, and what becomes of what it types."""

import re
from uuid import UUID

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import text

from shared.database import connect
from shared.events.step import Posted
from shared.people.vault import Field, Vault
from tests import examples
from tests.examples import APPLICANT, CASE, COMMUNE, FATHER, GRASSROOTS, MOTHER, SISTER
from tests.verification.conftest import House
from tests.verification.offices import ASKED, ASKING, BYSTANDER, CLERK
from tests.verification.steps import FROM_INTAKE, steps_of

LISTS, CASE_PAGE = "/verification/", f"/verification/cases/{CASE}"
OF_APPLICANT, OF_FATHER, OF_MOTHER = (
    f"{CASE_PAGE}/requests/{request.request_id}" for request in examples.verifications_requested
)
REPLY = {"result": "confirmed", "document_no": "31-CV/ĐU", "replied_on": "20/10/23"}
NAMES = {APPLICANT: "Người Một", FATHER: "Người Hai", MOTHER: "Người Ba"}


@pytest.fixture(autouse=True)
async def named(vault: Vault) -> None:
    await vault.seal({person: {Field.NAME: name} for person, name in NAMES.items()})


async def send(client: AsyncClient, path: str, **fields: str) -> Response:
    """Fill in the form of a page and send it with its hidden fields."""
    page = (await client.get(path)).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    action = re.search(r'<form method="post" action="([^"]*)"', page)
    assert action is not None
    return await client.post(action[1], data=hidden | fields)


async def confirm_all(client: AsyncClient) -> None:
    for path in (OF_APPLICANT, OF_FATHER, OF_MOTHER):
        await send(client, path, **REPLY)


async def test_the_asked_committee_sees_whom_it_is_asked_about_and_by_whom(house):
    page = (await house.browser_of(ASKED).get(LISTS)).text

    assert "Có 3 công văn đề nghị thẩm tra đang chờ trả lời" in page
    assert all(name in page for name in NAMES.values())
    assert "Chi bộ Văn phòng, Đảng ủy Sở Mẫu" in page


async def test_the_asking_committee_sees_what_is_missing_to_conclude(house):
    page = (await house.browser_of(ASKING).get(LISTS)).text

    assert "Có 1 hồ sơ của cấp ủy này và cấp dưới đang thẩm tra" in page
    assert "0 trên 3 người đã xác nhận" in page
    assert "Cha đẻ: Đảng ủy xã Mẫu" in page


async def test_an_empty_list_says_what_would_appear_there(house):
    page = (await house.browser_of(ASKING).get(LISTS)).text

    assert "Khi một cấp ủy khác gửi công văn đề nghị thẩm tra" in page


async def test_one_page_is_one_opening_of_the_vault(house, database):
    await house.browser_of(ASKED).get(LISTS)

    owner = connect(database.owner_url, search_path="vault", pool=1)
    async with owner.connect() as connection:
        openings = (await connection.execute(text("SELECT * FROM openings"))).mappings().all()
    await owner.dispose()
    assert [opening["reason"] for opening in openings] == ["verification_list"]
    assert set(openings[0]["persons"]) == set(NAMES)


async def test_the_asked_committee_answers_and_is_told_what_comes_next(house):
    client = house.browser_of(ASKED)

    sent = await send(client, OF_FATHER, **REPLY)

    assert (sent.status_code, sent.headers["location"]) == (303, f"{OF_FATHER}?done=replied")
    page = (await client.get(sent.headers["location"])).text
    assert "Đã ghi trả lời" in page
    assert "Xác nhận đúng như đã khai, công văn số 31-CV/ĐU ngày 20/10/2023" in page


async def test_an_answered_request_has_left_the_list_when_the_answer_is_told(house):
    client = house.browser_of(ASKED)

    await send(client, OF_FATHER, **REPLY)

    assert NAMES[FATHER] not in (await client.get(LISTS)).text


async def test_what_cannot_be_read_is_said_and_what_was_typed_is_kept(house):
    sent = await send(
        house.browser_of(ASKED), OF_FATHER, result="differs", document_no="31", replied_on="30/2/23"
    )

    assert sent.status_code == 422
    assert all(f'<a href="#{field}">' in sent.text for field in ("document_no", "replied_on"))
    assert 'value="30/2/23"' in sent.text
    assert re.search(r'value="differs" checked', sent.text)


async def test_a_broken_rule_reads_as_in_the_answer_for_programs(house):
    sent = await send(house.browser_of(ASKED), OF_FATHER, **REPLY | {"replied_on": "1/10/2023"})

    assert sent.status_code == 422
    assert "Ngày trả lời 1/10/2023 sớm hơn ngày gửi công văn 2/10/2023." in sent.text
    assert 'value="31-CV/ĐU"' in sent.text


async def test_a_form_that_was_overtaken_is_told_what_happened_since(house):
    client = house.browser_of(ASKED)
    fields = {"key": str(UUID(int=1)), "shown": "3"} | REPLY
    await send(client, OF_FATHER, **REPLY)

    late = await client.post(OF_MOTHER, data=fields)

    assert late.status_code == 409
    assert "Nhận trả lời thẩm tra" in late.text
    assert 'name="shown" value="4"' in late.text


async def test_an_answer_on_paper_is_entered_by_the_asking_side(house):
    client = house.browser_of(ASKING)

    sent = await send(client, f"{OF_FATHER}/paper", **REPLY)

    page = (await client.get(sent.headers["location"])).text
    assert "Còn 2 người chưa được xác nhận." in page
    assert "Trả lời bằng giấy" in page


async def test_hd_06_3_4d_a_case_says_what_is_missing_and_by_which_clause(house):
    page = (await house.browser_of(ASKING).get(CASE_PAGE)).text

    assert "Chưa thể kết luận: mới có 0 trên 3 người được xác nhận." in page
    assert "Mẹ đẻ: chưa có trả lời thẩm tra." in page
    assert "3.4d, 06-HD/TW." in page
    assert f'action="{CASE_PAGE}"' not in page


async def test_a_case_names_the_office_that_must_answer(house):
    page = (await house.browser_of(ASKING).get(CASE_PAGE)).text

    assert f"office=grassroots_secretary%3A{COMMUNE}" in page
    assert "Trả lời thay mặt Đảng ủy xã Mẫu" in page


async def test_the_asking_committee_concludes_once_everybody_is_confirmed(house):
    await confirm_all(house.browser_of(ASKED))
    client = house.browser_of(ASKING)

    sent = await send(client, CASE_PAGE, concluded_on="1/11/2023")

    page = (await client.get(sent.headers["location"])).text
    assert "Đã kết luận thẩm tra ngày 1/11/2023" in page
    assert f"/intake/cases/{CASE}" in page
    assert NAMES[APPLICANT] not in (await client.get(LISTS)).text


async def test_a_conclusion_on_an_impossible_day_comes_back_with_its_reason(house):
    await confirm_all(house.browser_of(ASKED))

    sent = await send(house.browser_of(ASKING), CASE_PAGE, concluded_on="19.10.2023")

    assert sent.status_code == 422
    assert "Ngày kết luận 19/10/2023 sớm hơn trả lời cuối cùng, ngày 20/10/2023." in sent.text
    assert 'value="19.10.2023"' in sent.text


async def test_who_is_not_asked_is_shown_who_can_answer(house):
    page = (await house.browser_of(ASKING).get(OF_FATHER)).text

    assert "Chỉ Đảng ủy xã Mẫu trả lời được ở đây." in page


async def test_the_asked_committee_sees_no_other_relative_on_a_request(house):
    page = (await house.browser_of(ASKED).get(OF_FATHER)).text

    assert NAMES[FATHER] in page
    assert NAMES[MOTHER] not in page


@pytest.mark.parametrize("path", [CASE_PAGE, OF_FATHER, f"{OF_FATHER}/paper"])
@pytest.mark.parametrize("office", [BYSTANDER])
async def test_others_see_nothing_of_a_case(house, office, path):
    answer = await house.browser_of(office).get(path)

    assert answer.status_code == 403
    assert not any(name in answer.text for name in NAMES.values())


async def test_the_clerk_of_the_branch_sees_how_far_the_answers_are(house):
    page = await house.browser_of(CLERK).get(CASE_PAGE)

    assert (page.status_code, "<form method" in page.text) == (200, False)


async def test_who_is_not_signed_in_is_sent_to_choose_an_office(house):
    client = house.browser_of(ASKING)
    del client.headers["Authorization"]

    answer = await client.get(CASE_PAGE)

    assert answer.headers["location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("path", [LISTS, OF_FATHER])
async def test_english_says_the_same(house, path):
    page = (await house.browser_of(ASKED).get(path, params={"lang": "en"})).text

    assert "Sent on" in page
    assert "2 October 2023" in page


async def test_t3_what_is_late_is_listed_with_a_form_to_remind(house):
    client = house.browser_of(ASKING)

    page = (await client.get("/verification/late")).text

    assert "Có 3 công văn quá hạn trả lời." in page
    assert f'href="{OF_FATHER}/reminder"' in page


async def test_a_reminder_is_recorded_and_shown_to_both_sides(house):
    client = house.browser_of(ASKING)

    sent = await send(
        client, f"{OF_FATHER}/reminder", document_no="45-CV/ĐU", reminded_on="20/11/2023"
    )

    page = (await client.get(sent.headers["location"])).text
    assert "Đã ghi công văn đôn đốc" in page
    assert "45-CV/ĐU ngày 20/11/2023" in page
    assert "45-CV/ĐU" in (await house.browser_of(ASKED).get(OF_FATHER)).text


async def test_hd_36_a_number_of_another_day_is_taken_and_linked_to_its_field(house):
    client = house.browser_of(ASKED)
    await send(client, OF_FATHER, **REPLY)

    sent = await send(client, OF_MOTHER, **REPLY | {"replied_on": "21/10/2023"})

    assert sent.status_code == 422
    assert "Số 31-CV/ĐU đã dùng cho một văn bản khác" in sent.text
    assert 'href="#document_no"' in sent.text


async def test_hd_36_a_reminder_has_a_number_of_its_own_and_links_to_its_field(house):
    client = house.browser_of(ASKING)
    reminder = {"document_no": "45-CV/ĐU", "reminded_on": "20/11/2023"}
    await send(client, f"{OF_FATHER}/reminder", **reminder)

    later = reminder | {"reminded_on": "21/11/2023"}
    sent = await send(client, f"{OF_MOTHER}/reminder", **later)

    assert sent.status_code == 422
    assert 'href="#document_no"' in sent.text


async def test_the_asked_committee_tells_of_the_receipt_and_comes_back_to_its_request(house):
    client = house.browser_of(ASKED)

    sent = await send(client, f"{OF_FATHER}/receipt", received_on="5/10/2023")

    assert sent.headers["location"] == f"{OF_FATHER}?done=receipt"
    assert "Hạn trả lời" in (await client.get(sent.headers["location"])).text


async def test_hd_06_3_4c_who_moved_away_is_asked_about_elsewhere(house):
    await send(house.browser_of(ASKED), OF_FATHER, **REPLY | {"result": "moved_away"})
    client = house.browser_of(ASKING)

    sent = await send(
        client,
        f"{OF_FATHER}/again",
        way="elsewhere",
        channel="letter",
        addressee_id=str(GRASSROOTS),
        letter_no="46-CV/ĐU",
        sent_on="25/10/2023",
    )

    page = (await client.get(sent.headers["location"])).text
    assert "Đã ghi công văn hỏi tiếp" in page
    assert "Đã hỏi tiếp ở công văn khác" in page


async def test_a_form_about_a_request_keeps_what_was_typed(house):
    sent = await send(
        house.browser_of(ASKING), f"{OF_FATHER}/reminder", document_no="x", reminded_on="1/1/2023"
    )

    assert sent.status_code == 422
    assert 'value="x"' in sent.text


@pytest.mark.parametrize("slug", ["reminder", "again", "nothing"])
async def test_the_asked_committee_has_no_forms_of_the_asking_one(house, slug):
    answer = await house.browser_of(ASKED).get(f"{OF_FATHER}/{slug}")

    assert answer.status_code in (403, 404)


WAIVER = {
    "kind": "own_side_member",
    "person_id": str(SISTER),
    "membership": "current",
    "document_no": "14-BC/CB",
    "proposed_on": "10/10/2023",
}


async def test_w1_a_waiver_calls_the_requests_back_and_asks_for_its_match(house):
    client = house.browser_of(ASKING)

    sent = await send(client, f"{CASE_PAGE}/new/waiver", **WAIVER)

    page = (await client.get(sent.headers["location"])).text
    assert "Đã ghi đề nghị miễn thẩm tra" in page
    assert page.count("Đã thu hồi vì được miễn thẩm tra") == 3
    assert "chưa đối khớp, hoặc không khớp." in page
    assert (await house.browser_of(ASKED).get(LISTS)).text.count(NAMES[FATHER]) == 0


async def test_w9_once_the_files_match_the_case_can_be_concluded(house):
    client = house.browser_of(ASKING)
    sent = await send(client, f"{CASE_PAGE}/new/waiver", **WAIVER)
    page = (await client.get(sent.headers["location"])).text
    [address] = re.findall(r'href="([^"]*/match)"', page)

    await send(client, address, outcome="match", document_no="15-BB/CB", matched_on="12/10/2023")

    page = (await client.get(CASE_PAGE)).text
    assert "Khớp, văn bản số 15-BB/CB ngày 12/10/2023" in page
    assert f'action="{CASE_PAGE}"' in page


async def test_a_waiver_that_is_taken_back_has_everybody_asked_again(house):
    client = house.browser_of(ASKING)
    sent = await send(client, f"{CASE_PAGE}/new/waiver", **WAIVER)
    page = (await client.get(sent.headers["location"])).text
    [address] = re.findall(r'href="([^"]*/withdrawal)"', page)

    await send(client, address, reason="cv_unclear", withdrawn_on="16/10/2023")

    assert NAMES[FATHER] in (await house.browser_of(ASKED).get(LISTS)).text


async def test_a_waiver_of_somebody_whom_the_cv_does_not_name_is_not_read(house):
    sent = await send(
        house.browser_of(ASKING),
        f"{CASE_PAGE}/new/waiver",
        **WAIVER | {"person_id": str(UUID(int=9))},
    )

    assert sent.status_code == 422
    assert '<a href="#person_id">' in sent.text


CHECK = {
    "person_id": str(APPLICANT),
    "field": "home_place",
    "declared": "Xã Mẫu, tỉnh Nam Định",
    "paper": "id_card",
    "found": "Xã Khác, tỉnh Nam Định",
    "checked_on": "16/10/2023",
}


async def test_07_a_field_that_differs_is_shown_with_both_values_and_decided(house):
    client = house.browser_of(ASKING)
    await send(client, f"{CASE_PAGE}/new/check", **CHECK)

    page = (await client.get(f"{CASE_PAGE}/compared")).text
    assert CHECK["declared"] in page
    assert CHECK["found"] in page
    address = re.findall(r'href="([^"]*/resolution)"', page)[0]
    await send(
        client, address, resolution="explained", document_no="18-BB/ĐU", resolved_on="18/10/2023"
    )

    page = (await client.get(f"{CASE_PAGE}/compared")).text
    assert "Đã giải trình, văn bản số 18-BB/ĐU ngày 18/10/2023" in page
    assert CHECK["declared"] in page


async def test_the_case_names_what_is_unlike_without_the_values(house):
    client = house.browser_of(ASKING)
    await send(client, f"{CASE_PAGE}/new/check", **CHECK)

    page = (await client.get(CASE_PAGE)).text
    assert "Điểm không khớp chưa được kết luận: “Quê quán” và “Thẻ căn cước”" in page
    assert CHECK["found"] not in page


async def test_who_opened_both_values_is_noted(house, database):
    await send(house.browser_of(ASKING), f"{CASE_PAGE}/new/check", **CHECK)
    await house.browser_of(CLERK).get(f"{CASE_PAGE}/compared")

    owner = connect(database.owner_url, search_path="vault", pool=1)
    async with owner.connect() as connection:
        noted = (await connection.execute(text("SELECT * FROM openings"))).mappings().all()
    await owner.dispose()
    [opening] = [each for each in noted if each["reason"] == "verification_compared"]
    assert (opening["office"], opening["persons"]) == (CLERK.code, [APPLICANT])


async def test_no_value_that_was_compared_stands_in_the_ledger(house, database):
    await send(house.browser_of(ASKING), f"{CASE_PAGE}/new/check", **CHECK)

    owner = connect(database.owner_url, search_path="verification", pool=1)
    async with owner.connect() as connection:
        bodies = "".join(await connection.scalars(text("SELECT body::text FROM steps")))
    await owner.dispose()
    assert "Mẫu" not in bytes.fromhex(bodies.replace("\\x", "")).decode()


async def test_an_answer_that_differs_keeps_both_values_for_the_asking_side(house):
    differs = {"result": "differs", "field": "family", "declared": "Một", "found": "Hai"}
    await send(house.browser_of(ASKED), OF_FATHER, **REPLY | differs)

    page = (await house.browser_of(ASKING).get(f"{CASE_PAGE}/compared")).text

    assert "<strong>Hai</strong>" in page
    assert (await house.browser_of(ASKED).get(f"{CASE_PAGE}/compared")).status_code == 403


async def test_n3_an_old_dossier_is_warned_of_before_the_form(house):
    await confirm_all(house.browser_of(ASKED))

    page = (await house.browser_of(ASKING).get(CASE_PAGE)).text

    assert "đã quá 12 tháng" in page
    assert f'action="{CASE_PAGE}"' in page


async def test_a_form_about_a_request_names_the_applicant_and_nobody_else_of_the_family(house):
    page = (await house.browser_of(ASKING).get(f"{OF_FATHER}/reminder")).text

    assert NAMES[APPLICANT] in page
    assert NAMES[FATHER] in page
    assert NAMES[MOTHER] not in page


async def test_a_number_that_only_some_grounds_want_says_so(house):
    page = (await house.browser_of(ASKING).get(f"{CASE_PAGE}/new/waiver")).text

    assert "chi ủy báo cáo, chi bộ kết luận" in page


@pytest.fixture
async def gone(house: House) -> House:
    """The case went to the branch of another place."""
    moved = steps_of(CASE, [examples.cv_sealed, examples.admission_forwarded])[1]
    [away] = (
        Posted(source="intake", position=FROM_INTAKE[-1].position + 1, entry=step.entry)
        for step in [moved]
    )
    await house.service.inbox.take([away])
    await house.service.inbox.wait_for("verification", CASE, 4, within=10)
    return house


@pytest.mark.parametrize("office", [ASKING, CLERK])
@pytest.mark.parametrize("path", [CASE_PAGE, f"{OF_FATHER}/paper"])
async def test_n17_the_old_place_sees_its_file_and_no_form(gone, office, path):
    page = (await gone.browser_of(office).get(path)).text

    assert "Ở đây chỉ xem được những gì đã làm đến lúc chuyển." in page
    assert "<form" not in page
    assert f'href="{OF_FATHER}/paper"' not in page


async def test_n17_a_form_of_the_old_place_is_turned_away(gone):
    answer = await gone.browser_of(ASKING).get(f"{OF_FATHER}/reminder")

    assert answer.status_code == 403
