"""The whole system over a database of its own, with a carrier as bad as one may be."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import httpx
import pytest

from services.embedded import assemble, at_work
from services.keys import Keys
from shared.people.sign_in import SignIn
from tests.engines import Database
from tests.intake.steps import PARENTS, found
from tests.journeys.clerks import Clerks

KEYS = Keys.new()


@asynccontextmanager
async def clerks_of(database: Database, seed: int) -> AsyncIterator[Clerks]:
    """A process of the system, and whoever works with it; ends as the process does."""
    async with at_work(assemble(database.owner_url, KEYS, disorder=Random(seed))) as system:
        transport = httpx.ASGITransport(app=system.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            yield Clerks(system=system, http=http, sign_in=SignIn(KEYS.session))


@pytest.fixture
async def clerks(database: Database) -> AsyncIterator[Clerks]:
    async with clerks_of(database, seed=294) as clerks:
        await found(clerks.system.services["intake"].desk)
        for committee in PARENTS:
            await clerks.all_heard(committee, version=3 if PARENTS[committee] else 2)
        yield clerks
