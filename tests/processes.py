"""`ketnap` as a process of its own, run to its end or serving for a while."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds


def ketnap(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "services", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The address of a system that serves from `data` without the sample; it must end with 0."""
    port = free_port()
    command = [sys.executable, "-m", "services", "serve", "--port", str(port), "--no-sample"]
    process = subprocess.Popen(
        [*command, "--data", str(data)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    try:
        assert f"http://127.0.0.1:{port}" in process.stderr.readline()
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
