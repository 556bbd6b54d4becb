"""How a service runs as a process of its own: starts or says why not, shares, ends when told."""

import asyncio
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest

from shared.people.sign_in import SignIn
from tests import examples
from tests.apart import SECRETS, apart, ended, told
from tests.engines_kafka import own_topics
from tests.journeys.clerks import BOARD, CLERK
from tests.processes import PATIENCE

pytestmark = pytest.mark.process

RECORDERS = ["intake", "verification"]
TOKEN = SignIn(bytes.fromhex(SECRETS["KETNAP_SESSION_KEY"])).issue(BOARD)
SIGNED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
async def environment(database, kafka):
    """A migrated database and topics that nobody else has."""
    namespace = await own_topics(kafka)
    return told(database, KETNAP_KAFKA=kafka.address, KETNAP_NAMESPACE=namespace)


def until(fact: Callable[[], bool]) -> float:
    """How many seconds it took; fails if it does not come."""
    began = time.monotonic()
    while not fact():
        assert time.monotonic() < began + PATIENCE
        time.sleep(0.05)
    return time.monotonic() - began


def says_trial(address: str) -> bool:
    page = httpx.get(address, headers={"accept": "text/html", "accept-language": "en"})
    return "Trial version" in page.text


@pytest.mark.parametrize("module", ["services.intake", "services.verification"])
def test_who_is_told_nothing_says_all_that_is_missing_at_once(module):
    answer = ended(module, environment={})

    assert answer.returncode == 2
    assert all(line.endswith(".") for line in answer.stderr.splitlines())
    assert "KETNAP_DATABASE_URL is not set" in answer.stderr
    assert "KETNAP_VAULT_KEY is not set: ketnap keys prints fresh ones." in answer.stderr
    assert "KETNAP_KAFKA is not set" in answer.stderr


def test_who_shows_figures_needs_neither_kafka_nor_the_vault():
    answer = ended("services.statistics", environment={})

    assert "VAULT" not in answer.stderr
    assert "KAFKA" not in answer.stderr


def test_another_word_is_a_wrong_use():
    assert "Usage" in ended("services.statistics", "dance", environment={}).stderr


def test_a_database_that_was_not_migrated_is_one_sentence(empty_database):
    answer = ended("services.statistics", environment=told(empty_database))

    assert answer.returncode == 2
    assert answer.stderr.endswith("has no ledger statistics yet: run ketnap migrate.\n")


def test_a_taken_port_is_one_sentence(database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = ended("services.statistics", environment=told(database, KETNAP_PORT=port))

    assert answer.returncode == 2
    assert f"127.0.0.1:{port} cannot be listened on" in answer.stderr


@pytest.mark.kafka
@pytest.mark.parametrize("name", RECORDERS)
def test_a_missing_topic_is_one_sentence(database, kafka, name):
    environment = told(database, KETNAP_KAFKA=kafka.address, KETNAP_NAMESPACE="nowhere")
    answer = ended(f"services.{name}", environment=environment)

    assert answer.returncode == 2
    assert answer.stderr.startswith("Kafka has no topic nowhere.admissions.v1, nowhere.cases.v1")
    assert answer.stderr.endswith("(ketnap topics).\n")


@pytest.mark.kafka
@pytest.mark.parametrize("name", RECORDERS)
def test_it_serves_under_the_same_path_as_in_one_process_and_ends_when_told(environment, name):
    with apart(f"services.{name}", environment=environment) as running:
        page = httpx.get(f"{running.address}/{name}/ready")
        running.process.send_signal(signal.SIGTERM)

        assert page.json() == {"ready": True, "lacks": []}
        assert running.process.wait(PATIENCE) == 0


async def test_an_open_stream_ends_when_the_process_is_told_to(database):
    with apart("services.statistics", environment=told(database)) as running:
        url = f"{running.address}/statistics/live"
        async with (
            httpx.AsyncClient() as http,
            http.stream("GET", url, headers=SIGNED) as stream,
        ):
            lines = stream.aiter_lines()
            assert await anext(lines) == "event: figures"
            running.process.send_signal(signal.SIGTERM)
            with suppress(httpx.RemoteProtocolError):  # it may end in the middle of nothing
                async with asyncio.timeout(10):
                    async for _ in lines:
                        pass
        assert await asyncio.to_thread(running.process.wait, PATIENCE) == 0


@pytest.mark.kafka
def test_one_publishes_while_another_stands_by_and_takes_over(environment, database):
    other = {**environment, "KETNAP_PORT": told(database)["KETNAP_PORT"]}
    with (
        apart("services.intake", environment=environment) as first,
        apart("services.intake", environment=other) as second,
    ):
        until(lambda: first.metric("ketnap_relay_holds") == 1)
        assert second.metric("ketnap_relay_holds") == 0

        first.process.kill()

        assert until(lambda: second.metric("ketnap_relay_holds") == 1) < 10


@pytest.mark.kafka
def test_nobody_signs_in_by_himself_unless_it_was_switched_on(environment):
    with apart("services.intake", environment=environment) as running:
        answer = httpx.post(f"{running.address}/sign-in", json={"office": CLERK.code})

        assert answer.status_code == 403
        assert answer.json()["code"] == "no_sign_in"
        assert not says_trial(f"{running.address}/sign-in")


@pytest.mark.kafka
def test_where_it_was_switched_on_an_office_that_exists_may_be_chosen(environment):
    environment = {**environment, "KETNAP_TRIAL_SIGN_IN": "yes"}
    province = {
        "committee_id": str(examples.PROVINCE),
        "type": "province_committee",
        "name": "Tỉnh ủy",
        "created_on": "2018-01-02",
        "decision_no": "1-QĐ/TW",
    }
    with apart("services.intake", environment=environment) as running:
        made = httpx.post(f"{running.address}/intake/api/committees", json=province, headers=SIGNED)

        def choose(office: str) -> httpx.Response:
            return httpx.post(f"{running.address}/sign-in", json={"office": office})

        assert made.status_code == 201, made.text
        until(lambda: choose(BOARD.code).is_success)
        assert choose(CLERK.code).status_code == 422
        assert says_trial(f"{running.address}/sign-in")
        assert says_trial(f"{running.address}/intake/nowhere")
