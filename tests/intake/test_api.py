"""Intake as programs meet it: JSON in, a command, an answer."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from services.intake import api
from services.intake.desk import Desk, new_case
from services.intake.desk.foresight import Foresight
from shared.log.feed import HttpFeed
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from shared.web import frame
from tests import examples
from tests.examples import BRANCH, CASE
from tests.intake import commands
from tests.intake.steps import BOARD, found, send, walk

TODAY = date(2024, 6, 12)

SIGN_IN = SignIn(b"session key of the tests, 32 byt")
CLERK = examples.branch_clerk
PROFILE = {"sex": "female", "ethnicity": "minority", "union": "youth_union"}
PROSPECT = {
    "branch_id": str(BRANCH),
    "listed_on": "2023-02-01",
    "name": "Người Một",
    "born_on": "1998-03-20",
    "profile": PROFILE,
}
COMMUNE = str(examples.COMMUNE)
VOTE = {"official_members": 20, "in_favour": 14}
STEPS = [
    (CLERK, "certificate", {"certificate_no": "117-CN/TTCT", "certified_on": "2023-05-15"}),
    (CLERK, "application", {"on": "2023-09-01"}),
    (
        CLERK,
        "cv",
        {
            "declared_on": "2023-09-20",
            "persons": [
                {"relation": "applicant", "committee_id": COMMUNE},
                {"relation": "father", "name": "Người Hai", "committee_id": COMMUNE},
            ],
        },
    ),
    (examples.grassroots_secretary, "seal", {"on": "2023-10-02"}),
    (examples.grassroots_secretary, "certify", {"on": "2023-11-06"}),
    (
        CLERK,
        "introductions",
        {
            "path": "youth_union",
            "introducers": [
                {"name": "Người Ba", "introduced_on": "2023-11-10", "months_together": 30}
            ],
            "union_resolution": {"resolution_no": "9-NQ/ĐTN", "resolved_on": "2023-11-13"},
        },
    ),
    (CLERK, "opinions", {"on": "2023-11-16", "mass_organisations": 2}),
    (
        CLERK,
        "branch-resolution",
        {"resolution_no": "12-NQ/CB", "resolved_on": "2023-12-04", "vote": VOTE},
    ),
    (
        examples.grassroots_secretary,
        "grassroots-resolution",
        {
            "resolution_no": "40-NQ/ĐU",
            "resolved_on": "2023-12-20",
            "vote": {"members": 15, "in_favour": 10},
        },
    ),
    (examples.appraisal_board, "appraisal", {"note_no": "33-BC/BTC", "on": "2024-01-08"}),
    (
        examples.standing_committee,
        "decision",
        {"decision_no": "208-QĐ/ĐUK", "decided_on": "2024-01-15"},
    ),
    (CLERK, "received", {"on": "2024-01-22"}),
    (CLERK, "ceremony", {"held_on": "2024-02-05"}),
    (
        examples.standing_committee,
        "cancel",
        {
            "decision_no": "251-QĐ/ĐUK",
            "cancelled_on": "2024-06-03",
            "reason": "procedure",
            "words": "Sai thẩm quyền.",
        },
    ),
]
BODIES = {slug: body for _, slug, body in STEPS}


def application(desk: Desk) -> FastAPI:
    async def ready() -> list[frame.Lack]:
        return []

    router = api.router(desk, Foresight(desk, HttpFeed({}, str)))
    return frame.build("intake", sign_in=SIGN_IN, ready=ready, routers=[router])


def calling(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


@pytest.fixture
async def client(desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    await found(desk)
    async with calling(application(desk)) as client:
        yield client


@pytest.fixture(scope="module")
async def reader(lasting_desk: Desk) -> AsyncIterator[httpx.AsyncClient]:
    """For requests that change nothing; the example case has begun."""
    async with calling(application(lasting_desk)) as client:
        yield client


def signed(office: Office, **headers: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {SIGN_IN.issue(office)}", **headers}


async def begin(client: httpx.AsyncClient, **headers: str) -> httpx.Response:
    return await client.post("/api/cases", json=PROSPECT, headers=signed(CLERK, **headers))


async def test_a_prospect_is_listed_under_an_id_that_follows_from_the_key(client):
    key = uuid4()

    answer = await begin(client, **{"Idempotency-Key": str(key)})

    assert answer.status_code == 201
    assert answer.json()["stream"] == str(new_case(key))
    assert answer.headers["Location"] == f"/api/cases/{new_case(key)}"


async def test_a_case_goes_all_the_way_by_its_addresses(client, desk):
    case_id = (await begin(client)).json()["stream"]
    statuses = []

    for office, slug, body in STEPS:
        if slug == "certify":
            await send(desk, replace(commands.receive_conclusion, case_id=UUID(case_id)))
        sent = await client.post(f"/api/cases/{case_id}/{slug}", json=body, headers=signed(office))
        statuses.append((slug, sent.status_code))

    assert statuses == [(slug, 201) for _, slug, _ in STEPS]


async def test_a_case_tells_its_clocks(client, desk):
    await walk(desk, 9)

    case = await client.get(f"/api/cases/{CASE}", headers=signed(CLERK))

    [clock] = [each for each in case.json()["clocks"] if each["term"] == "certificate"]
    assert (clock["term"], clock["due_on"]) == ("certificate", "2028-05-15")
    assert (clock["clause"], clock["running"]) == ("5.4", True)


LEAVING = [
    (1, CLERK, "delisting", {"on": "2023-08-01", "reason": "left", "words": "Chuyển đi."}),
    (3, CLERK, "withdrawal", {"on": "2023-09-04"}),
    (4, CLERK, "closing", {"on": "2023-09-30", "reason": "died"}),
    (
        9,
        CLERK,
        "lost-vote",
        {
            "minutes_no": "7-BB/CB",
            "held_on": "2023-11-20",
            "vote": {"official_members": 20, "in_favour": 13},
        },
    ),
    (
        10,
        examples.grassroots_secretary,
        "return",
        {"note_no": "61-CV/ĐU", "on": "2023-12-08", "reason": "papers_missing"},
    ),
    (
        11,
        examples.appraisal_board,
        "appraisal-hold",
        {
            "note_no": "31-BC/BTC",
            "on": "2023-12-28",
            "outcome": "seek_opinion",
            "words": "Xin ý kiến.",
        },
    ),
    (
        12,
        examples.standing_committee,
        "extend",
        {"document_no": "21-TB/ĐUK", "on": "2024-01-15", "reason": "political_check"},
    ),
    (
        11,
        examples.standing_committee,
        "refusal",
        {"notice_no": "88-TB/ĐUK", "on": "2024-01-16", "reason": "standards"},
    ),
]


@pytest.mark.parametrize(("steps", "office", "slug", "body"), LEAVING)
async def test_a_case_leaves_its_way_by_its_address(client, desk, steps, office, slug, body):
    await walk(desk, steps)

    answer = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))

    assert answer.status_code == 201
    assert (await desk.file(CASE, office=office, today=TODAY)).version == steps + 1


async def test_a_returned_dossier_is_handed_in_again(client, desk):
    await walk(desk, 10)
    _, office, slug, body = LEAVING[4]
    await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))

    answer = await client.post(
        f"/api/cases/{CASE}/resubmission", json={"on": "2023-12-14"}, headers=signed(CLERK)
    )

    assert answer.status_code == 201


async def test_n12_a_case_cancelled_for_procedure_is_begun_anew_and_linked(client, desk):
    await walk(desk, 15)
    await send(desk, commands.cancel_decision)
    key = uuid4()

    answer = await client.post(
        f"/api/cases/{CASE}/again",
        json={"on": "2024-06-10"},
        headers=signed(CLERK, **{"Idempotency-Key": str(key)}),
    )

    assert answer.status_code == 201
    file = await desk.file(new_case(key), office=CLERK, today=TODAY)
    assert (file.case.follows, file.person_id) == (CASE, examples.APPLICANT)


async def test_what_was_not_cancelled_is_not_begun_anew(client, desk):
    await walk(desk, 2)

    answer = await client.post(
        f"/api/cases/{CASE}/again", json={"on": "2024-06-10"}, headers=signed(CLERK)
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_redo")


PROBATION = [
    (CLERK, "member-cv", {"on": "2024-03-04"}),
    (CLERK, "new-member-class", {"certificate_no": "31-GCN/TTCT", "certified_on": "2024-09-16"}),
    (CLERK, "self-review", {"on": "2025-02-06"}),
    (CLERK, "probation-comment", {"on": "2025-02-07"}),
    (CLERK, "probation-opinions", {"on": "2025-02-12", "mass_organisations": 2}),
    (
        CLERK,
        "recognition-proposal",
        {"resolution_no": "9-NQ/CB", "resolved_on": "2025-02-17", "vote": VOTE},
    ),
    (
        examples.grassroots_secretary,
        "recognition-resolution",
        {
            "resolution_no": "12-NQ/ĐU",
            "resolved_on": "2025-02-26",
            "vote": {"members": 15, "in_favour": 11},
        },
    ),
    (
        examples.standing_committee,
        "recognition",
        {"decision_no": "61-QĐ/ĐUK", "decided_on": "2025-03-10"},
    ),
]
SETBACKS = [
    (
        CLERK,
        "recognition-lost-vote",
        {
            "minutes_no": "8-BB/CB",
            "held_on": "2025-02-13",
            "vote": VOTE | {"in_favour": 11},
            "for_striking_off": 3,
        },
    ),
    (CLERK, "recognition-report", {"report_no": "15-BC/CB", "on": "2025-03-03"}),
    (
        examples.grassroots_secretary,
        "recognition-return",
        {"note_no": "9-CV/ĐU", "on": "2025-02-19", "reason": "form_wrong", "words": "Thiếu dấu."},
    ),
    (CLERK, "recognition-resubmission", {"on": "2025-02-24"}),
]
STRIKING_OFF = (
    examples.standing_committee,
    "striking-off",
    {"decision_no": "62-QĐ/ĐUK", "on": "2024-10-07", "reason": "unfit"},
)


async def test_a_member_becomes_official_by_its_addresses(client, desk):
    await walk(desk, 15)
    for office, slug, body in PROBATION:
        sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
        assert sent.status_code == 201, slug

    case = (await client.get(f"/api/cases/{CASE}", headers=signed(CLERK))).json()

    assert case["stage"] == "official"
    assert case["steps"][-1]["fact"]["official_on"] == "2025-02-05"


async def test_a_recognition_is_returned_and_handed_in_again_by_its_addresses(client, desk):
    await walk(desk, 15)
    for office, slug, body in [*PROBATION[:6], *SETBACKS[2:], *PROBATION[6:]]:
        sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
        assert sent.status_code == 201, slug

    assert (await desk.file(CASE, office=CLERK, today=TODAY)).stage == "official"


async def test_qd_24_4_2c_three_lost_votes_lead_to_those_above_by_their_addresses(client, desk):
    await walk(desk, 15)
    office, slug, lost = SETBACKS[0]
    votes = [
        (office, slug, lost | {"minutes_no": f"{day}-BB/CB", "held_on": f"2025-02-{day}"})
        for day in (13, 20, 27)
    ]
    for office, slug, body in [*PROBATION[:5], *votes, SETBACKS[1], PROBATION[-1]]:
        sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
        assert sent.status_code == 201, slug

    assert (await desk.file(CASE, office=CLERK, today=TODAY)).stage == "official"


async def test_n13_a_probationary_member_is_struck_off(client, desk):
    await walk(desk, 15)
    office, slug, body = STRIKING_OFF

    sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))

    assert sent.status_code == 201
    assert (await desk.file(CASE, office=CLERK, today=TODAY)).stage == "struck_off"


DISCIPLINE = (
    CLERK,
    "discipline",
    {"decision_no": "12-QĐ/CB", "on": "2024-05-20", "form": "reprimand", "reason": "duties"},
)
APPEAL = (
    examples.standing_committee,
    "appeal",
    {"on": "2024-11-04", "decision_received_on": "2024-10-14"},
)
ANSWERS = [
    (
        examples.standing_committee,
        f"appeal-{outcome}",
        {"document_no": "70-QĐ/ĐUK", "on": "2024-12-02"},
    )
    for outcome in ("upheld", "annulled")
]


async def test_n14_a_probationary_member_is_reprimanded_and_why_lies_in_the_vault(client, desk):
    await walk(desk, 15)
    office, slug, body = DISCIPLINE

    sent = await client.post(
        f"/api/cases/{CASE}/{slug}",
        json=body | {"words": "Bỏ sinh hoạt."},
        headers=signed(office),
    )

    case = (await client.get(f"/api/cases/{CASE}", headers=signed(CLERK))).json()
    reasons = await client.get(f"/api/cases/{CASE}/reasons", headers=signed(DECIDING))
    assert sent.status_code == 201
    assert (case["stage"], case["steps"][-1]["fact"]["form"]) == ("admitted", "reprimand")
    assert "Bỏ sinh hoạt." in reasons.text


@pytest.mark.parametrize(
    ("answer", "stage"),
    list(zip(ANSWERS, ("struck_off", "striking_off_annulled"), strict=True)),
    ids=["upheld", "annulled"],
)
async def test_n15_an_appeal_is_answered(client, desk, answer, stage):
    await walk(desk, 15)
    for office, slug, body in (STRIKING_OFF, APPEAL, answer):
        sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
        assert sent.status_code == 201, slug

    case = (await client.get(f"/api/cases/{CASE}", headers=signed(CLERK))).json()

    assert case["stage"] == stage


async def test_the_same_key_again_is_answered_the_same(client):
    key = {"Idempotency-Key": str(uuid4())}
    first = await begin(client, **key)

    again = await begin(client, **key)

    assert again.json() == first.json() | {"repeated": True}


async def test_the_same_key_with_another_name_is_422(client):
    key = {"Idempotency-Key": str(uuid4())}
    await begin(client, **key)

    other = await client.post(
        "/api/cases", json=PROSPECT | {"name": "Người Ba"}, headers=signed(CLERK, **key)
    )

    assert (other.status_code, other.json()["code"]) == (422, "key_reused")


async def test_who_saw_an_older_version_is_told_what_happened_since(client, desk):
    await walk(desk, 2)

    answer = await client.post(
        f"/api/cases/{CASE}/application",
        json={"on": "2023-09-01"},
        headers=signed(CLERK, **{"If-Match": '"1"'}),
    )

    assert answer.status_code == 409
    assert [step["type"] for step in answer.json()["since"]] == ["case.class_certified.v1"]


async def test_a_refusal_names_rule_clause_found_needed_and_what_to_do_in_both_languages(
    client, desk
):
    await walk(desk, 9)
    body = BODIES["branch-resolution"] | {"vote": VOTE | {"in_favour": 13}}

    answer = await client.post(
        f"/api/cases/{CASE}/branch-resolution", json=body, headers=signed(CLERK)
    )

    problem = answer.json()
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert problem["rule"] == {
        "id": "branch_vote",
        "instrument": "Điều lệ Đảng (2011)",
        "clause": "4.3",
        "sure": "confirmed",
    }
    assert (problem["found"], problem["needed"]) == (13, 14)
    assert problem["en"]["detail"].startswith("13 of 20 official members were in favour")
    assert problem["vi"]["do"]


async def test_hd_36_a_number_that_another_document_bears_is_refused(client, desk):
    await walk(desk, 9)
    lost = {"minutes_no": "12-NQ/CB", "held_on": "2023-11-28", "vote": VOTE | {"in_favour": 13}}
    path = f"/api/cases/{CASE}"

    first = await client.post(f"{path}/lost-vote", json=lost, headers=signed(CLERK))
    answer = await client.post(
        f"{path}/branch-resolution", json=BODIES["branch-resolution"], headers=signed(CLERK)
    )

    problem = answer.json()
    assert (first.status_code, answer.status_code) == (201, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["code"], problem["found"]) == ("document_number_taken", "12-NQ/CB")
    assert problem["rule"]["instrument"] == "36-HD/VPTW"
    assert problem["en"]["detail"].startswith("The number 12-NQ/CB is that of another document")
    assert problem["vi"]["do"]


async def test_all_that_is_missing_is_told_at_once(reader):

    answer = await reader.post(
        f"/api/cases/{CASE}/seal",
        json={"on": "2023-10-02"},
        headers=signed(examples.grassroots_secretary),
    )

    problem = answer.json()
    told = [problem["code"], *(reason["code"] for reason in problem["also"])]
    assert told == ["needs_application_filed", "needs_cv_declared"]


async def test_a_case_shows_its_way_and_what_is_next_and_why_not(client, desk):
    await walk(desk, 3)

    answer = await client.get(
        f"/api/cases/{CASE}", headers=signed(CLERK, **{"Accept-Language": "en"})
    )

    case = answer.json()
    assert (case["name"], case["version"], answer.headers["ETag"]) == ("Người Một", 3, '"3"')
    assert [step["happened_on"] for step in case["steps"]] == [
        "2023-02-01",
        "2023-05-15",
        "2023-09-01",
    ]
    first, second, *_ = case["next"]
    assert (first["stage"], first["possible"], first["role"]) == ("cv_declared", True, CLERK.role)
    assert second["missing"][0]["detail"] == "The applicant's CV is not declared yet (form 2-KNĐ)."


async def test_the_directory_can_be_grown_and_read_as_of_a_day(client):
    body = {
        "type": "branch",
        "name": "Chi bộ Hai",
        "parent_id": str(examples.GRASSROOTS),
        "created_on": "2020-01-02",
        "decision_no": "7-QĐ/ĐU",
    }

    created = await client.post("/api/committees", json=body, headers=signed(BOARD))
    named = await client.post(
        f"/api/committees/{created.json()['stream']}/names",
        json={"name": "Chi bộ Ba", "named_on": "2021-01-04", "decision_no": "5-QĐ/ĐU"},
        headers=signed(BOARD),
    )
    placed = await client.post(
        f"/api/committees/{created.json()['stream']}/placements",
        json={"parent_id": COMMUNE, "placed_on": "2022-01-04", "decision_no": "6-QĐ/TU"},
        headers=signed(BOARD),
    )

    assert [each.json()["version"] for each in (created, named, placed)] == [3, 4, 5]


async def test_a_committee_is_answered_with_its_history_and_its_successor(client):
    body = {
        "type": "branch",
        "name": "Chi bộ Bốn",
        "parent_id": str(examples.GRASSROOTS),
        "created_on": "2020-01-02",
        "decision_no": "5-QĐ/ĐU",
    }
    created = await client.post("/api/committees", json=body, headers=signed(BOARD))
    address = f"/api/committees/{created.json()['stream']}"
    merger = {"into_id": str(BRANCH), "merged_on": "2021-01-04", "decision_no": "6-QĐ/ĐU"}
    merged = await client.post(f"{address}/merger", json=merger, headers=signed(BOARD))

    answer = (await client.get(address, headers=signed(CLERK))).json()

    assert merged.status_code == 201
    assert (answer["name"], answer["exists"], answer["version"]) == ("Chi bộ Bốn", False, 4)
    assert answer["steps"][-1]["fact"]["into_id"] == str(BRANCH)
    assert answer["line"][0] == str(BRANCH)


async def test_lists_are_answered_page_by_page(reader):
    answer = await reader.get(
        "/api/cases",
        params={"limit": 5, "after_on": "2023-01-01", "after_case": str(CASE)},
        headers=signed(CLERK),
    )

    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": " "},
        {"name": "N" * 121},
        {"name": "Người\nMột"},
        {"born_on": "1899-12-31"},
        {"listed_on": "2101-01-01"},
        {"listed_on": "2023-02-30"},
        {"branch_id": "no id"},
        {"profile": PROFILE | {"sex": "unknown"}},
        {"extra": 1},
    ],
    ids=str,
)
async def test_every_field_of_a_prospect_has_its_limits(reader, change):
    answer = await reader.post("/api/cases", json=PROSPECT | change, headers=signed(CLERK))

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    ("slug", "change"),
    [
        ("certificate", {"certificate_no": "N" * 61}),
        ("cv", {"persons": []}),
        ("cv", {"persons": [{"relation": "applicant", "committee_id": COMMUNE}] * 41}),
        ("branch-resolution", {"vote": {"official_members": -1, "in_favour": 0}}),
        ("grassroots-resolution", {"vote": {"members": 10**6, "in_favour": 0}}),
        ("cancel", {"reason": "mood"}),
        ("cancel", {"words": "N" * 1001}),
    ],
    ids=str,
)
async def test_every_field_of_a_step_has_its_limits(reader, slug, change):
    answer = await reader.post(
        f"/api/cases/{CASE}/{slug}", json=BODIES[slug] | change, headers=signed(CLERK)
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_number_of_another_form_is_refused_by_hd_36(reader):

    answer = await reader.post(
        f"/api/cases/{CASE}/certificate",
        json=BODIES["certificate"] | {"certificate_no": "117"},
        headers=signed(CLERK),
    )

    assert answer.json()["rule"]["instrument"] == "36-HD/VPTW"


REPLACEMENT = (
    CLERK,
    "introducer-replacement",
    {
        "replaced_id": str(examples.INTRODUCER),
        "name": "Người Bốn",
        "on": "2023-11-17",
        "reason": "moved_away",
    },
)


async def test_an_introducer_is_replaced_and_both_are_named_in_the_vault_alone(client, desk):
    await walk(desk, 9)

    office, slug, body = REPLACEMENT
    sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
    file = await desk.file(CASE, office=CLERK, today=date(2024, 6, 12))
    names = await desk.names(file.case.introducers, office=CLERK, reason="test")

    assert sent.status_code == 201
    assert list(names.values()) == ["Người Bốn"]
    assert "Người" not in sent.text


MENTORING = [
    (CLERK, "mentor", {"name": "Người Năm", "on": "2023-02-15"}),
    (CLERK, "mentor-report", {"on": "2023-05-02"}),
]


async def test_hd_01_5_2_in_probation_another_member_takes_over_with_a_reason(client, desk):
    await walk(desk, 15)
    first, other = (
        {"name": name, "on": day}
        for name, day in (("Người Năm", "2024-02-12"), ("Người Sáu", "2024-05-06"))
    )

    sent = [
        await client.post(f"/api/cases/{CASE}/mentor", json=body, headers=signed(CLERK))
        for body in (first, other, other | {"reason": "moved_away"})
    ]

    assert [each.status_code for each in sent] == [201, 422, 201]
    assert sent[1].json()["code"] == "mentor_reason_missing"


async def test_a_member_is_assigned_and_reports(client, desk):
    await walk(desk, 1)

    for office, slug, body in MENTORING:
        sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
        assert sent.status_code == 201


APPRAISERS = examples.appraisal_board
CONDITIONS = [
    (
        CLERK,
        "condition",
        {"condition": "readmission", "on": "2023-11-08", "since_on": "2019-05-20"},
    ),
    (
        APPRAISERS,
        "condition-consent",
        {
            "condition": "readmission",
            "document_no": "312-CV/TU",
            "on": "2023-12-28",
            "committee_id": str(examples.PROVINCE),
        },
    ),
    (CLERK, "condition-back", {"condition": "readmission", "on": "2023-11-09"}),
]


async def test_a_condition_is_noted_consented_to_and_taken_back(client, desk):
    await walk(desk, 7)

    for office, slug, body in CONDITIONS:
        sent = await client.post(f"/api/cases/{CASE}/{slug}", json=body, headers=signed(office))
        assert sent.status_code == 201


async def test_what_rules_an_admission_out_is_refused_with_its_clause_and_leaves_no_step(
    client, desk
):
    await walk(desk, 7)
    body = {"condition": "convicted_of_corruption", "on": "2023-11-08", "words": "Bị kết án."}

    sent = await client.post(f"/api/cases/{CASE}/condition", json=body, headers=signed(CLERK))
    file = await desk.file(CASE, office=CLERK, today=date(2024, 6, 12))

    assert (sent.status_code, sent.json()["rule"]["clause"]) == (422, "3.5.2")
    assert file.version == 7


SECRETARY = examples.grassroots_secretary
DECIDING = examples.standing_committee
LETTER = {"letter_no": "14-CV/ĐU", "on": "2023-12-18", "branch_id": str(examples.NEIGHBOUR)}
PAPER = {"document_no": "15-CV/ĐU", "on": "2023-12-19"}
MOVES = [
    (CLERK, "move", LETTER),
    (CLERK, "forward", LETTER),
    (DECIDING, "forwarded", {"on": "2024-01-29"}),
    (DECIDING, "ceremony-order", PAPER),
    (DECIDING, "send-back", PAPER),
    (CLERK, "transfer", LETTER | {"left_on": "2023-12-11"}),
    (CLERK, "transfer-papers", {"on": "2024-06-10"}),
    (SECRETARY, "suspend", PAPER),
    (SECRETARY, "resume", {"on": "2024-01-02"}),
]


async def test_a_case_that_moved_is_for_the_new_place_and_the_old_one_sees_what_it_did(
    client, desk
):
    await walk(desk, 10)
    there = replace(CLERK, committee_id=examples.NEIGHBOUR)
    board = Office(role=Role.ORGANISATION_BOARD, committee_id=examples.PROVINCE)
    branch = {
        "committee_id": str(examples.NEIGHBOUR),
        "type": "branch",
        "name": "Chi bộ Hai",
        "parent_id": str(examples.GRASSROOTS),
        "created_on": "2020-03-02",
        "decision_no": "5-QĐ/ĐU",
    }
    created = await client.post("/api/committees", json=branch, headers=signed(board))
    assert created.status_code == 201

    moved = await client.post(f"/api/cases/{CASE}/move", json=LETTER, headers=signed(CLERK))
    assert moved.status_code == 201

    resolution = next(body for _, slug, body in STEPS if slug == "branch-resolution")
    later = resolution | {"resolved_on": "2024-01-08"}
    address = f"/api/cases/{CASE}/branch-resolution"
    assert (await client.post(address, json=later, headers=signed(CLERK))).status_code == 403
    assert (await client.post(address, json=later, headers=signed(there))).status_code == 201
    seen = [
        (await client.get(f"/api/cases/{CASE}", headers=signed(office))).json()
        for office in (CLERK, there)
    ]
    assert [len(case["steps"]) for case in seen] == [11, 12]


EVERY_STEP = [
    *MENTORING,
    *CONDITIONS,
    *MOVES,
    *STEPS,
    *(left[1:] for left in LEAVING),
    *PROBATION,
    *SETBACKS,
    STRIKING_OFF,
    DISCIPLINE,
    APPEAL,
    *ANSWERS,
    REPLACEMENT,
    (
        examples.grassroots_secretary,
        "section-report",
        {"report_no": "5-BC/ĐUBP", "on": "2023-12-11"},
    ),
    (CLERK, "resubmission", {"on": "2023-12-14"}),
    (CLERK, "reaffirm", {"on": "2023-11-20"}),
    (CLERK, "again", {"on": "2024-06-10"}),
]
USERS = [
    ("GET", "/api/users"),
    ("POST", "/api/users"),
    ("GET", f"/api/users/{CASE}"),
    ("POST", f"/api/users/{CASE}/block"),
    ("POST", f"/api/users/{CASE}/unblock"),
    ("POST", f"/api/users/{CASE}/offices"),
    ("POST", f"/api/users/{CASE}/office-ends"),
    ("POST", f"/api/users/{CASE}/substitutions"),
    ("POST", f"/api/users/{CASE}/substitution-ends"),
]
ROUTES = [
    ("GET", "/api/committees"),
    ("POST", "/api/committees"),
    ("GET", f"/api/committees/{BRANCH}"),
    ("POST", f"/api/committees/{BRANCH}/names"),
    ("POST", f"/api/committees/{BRANCH}/placements"),
    ("POST", f"/api/committees/{BRANCH}/types"),
    ("POST", f"/api/committees/{BRANCH}/merger"),
    ("POST", f"/api/committees/{BRANCH}/dissolution"),
    ("POST", f"/api/committees/{BRANCH}/split"),
    ("POST", f"/api/committees/{BRANCH}/delegation"),
    ("POST", f"/api/committees/{BRANCH}/delegation-end"),
    ("POST", f"/api/committees/{BRANCH}/youth-union"),
    ("GET", "/api/cases"),
    ("POST", "/api/cases"),
    ("POST", "/api/find"),
    ("POST", "/api/namesakes"),
    ("GET", f"/api/persons/{CASE}"),
    ("GET", f"/api/persons/{CASE}/erasure"),
    ("POST", f"/api/persons/{CASE}/erasure"),
    ("GET", f"/api/cases/{CASE}"),
    *USERS,
    ("GET", f"/api/cases/{CASE}/scans"),
    ("POST", f"/api/cases/{CASE}/scans"),
    ("GET", f"/api/cases/{CASE}/scans/{CASE}"),
    ("POST", f"/api/cases/{CASE}/scans/{CASE}/withdrawal"),
    *(("POST", f"/api/cases/{CASE}/{slug}") for _, slug, _ in EVERY_STEP),
    ("POST", f"/api/cases/{CASE}/corrections"),
    ("POST", f"/api/cases/{CASE}/corrections/foreseen"),
    ("GET", f"/api/cases/{CASE}/reasons"),
]


def test_every_route_is_asked_here(lasting_desk):
    paths = application(lasting_desk).openapi()["paths"].values()

    assert len(ROUTES) == sum(len(operations) for operations in paths)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_no_route_is_open_to_nobody(reader, method, path):
    answer = await reader.request(method, path, json=BODIES.get(path.split("/")[-1], PROSPECT))

    assert answer.status_code == 401


async def test_every_route_is_described_and_every_body_has_an_example(lasting_desk):
    document = application(lasting_desk).openapi()

    bodies = [name for name in document["components"]["schemas"] if name.endswith("Body")]
    nested = {"ProfileBody", "PersonBody", "VoteBody", "CommitteeVoteBody"}
    nested |= {"IntroducerBody", "UnionResolutionBody"}
    for name in set(bodies) - nested:
        assert "example" in document["components"]["schemas"][name], name
    for path in document["paths"].values():
        assert all(operation["summary"] for operation in path.values())
