"""Programs that are measured from outside: started on a free port, answered, ended by a signal."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from deploy.kafka.broker import free_port

STARTS_WITHIN = 60.0  # seconds
ENDS_WITHIN = 15.0
LOOK = 0.01


class DidNotStart(Exception):
    """A program ended, or did not answer in time; the message is what it said last."""


@contextmanager
def program(
    module: str, *words: str, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m module words`, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", module, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(ENDS_WITHIN)
        process.kill()
        process.wait()


def answered(process: subprocess.Popen[bytes], url: str) -> float:
    """Wait for any answer under `url`, however bad; how many seconds that took."""
    began = time.perf_counter()
    while time.perf_counter() < began + STARTS_WITHIN:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return time.perf_counter() - began
        except urllib.error.HTTPError:
            return time.perf_counter() - began
        except OSError:
            time.sleep(LOOK)
    raise DidNotStart(f"{process.args} gave no answer under {url}")


@contextmanager
def serving(module: str, before: Sequence[str], *, path: str = "/") -> Iterator[str]:
    """A program that is told `before` and a port; its address, once it answers."""
    port = free_port()
    with program(module, *before, str(port)) as process:
        address = f"http://127.0.0.1:{port}"
        answered(process, address + path)
        yield address
