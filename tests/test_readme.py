"""The session of README does what README says, typed as it stands there."""

import asyncio
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from services.embedded import running
from services.sample import sample
from services.sample.ordering import parted
from shared.log.decider import Order
from tests.processes import PATIENCE, ROOT, served

pytestmark = pytest.mark.database

SEED = 208


async def found(data: Path) -> None:
    """The committees of the sample, without its cases."""
    committees, _, _ = parted(sample(SEED, date(2025, 11, 25), whole=False))
    async with running(data) as system:
        for entry in committees:
            order = Order(command_id=entry.key, office=entry.office, at=entry.at)
            await system.services["intake"].desk.take(entry.command, order=order)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("readme")
    asyncio.run(found(data))
    with served(data) as address:
        yield address


@pytest.fixture(scope="module")
def said(site: str) -> list[str]:
    """The lines that the session prints."""
    [session] = re.findall(r"```bash\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", session.replace("http://127.0.0.1:8000", site)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_a_prospect_is_listed_once(said):
    assert '"version":1,"repeated":false' in said[0]
    assert "case.prospect_listed.v1" in said[0]


def test_class_and_application_follow_as_steps_of_the_same_case(said):
    assert "case.class_certified.v1" in said[1]
    assert "case.application_filed.v1" in said[2]
    assert said[0][:50] == said[1][:50] == said[2][:50]


def test_the_refused_step_says_why_by_which_clause_and_what_to_do(said):
    assert '"status":422' in said[3]
    assert '"instrument":"06-HD/TW"' in said[3]
    assert '"vi":{' in said[3]
    assert '"do":"The applicant declares the CV' in said[3]


def test_the_case_is_shown_as_it_stands(said):
    assert any('"stage": "application_filed"' in line for line in said[4:])
    assert any('"name": "Người Một"' in line for line in said[4:])
