"""Say in one sentence what a machine lacks before anything is installed; any Python 3 runs it."""

import importlib.util
import shutil
import sys

MEGABYTE = 1024 * 1024
NEEDED = 1000 * MEGABYTE


def lacks() -> str:
    """What is missing, in words, or nothing."""
    if sys.version_info < (3, 11):  # noqa: UP036  whoever runs this may have an older one
        have = ".".join(str(part) for part in sys.version_info[:2])
        return (
            f"Kết Nạp needs Python 3.11 or newer; this is {have}. "
            "Name another one: make run PYTHON=python3.11"
        )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        return "Python's module venv is missing; on Debian and Ubuntu: apt-get install python3-venv"
    free = shutil.disk_usage(".").free
    if free < NEEDED:
        return (
            f"The disk is nearly full: {free // MEGABYTE} MB are free, "
            f"{NEEDED // MEGABYTE} MB are needed to install and start."
        )
    return ""


if __name__ == "__main__":
    sys.exit(lacks() or 0)
