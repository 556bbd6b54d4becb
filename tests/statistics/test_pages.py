"""The page of figures: what it says, in both languages, and that it changes by itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest
from prometheus_client import REGISTRY

from tests.engines import Database
from tests.statistics.histories import BLOC, BRANCHES, NORTH, PROVINCE, WOMAN, Way, case_id
from tests.statistics.world import at_work, in_turn, served, whole_tree

WAY = Way(number=1, at_ceremony=WOMAN)
HISTORY = [*whole_tree(), *in_turn((case_id(1), WAY.events()))]
PERIOD = "from=1/1/2023&to=31.12.2023"


async def events(answer: httpx.Response) -> AsyncIterator[tuple[str, str]]:
    """What an event stream sends: name and data."""
    name, data = "", []
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            data.append(line.removeprefix("data: "))
        elif not line and data:
            yield name, "\n".join(data)
            data = []


async def test_the_page_says_in_words_what_it_counts(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        english = (await world.client.get(f"/?{PERIOD}&lang=en")).text
        vietnamese = (await world.client.get(f"/?{PERIOD}&lang=vi")).text

    assert "from 1 January 2023 to 31 December 2023, counted by the day of the cere" in english
    assert "được kết nạp từ 1/1/2023 đến 31/12/2023, tính theo ngày tổ chức lễ" in vietnamese


@pytest.mark.parametrize(
    ("rounding", "shown"),
    [("half_up_1", "66.7%"), ("half_up_0", "67%"), ("truncated_1", "66.6%")],
)
async def test_shares_are_shown_in_the_rounding_that_is_chosen_and_named(
    database: Database, rounding: str, shown: str
) -> None:
    others = [Way(number=2, at_ceremony=WOMAN), Way(number=3)]
    more = in_turn(*((case_id(way.number), way.events()) for way in others))
    async with at_work(database) as world:
        await world.publish([*HISTORY, *more])

        page = (await world.client.get(f"/?{PERIOD}&rounding={rounding}&lang=en")).text

    assert shown in page
    assert "Shares are of all 3 admitted in the same period." in page


async def test_an_earlier_stand_is_shown_as_such_and_does_not_change(database: Database) -> None:
    async with at_work(database) as world:
        stand = await world.publish(HISTORY)

        page = (await world.client.get(f"/?as_of={stand}&lang=en")).text

    assert f"Figures as known at position {stand}." in page
    assert "data-live" not in page


async def test_what_cannot_be_read_is_said_and_what_was_typed_is_kept(database: Database) -> None:
    async with at_work(database) as world:
        answer = await world.client.get("/?from=31/2/2024&lang=en")

    assert answer.status_code == 422
    assert 'value="31/2/2024"' in answer.text
    assert 'href="#from"' in answer.text


async def test_a_period_that_ends_before_it_begins_is_said_at_its_end(database: Database) -> None:
    async with at_work(database) as world:
        answer = await world.client.get("/?from=2/1/2024&to=1/1/2024&lang=en")

    assert "The period ends on 1 January 2024, before it begins on 2 January 2024." in answer.text


async def test_one_can_drill_down_and_come_back_up_within_ones_area(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        bloc = (await world.client.get("/")).text
        north = (await world.client.get(f"/?committee={NORTH}")).text

    assert f'href="/statistics/?committee={NORTH}"' in bloc
    assert f'<a href="/statistics/?committee={BLOC}">Đảng ủy Khối</a>' in north
    assert f"committee={PROVINCE}" not in north


@pytest.mark.parametrize("path", ["/", "/live", "/cases"])
async def test_pages_of_another_area_are_forbidden(database: Database, path: str) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        answer = await world.client.get(f"{path}?committee={PROVINCE}")

    assert answer.status_code == 403


async def test_a_number_leads_to_its_cases(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)

        women = (await world.client.get(f"/cases?{PERIOD}&group=women")).text
        decided = (await world.client.get("/cases?stage=decided&lang=en")).text

    assert f"/intake/cases/{case_id(1)}" in women
    assert "There is none." in decided


async def test_an_open_page_changes_within_a_second_of_the_ceremony(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY[:-1])
        async with served(world) as client, client.stream("GET", "/live") as answer:
            live = events(answer)
            first = await anext(live)
            await world.publish(HISTORY[-1:])
            async with asyncio.timeout(1):
                changed = await anext(live)

    assert [name for name, _ in (first, changed)] == ["figures", "figures"]
    assert '<strong class="num">0</strong>' in first[1]
    assert '<strong class="num">1</strong>' in changed[1]


async def test_a_page_that_shows_the_newest_is_told_only_its_stand(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)
        page = (await world.client.get("/?lang=en")).text
        address = page.split('data-live="/statistics')[1].split('"')[0].replace("&amp;", "&")
        async with served(world) as client, client.stream("GET", address) as answer:
            live = events(answer)
            now = await anext(live)
            async with asyncio.timeout(3):
                later = await anext(live)

    assert [name for name, _ in (now, later)] == ["stand", "stand"]
    assert f"As of position {len(HISTORY)}" in now[1]


async def test_a_listener_who_goes_away_is_forgotten(database: Database) -> None:
    def listening() -> float | None:
        return REGISTRY.get_sample_value("ketnap_live_streams", {"service": "statistics"})

    async with at_work(database) as world, served(world) as client:
        await world.publish(HISTORY)
        async with client.stream("GET", "/live") as answer:
            await anext(events(answer))
            during = listening()
        async with asyncio.timeout(5):
            while listening():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    assert during == 1


async def test_open_pages_do_not_keep_the_service_from_stopping(database: Database) -> None:
    async with at_work(database) as world:
        await world.publish(HISTORY)
        async with asyncio.timeout(5), served(world) as client:
            request = client.build_request("GET", "/live")
            answer = await client.send(request, stream=True)
            await anext(events(answer))


async def test_columns_stand_for_the_months_of_the_period(database: Database) -> None:
    late = Way(number=2, branch_id=BRANCHES[2], held_on=date(2023, 11, 30))
    async with at_work(database) as world:
        await world.publish([*HISTORY, *in_turn((case_id(2), late.events()))])

        page = (await world.client.get(f"/?{PERIOD}&committee={BLOC}")).text

    assert "<title>6/2023: 1</title>" in page
    assert "<title>11/2023: 1</title>" in page
    assert "/statistics/cases?from=2023-11-01&amp;to=2023-11-30" in page
