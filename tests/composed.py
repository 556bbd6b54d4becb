"""The composed system in tests: under a name and with keys of its own, gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.kafka.broker import free_port
from deploy.keys import lines

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docker-compose.yml"
NOTHING = "left out: the composed system needs Docker, which does not answer here"
PATIENCE = 900  # seconds to build and start, the first time on a new machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A system that is up."""

    project: str
    port: int
    secrets: dict[str, str]
    command: Sequence[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def compose(self, *words: str) -> str:
        """Let docker compose do something; what it printed, or all of its complaint."""
        return self.run([*self.command, *words])

    def typed(self, script: str, *, folder: Path) -> str:
        """Type what a page says, where files may be left in `folder`."""
        compose = " ".join([*self.command, "--project-directory", str(ROOT), "--file", str(FILE)])
        script = script.replace("docker compose", compose)
        return self.run(["bash", "-euo", "pipefail", "-c", script], folder=folder)

    def run(self, words: Sequence[str], *, folder: Path = ROOT) -> str:
        done = subprocess.run(
            words,
            cwd=folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def environment(self) -> dict[str, str]:
        """Ours, and not what a file .env of this folder says."""
        machine = {
            name: value for name, value in os.environ.items() if not name.startswith("KETNAP_")
        }
        own = {
            "COMPOSE_PROJECT_NAME": self.project,
            "PORT": str(self.port),
            "KETNAP_TRIAL_SIGN_IN": "yes",
        }
        return machine | self.secrets | own

    def ketnap(self, *words: str) -> str:
        """What an administrator types, within the process of intake."""
        return self.compose("exec", "-T", "intake", "python", "-m", "services", *words).strip()

    def up(self) -> None:
        """Bring it up; whoever did not come says why."""
        try:
            self.compose("up", "--detach")
        except AssertionError as failure:
            failure.add_note(self.compose("logs", "--no-color", "--tail", "40"))
            raise


@contextmanager
def composed() -> Iterator[Composed]:
    """Build it, bring it up, and take it down with all that it kept."""
    command = compose_command()
    if command is None:
        nothing = pytest.fail if os.environ.get("REQUIRE_COMPOSE") else pytest.skip
        nothing(NOTHING)
    system = Composed(
        project=f"ketnap-test-{uuid4().hex[:8]}",
        port=free_port(),
        secrets=dict(line.split("=", 1) for line in lines()),
        command=command,
    )
    system.compose("build", "-q")
    try:
        system.up()
        yield system
    finally:
        system.compose("down", "--volumes", "--remove-orphans", "--timeout", "5")


def compose_command() -> Sequence[str] | None:
    """Docker Compose v2, else 1.29; None where no engine answers."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]) and answers([*command, "version"]):
            return command if answers(["docker", "info"]) else None
    return None


def answers(command: Sequence[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
