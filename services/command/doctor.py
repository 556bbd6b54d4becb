"""`ketnap doctor`: what is well and what is not, on this machine and in its data."""

import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from services.command.sample import Note
from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere, kept_in
from services.command.upkeep import findings_of_the_data
from services.postgres import MEGABYTE, NEEDED, postgres


def doctor(data: Data = DATA, json: Json = False) -> None:
    """Look at the machine, the database, its rights, the relays and the inboxes."""
    answer("doctor", lambda: examine(data), data=data, json=json)


async def examine(data: Path) -> list[Finding]:
    if elsewhere():
        with kept_in(data) as owner_url:
            return [finding async for finding in findings_of_the_data(owner_url)]
    return [*machine(data), *await kept(data)]


def machine(data: Path) -> Iterator[Finding]:
    """What can be said without the database."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding(what="Python", well=sys.version_info >= (3, 11), found=version)
    free = shutil.disk_usage(data.parent).free
    yield Finding(
        what="disk",
        well=free >= NEEDED,
        found=f"{free // MEGABYTE:,} MB free",
        do=f"Free {NEEDED // MEGABYTE} MB at least.",
    )
    file = data / "keys.json"
    if file.exists():
        mode = stat.S_IMODE(file.stat().st_mode)
        yield Finding(
            what="keys", well=mode == 0o600, found=f"mode {mode:o}", do=f"chmod 600 {file}"
        )


def sample(data: Path) -> Finding:
    if not (data / "sample.json").exists():
        return Finding(what="sample", well=True, found="was not asked for")
    note = Note.read(data)
    return Finding(
        what="sample",
        well=note.complete,
        found=f"seed {note.seed}, as of {note.today}, {'' if note.complete else 'not '}complete",
        do="make run or ketnap sample loads the rest.",
    )


async def kept(data: Path) -> list[Finding]:
    if not (data / "postgres").exists():
        return [Finding(what="data", well=True, found="nothing kept yet: make run begins")]
    with postgres(data / "postgres") as owner_url:
        return [*[finding async for finding in findings_of_the_data(owner_url)], sample(data)]
