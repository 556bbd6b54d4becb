"""The database goes away under the running system, and comes back."""

import asyncio
from contextlib import ExitStack

import httpx
import pytest

from deploy.migrate import upgrade
from services.postgres import postgres
from tests.engines import Database
from tests.intake.steps import found
from tests.journeys.clerks import CLERK, PROSPECT
from tests.journeys.conftest import clerks_of

pytestmark = [pytest.mark.journey, pytest.mark.database]


async def test_commands_are_refused_for_now_and_taken_again_later(tmp_path):
    with ExitStack() as first:
        owner_url = first.enter_context(postgres(tmp_path / "postgres"))
        await asyncio.to_thread(upgrade, owner_url)
        async with clerks_of(Database("postgres", owner_url), seed=1) as clerks:
            await found(clerks.system.services["intake"].desk)

            first.close()
            while_away = await clerks.send(CLERK, "/intake/api/cases", PROSPECT)
            with postgres(tmp_path / "postgres"):
                once_back = await clerks.send(CLERK, "/intake/api/cases", PROSPECT)
                await clerks.heard("statistics", "intake")

    assert while_away.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert int(while_away.headers["Retry-After"]) > 0
    assert once_back.status_code == httpx.codes.CREATED
