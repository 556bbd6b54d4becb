"""A correction from the form to the figures: foreseen, recorded, and read beside what was wrong."""

import re
from functools import partial
from uuid import UUID, uuid4

import httpx
import pytest

from services.statistics.reconcile import reconcile
from shared.people.access import Office
from shared.people.sign_in import COOKIE
from tests import examples
from tests.journeys.clerks import BOARD, CLERK, COMMITTEE, SECRETARY, Clerks
from tests.journeys.test_case import figures

pytestmark = pytest.mark.journey

WORDS = "Sổ họp chi bộ ghi ngày khác."
CEREMONY = {
    "stage": "admitted",
    "on": "2024-06-05",
    "reason": "paper_differs",
    "words": WORDS,
    "day": "2024-03-04",
}
FORM = {"day": "4/3/2024", "reason": "paper_differs", "words": WORDS, "sex": "female"} | {
    "ethnicity": "minority",
    "union": "youth_union",
    "study": "none",
}


async def page(
    clerks: Clerks, path: str, office: Office = CLERK, fields: dict[str, str] | None = None
) -> httpx.Response:
    headers = {"cookie": f"{COOKIE}={clerks.sign_in.issue(office)}", "accept-language": "en"} | {
        "accept": "text/html",
        "origin": "http://127.0.0.1",
    }
    if fields is None:
        return await clerks.http.get(path, headers=headers)
    return await clerks.http.post(path, data=fields, headers=headers)


def hidden(answer: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


async def correct(clerks: Clerks, case: UUID, **changes: str) -> httpx.Response:
    """The form of the ceremony, filled in and sent once."""
    path = f"/intake/cases/{case}/correct/admitted"
    asked = await page(clerks, path)
    typed = FORM | {"key": hidden(asked, "key"), "shown": hidden(asked, "shown")} | changes
    return await page(clerks, path, fields=typed)


async def test_a_correction_is_foreseen_recorded_and_counted(clerks: Clerks) -> None:
    case = await clerks.whole_way()
    address = f"/intake/api/cases/{case}/corrections"

    foreseen = await clerks.http.post(
        f"{address}/foreseen", json=CEREMONY, headers=clerks.signed(CLERK, uuid4())
    )
    await clerks.must(CLERK, address, CEREMONY)
    await clerks.heard("statistics", "intake")

    own = [one for one in foreseen.json()["changes"] if one["before"] is not None]
    assert {one["committee_id"] for one in own} == {str(examples.BRANCH)}
    assert [(one["from_on"], one["before"], one["by"]) for one in own] == [
        ("2024-02-01", 1, -1),
        ("2024-03-01", 0, 1),
    ]
    assert [month["from_on"] for month in (await figures(clerks))["months"]] == ["2024-03-01"]


async def test_as_reported_and_as_now_known_are_both_right(clerks: Clerks) -> None:
    case = await clerks.whole_way()
    reported = (await figures(clerks))["stand"]["intake"]
    await clerks.must(CLERK, f"/intake/api/cases/{case}/corrections", CEREMONY)
    await clerks.heard("statistics", "intake")

    then = await figures(clerks, as_of=reported)
    now = await figures(clerks)

    assert [month["from_on"] for month in then["months"]] == ["2024-02-01"]
    assert [month["from_on"] for month in now["months"]] == ["2024-03-01"]


async def test_both_counts_agree_after_corrections(clerks: Clerks) -> None:
    for body in (CEREMONY, CEREMONY | {"profile": {"sex": "male", "ethnicity": "kinh"} | UNION}):
        case = await clerks.whole_way()
        await clerks.must(CLERK, f"/intake/api/cases/{case}/corrections", body)

    found = await reconcile(
        clerks.system.feed,
        clerks.system.clients["statistics"],
        token=partial(clerks.system.keys.issue, "statistics"),
    )
    assert found.compared > 0
    assert found.differences == []


UNION = {"union": "trade_union_past_youth_age", "study": "college"}


async def test_the_page_shows_what_changes_before_it_records(clerks: Clerks) -> None:
    case = await clerks.whole_way()

    asked = await correct(clerks, case)
    confirmed = await correct(clerks, case, checked=hidden(asked, "checked"))

    assert asked.status_code == 200
    assert "Month 2/2024" in asked.text
    assert "Month 3/2024" in asked.text
    assert confirmed.status_code == 303
    shown = (await page(clerks, f"/intake/cases/{case}")).text
    assert "Day: 5 February 2024 → 4 March 2024" in shown
    assert WORDS not in shown


async def test_another_day_than_the_one_that_was_shown_is_shown_again(clerks: Clerks) -> None:
    case = await clerks.whole_way()
    asked = await correct(clerks, case)

    other = await correct(clerks, case, checked=hidden(asked, "checked"), day="1/3/2024")

    assert other.status_code == 200


async def test_without_statistics_it_is_unknown_and_recorded_only_when_one_agrees(
    clerks: Clerks,
) -> None:
    case = await clerks.whole_way()
    del clerks.system.clients["statistics"]

    asked = await correct(clerks, case)
    refused = await correct(clerks, case, checked=hidden(asked, "checked"))
    agreed = await correct(clerks, case, checked=hidden(asked, "checked"), unknown="yes")

    assert "Unknown: statistics does not answer." in asked.text
    assert (refused.status_code, agreed.status_code) == (200, 303)


async def test_a_correction_without_words_or_change_is_asked_again(clerks: Clerks) -> None:
    case = await clerks.whole_way()

    silent = await correct(clerks, case, words="")
    same = await correct(clerks, case, day="5/2/2024")

    assert (silent.status_code, same.status_code) == (422, 422)
    assert "There is nothing to correct in this step." in same.text


async def test_a_later_step_that_would_be_illegal_is_named(clerks: Clerks) -> None:
    case = await clerks.whole_way()
    body = CEREMONY | {"stage": "decided", "day": "2024-01-23"}

    answer = await clerks.send(COMMITTEE, f"/intake/api/cases/{case}/corrections", body)

    assert answer.status_code == 422
    assert "step would no longer be right" in answer.text


async def test_the_sentence_is_read_by_who_may_read_the_case_and_that_is_noted(
    clerks: Clerks,
) -> None:
    case = await clerks.whole_way()
    await clerks.must(CLERK, f"/intake/api/cases/{case}/corrections", CEREMONY)

    said = await clerks.ask(SECRETARY, f"/intake/api/cases/{case}/reasons")
    shown = await page(clerks, f"/intake/cases/{case}/reasons", SECRETARY)

    assert [one["words"] for one in said] == [WORDS]
    assert WORDS in shown.text
    stranger = await page(clerks, f"/intake/cases/{case}/reasons", BOARD)
    assert stranger.status_code == 200  # the board of the province reads what lies below


async def test_a_refusal_of_who_stands_below(clerks: Clerks) -> None:
    case = await clerks.whole_way()

    form = await page(clerks, f"/intake/cases/{case}/correct/decided", CLERK)
    unknown = await page(clerks, f"/intake/cases/{case}/correct/official", COMMITTEE)
    nonsense = await page(clerks, f"/intake/cases/{case}/correct/nonsense", COMMITTEE)

    assert (form.status_code, unknown.status_code, nonsense.status_code) == (403, 404, 404)
