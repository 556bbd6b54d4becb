"""How long an office waits for its list where 5,000 open cases wait for it: question and page."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date
from time import perf_counter

import httpx
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.cases import OPEN_CASES, committee, fill
from bench.figure import Figure, met, milliseconds, part, tell
from bench.server import database, server
from services.intake.main import assemble
from services.intake.records import waiting_for
from shared.database import connect
from shared.log.carrier import InProcess
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from shared.people.vault import Vault
from shared.web import clock
from tests.engines import Database, Server, connected, settings
from tests.statistics.world import Source

ROUNDS = 60
ON_ONE_PAGE = 100
OBJECTIVE = 0.1  # seconds
OFFICE = Office(role=Role.STANDING_COMMITTEE, committee_id=committee(1))


def measure(server: Server, *, cases: int = OPEN_CASES, rounds: int = ROUNDS) -> list[Figure]:
    """The first page of a hundred, asked of the records, as JSON and as the page itself."""
    return asyncio.run(_measure(server, cases, rounds=rounds))


async def _measure(server: Server, cases: int, *, rounds: int) -> list[Figure]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    today = clock.today()
    async with database(server) as own, connected(own, "intake") as engine:
        await filled(own, engine, cases=cases, today=today)
        taken: dict[str, list[float]] = {}
        async with httpx.AsyncClient(transport=_app(own), base_url="http://localhost") as client:
            token = SignIn(settings(own, "intake").session_key).issue(OFFICE)
            client.headers["authorization"] = f"Bearer {token}"
            asked = {
                "question": lambda: _question(engine, today),
                "JSON": lambda: _get(client, f"/api/cases?limit={ON_ONE_PAGE}"),
                "page": lambda: _get(client, "/", accept="text/html"),
            }
            for name, ask in asked.items():
                await ask()  # what is done once is done
                taken[name] = [await timed(ask) for _ in range(rounds)]
    return [told(name, seconds, cases=cases) for name, seconds in taken.items()]


async def filled(own: Database, engine: AsyncEngine, *, cases: int, today: date) -> None:
    known = settings(own, "intake")
    vault_engine = connect(known.vault_url, search_path="vault", pool=2)
    await fill(engine, Vault(vault_engine, known.vault_key, "intake"), cases=cases, today=today)
    await vault_engine.dispose()


def _app(own: Database) -> httpx.ASGITransport:
    service = assemble(settings(own, "intake"), carrier=InProcess(), feed=Source())
    return httpx.ASGITransport(app=service.app)


async def _question(engine: AsyncEngine, today: date) -> None:
    async with engine.connect() as connection:
        rows = await waiting_for(connection, OFFICE, on=today, limit=ON_ONE_PAGE)
    assert len(rows) == ON_ONE_PAGE, "a list of nothing is quick"


async def _get(client: httpx.AsyncClient, path: str, **headers: str) -> None:
    answer = await client.get(path, headers=headers)
    answer.raise_for_status()


async def timed(ask: Callable[[], Awaitable[None]]) -> float:
    began = perf_counter()
    await ask()
    return perf_counter() - began


def told(name: str, seconds: list[float], *, cases: int) -> Figure:
    held = part(seconds, 0.99) < OBJECTIVE
    return Figure(
        name=f"waiting for an office, {cases:,} cases: {name}",
        value=milliseconds(seconds),
        ratio=met("p99 < 100 ms", held),
    )


if __name__ == "__main__":
    with server() as own:
        tell(measure(own))
