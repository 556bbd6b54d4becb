"""One Keycloak run with the machine's Java: fetched and built once, its data in a folder."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from deploy.published import Published, Unusable

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / "var" / "keycloak"
REALM = HERE / "realm.json"
REALM_NAME = "ketnap"
JAVA = (
    *("java", "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
    *("-Djava.awt.headless=true", "-Duser.language=en", "-Dfile.encoding=UTF-8"),
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
)
BUILT = {"KC_DB": "dev-file", "KC_HEALTH_ENABLED": "true", "KC_HTTP_RELATIVE_PATH": "/auth"}
"""What must be known before a start: it is built in, which takes longer than the start itself."""
DEADLINE = 90.0  # seconds for a start


def build(folder: Path) -> None:
    """Prepare what was unpacked for fast starts; raises Unusable."""
    done = subprocess.run(  # noqa: S603
        command(home_in(folder), "build"),
        env=machine() | BUILT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unusable(f"Keycloak could not be built: {(done.stdout + done.stderr)[-300:]}")


DISTRIBUTION = Published(
    pom=HERE / "pom.xml", cache=CACHE, goal="unpack-dependencies", finish=build
)


class Server:
    """A Keycloak on this machine's own address, with the realm that the composed system has."""

    def __init__(
        self, folder: Path, *, port: int, health: int, settings: Mapping[str, str]
    ) -> None:
        self.port, self._health = port, health
        self._folder = folder
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where our own processes reach it."""
        return f"http://127.0.0.1:{self.port}/auth"

    def start(self) -> None:
        """Return when it serves; raises Unusable."""
        self._lay_out(home_in(DISTRIBUTION.fetched()))
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                command(self._folder, "start", "--optimized", "--import-realm"),
                env=machine() | BUILT | self._settings | self._own(),
                stdout=log,
                stderr=log,
                start_new_session=True,  # an interrupt at the terminal is for the tests alone
            )
        self._wait_until_it_serves()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(DEADLINE)
        self._process = None

    def _lay_out(self, home: Path) -> None:
        """A home of its own, whose programs are those of the distribution."""
        for part in ("lib", "providers", "themes"):
            (self._folder / part).symlink_to(home / part)
        shutil.copytree(home / "conf", self._folder / "conf")
        imported = self._folder / "data" / "import"
        imported.mkdir(parents=True)
        shutil.copy(REALM, imported / f"{REALM_NAME}.json")

    def _own(self) -> dict[str, str]:
        return {
            "KC_HTTP_HOST": "127.0.0.1",
            "KC_HTTP_PORT": str(self.port),
            "KC_HTTP_MANAGEMENT_HOST": "127.0.0.1",
            "KC_HTTP_MANAGEMENT_PORT": str(self._health),
        }

    def _wait_until_it_serves(self) -> None:
        deadline = time.monotonic() + DEADLINE
        while not answers(f"http://127.0.0.1:{self._health}/auth/health/ready"):
            if self._process is None or self._process.poll() is not None:
                raise Unusable(f"Keycloak ended while it started: {self._end_of_log()}")
            if time.monotonic() > deadline:
                self.stop()
                raise Unusable(f"Keycloak does not answer: {self._end_of_log()}")
            time.sleep(0.1)

    def _end_of_log(self) -> str:
        return (self._folder / "log").read_text(errors="replace").strip()[-300:]


def home_in(folder: Path) -> Path:
    """The one folder that the distribution unpacks to."""
    [home] = folder.glob("keycloak-*")
    return home


def command(home: Path, *words: str) -> list[str]:
    """What `kc.sh` comes to, without a shell between us and the process."""
    places = (f"-Dkc.home.dir={home}", f"-Djboss.server.config.dir={home / 'conf'}")
    jar = str(home / "lib" / "quarkus-run.jar")
    return [*JAVA, *places, "-cp", jar, "io.quarkus.bootstrap.runner.QuarkusEntryPoint", *words]


def machine() -> dict[str, str]:
    """The environment, but for what would be meant for another Keycloak."""
    return {name: text for name, text in os.environ.items() if not name.startswith("KC_")}


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=1) as reply:  # noqa: S310
            return bool(reply.status == 200)
    except (URLError, OSError):
        return False
