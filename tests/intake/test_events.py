"""What other systems are told: once, in order, of their area on the day it happened."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest
from prometheus_client import REGISTRY
from sqlalchemy.ext.asyncio import AsyncEngine

from services.intake.desk import LEDGER
from shared.events.terms import CommitteeId
from shared.log.cloudevents import public_message_of, structured
from shared.people.access import POLICY, Action, Office, Role
from shared.web.events import Pace, following
from tests import examples
from tests.examples import BLOC, BRANCH, CASE, GRASSROOTS, PROVINCE
from tests.intake.feed import AT_EASE, OTHER_BRANCH, OTHER_CASE, Intake, placed, token
from tests.live import Stream, listening, taking_nothing

TOLD = {role for role in Role if Action.READ_EVENTS in POLICY[role]}


def count(name: str) -> float | None:
    return REGISTRY.get_sample_value(name)


@pytest.fixture
async def intake(engine: AsyncEngine) -> Intake:
    intake = Intake(engine)
    await intake.found()
    return intake


async def asked(intake: Intake, path: str, by: str, **query: int) -> httpx.Response:
    transport = httpx.ASGITransport(app=intake.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get(path, params=query, headers={"Authorization": f"Bearer {by}"})


async def cases(intake: Intake, committee: CommitteeId) -> list[tuple[str, str]]:
    """Type and case of what a subscriber of that committee is told of cases."""
    page = (await asked(intake, "/events", token(committee), limit=5000)).json()
    assert page["through"] == page["head"]
    events = [event for event in page["events"] if event["type"].startswith("admission.")]
    return [(event["type"], event["data"]["case_id"]) for event in events]


@asynccontextmanager
async def stream(
    intake: Intake, by: CommitteeId, *, seen: int = 0, pace: Pace = AT_EASE
) -> AsyncIterator[Stream]:
    headers = {"Authorization": f"Bearer {token(by)}", "Last-Event-ID": str(seen)}
    async with listening(intake.app(pace), "/events/live", headers) as live:
        async with asyncio.timeout(20):
            yield live


async def head(intake: Intake) -> int:
    async with intake.engine.connect() as connection:
        return await LEDGER.head(connection)


async def test_an_admission_is_told_to_the_areas_in_which_it_happened_and_to_no_other(intake):
    await intake.admit()
    await intake.admit(OTHER_CASE, OTHER_BRANCH)

    own, other = ("admission.admitted.v1", str(CASE)), ("admission.admitted.v1", str(OTHER_CASE))
    assert await cases(intake, PROVINCE) == [own, other]
    assert await cases(intake, BLOC) == [own, other]
    assert await cases(intake, GRASSROOTS) == [own]
    assert await cases(intake, OTHER_BRANCH) == [other]


async def test_what_happens_later_is_told_to_whom_the_branch_belongs_to_on_that_day(intake):
    await intake.admit()
    await intake.record(CASE, examples.decision_cancelled)
    await intake.record(BRANCH, placed(BRANCH, BLOC, on=examples.decision_cancelled.cancelled_on))

    assert await cases(intake, GRASSROOTS) == [("admission.admitted.v1", str(CASE))]
    assert ("admission.cancelled.v1", str(CASE)) in await cases(intake, BLOC)


async def test_the_directory_is_told_to_all_and_never_by_whom_it_was_recorded(intake):
    page = (await asked(intake, "/events", token(OTHER_BRANCH))).json()

    assert [event["type"] for event in page["events"]].count("organisation.committee_created.v1")
    members = {member for event in page["events"] for member in event}
    assert members.isdisjoint({"office", "commandid", "fingerprint"})


async def test_an_event_is_the_one_that_the_public_topic_carries(intake):
    await intake.admit()
    page = (await asked(intake, "/events", token(PROVINCE), limit=5000)).json()
    async with intake.engine.connect() as connection:
        lines = await LEDGER.published(connection, after=0, limit=5000)

    carried = [
        structured(message, position=one.position)
        for one in lines
        if (message := public_message_of(one))
    ]
    told = [event for event in page["events"] if event["type"].startswith("admission.")]
    assert [{**event, "data": None} for event in told] == [
        {**event, "data": None} for event in carried
    ]
    assert [event["data"] for event in told] == [json.loads(bytes(one["data"])) for one in carried]


async def test_pages_follow_one_another_without_loss_or_double(intake):
    await intake.admit()
    whole = (await asked(intake, "/events", token(PROVINCE), limit=5000)).json()

    through, told = 0, []
    while through < whole["head"]:
        page = (await asked(intake, "/events", token(PROVINCE), after=through, limit=3)).json()
        told += page["events"]
        through = page["through"]

    assert told == whole["events"]


async def test_the_head_is_the_newest_position(intake):
    page = (await asked(intake, "/events", token(BRANCH), limit=1)).json()

    answer = await asked(intake, "/events/head", token(BRANCH))

    assert answer.json() == {"position": page["head"]}


@pytest.mark.parametrize("role", sorted(set(Role) - TOLD - {Role.SERVICE}))
@pytest.mark.parametrize("path", ["/events", "/events/head", "/events/live"])
async def test_no_other_office_is_told_anything(intake, role, path):
    assert (await asked(intake, path, token(PROVINCE, role))).status_code == 403


@pytest.mark.parametrize("path", ["/events", "/events/live"])
async def test_a_position_that_was_never_given_is_refused(intake, path):
    answer = await asked(intake, path, token(PROVINCE), after=10_000)

    assert (answer.status_code, answer.json()["code"]) == (422, "position_not_given")


@pytest.mark.parametrize("seen", ["x", "-1", "1.5", str(2**60)])
async def test_a_last_event_id_that_is_no_position_is_refused(intake, seen):
    transport = httpx.ASGITransport(app=intake.app())
    headers = {"Authorization": f"Bearer {token(PROVINCE)}", "Last-Event-ID": seen}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/events/live", headers=headers)

    assert answer.status_code == 422


async def test_a_stream_tells_what_there_is_and_then_what_comes(intake):
    whole = (await asked(intake, "/events", token(GRASSROOTS), limit=5000)).json()["events"]
    async with stream(intake, GRASSROOTS) as live:
        before = [(await live.next()).data for _ in whole]
        await intake.admit()
        admitted = await live.next()

    assert before == whole
    assert (admitted.type, admitted.data["subject"]) == ("admission.admitted.v1", str(CASE))


async def test_a_stream_resumes_after_the_last_event_id_without_loss_or_double(intake):
    await intake.admit()
    whole = (await asked(intake, "/events", token(GRASSROOTS), limit=5000)).json()["events"]

    for cut in range(0, len(whole), 4):
        async with stream(intake, GRASSROOTS, seen=whole[cut]["position"]) as live:
            rest = [(await live.next()).data for _ in whole[cut + 1 :]]
        assert rest == whole[cut + 1 :]


async def test_an_id_alone_carries_a_reader_over_what_is_not_for_him(intake):
    async with stream(intake, GRASSROOTS, seen=await head(intake)) as live:
        await intake.admit(OTHER_CASE, OTHER_BRANCH)
        await live.until_id(await head(intake))

    assert live.events == []


async def test_a_stream_beats_while_nothing_happens(intake):
    async with stream(intake, BRANCH, pace=Pace(heartbeat=0.1)) as live:
        assert "ping" in await live.comment()


async def test_a_stream_ends_after_its_time_so_that_the_policy_is_asked_again(intake):
    async with stream(intake, BRANCH, pace=Pace(lasts=0.2)) as live:
        await live.until_closed()


async def test_a_reader_who_takes_nothing_is_dropped(intake):
    named = replace(examples.committee_named, committee_id=BRANCH)
    await intake.record(BRANCH, *[named] * 20_000)
    dropped = count("ketnap_event_readers_dropped_total")

    headers = {"Authorization": f"Bearer {token(PROVINCE)}"}
    app = intake.app(Pace(patience=0.3))
    async with taking_nothing(app, "/events/live", headers), asyncio.timeout(30):
        while count("ketnap_event_readers_dropped_total") == dropped:  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    assert count("ketnap_event_readers") == 0


async def test_open_streams_do_not_keep_the_service_from_stopping(intake):
    async with asyncio.timeout(8), stream(intake, BRANCH) as live:
        await live.next()


async def test_a_stream_ends_with_the_office_of_its_reader(intake):
    """The rights are looked at before each page, not only when the stream begins."""
    holds = iter([True, False])
    reader = Office(role=Role.SUBSCRIBER, committee_id=PROVINCE)

    async def still() -> bool:
        return next(holds)

    sent = [
        one
        async for one in following(
            intake.outside, intake.bell, reader, after=0, lasts=60, holds=still
        )
    ]

    whole = (await asked(intake, "/events", token(PROVINCE), limit=5000)).json()["events"]
    assert len([one for one in sent if one.data]) == len(whole)
