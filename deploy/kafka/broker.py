"""One Kafka broker run with the machine's Java: fetched once by Maven, data in a folder."""

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from deploy.published import Published, Unusable

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / "var" / "kafka"
JARS = Published(pom=HERE / "pom.xml", cache=CACHE, goal="copy-dependencies")
CLUSTER = "5L6g3nShT-eMCtK--X86sw"
JAVA = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")
DEADLINE = 60.0  # seconds for a start
PORTS = range(20_000, 32_000)

SETTINGS = """
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=CLIENTS://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=CLIENTS://127.0.0.1:{port}
inter.broker.listener.name=CLIENTS
controller.listener.names=CONTROLLER
listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
"""

ANY_VERSION = bytes.fromhex("0000000a 0012 0000 00000001 ffff")  # Kafka's question for versions


def free_port() -> int:
    """None of those from which clients connect, so it stays free while its owner is down."""
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise Unusable("There is no free port.")


class Broker:
    """A broker on ports and data of its own, which can be hurt and started again."""

    def __init__(
        self, folder: Path, *, port: int | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self.port, self._controller = port or free_port(), free_port()
        self._folder = folder
        self._extra = settings or {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        """Return when it serves; raises Unusable."""
        classes = f"{JARS.fetched()}/*"
        configuration = self._configured()
        if not (self._folder / "data" / "meta.properties").exists():
            self._run(
                classes, "kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", configuration
            )
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                java(classes, "kafka.Kafka", configuration),
                stdout=log,
                stderr=log,
                start_new_session=True,  # an interrupt at the terminal is for the tests alone
            )
        self._wait_until_it_serves()

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _configured(self) -> str:
        """The path of its settings, which are written anew."""
        file = self._folder / "server.properties"
        settings = SETTINGS.format(
            port=self.port, controller=self._controller, data=self._folder / "data"
        )
        extra = "".join(f"{name}={value}\n" for name, value in self._extra.items())
        file.write_text(settings + extra)
        return str(file)

    def _run(self, classes: str, *words: str) -> None:
        done = subprocess.run(  # noqa: S603
            java(classes, *words), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Unusable(f"{words[0]} failed: {(done.stdout + done.stderr).strip()[-300:]}")

    def _wait_until_it_serves(self) -> None:
        deadline = time.monotonic() + DEADLINE
        while not answers(self.port):
            if self._process is None or self._process.poll() is not None:
                raise Unusable(f"Kafka ended while it started: {self._end_of_log()}")
            if time.monotonic() > deadline:
                self.kill()
                raise Unusable(f"Kafka does not answer: {self._end_of_log()}")
            time.sleep(0.1)

    def _end_of_log(self) -> str:
        return (self._folder / "log").read_text(errors="replace").strip()[-300:]

    def _signal(self, number: int) -> None:
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, number)

    def _end(self, number: int) -> None:
        self._signal(signal.SIGCONT)
        self._signal(number)
        if self._process is not None:
            self._process.wait(DEADLINE)
        self._process = None


def java(classes: str, *words: str) -> list[str]:
    settings = f"-Dlog4j2.configurationFile={HERE / 'log4j2.yaml'}"
    return ["java", *JAVA, settings, "-cp", classes, *words]


def answers(port: int) -> bool:
    """Whether Kafka itself answers there: the port alone may be open before, or a proxy's."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(ANY_VERSION)
            return len(connection.recv(4)) == 4
    except OSError:
        return False
