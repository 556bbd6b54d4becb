"""Services in tests as processes of their own, told by the environment as an operator does."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from deploy.keys import lines
from tests.engines import Database
from tests.processes import PATIENCE, ROOT, free_port

SECRETS = dict(line.split("=", 1) for line in lines())


def told(database: Database, **more: str) -> Mapping[str, str]:
    """Everything that any process needs; nobody else's feeds are to be had."""
    machine = {name: text for name, text in os.environ.items() if not name.startswith("KETNAP_")}
    return {
        **machine,
        **SECRETS,
        "KETNAP_DATABASE_URL": database.owner_url,
        "KETNAP_INTAKE_URL": "http://127.0.0.1:9/intake",
        "KETNAP_VERIFICATION_URL": "http://127.0.0.1:9/verification",
        "KETNAP_KAFKA": "127.0.0.1:9",
        "KETNAP_PORT": str(free_port()),
        **more,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A process that serves."""

    process: subprocess.Popen[str]
    address: str

    def metric(self, name: str) -> float:
        """The sum over all labels."""
        page = httpx.get(f"{self.address}/metrics").text
        return sum(map(float, re.findall(rf"^{name}(?:{{.*}})? (\S+)$", page, re.MULTILINE)))

    def until_ready(self) -> None:
        """Wait for it; fails with its last words where it ends instead."""
        deadline = time.monotonic() + PATIENCE
        while not self.is_ready():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline, "not ready in time"
            time.sleep(0.1)

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/ready").is_success
        except httpx.TransportError:
            return False


@contextmanager
def apart(module: str, *words: str, environment: Mapping[str, str]) -> Iterator[Apart]:
    """A process of `module` that is ready; killed at the end if it still lives."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    running = Apart(process=process, address=f"http://127.0.0.1:{environment['KETNAP_PORT']}")
    try:
        running.until_ready()
        yield running
    finally:
        process.kill()
        process.communicate()


def ended(
    module: str, *words: str, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """A process of `module` that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
