"""What a command costs over HTTP, beside the least that could take one, under the same server."""

import asyncio
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from uuid import UUID

import aiohttp
import uvloop

from bench.figure import Figure, met, milliseconds, part, tell, times
from bench.load import flat_out, steady
from bench.process import serving
from bench.server import server
from shared.people.sign_in import SignIn
from tests.engines import Database, Server, settings
from tests.examples import BRANCH, branch_clerk

CLIENTS = 16
RATE = 100.0  # commands a second
SECONDS = 5.0
ROUNDS = 3
OBJECTIVE = 0.05  # seconds
PROSPECT = {
    "branch_id": str(BRANCH),
    "listed_on": "2025-02-03",
    "name": "Người Một",
    "born_on": "1998-03-20",
    "profile": {"sex": "female", "ethnicity": "kinh", "union": "youth_union", "study": "none"},
}
CERTIFICATE = {"certificate_no": "117-CN/TTCT", "certified_on": "2025-03-14"}
FILED = {"case_id": str(UUID(int=1)), "filed_on": "2025-03-14"}


@dataclass
class Clerk:
    """Lists a prospect, then certifies his class, then the next one: every other seals values."""

    session: aiohttp.ClientSession
    address: str
    token: str
    listed: deque[str] = field(default_factory=deque)

    async def send(self) -> None:
        if self.listed:
            await self.post(f"cases/{self.listed.popleft()}/certificate", CERTIFICATE)
        else:
            self.listed.append(await self.post("cases", PROSPECT))

    async def post(self, path: str, body: object) -> str:
        """Hand in a command; the stream that it went to."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.address}/intake/api/{path}"
        async with self.session.post(url, json=body, headers=headers) as answer:
            answer.raise_for_status()
            return str((await answer.json())["stream"])


@dataclass
class Stranger:
    """Sends to the bare peer, which asks nobody who he is."""

    session: aiohttp.ClientSession
    address: str

    async def send(self) -> None:
        async with self.session.post(f"{self.address}/filed", json=FILED) as answer:
            answer.raise_for_status()
            await answer.read()


@dataclass
class Turns:
    """What was measured of one of the two, turn by turn."""

    seconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)


def measure(server: Server, *, seconds: float = SECONDS, rounds: int = ROUNDS) -> list[Figure]:
    """Ours and the bare peer take turns; latencies of all turns together, the median of rates."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner, ExitStack() as stack:
        own, bare = runner.run(server.copy()), runner.run(server.empty())
        ours = stack.enter_context(serving("bench.alone", [own.owner_url], path="/intake/health"))
        theirs = stack.enter_context(serving("bench.peers.bare", [bare.owner_url]))
        return runner.run(_measure(own, ours, theirs, seconds=seconds, rounds=rounds))


async def _measure(
    own: Database, ours: str, theirs: str, *, seconds: float, rounds: int
) -> list[Figure]:
    token = SignIn(settings(own, "intake").session_key).issue(branch_clerk)
    connector = aiohttp.TCPConnector(limit=200)
    async with aiohttp.ClientSession(connector=connector) as session:
        clerk, stranger = Clerk(session, ours, token), Stranger(session, theirs)
        command, bare = Turns(), Turns()
        for sender in (clerk, stranger):
            await flat_out(sender.send, clients=CLIENTS, seconds=1)  # what is done once is done
        for _ in range(rounds):
            for sender, turns in ((clerk, command), (stranger, bare)):
                turns.seconds += await steady(sender.send, rate=RATE, seconds=seconds)
                turns.rates.append(await flat_out(sender.send, clients=CLIENTS, seconds=seconds))
    return told(command, bare)


def told(command: Turns, bare: Turns) -> list[Figure]:
    rate, limit = median(command.rates), median(bare.rates)
    return [
        Figure(
            name=f"HTTP command at {RATE:.0f}/s",
            value=milliseconds(command.seconds),
            ratio=f"bare FastAPI {milliseconds(bare.seconds)}: "
            f"p99 {times(part(command.seconds, 0.99), part(bare.seconds, 0.99)):.1f} × "
            + met("p99 < 50 ms", part(command.seconds, 0.99) < OBJECTIVE),
        ),
        Figure(
            name=f"HTTP commands, {CLIENTS} clients",
            value=f"{rate:,.0f} commands/s",
            ratio=f"bare FastAPI {limit:,.0f}/s: {times(rate, limit):.2f} × "
            + met("≥ 1 ×", rate >= limit),
        ),
    ]


if __name__ == "__main__":
    with server() as here:
        tell(measure(here))
