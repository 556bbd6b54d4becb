"""Where tests get Kafka: an address, else a container, else the jars with the machine's Java."""

import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

import pytest

from deploy.kafka.broker import JARS, Broker, answers, free_port
from deploy.published import Unusable
from shared.log.topics import ensure

if TYPE_CHECKING:
    from testcontainers.core.container import DockerContainer

ADDRESS = "KETNAP_TEST_KAFKA"
FROM_JARS = "jars"  # in place of an address: leave Docker alone
IMAGE = "apache/kafka:4.3.1"
NOTHING = "what needs Kafka: it takes Docker, or Java and Maven, or an address in " + ADDRESS


class Kafka(Protocol):
    """A broker that tests may hurt; `start` brings it back on the same address with its data."""

    @property
    def address(self) -> str: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...
    def freeze(self) -> None: ...
    def thaw(self) -> None: ...


class Given:
    """Somebody else's broker: nobody starts or hurts it."""

    def __init__(self, address: str) -> None:
        self.address = address

    def start(self) -> None:
        pytest.skip(f"{ADDRESS} names a broker that is not ours to hurt")

    stop = kill = freeze = thaw = start


class Contained:
    """A broker in a container, on a port that it keeps."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self._container = container(self.port)
        self._made = False

    def start(self) -> None:
        if not self._made:
            self._made = True
            self._container.start()
            return
        self._docker("start")
        wait_for(self.port)

    def remove(self) -> None:
        self._container.stop()

    def stop(self) -> None:
        self._docker("stop")

    def kill(self) -> None:
        self._docker("kill")

    def freeze(self) -> None:
        self._docker("pause")

    def thaw(self) -> None:
        self._docker("unpause")

    def _docker(self, verb: str) -> None:
        identity = self._container.get_container_id()
        subprocess.run(["docker", verb, identity], check=True, capture_output=True)


def container(port: int) -> "DockerContainer":
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    if Path("/.dockerenv").exists():  # the machine itself looks like a container to the library
        os.environ.setdefault("TESTCONTAINERS_CONNECTION_MODE", "docker_host")
        os.environ.setdefault("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from testcontainers.core.container import DockerContainer
        from testcontainers.core.wait_strategies import LogMessageWaitStrategy
    kafka = DockerContainer(IMAGE).with_envs(
        KAFKA_NODE_ID="1",
        KAFKA_PROCESS_ROLES="broker,controller",
        KAFKA_CONTROLLER_LISTENER_NAMES="CONTROLLER",
        KAFKA_CONTROLLER_QUORUM_VOTERS="1@localhost:9093",
        KAFKA_LISTENERS="CLIENTS://:9092,BROKER://:9094,CONTROLLER://:9093",
        KAFKA_ADVERTISED_LISTENERS=f"CLIENTS://127.0.0.1:{port},BROKER://localhost:9094",
        KAFKA_INTER_BROKER_LISTENER_NAME="BROKER",
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP="CLIENTS:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        KAFKA_AUTO_CREATE_TOPICS_ENABLE="false",
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR="1",
        KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS="4",
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR="1",
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR="1",
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS="0",
        KAFKA_BROKER_SESSION_TIMEOUT_MS="3000",
        KAFKA_BROKER_HEARTBEAT_INTERVAL_MS="500",
        KAFKA_HEAP_OPTS="-Xmx512m",
    )
    kafka.ports["9092"] = ("127.0.0.1", port)
    return kafka.waiting_for(
        LogMessageWaitStrategy("Kafka Server started").with_startup_timeout(60)
    )


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while not answers(port):
        assert time.monotonic() < deadline, "the broker did not come back"
        time.sleep(0.1)


@contextmanager
def kafka() -> Iterator[Kafka]:
    """A broker of its own, gone afterwards; skips, or fails where engines are required."""
    given = os.environ.get(ADDRESS, "")
    if given == FROM_JARS and JARS.runnable():
        yield from from_jars()
    elif given and given != FROM_JARS:
        yield Given(given)
    elif image_is_here():
        yield from contained()
    elif JARS.runnable():
        yield from from_jars()
    elif os.environ.get("REQUIRE_ENGINES"):
        pytest.fail(NOTHING)
    else:
        pytest.skip(NOTHING)


async def own_topics(broker: Kafka) -> str:
    """The namespace of topics that nobody else uses, all made and empty."""
    namespace = f"test-{uuid4().hex[:12]}"
    await ensure(broker.address, namespace=namespace)
    return namespace


def image_is_here() -> bool:
    """Whether Docker answers, and has the image or may fetch it."""
    if shutil.which("docker") is None:
        return False
    for command in (["docker", "image", "inspect", IMAGE], ["docker", "pull", "-q", IMAGE]):
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return True
    return False


def contained() -> Iterator[Kafka]:
    broker = Contained()
    try:
        broker.start()
        yield broker
    finally:
        broker.remove()


def from_jars() -> Iterator[Kafka]:
    folder = Path(tempfile.mkdtemp(prefix="ketnap-kafka-"))
    broker = Broker(folder)
    try:
        broker.start()
        yield broker
    except Unusable as failure:
        pytest.fail(str(failure))
    finally:
        broker.kill()
        shutil.rmtree(folder, ignore_errors=True)
