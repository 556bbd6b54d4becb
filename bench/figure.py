"""A figure as it is printed: what it is, how it was measured, and against whom."""

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line; `ratio` says what comes last, the peer's figure and how many times as good."""

    name: str
    value: str
    ratio: str = ""

    def __str__(self) -> str:
        return f"{self.name:<44} {self.value:<44} {self.ratio}".rstrip()


def times(ours: float, peers: float) -> float:
    """How many times as much; nothing to compare with counts as nothing."""
    return ours / peers if peers else 0.0


def part(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed: 0.5 for the median."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def milliseconds(seconds: Sequence[float]) -> str:
    """The median and the slow end, as `p50 12 ms, p99 48 ms`."""
    return f"p50 {part(seconds, 0.5) * 1000:,.0f} ms, p99 {part(seconds, 0.99) * 1000:,.0f} ms"


def met(objective: str, held: bool) -> str:
    return f"(objective {objective}: {'met' if held else 'MISSED'})"


def quiet() -> None:
    """Let libraries complain of nothing that they mend by themselves."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


def tell(figures: Sequence[Figure]) -> None:
    """Print them, after how busy the machine was: figures of a busy one are not to be quoted."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    sys.stdout.write(f"# load average {load} on {os.cpu_count()} cores\n")
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
    sys.stdout.flush()
