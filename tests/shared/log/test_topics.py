"""The topics: made once as declared, left alone ever after, and missed in one sentence."""

from uuid import uuid4

import pytest
from aiokafka.admin import NewTopic

from shared.log.kafka import Kafka as KafkaCarrier
from shared.log.topics import (
    CASES,
    FOR_EVER,
    FULFILMENT,
    OF_STEPS,
    TOPICS,
    Difference,
    MissingTopics,
    administering,
    ensure,
    full,
    missing,
    names,
    require,
)
from tests.engines_kafka import Kafka


def test_the_topics_are_those_of_the_contract():
    assert names(TOPICS) == (
        "ketnap.cases.v1",
        "ketnap.verifications.v1",
        "ketnap.organisation.v1",
        "ketnap.targets.v1",
        "ketnap.offices.v1",
        "ketnap.scans.v1",
        "ketnap.persons.v1",
        "ketnap.upkeep.v1",
        "ketnap.admissions.v1",
        "ketnap.fulfilment.v1",
        "ketnap.intake.dead-letters",
        "ketnap.verification.dead-letters",
        "ketnap.statistics.dead-letters",
    )


def test_what_steps_travel_on_is_kept_for_ever_in_twelve_partitions():
    assert all(topic.settings == FOR_EVER for topic in OF_STEPS)
    assert {topic.partitions for topic in TOPICS} == {12}


def fresh_namespace() -> str:
    return f"test-{uuid4().hex[:12]}"


@pytest.mark.kafka
async def test_what_is_missing_is_made_as_declared(kafka: Kafka):
    namespace = fresh_namespace()

    first = await ensure(kafka.address, namespace=namespace)
    again = await ensure(kafka.address, namespace=namespace)

    assert set(first.made) == set(names(TOPICS, namespace))
    assert again.made == ()
    assert again.differences == ()


@pytest.mark.kafka
async def test_what_differs_is_told_and_left_alone(kafka: Kafka):
    namespace = fresh_namespace()
    cases = full(CASES, namespace)
    async with administering(kafka.address) as admin:
        await admin.create_topics([NewTopic(cases, 3, 1, topic_configs={"retention.ms": "1000"})])

    for _ in range(2):
        ensured = await ensure(kafka.address, namespace=namespace, topics=[CASES, FULFILMENT])

        assert set(ensured.differences) == {
            Difference(topic=cases, setting="partitions", found="3", declared="12"),
            Difference(topic=cases, setting="retention.ms", found="1000", declared="-1"),
        }


@pytest.mark.kafka
async def test_what_a_service_misses_is_one_sentence(kafka: Kafka):
    namespace = fresh_namespace()
    await ensure(kafka.address, namespace=namespace, topics=[CASES])
    wanted = [*names([CASES], namespace), "nowhere.cases.v1"]

    assert await missing(kafka.address, wanted) == ["nowhere.cases.v1"]
    with pytest.raises(MissingTopics, match=r"no topic nowhere\.cases\.v1: make the topics"):
        await require(kafka.address, wanted)


@pytest.mark.kafka
async def test_nothing_is_sent_where_a_topic_is_missing(kafka: Kafka):
    namespace = fresh_namespace()

    with pytest.raises(MissingTopics, match="ketnap topics"):
        async with KafkaCarrier(kafka.address, namespace=namespace).running():
            pass
