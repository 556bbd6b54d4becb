"""`ketnap rotate-key`: wrap the keys of all persons by a new master key, and end the old one."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TaskID

from services.command.serve import alone_in
from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere, progress
from services.command.vault import Place, of_environment, of_folder
from services.embedded import keys_of
from shared.database import connect
from shared.people.vault.rotation import destroyed as note_destroyed
from shared.people.vault.rotation import left, rewrap

Destroyed = Annotated[
    bool,
    typer.Option("--destroyed", help="Note that the last copy of every older key is gone."),
]


def rotate_key(destroyed: Destroyed = False, data: Data = DATA, json: Json = False) -> None:
    """Wrap the keys of all persons by the newest master key; broken off, it goes on where it was.

    In a folder a new key is drawn and the old one destroyed. Elsewhere KETNAP_VAULT_KEY is the new
    one, KETNAP_VAULT_KEYS_ASIDE holds the old one, and services go on working.
    """
    answer(
        "rotate-key",
        lambda: (
            in_environment(destroyed=destroyed, json=json)
            if elsewhere()
            else in_folder(data, json=json)
        ),
        data=data,
        json=json,
    )


async def in_folder(data: Path, *, json: bool) -> list[Finding]:
    """Nobody may serve meanwhile: such a process holds the old key."""
    with alone_in(data):
        file, keys = data / "keys.json", keys_of(data)
        if not keys.aside:
            keys = keys.rotated()
            keys.supersede(file)  # before anything is wrapped by the new one
        with of_folder(data, keys) as place:
            await wrap_all(place, json=json)
            keys.alone().supersede(file)
            return [await ended(place)]


async def in_environment(*, destroyed: bool, json: bool) -> list[Finding]:
    place = of_environment()
    if not destroyed:
        await wrap_all(place, json=json)
        return [wrapped(place)]
    return [await ended(place)]


async def wrap_all(place: Place, *, json: bool) -> None:
    engine = connect(place.vault_url, search_path="vault", pool=1)
    try:
        with progress(quiet=json) as bars:
            count = bar(bars, await left(engine, place.ring))
            await rewrap(engine, place.ring, done=lambda more: bars.advance(count, more))
    finally:
        await engine.dispose()


def bar(bars: Progress, total: int) -> TaskID:
    return bars.add_task("keys of persons", total=total)


def wrapped(place: Place) -> Finding:
    aside = len(place.ring.all) - 1
    return Finding(
        what="rotate-key",
        well=True,
        found="the keys of all persons are wrapped by the newest master key"
        + (
            "; now take KETNAP_VAULT_KEYS_ASIDE away, destroy every copy of it, start the services"
            " anew, and run ketnap rotate-key --destroyed"
            if aside
            else ""
        ),
    )


async def ended(place: Place) -> Finding:
    """Note the day, unless something still needs an older key."""
    engine = connect(place.vault_url, search_path="vault", pool=1)
    try:
        remaining = await left(engine, place.ring)
        if not remaining:
            await note_destroyed(engine, place.ring)
    finally:
        await engine.dispose()
    return Finding(
        what="rotate-key",
        well=not remaining,
        found=f"{remaining:,} persons' keys still need an older master key"
        if remaining
        else "older master keys are noted as destroyed: backups from before open no more",
        do="Put the older key into KETNAP_VAULT_KEYS_ASIDE and run ketnap rotate-key first.",
    )
