"""Verification over JSON: what is asked, answered, refused, and under which key."""

from uuid import UUID, uuid5

import pytest

from shared.events.terms import PersonId
from shared.people.vault import Field
from tests import examples
from tests.examples import CASE, FATHER, GRASSROOTS, PROVINCE, SISTER, organisation_board
from tests.verification.offices import ASKED, ASKING, BYSTANDER

BASE = f"/verification/api/cases/{CASE}"
REQUESTS = [request.request_id for request in examples.verifications_requested]
BODIES = (
    "Reply",
    "Conclusion",
    "Receipt",
    "ReminderBody",
    "AgainBody",
    "WaiverBody",
    "MatchBody",
    "WithdrawalBody",
    "CheckBody",
    "ResolutionBody",
    "SupplementBody",
)
REPLY = {"result": "confirmed", "document_no": "31-CV/ĐU", "replied_on": "2023-10-20"}


async def test_the_requests_that_wait_for_a_committee_are_listed(house):
    answer = await house.as_(ASKED).get("/verification/api/requests")

    assert {row["request_id"] for row in answer.json()} == {str(id_) for id_ in REQUESTS}
    assert {row["sent_on"] for row in answer.json()} == {"2023-10-02"}


async def test_a_reply_is_created_with_its_version(house):
    answer = await house.as_(ASKED).post(f"{BASE}/requests/{REQUESTS[0]}/reply", json=REPLY)

    assert (answer.status_code, answer.headers["etag"]) == (201, '"4"')
    assert answer.json()["version"] == 4
    assert [step["type"] for step in answer.json()["steps"]] == [
        "verification.verification_replied.v1"
    ]


async def test_the_same_key_again_answers_the_same(house):
    key = {"Idempotency-Key": str(UUID(int=1))}
    client = house.as_(ASKED)

    first = await client.post(f"{BASE}/requests/{REQUESTS[0]}/reply", json=REPLY, headers=key)
    again = await client.post(f"{BASE}/requests/{REQUESTS[0]}/reply", json=REPLY, headers=key)

    assert (first.json()["steps"], again.json()["repeated"]) == (again.json()["steps"], True)


async def test_the_same_key_for_something_else_is_refused(house):
    key = {"Idempotency-Key": str(UUID(int=1))}
    client = house.as_(ASKED)
    await client.post(f"{BASE}/requests/{REQUESTS[0]}/reply", json=REPLY, headers=key)

    other = await client.post(f"{BASE}/requests/{REQUESTS[1]}/reply", json=REPLY, headers=key)

    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


async def test_who_saw_an_older_version_is_told_so(house):
    client = house.as_(ASKED)
    await client.post(f"{BASE}/requests/{REQUESTS[0]}/reply", json=REPLY)

    late = await client.post(
        f"{BASE}/requests/{REQUESTS[1]}/reply", json=REPLY, headers={"If-Match": '"3"'}
    )

    assert late.status_code == 409
    assert [step["version"] for step in late.json()["since"]] == [4]


async def test_hd_06_3_4d_an_early_conclusion_is_refused_with_rule_and_clause(house):
    answer = await house.as_(ASKING).post(f"{BASE}/conclusion", json={"concluded_on": "2023-11-01"})

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "answers_missing")
    assert (problem["rule"]["instrument"], problem["rule"]["clause"]) == ("01-HD/TW (2021)", "3.4d")
    assert (problem["found"], problem["needed"]) == (0, 3)
    assert [reason["vi"]["detail"] for reason in problem["also"]] == [
        "Người xin vào Đảng: chưa có trả lời thẩm tra.",
        "Cha đẻ: chưa có trả lời thẩm tra.",
        "Mẹ đẻ: chưa có trả lời thẩm tra.",
    ]
    assert problem["en"]["do"].startswith("Wait for the committees asked")


async def test_the_asking_side_concludes_once_everybody_is_confirmed(house):
    for request_id in REQUESTS:
        await house.as_(ASKING).post(f"{BASE}/requests/{request_id}/paper-reply", json=REPLY)

    answer = await house.as_(ASKING).post(f"{BASE}/conclusion", json={"concluded_on": "2023-11-01"})

    assert (answer.status_code, answer.json()["version"]) == (201, 7)


async def test_a_case_shows_all_requests_and_their_answers(house):
    await house.as_(ASKED).post(f"{BASE}/requests/{REQUESTS[1]}/reply", json=REPLY)

    answer = await house.as_(ASKING).get(BASE)

    assert answer.headers["etag"] == '"4"'
    [father] = [one for one in answer.json()["requests"] if one["person_id"] == str(FATHER)]
    assert father["answers"] == [REPLY | {"channel": "committee", "ground": None}]


@pytest.mark.parametrize("path", [BASE, "/verification/api/requests"])
async def test_nobody_reads_without_an_office(house, path):
    client = house.as_(ASKING)
    del client.headers["Authorization"]

    assert (await client.get(path)).status_code == 401


async def test_another_committee_does_not_see_the_case(house):
    assert (await house.as_(BYSTANDER).get(BASE)).status_code == 403


async def test_a_case_nobody_asked_about_is_not_found(house):
    answer = await house.as_(ASKING).get(f"/verification/api/cases/{UUID(int=9)}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"result": "perhaps"},
        {"document_no": "31"},
        {"document_no": "x" * 61},
        {"replied_on": "20/10/2023"},
        {"name": "Người Một"},
    ],
)
async def test_what_cannot_be_read_is_refused(house, wrong):
    answer = await house.as_(ASKED).post(f"{BASE}/requests/{REQUESTS[0]}/reply", json=REPLY | wrong)

    assert answer.status_code == 422


async def test_every_command_has_an_example_in_the_description(house):
    described = (await house.as_(ASKING).get("/verification/openapi.json")).json()

    bodies = [described["components"]["schemas"][name] for name in BODIES]
    assert all("example" in body for body in bodies)


async def test_either_side_tells_of_the_receipt_and_the_term_runs_from_it(house):
    path = f"{BASE}/requests/{REQUESTS[0]}/receipt"

    told = await house.as_(ASKED).post(path, json={"received_on": "2023-10-05"})
    again = await house.as_(ASKING).post(path, json={"received_on": "2023-10-05"})

    assert (told.status_code, again.status_code) == (201, 200)
    [first, *_] = (await house.as_(ASKING).get(BASE)).json()["requests"]
    assert (first["received_on"], first["due_on"]) == ("2023-10-05", "2023-11-16")


async def test_what_is_late_is_listed_by_due_day_with_its_last_reminder(house):
    reminder = {"document_no": "45-CV/ĐU", "reminded_on": "2023-11-20"}
    await house.as_(ASKING).post(f"{BASE}/requests/{REQUESTS[1]}/reminder", json=reminder)
    await house.service.inbox.wait_for("verification", CASE, 4, within=10)

    late = (await house.as_(ASKING).get("/verification/api/late")).json()
    of_asked = (await house.as_(ASKED).get("/verification/api/late")).json()

    assert {row["request_id"]: row["reminded_on"] for row in late} == {
        str(REQUESTS[0]): None,
        str(REQUESTS[1]): "2023-11-20",
        str(REQUESTS[2]): None,
    }
    assert all(row["days_left"] < 0 for row in late)
    assert of_asked == []


async def test_a_question_that_settled_nothing_is_put_elsewhere(house):
    await house.as_(ASKED).post(
        f"{BASE}/requests/{REQUESTS[1]}/reply", json=REPLY | {"result": "moved_away"}
    )
    anew = {
        "way": "elsewhere",
        "channel": "agency",
        "agency": "public_security",
        "letter_no": "46-CV/ĐU",
        "sent_on": "2023-11-02",
    }

    answer = await house.as_(ASKING).post(f"{BASE}/requests/{REQUESTS[1]}/again", json=anew)

    assert answer.status_code == 201
    *_, new = (await house.as_(ASKING).get(BASE)).json()["requests"]
    assert (new["follows"], new["agency"]) == (str(REQUESTS[1]), "public_security")
    assert (new["number"], new["open"]) == (4, True)


async def test_w1_a_waiver_is_proposed_matched_and_shown(house):
    client = house.as_(ASKING)
    waiver = {
        "kind": "own_side_member",
        "person_id": str(SISTER),
        "membership": "current",
        "document_no": "14-BC/CB",
        "proposed_on": "2023-10-10",
    }
    match = {"outcome": "match", "document_no": "15-BB/CB", "matched_on": "2023-10-12"}

    proposed = await client.post(f"{BASE}/waivers", json=waiver)
    [shown] = (await client.get(BASE)).json()["waivers"]
    matched = await client.post(f"{BASE}/waivers/{shown['waiver_id']}/match", json=match)

    assert (proposed.status_code, matched.status_code) == (201, 201)
    assert (shown["member_id"], shown["matched"]) == (str(SISTER), False)
    [shown] = (await client.get(BASE)).json()["waivers"]
    assert (shown["matches"], shown["matched"]) == ([match], True)


async def test_w1_without_the_membership_of_the_relative_nothing_is_waived(house):
    waiver = {
        "kind": "own_side_member",
        "person_id": str(SISTER),
        "membership": "left",
        "document_no": "14-BC/CB",
        "proposed_on": "2023-10-10",
    }

    answer = await house.as_(ASKING).post(f"{BASE}/waivers", json=waiver)

    assert (answer.status_code, answer.json()["code"]) == (422, "waiver_not_a_member")


CHECK = {
    "person_id": str(FATHER),
    "field": "name",
    "paper": "id_card",
    "declared": "Người Hai",
    "found": "Người Hài",
    "checked_on": "2023-10-16",
}


async def test_a_discrepancy_is_opened_shown_and_decided(house):
    client = house.as_(ASKING)
    decision = {"resolution": "verified", "document_no": "18-BB/ĐU", "resolved_on": "2023-10-18"}

    checked = await client.post(f"{BASE}/checks", json=CHECK)
    [found] = (await client.get(f"{BASE}/compared")).json()["discrepancies"]
    path = f"{BASE}/discrepancies/{found['discrepancy_id']}/resolution"
    decided = await client.post(path, json=decision)

    assert (checked.status_code, decided.status_code) == (201, 201)
    assert (found["declared"], found["found"], found["open"]) == ("Người Hai", "Người Hài", True)
    [found] = (await client.get(f"{BASE}/compared")).json()["discrepancies"]
    assert (found["decisions"], found["open"]) == ([decision], False)


async def test_the_same_key_with_other_values_is_refused(house):
    key = {"Idempotency-Key": str(UUID(int=1))}
    client = house.as_(ASKING)
    await client.post(f"{BASE}/checks", json=CHECK, headers=key)

    other = await client.post(f"{BASE}/checks", json=CHECK | {"found": "Khác"}, headers=key)

    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


async def test_an_old_dossier_is_supplemented(house):
    supplement = {"document_no": "19-CV/ĐU", "supplemented_on": "2024-11-01"}

    answer = await house.as_(ASKING).post(f"{BASE}/supplement", json=supplement)

    assert answer.status_code == 201


async def test_hd_06_3_4c_the_organisation_board_above_is_asked_and_answers(house):
    refused = REPLY | {"result": "refused", "ground": "other_relative"}
    await house.as_(ASKED).post(f"{BASE}/requests/{REQUESTS[1]}/reply", json=refused)
    up = {
        "way": "escalate",
        "channel": "letter",
        "letter_no": "46-CV/ĐU",
        "sent_on": "2023-11-02",
    }

    await house.as_(ASKING).post(f"{BASE}/requests/{REQUESTS[1]}/again", json=up)

    *_, asked = (await house.as_(ASKING).get(BASE)).json()["requests"]
    assert asked["addressee_id"] == str(PROVINCE)
    path = f"{BASE}/requests/{asked['request_id']}/reply"
    answer = REPLY | {"replied_on": "2023-11-10"}
    assert (await house.as_(ASKED).post(path, json=answer)).status_code == 403
    assert (await house.as_(organisation_board).post(path, json=answer)).status_code == 201


async def test_hd_06_3_4d_an_envoy_is_named_in_the_vault_only(house, vault):
    await house.as_(ASKED).post(
        f"{BASE}/requests/{REQUESTS[1]}/reply", json=REPLY | {"result": "not_known"}
    )
    sent = {
        "way": "other_channel",
        "channel": "envoy",
        "addressee_id": str(GRASSROOTS),
        "envoy_name": "Người Chín",
        "letter_no": "46-CV/ĐU",
        "sent_on": "2023-11-02",
    }
    key = {"Idempotency-Key": str(UUID(int=5))}

    answer = await house.as_(ASKING).post(
        f"{BASE}/requests/{REQUESTS[1]}/again", json=sent, headers=key
    )

    assert answer.status_code == 201
    envoy = PersonId(uuid5(UUID(int=5), "envoy"))
    opened = await vault.open([envoy], fields=[Field.NAME], office=ASKING, reason="test")
    assert opened == {envoy: {Field.NAME: "Người Chín"}}
    assert "Người Chín" not in (await house.as_(ASKING).get(BASE)).text
