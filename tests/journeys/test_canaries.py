"""No personal value leaves the vault, whatever is done wrongly, and none survives erasure."""

from collections.abc import AsyncIterator, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from structlog.testing import capture_logs

from shared.database import connect
from shared.log.cloudevents import message_of, public_message_of
from shared.log.wire import from_json
from shared.people.access import ITSELF
from shared.people.vault import Field, Vault
from tests import examples
from tests.engines import Database
from tests.journeys import clerks as steps
from tests.journeys.canaries import Flock, dump
from tests.journeys.clerks import BOARD, CLERK, COMMITTEE, SECRETARY, Clerks
from tests.journeys.conftest import KEYS

pytestmark = pytest.mark.journey

FORM = {
    "listed_on": "1/2/2023",
    "sex": "female",
    "ethnicity": "kinh",
    "union": "youth_union",
    "study": "none",
}


@dataclass(slots=True)
class Watch:
    """The canaries, every problem that was answered, and every line that was logged."""

    flock: Flock = field(default_factory=Flock)
    problems: list[str] = field(default_factory=list)
    lines: list[object] = field(default_factory=list)

    async def answered(self, answer: httpx.Response) -> None:
        if "problem+json" in answer.headers.get("content-type", ""):
            self.problems.append((await answer.aread()).decode())


@pytest.fixture
async def watch(clerks: Clerks, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watch]:
    """Whatever the clerks send from now on bears canaries, and what comes of it is watched."""
    watch = Watch()
    clerks.http.event_hooks["response"].append(watch.answered)
    for name in ("PROSPECT", "BEFORE_VERIFICATION", "AFTER_VERIFICATION"):
        sent = deepcopy(getattr(steps, name))
        if isinstance(sent, dict):
            planted = watch.flock.planted(sent | {"id_number": ""})
        else:
            planted = [(who, step, watch.flock.planted(body)) for who, step, body in sent]
        monkeypatch.setattr(steps, name, planted)
    with capture_logs() as lines:
        watch.lines = lines
        yield watch


async def blunder(clerks: Clerks, watch: Watch, case: UUID) -> None:
    """Everything wrong that one can do with a name in the hand, to programs' and people's doors."""
    plant, send = watch.flock.planted, clerks.send
    body = plant(steps.PROSPECT | {"id_number": ""})
    for wrong in [
        body | {"born_on": body["name"]},
        body | {"branch_id": body["name"]},
        body | {"surprise": body["name"]},
        body | {"name": body["name"] * 9},
        body | {"id_number": body["name"]},
        body | {"same_as": str(uuid4())},
        [body["name"]],
    ]:
        assert (await send(CLERK, "/intake/api/cases", wrong)).status_code == 422
    for office in (SECRETARY, COMMITTEE):
        assert (await send(office, "/intake/api/cases", body)).status_code == 403
    await send(CLERK, "/intake/api/find", {"name": body["name"]})
    await send(CLERK, "/intake/api/find", {"name": body["name"], "more": body["name"]})
    await send(CLERK, f"/intake/api/cases/{case}/{body['name']}", {})
    key = uuid4()
    await send(CLERK, "/intake/api/cases", body, key=key)
    await send(CLERK, "/intake/api/cases", plant(body), key=key)
    for path in (f"/intake/find?name={body['name']}", f"/intake/cases?stage={body['name']}"):
        await clerks.http.get(path, headers=clerks.signed(CLERK))


async def look(clerks: Clerks, watch: Watch, case: UUID) -> None:
    """The pages in both languages, the lists, the search, and the own file."""
    person = (await found(clerks, watch))["person_id"]
    for language in ("vi", "en"):
        headers = {"accept": "text/html", "accept-language": language, "origin": "http://127.0.0.1"}
        for office, path in [
            (CLERK, "/intake/"),
            (CLERK, "/intake/cases"),
            (CLERK, f"/intake/cases/{case}"),
            (SECRETARY, f"/verification/cases/{case}"),
            (BOARD, f"/intake/persons/{person}"),
            (BOARD, f"/statistics/?committee={examples.BRANCH}"),
        ]:
            page = await clerks.http.get(path, headers=headers | clerks.signed(office))
            assert page.status_code == 200, path
        form = FORM | watch.flock.planted({"name": "", "born_on": ""}) | {"born_on": "31/31/31"}
        answer = await clerks.http.post(
            "/intake/prospects/new", data=form, headers=headers | clerks.signed(CLERK)
        )
        assert answer.status_code == 422


async def found(clerks: Clerks, watch: Watch) -> dict[str, str]:
    name = steps.PROSPECT["name"]
    answer = await clerks.send(BOARD, "/intake/api/find", {"name": name})
    return answer.json()["found"][0]


async def published(clerks: Clerks) -> Iterator[tuple[str, str]]:
    """What is read at the feeds, and what Kafka would be given of it."""
    told = []
    for source in ("intake", "verification"):
        answer = await clerks.http.get(
            f"/{source}/feed?after=0", headers=clerks.as_a_service(source)
        )
        told.append((f"feed of {source}", answer.text))
        for line in answer.json()["steps"]:
            posted = from_json(line)
            for message in (message_of(posted), public_message_of(posted)):
                told.append((f"topic of {posted.entry.type}", repr(message)))
                if message:
                    told.append(("topic", message.value.decode()))
    return iter(told)


async def metrics(clerks: Clerks) -> dict[str, str]:
    return {
        f"metrics of {name}": (await clerks.http.get(f"/{name}/metrics")).text
        for name in clerks.system.services
    }


async def dumped(database: Database, *, vault: bool) -> dict[str, str]:
    owner = create_async_engine(database.owner_url)
    async with owner.connect() as connection:
        tables = await dump(connection, vault=vault)
    await owner.dispose()
    return tables


async def whole_life(clerks: Clerks, watch: Watch) -> UUID:
    case = await clerks.whole_way()
    await blunder(clerks, watch, case)
    await look(clerks, watch, case)
    return case


async def test_no_personal_value_is_anywhere_but_in_the_vault(clerks, watch, database, caplog):
    await whole_life(clerks, watch)

    assert len(watch.problems) > 10
    assert watch.flock.in_all(("problem", problem) for problem in watch.problems) == []
    assert watch.flock.in_all(("log", repr(line)) for line in watch.lines) == []
    assert watch.flock.in_text("log of a library", caplog.text) == []
    assert watch.flock.in_all(await metrics(clerks)) == []
    assert watch.flock.in_all(await published(clerks)) == []
    assert watch.flock.in_all(await dumped(database, vault=True)) == []


async def test_after_erasure_no_value_can_be_opened_and_no_row_is_left(clerks, watch, database):
    case = await whole_life(clerks, watch)
    engine = connect(database.url("vault_app"), search_path="vault", pool=1)
    vault = Vault(engine, KEYS.vault, "test")
    async with engine.connect() as connection:
        persons = (await connection.execute(text("SELECT person_id FROM people"))).scalars().all()
    opened = await vault.open(persons, fields=list(Field), office=ITSELF, reason="test")
    assert watch.flock.in_text("vault", repr(opened)) != []

    for person in persons:
        order = {"document_no": "31-QĐ/BTC", "erased_on": "2024-06-12"}
        await clerks.must(BOARD, f"/intake/api/persons/{person}/erasure", order)

    assert await vault.open(persons, fields=list(Field), office=ITSELF, reason="test") == {}
    tables = await dumped(database, vault=True)
    assert {name: tables[f"vault.{name}"] for name in ("people", "sealed_values", "lookups")} == {
        "people": "",
        "sealed_values": "",
        "lookups": "",
    }
    for language in ("vi", "en"):
        headers = {"accept": "text/html", "accept-language": language}
        for path in (f"/intake/cases/{case}", "/intake/", "/intake/cases"):
            page = await clerks.http.get(path, headers=headers | clerks.signed(CLERK))
            assert page.status_code == 200
            assert watch.flock.in_text(path, page.text) == []
    await engine.dispose()


async def test_a_canary_outside_the_vault_would_be_found(clerks, watch, database):
    await clerks.list_prospect()
    name = watch.flock.given[0]
    owner = create_async_engine(database.owner_url)
    async with owner.begin() as connection:
        await connection.execute(text("CREATE TABLE intake_read.careless (note text, raw bytea)"))
        await connection.execute(
            text("INSERT INTO intake_read.careless VALUES (:name, NULL), (NULL, :raw)"),
            {"name": f"{name} was here", "raw": name.encode()},
        )
    await owner.dispose()

    found = watch.flock.in_all(await dumped(database, vault=False))

    word = name.split()[0]
    assert found == [
        f"intake_read.careless: {word.lower()}",
        f"intake_read.careless: {word.encode().hex()}",
    ]


@pytest.mark.parametrize("place", ["log", "problem", "metrics"])
def test_a_canary_in_any_text_would_be_found(place):
    flock = Flock()
    name = flock.canary("name")

    assert flock.in_text(place, f'{{"detail": "no such person: {name}"}}') != []
