"""How soon the first page is there, in an empty folder and in a full one, and the sample in it."""

import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.figure import Figure, met, tell
from bench.process import answered, program
from deploy.kafka.broker import free_port

ROUNDS = 3
OBJECTIVE = 3.0  # seconds


def measure(*, rounds: int = ROUNDS, sample: bool = True) -> list[Figure]:
    """The medians of some first and second starts, then the sample once."""
    first, second = [], []
    for _ in range(rounds):
        with TemporaryDirectory(prefix="ketnap-bench-", ignore_cleanup_errors=True) as folder:
            first.append(first_page(folder))
            second.append(first_page(folder))
    figures = [
        Figure(
            name="start to the first page, empty folder",
            value=f"{median(first):.1f} s",
            ratio=met("≤ 3 s", median(first) <= OBJECTIVE),
        ),
        Figure(
            name="start to the first page, again",
            value=f"{median(second):.1f} s",
            ratio=met("≤ 3 s", median(second) <= OBJECTIVE),
        ),
    ]
    return [*figures, loaded()] if sample else figures


def first_page(folder: str) -> float:
    """Seconds from the command to the page on which one signs in."""
    port, began = free_port(), perf_counter()
    words = ("serve", "--data", folder, "--port", str(port), "--no-sample")
    with program("services", *words) as process:
        answered(process, f"http://127.0.0.1:{port}/sign-in")
        return perf_counter() - began


def loaded() -> Figure:
    """The sample province by the commands of its clerks, heard by everybody in the end."""
    with TemporaryDirectory(prefix="ketnap-bench-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-W", "ignore", "-m", "services", "sample", "--data", folder]
        began = perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        took = perf_counter() - began
        assert (Path(folder) / "sample.json").exists()
    found = re.search(r"([\d,]+) steps loaded", done.stdout + done.stderr)
    steps = int(found[1].replace(",", "")) if found else 0
    return Figure(
        name="sample province, start and stop included",
        value=f"{took:.0f} s",
        ratio=f"{steps:,} commands, {steps / took:,.0f}/s",
    )


if __name__ == "__main__":
    tell(measure())
