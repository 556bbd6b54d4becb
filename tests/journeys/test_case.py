"""One case from the list of prospects to a live figure, over all three services."""

import asyncio
from functools import partial
from uuid import uuid4

import pytest

from services.statistics.reconcile import reconcile
from tests import examples
from tests.journeys.clerks import BOARD, CANCELLATION, CLERK, COMMITTEE, PROSPECT, Clerks
from tests.journeys.conftest import clerks_of

pytestmark = pytest.mark.journey

PERIOD = {"from": "2024-01-01", "to": "2024-12-31"}


async def figures(clerks: Clerks, **query: object) -> dict:
    return await clerks.ask(
        BOARD, "/statistics/api/figures", committee=examples.BRANCH, **PERIOD, **query
    )


async def test_a_case_goes_all_the_way_and_is_counted_once(clerks):
    await clerks.whole_way()

    counted = await figures(clerks)
    assert counted["admitted"] == 1
    assert counted["groups"]["women"]["count"] == 1
    assert [month["admitted"] for month in counted["months"] if month["admitted"]] == [1]


async def test_the_figure_falls_on_the_month_of_the_basis_that_is_asked_for(clerks):
    await clerks.whole_way()

    by_ceremony = await figures(clerks, basis="ceremony_date")
    by_decision = await figures(clerks, basis="decision_date")
    assert [month["from_on"] for month in by_ceremony["months"]] == ["2024-02-01"]
    assert [month["from_on"] for month in by_decision["months"]] == ["2024-01-01"]


async def test_a_cancelled_decision_leaves_the_count(clerks):
    case = await clerks.whole_way()

    await clerks.must(COMMITTEE, f"/intake/api/cases/{case}/cancel", CANCELLATION)
    await clerks.heard("statistics", "intake")

    assert (await figures(clerks))["admitted"] == 0


async def test_counting_a_second_way_finds_the_same(clerks):
    for _ in range(3):
        await clerks.whole_way()

    found = await reconcile(
        clerks.system.feed,
        clerks.system.clients["statistics"],
        token=partial(clerks.system.keys.issue, "statistics"),
    )
    assert found.compared > 0
    assert found.differences == []


async def test_the_same_key_twenty_times_at_once_is_one_step(clerks):
    key = uuid4()

    answers = await asyncio.gather(
        *(clerks.send(CLERK, "/intake/api/cases", PROSPECT, key=key) for _ in range(20))
    )

    assert {answer.status_code for answer in answers} == {201}
    assert {(answer.json()["stream"], answer.json()["version"]) for answer in answers} == {
        (answers[0].json()["stream"], 1)
    }
    assert sum(not answer.json()["repeated"] for answer in answers) == 1


async def test_the_same_key_with_another_body_is_refused(clerks):
    key = uuid4()
    await clerks.send(CLERK, "/intake/api/cases", PROSPECT, key=key)

    other = PROSPECT | {"name": "Người Khác"}
    answer = await clerks.send(CLERK, "/intake/api/cases", other, key=key)

    assert answer.status_code == 422


async def test_a_cv_cannot_be_certified_before_verification_concluded(clerks):
    case = await clerks.list_prospect()
    await clerks.prepare(case)

    answer = await clerks.send(
        examples.grassroots_secretary, f"/intake/api/cases/{case}/certify", {"on": "2023-11-06"}
    )

    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert {"vi", "en"} <= answer.json().keys()


async def test_another_process_finds_everything_as_it_was(database, clerks):
    case = await clerks.whole_way()
    before = await figures(clerks, as_of=clerks.said["intake"]["version"])

    async with clerks_of(database, seed=29) as later:
        assert await figures(later, as_of=clerks.said["intake"]["version"]) == before
        told = await later.ask(CLERK, f"/intake/api/cases/{case}")
        assert told["name"] == "Người Một"
