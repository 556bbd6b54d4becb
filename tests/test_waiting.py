"""What a process says when it cannot reach what it needs, and what it tells of Kafka later."""

import pytest
from sqlalchemy import make_url

from services.postgres import Unusable
from services.waiting import KafkaCondition, database, kafka, ledger, topics, where_of
from shared.web.frame import Lack
from tests.engines_kafka import own_topics
from tests.processes import free_port

SOON = 0.1  # seconds


def nowhere() -> str:
    return f"127.0.0.1:{free_port()}"


async def test_a_database_that_does_not_answer_is_waited_for_so_long():
    address = nowhere()

    with pytest.raises(Unusable, match=rf"PostgreSQL at {address}/ketnap did not answer within"):
        await database(f"postgresql+asyncpg://a:secret@{address}/ketnap", within=SOON)


async def test_what_is_said_of_an_address_holds_no_password():
    assert where_of("postgresql+asyncpg://a:secret@host:5432/ketnap") == "host:5432/ketnap"


async def test_who_is_not_let_in_is_told_at_once(empty_database):
    with pytest.raises(Unusable, match="does not let nobody_app in"):
        await database(empty_database.url("nobody_app"))


async def test_a_database_that_does_not_exist_is_told_at_once(empty_database):
    url = make_url(empty_database.owner_url).set(database="nothing")

    with pytest.raises(Unusable, match="no such database"):
        await database(url.render_as_string(hide_password=False))


async def test_a_database_without_the_ledger_is_told_at_once(empty_database):
    with pytest.raises(Unusable, match="has no ledger intake yet: run ketnap migrate"):
        await ledger(empty_database.owner_url, "intake")


@pytest.mark.parametrize("name", ["intake", "verification", "statistics"])
async def test_each_service_sees_its_own_ledger(database, name):
    await ledger(database.url(f"{name}_app"), name)


async def test_kafka_that_does_not_answer_is_waited_for_so_long():
    address = nowhere()

    with pytest.raises(Unusable, match=rf"Kafka at {address} did not answer within"):
        await kafka(address, within=SOON)


async def test_an_operator_is_told_that_kafka_is_away():
    condition = KafkaCondition(nowhere(), ["ketnap.cases.v1"])

    (lack,) = await condition.lacks()

    assert lack.part == "kafka"


@pytest.mark.kafka
async def test_a_missing_topic_is_told_at_once(kafka):
    with pytest.raises(Unusable, match=r"no topic nowhere.cases.v1: .*\(ketnap topics\)"):
        await topics(kafka.address, ["nowhere.cases.v1"])


@pytest.mark.kafka
async def test_an_operator_is_told_which_topic_is_missing(kafka):
    namespace = await own_topics(kafka)
    there, missing = f"{namespace}.cases.v1", f"{namespace}.nothing"

    assert await KafkaCondition(kafka.address, [there, missing]).lacks() == [
        Lack(part="topics", why=f"{missing} is missing")
    ]
