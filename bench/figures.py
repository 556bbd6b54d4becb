"""How long figures over ten provinces take: of the root, a province and a branch."""

import asyncio
from collections.abc import Sequence
from datetime import date
from hashlib import md5
from time import perf_counter
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from bench.figure import Figure, met, milliseconds, part, tell
from bench.provinces import ADMISSIONS, COMMITTEES, fill
from bench.server import database, server
from services.statistics.domain import Basis, Question
from services.statistics.records import figures
from shared.events.terms import CommitteeId
from tests.engines import Server, connected

ROUNDS = 60
OBJECTIVE = 0.05  # seconds
PLACES = {"root": 0, "province": 1, "grassroots committee": 200, "branch": 2000}


def measure(
    server: Server,
    *,
    committees: int = COMMITTEES,
    admissions: int = ADMISSIONS,
    rounds: int = ROUNDS,
) -> list[Figure]:
    """The time of one question at each place; places take turns."""
    return asyncio.run(_measure(server, committees, admissions=admissions, rounds=rounds))


async def _measure(
    server: Server, committees: int, *, admissions: int, rounds: int
) -> list[Figure]:
    taken: dict[str, list[float]] = {place: [] for place in PLACES}
    async with database(server) as own, connected(own, "statistics") as engine:
        stand = await fill(engine, committees=committees, admissions=admissions)
        for _ in range(rounds):
            for place, number in PLACES.items():
                taken[place].append(await ask(engine, number, stand=stand))
    return [told(place, seconds) for place, seconds in taken.items()]


async def ask(engine: AsyncEngine, number: int, *, stand: int) -> float:
    """How many seconds the figures of the committee with this number take."""
    question = Question(
        committee_id=CommitteeId(UUID(md5(f"committee {number}".encode()).hexdigest())),
        from_on=date(2016, 1, 1),
        to_on=date(2025, 12, 31),
        basis=Basis.CEREMONY_DATE,
    )
    began = perf_counter()
    async with engine.connect() as connection:
        found = await figures(connection, question, stand=stand)
    assert found.admitted, "figures of nothing are quick"
    return perf_counter() - began


def told(place: str, seconds: Sequence[float]) -> Figure:
    held = part(seconds, 0.99) < OBJECTIVE
    return Figure(
        name=f"figures of a {place}, ten provinces",
        value=milliseconds(seconds),
        ratio=met("p99 < 50 ms", held),
    )


if __name__ == "__main__":
    with server() as own:
        tell(measure(own))
