"""A real browser before a real process of the system, with the committees of the examples."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

from services.keys import Keys
from shared.people.sign_in import SignIn
from tests import examples
from tests.intake.steps import PARENTS, create
from tests.processes import served

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: while Playwright runs, no other test could have an event loop."""
    if CHROMIUM is None and os.environ.get("REQUIRE_ENGINES") != "1":
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    assert CHROMIUM, "REQUIRE_ENGINES=1, and there is no Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the system serves, with a small directory of committees."""
    data = tmp_path_factory.mktemp("browser")
    with served(data) as address:
        found(address, data)
        yield address


def found(address: str, data: Path) -> None:
    """Create the committees of the examples, as the board of their province."""
    token = SignIn(Keys.kept_in(data / "keys.json").session).issue(examples.organisation_board)
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as board:
        for committee in PARENTS:
            board.post("/intake/api/committees", json=body(committee)).raise_for_status()


def body(committee: object) -> dict[str, object]:
    command = create(committee)
    return {
        "committee_id": str(command.committee_id),
        "type": command.type,
        "name": command.name,
        "parent_id": str(command.parent_id) if command.parent_id else None,
        "created_on": command.created_on.isoformat(),
        "decision_no": command.decision_no,
    }
