"""The composed system really runs: a case goes all the way through its gateway."""

import asyncio
import json
import re
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest

from shared.people.access import Office
from shared.people.sign_in import SignIn
from tests import examples
from tests.composed import PATIENCE, ROOT, Composed, composed
from tests.intake.steps import PARENTS, create
from tests.journeys.clerks import BOARD, CLERK, SECRETARY, Clerks

pytestmark = [pytest.mark.compose, pytest.mark.timeout(PATIENCE)]

FIGURES = "/statistics/api/figures"
SERVICES = ("intake", "verification", "statistics", "statistics-worker")


@dataclass(slots=True, kw_only=True)
class Visitors(Clerks):
    """Clerks who know of the system only what it answers them."""

    async def heard(self, by: str, source: str) -> None:
        stream = self.said[source]["stream"]
        arrived: dict[str, Callable[[], Awaitable[bool]]] = {
            "verification": lambda: self.knows(SECRETARY, f"/verification/api/cases/{stream}"),
            "intake": lambda: self.concluded(stream),
            "statistics": self.counted,
        }
        await until(arrived[by])

    async def knows(self, office: Office, path: str) -> bool:
        return (await self.http.get(path, headers=self.signed(office))).is_success

    async def concluded(self, case: str) -> bool:
        return bool(
            (await self.ask(CLERK, f"/intake/api/cases/{case}"))["stage"] == "background_concluded"
        )

    async def counted(self) -> bool:
        return bool((await self.ask(BOARD, FIGURES, committee=examples.BRANCH))["admitted"])

    async def found(self, committee: UUID) -> None:
        command = create(committee)
        body = {
            "committee_id": str(command.committee_id),
            "type": command.type,
            "name": command.name,
            "parent_id": str(command.parent_id) if command.parent_id else None,
            "created_on": command.created_on.isoformat(),
            "decision_no": command.decision_no,
        }
        await self.must(BOARD, "/intake/api/committees", body)


async def until(fact: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a fact of another process."""
    async with asyncio.timeout(30):
        while not await fact():  # noqa: ASYNC110
            await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def system() -> Iterator[Composed]:
    with composed() as system:
        yield system


@pytest.fixture(scope="module")
async def visitors(system: Composed) -> AsyncIterator[Visitors]:
    """The committees of the examples, known everywhere."""
    sign_in = SignIn(bytes.fromhex(system.secrets["KETNAP_SESSION_KEY"]))
    async with httpx.AsyncClient(base_url=system.address, timeout=30) as http:
        visitors = Visitors(system=None, http=http, sign_in=sign_in)
        for committee in PARENTS:
            await visitors.found(committee)
        await until(lambda: visitors.knows(SECRETARY, "/verification/api/requests"))
        yield visitors


@pytest.fixture(scope="module")
async def case(visitors: Visitors) -> UUID:
    """A case that went all the way."""
    return await visitors.whole_way()


async def test_a_case_goes_from_prospect_to_ceremony_and_is_counted(visitors, case):
    counted = await visitors.ask(BOARD, FIGURES, committee=examples.BRANCH)

    assert counted["admitted"] == 1
    assert counted["groups"]["women"]["count"] == 1


async def test_the_live_page_tells_the_figures_as_they_come(visitors, case):
    url = f"/statistics/live?committee={examples.BRANCH}"
    async with (
        asyncio.timeout(10),
        visitors.http.stream("GET", url, headers=visitors.signed(BOARD)) as stream,
    ):
        first = await anext(stream.aiter_lines())

    assert stream.headers["content-type"].startswith("text/event-stream")
    assert first == "event: figures"


async def test_a_page_is_served_with_its_style(visitors, case):
    page = await visitors.http.get(
        "/intake/", headers={**visitors.signed(CLERK), "Accept": "text/html"}
    )
    style = await visitors.http.get("/statistics/assets/style.css")

    assert (page.status_code, style.status_code) == (200, 200)


async def test_an_administrator_hands_out_tokens(system, visitors, case):
    token = await asyncio.to_thread(system.ketnap, "token", CLERK.code)

    answer = await visitors.http.get(
        f"/intake/api/cases/{case}", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200


async def test_a_trial_may_choose_an_office_only_under_this_machines_own_name(visitors):
    body = {"office": CLERK.code}

    near = await visitors.http.post("/sign-in", json=body)
    far = await visitors.http.post("/sign-in", json=body, headers={"Host": "ketnap.example"})

    assert (near.status_code, far.status_code) == (200, 403)


async def test_metrics_are_not_for_the_outside(visitors):
    answers = [await visitors.http.get(path) for path in ("/intake/metrics", "/metrics", "/ready")]

    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("service", [*SERVICES, "gateway", "kafka", "postgres"])
def test_what_runs_is_healthy_and_an_ordinary_user(system, service):
    container = system.compose("ps", "-q", service).strip()
    state = docker("inspect", "--format", "{{json .State.Health.Status}}", container)
    processes = docker("top", container, "-eo", "pid,uid").splitlines()[1:]

    assert json.loads(state) == "healthy"
    assert "0" not in {process.split()[1] for process in processes}


@pytest.mark.parametrize(
    "words",
    [
        ("run", "--rm", "migrate", "services", "verify"),
        ("run", "--rm", "migrate", "services", "doctor"),
        ("exec", "-T", "intake", "python", "-m", "services", "reconcile"),
    ],
    ids=lambda words: words[-1],
)
async def test_an_operator_asks_whether_all_is_well(system, case, words):
    answer = json.loads(await asyncio.to_thread(system.compose, *words, "--json"))

    assert answer["findings"]
    assert answer["well"]


async def test_what_was_backed_up_is_there_after_a_restore(system, visitors, case, tmp_path):
    page = (ROOT / "docs/operations.md").read_text()
    scripts = {name: script_of(page, name) for name in ("backup", "restore")}
    question = {"committee": examples.BRANCH, "as_of": visitors.said["intake"]["version"]}
    before = await visitors.ask(BOARD, FIGURES, **question)

    for script in scripts.values():
        await asyncio.to_thread(system.typed, script, folder=tmp_path)

    assert await visitors.ask(BOARD, FIGURES, **question) == before
    file = await visitors.ask(CLERK, f"/intake/api/cases/{case}")
    assert (file["stage"], file["name"]) == ("admitted", "Người Một")
    for service in SERVICES:
        await until(lambda service=service: asyncio.to_thread(heard_all, system, service))


def script_of(page: str, name: str) -> str:
    return re.search(rf"```bash {name}\n(.*?)```", page, re.DOTALL).group(1)


def heard_all(system: Composed, service: str) -> bool:
    """Whether a process is ready, behind nobody, and heard no contradiction."""
    look = "from urllib.request import urlopen; print(urlopen('http://127.0.0.1:8000/%s').read())"
    ready = system.compose("exec", "-T", service, "python", "-c", look % "ready")
    metrics = system.compose("exec", "-T", service, "python", "-c", look % "metrics")
    behind = re.findall(r"ketnap_(?:inbox_behind|forks_total|parked){[^}]*} (\S+?)\\n", metrics)
    assert "true" in ready
    return all(float(number) == 0 for number in behind)


def docker(*words: str) -> str:
    return subprocess.run(["docker", *words], capture_output=True, text=True, check=True).stdout


def test_making_ready_again_changes_nothing(system):
    system.compose("up", "--detach")

    assert "0 made" in system.compose("logs", "--no-color", "--tail", "1", "topics")
