"""`ketnap erasures`, `ketnap replay-erasures`: who was erased stays so, whatever is restored."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.command.serve import alone_in
from services.command.terminal import (
    DATA,
    Data,
    Finding,
    Json,
    answer,
    complaints,
    console,
    elsewhere,
)
from services.command.vault import Place, of_environment, of_folder
from services.embedded import keys_of
from services.postgres import Unusable
from shared.database import connect
from shared.events.person import PersonErased
from shared.events.step import Entry, Posted
from shared.events.terms import PersonId
from shared.log.chain import broken
from shared.log.ledger import Ledger, entry_of, steps
from shared.log.past import KafkaPast
from shared.log.topics import PERSONS, full
from shared.log.wire import Unreadable, from_json, to_json, type_name
from shared.people.vault import Vault

ERASED = type_name(PersonErased)
LEDGER = Ledger("intake")

File = Annotated[
    Path | None,
    typer.Option("--file", help="What ketnap erasures printed before the database was lost."),
]
Entries = Mapping[UUID, Entry]


def erasures(data: Data = DATA) -> None:
    """Print every recorded erasure, a line of JSON each; it names nobody."""
    with complaints(json=False):
        for entry in asyncio.run(all_recorded(data)).values():
            line = to_json(Posted(source=LEDGER.name, position=0, entry=entry))
            console.out(msgspec.json.encode(line).decode())


def replay_erasures(file: File = None, data: Data = DATA, json: Json = False) -> None:
    """Erase again whoever was erased after the backup was made; before the services start.

    Erasures come from the ledger, from Kafka where KETNAP_KAFKA says where that is, and from a
    file. Run again, it changes nothing.
    """
    answer("replay-erasures", lambda: examine(file, data), data=data, json=json)


async def all_recorded(data: Path) -> Entries:
    with reached(data) as place:
        engine = connect(place.intake_url, search_path="intake", pool=1)
        try:
            return await recorded(engine)
        finally:
            await engine.dispose()


async def examine(file: Path | None, data: Path) -> list[Finding]:
    told = told_by(file) if file else {}
    with reached(data) as place:
        return [await replay(place, {**told, **await carried(place)})]


async def replay(place: Place, beyond: Entries) -> Finding:
    """Erase whom the ledger or what lies `beyond` it names; raises Conflict for another line."""
    intake = connect(place.intake_url, search_path="intake", pool=1)
    vault = connect(place.vault_url, search_path="vault", pool=1)
    try:
        known = await recorded(intake)
        lost = [entry for stream, entry in beyond.items() if stream not in known]
        await put_back(intake, lost)
        again = await forget(vault, place, {**known, **beyond})
    finally:
        await intake.dispose()
        await vault.dispose()
    return Finding(
        what="erasures",
        well=True,
        found=f"{len(known) + len(lost):,} known, {again:,} of them erased again, "
        f"{len(lost):,} put back into the ledger",
    )


@contextmanager
def reached(data: Path) -> Iterator[Place]:
    """Raises Unusable, Misconfigured; a folder from which somebody serves is not touched."""
    if elsewhere():
        yield of_environment()
        return
    if not (data / "postgres").exists():
        raise Unusable(f"There is nothing in {data} yet: ketnap serve begins.")
    with alone_in(data), of_folder(data, keys_of(data)) as place:
        yield place


async def recorded(engine: AsyncEngine) -> dict[UUID, Entry]:
    """What the ledger of intake says."""
    lines = select(steps).where(steps.c.type == ERASED).order_by(steps.c.recorded_at)
    async with engine.connect() as connection:
        rows = (await connection.execute(lines)).mappings()
        return {row["stream"]: entry_of(row) for row in rows}


def told_by(file: Path) -> dict[UUID, Entry]:
    """What was printed once; raises Unusable unless every line is one that intake recorded."""
    try:
        lines = [from_json(msgspec.json.decode(line)) for line in file.read_bytes().splitlines()]
    except (OSError, Unreadable, msgspec.DecodeError, TypeError, ValueError) as failure:
        raise Unusable(f"{file} is not what ketnap erasures prints.") from failure
    return whole(lines)


async def carried(place: Place) -> dict[UUID, Entry]:
    """What Kafka still holds; raises Unusable, MissingTopics, KafkaError."""
    if place.broker is None:
        return {}
    past = KafkaPast(place.broker.bootstrap, [full(PERSONS, place.broker.namespace)])
    return whole([line async for batch in past.batches() for line in batch])


def whole(lines: Sequence[Posted]) -> dict[UUID, Entry]:
    """The erasures among them, each the one line of its stream, bearing the hash that it must."""
    found = {line.entry.stream: line.entry for line in lines if line.entry.type == ERASED}
    if altered := [entry for entry in found.values() if broken([entry]) is not None]:
        raise Unusable(f"{len(altered):,} erasures are not as they were recorded.")
    return found


async def put_back(engine: AsyncEngine, lost: Sequence[Entry]) -> None:
    """The very lines again: whoever heard them before hears nothing new."""
    async with engine.begin() as connection:
        for entry in lost:
            await LEDGER.append(connection, entry.stream, after=0, entries=[entry])


async def forget(engine: AsyncEngine, place: Place, entries: Entries) -> int:
    """Erase all of them; how many were not erased here yet."""
    vault = Vault.of_ring(engine, place.ring, LEDGER.name)
    persons = [PersonId(stream) for stream in entries]
    known = await vault.erasures(persons)
    for person in persons:
        await vault.erase(person)
    return len(persons) - len(known)
