"""The topics of Kết Nạp, declared once; made where they are missing, and never changed."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

BrokerError = KafkaError
"""Whatever the client of Kafka complains of, for code that does not know the client."""

PARTITIONS = 12  # for life: another number would send a stream's steps to another partition
FOR_EVER = MappingProxyType({"cleanup.policy": "delete", "retention.ms": "-1"})
NEWEST_ONLY = MappingProxyType({"cleanup.policy": "compact"})
NAMESPACE = "ketnap"
VISIBLE_WITHIN = 15.0  # seconds


class Audience(StrEnum):
    """For whom a topic is; the broker's ACLs say so."""

    INTERNAL = "internal"
    PUBLIC = "public"
    OPERATORS = "operators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic, without the namespace before its name."""

    name: str
    key: str
    audience: Audience
    settings: Mapping[str, str] = field(default_factory=lambda: FOR_EVER)
    partitions: int = PARTITIONS


def dead_letters(service: str) -> Topic:
    """Where a service puts what it could not apply, with origin and cause in the headers."""
    return Topic(name=f"{service}.dead-letters", key="as the source", audience=Audience.OPERATORS)


CASES = Topic(name="cases.v1", key="case", audience=Audience.INTERNAL)
VERIFICATIONS = Topic(name="verifications.v1", key="case", audience=Audience.INTERNAL)
ORGANISATION = Topic(name="organisation.v1", key="committee", audience=Audience.PUBLIC)
TARGETS = Topic(name="targets.v1", key="committee", audience=Audience.PUBLIC)
OFFICES = Topic(name="offices.v1", key="user", audience=Audience.INTERNAL)
SCANS = Topic(name="scans.v1", key="dossier", audience=Audience.INTERNAL)
PERSONS = Topic(name="persons.v1", key="person", audience=Audience.INTERNAL)
UPKEEP = Topic(name="upkeep.v1", key="service", audience=Audience.OPERATORS)
ADMISSIONS = Topic(name="admissions.v1", key="case", audience=Audience.PUBLIC)
FULFILMENT = Topic(
    name="fulfilment.v1",
    key="committee, target",
    audience=Audience.PUBLIC,
    settings=NEWEST_ONLY,
)

ROUTES: Mapping[str, Topic] = MappingProxyType(
    {
        "case": CASES,
        "verification": VERIFICATIONS,
        "organisation": ORGANISATION,
        "target": TARGETS,
        "office": OFFICES,
        "scan": SCANS,
        "person": PERSONS,
        "upkeep": UPKEEP,
    }
)
"""Which topic carries the steps whose type begins so."""

OF_STEPS: tuple[Topic, ...] = tuple(ROUTES.values())
TOPICS: tuple[Topic, ...] = (
    *OF_STEPS,
    ADMISSIONS,
    FULFILMENT,
    *(dead_letters(service) for service in ("intake", "verification", "statistics")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a topic is not as it is declared; nothing changes it, since data lie in it."""

    topic: str
    setting: str
    found: str
    declared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensured:
    """What `ensure` made, and what it found otherwise than declared."""

    made: tuple[str, ...]
    differences: tuple[Difference, ...]


class MissingTopics(Exception):
    """A topic that is needed is not there; the message is one sentence for whoever starts it."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        super().__init__(
            f"Kafka has no topic {', '.join(self.names)}: make the topics first (ketnap topics)."
        )


def full(topic: Topic, namespace: str = NAMESPACE) -> str:
    """The name that the broker knows, as `ketnap.cases.v1`."""
    return f"{namespace}.{topic.name}"


def names(topics: Iterable[Topic], namespace: str = NAMESPACE) -> tuple[str, ...]:
    return tuple(full(topic, namespace) for topic in topics)


async def ensure(
    bootstrap: str,
    *,
    topics: Collection[Topic] = TOPICS,
    namespace: str = NAMESPACE,
    replication: int = 1,
) -> Ensured:
    """Make the topics that are missing, with so many copies; run again, it changes nothing."""
    async with administering(bootstrap) as admin:
        declared = {full(topic, namespace): topic for topic in topics}
        there = set(await admin.list_topics())
        made = await make(
            admin,
            [
                new(name, topic, replication=replication)
                for name, topic in declared.items()
                if name not in there
            ],
        )
        await shown(admin, set(declared))
        older = {name: topic for name, topic in declared.items() if name not in made}
        return Ensured(made=tuple(made), differences=tuple(await differences(admin, older)))


async def missing(bootstrap: str, wanted: Iterable[str]) -> list[str]:
    """Which of the topics, by their full names, the broker does not have."""
    async with administering(bootstrap) as admin:
        return sorted(set(wanted) - set(await admin.list_topics()))


async def require(bootstrap: str, wanted: Iterable[str]) -> None:
    """Raise MissingTopics unless all are there: to be asked before anything is sent or heard."""
    if lacking := await missing(bootstrap, wanted):
        raise MissingTopics(lacking)


@asynccontextmanager
async def administering(bootstrap: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap, request_timeout_ms=15_000)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


def new(name: str, topic: Topic, *, replication: int) -> NewTopic:
    safe = {"min.insync.replicas": str(max(1, replication - 1))}
    settings = {**topic.settings, **safe}
    return NewTopic(name, topic.partitions, replication, topic_configs=settings)


async def make(admin: AIOKafkaAdminClient, wanted: Collection[NewTopic]) -> list[str]:
    """Make them all; another process may have been faster. Raises KafkaError."""
    if not wanted:
        return []
    answer = await admin.create_topics(list(wanted))
    made = []
    for name, code, *reason in answer.topic_errors:  # type: ignore[attr-defined]
        error = for_code(code)
        if error is TopicAlreadyExistsError:
            continue
        if code:
            raise error(f"{name}: {reason}")
        made.append(name)
    return made


async def shown(admin: AIOKafkaAdminClient, wanted: Collection[str]) -> None:
    """Wait until the broker shows them: it is told by the controller a moment later."""
    async with asyncio.timeout(VISIBLE_WITHIN):
        while not set(wanted) <= set(await admin.list_topics()):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def differences(
    admin: AIOKafkaAdminClient, declared: Mapping[str, Topic]
) -> list[Difference]:
    if not declared:
        return []
    partitions = {
        description["topic"]: str(len(description["partitions"]))
        for description in await admin.describe_topics(list(declared))
    }
    settings = await settings_of(admin, declared)
    return [
        Difference(topic=name, setting=setting, found=found, declared=wanted)
        for name, topic in declared.items()
        for setting, found, wanted in [
            ("partitions", partitions[name], str(topic.partitions)),
            *(
                (each, settings[name].get(each, ""), topic.settings[each])
                for each in topic.settings
            ),
        ]
        if found != wanted
    ]


async def settings_of(
    admin: AIOKafkaAdminClient, declared: Iterable[str]
) -> dict[str, dict[str, str]]:
    """What the broker has set for each topic; raises KafkaError."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in declared]
    settings: dict[str, dict[str, str]] = {}
    for answer in await admin.describe_configs(asked):
        for code, reason, _kind, name, entries in answer.resources:  # type: ignore[attr-defined]
            if code:
                raise KafkaError(f"{name}: {reason}")
            settings[name] = {entry[0]: entry[1] for entry in entries}
    return settings
