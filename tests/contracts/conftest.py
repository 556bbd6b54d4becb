"""One embedded system with a case, at a real address, for whoever tests it from outside."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass

import pytest

from services import embedded
from services.sample.plan import Plan
from services.sample.tree import Tree
from shared.people.access import Office
from shared.people.sign_in import SignIn
from tests.engines import Server
from tests.live import serving
from tests.worlds import KEYS, opened


@dataclass(frozen=True, slots=True)
class Site:
    """Where the system answers, and what is in it."""

    address: str
    tree: Tree
    plan: Plan

    def token(self, office: Office) -> str:
        return SignIn(KEYS.session).issue(office)


@pytest.fixture(scope="module")
def site(server: Server) -> Iterator[Site]:
    """In a thread of its own: whoever asks waits for the answer."""
    ready, over = Future[Site](), threading.Event()
    thread = threading.Thread(target=asyncio.run, args=[served(server, ready, over)])
    thread.start()
    try:
        yield ready.result(timeout=60)
    finally:
        over.set()
        thread.join(timeout=30)


async def served(server: Server, ready: "Future[Site]", over: threading.Event) -> None:
    database = await server.copy()
    system = embedded.assemble(database.owner_url, KEYS)
    try:
        async with embedded.at_work(system):
            tree, plan = await opened(system)
            async with serving(system.app) as port:
                ready.set_result(Site(f"http://127.0.0.1:{port}", tree, plan))
                await asyncio.to_thread(over.wait)
    except BaseException as failure:
        if not ready.done():
            ready.set_exception(failure)
        raise
    finally:
        await server.drop(database.name)
