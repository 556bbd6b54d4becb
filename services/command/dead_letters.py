"""`ketnap dead-letters`: see, retry and skip the steps that a service could not apply."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from uuid import UUID

import httpx
import typer

from services.command.terminal import DATA, Data, Finding, Json, answer, elsewhere
from services.embedded import running
from services.postgres import Unusable
from services.process import ASK_WITHIN
from shared.environment import reading
from shared.events.terms import CommitteeId
from shared.events.upkeep import SkipReason, Source
from shared.people.access import Office, Role
from shared.people.sign_in import SignIn
from shared.settings import Network

OPERATOR = Office(role=Role.OPERATOR, committee_id=CommitteeId(UUID(int=0)))
"""Whoever may run this command looks after the whole system, for no committee."""

COMMAND = "dead-letters"

app = typer.Typer(help=__doc__.partition(": ")[2].capitalize(), no_args_is_help=True)

Service = Annotated[Source, typer.Argument(help="The service that could not apply it.")]
Ledger = Annotated[Source, typer.Argument(help="The service in whose ledger it stands.")]
Stream = Annotated[UUID, typer.Argument(help="The stream that waits.")]
Version = Annotated[int, typer.Argument(help="Its first parked step.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Where each service is asked, and in whose name."""

    clients: Mapping[str, httpx.AsyncClient]
    token: str

    async def ask(self, service: str, path: str, body: object = None) -> object:
        """What it answers; raises Unusable where it does not, or refuses."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        method = "GET" if body is None else "POST"
        try:
            reply = await self.clients[service].request(method, path, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise Unusable(f"{service} does not answer ({type(error).__name__}).") from error
        if not reply.is_success:
            raise Unusable(f"{service} refused: {said(reply)}")
        return reply.json()


@app.command("list")
def list_(data: Data = DATA, json: Json = False) -> None:
    """Show every stream that waits, of all services."""
    answer(COMMAND, lambda: seen(data), data=data, json=json)


@app.command()
def retry(
    service: Service,
    ledger: Ledger,
    stream: Stream,
    version: Version,
    data: Data = DATA,
    json: Json = False,
) -> None:
    """Try a parked step again, once its cause is mended, and those behind it."""
    path = f"/api/parked/{ledger}/{stream}/retry"
    body = {"version": version}
    answer(COMMAND, lambda: mended(data, service, path, body), data=data, json=json)


@app.command()
def skip(
    service: Service,
    ledger: Ledger,
    stream: Stream,
    version: Version,
    reason: Annotated[SkipReason, typer.Option(help="Why it counts nowhere in the service.")],
    document: Annotated[str, typer.Option(help="The number of the document that says so.")],
    data: Data = DATA,
    json: Json = False,
) -> None:
    """Pass over a parked step for good, and try those behind it."""
    path = f"/api/parked/{ledger}/{stream}/skip"
    body = {"version": version, "reason": reason, "document_no": document}
    answer(COMMAND, lambda: mended(data, service, path, body), data=data, json=json)


async def seen(data: Path) -> list[Finding]:
    async with doors(data) as reached:
        return [
            finding
            for service in Source
            for finding in waiting(service, await reached.ask(service, "/api/parked"))
        ]


def waiting(service: str, streams: object) -> list[Finding]:
    assert isinstance(streams, list)
    if not streams:
        return [Finding(what=service, well=True, found="nothing waits")]
    return [
        Finding(
            what=f"{service}: {one['type']}",
            well=False,
            found=f"{one['reason']} since {one['parked_at']}, {one['behind']} behind it",
            do=f"ketnap {COMMAND} retry {service} {one['source']} {one['stream_id']} "
            f"{one['version']}, or skip with --reason and --document.",
        )
        for one in streams
    ]


async def mended(data: Path, service: str, path: str, body: object) -> list[Finding]:
    async with doors(data) as reached:
        done = await reached.ask(service, path, body)
    assert isinstance(done, dict)
    return [
        Finding(
            what=service,
            well=bool(done["applied"]) or path.endswith("/skip"),
            found=f"{done['applied']} steps applied",
            do="The cause is still there: see what the service logs.",
        )
    ]


def said(reply: httpx.Response) -> str:
    try:
        problem = reply.json()
        return str(problem.get("detail") or problem["title"])
    except (ValueError, KeyError, AttributeError):
        return f"status {reply.status_code}"


@asynccontextmanager
async def doors(data: Path) -> AsyncIterator[Doors]:
    """The services of a folder, or where the environment says that they are."""
    if not elsewhere():
        async with running(data) as system:
            sign_in = SignIn(system.settings["statistics"].session_key)
            yield Doors(clients=system.clients, token=sign_in.issue(OPERATOR))
        return
    with reading(os.environ) as environment:
        sites = Network.from_environment(environment).sites
        key = environment.key("KETNAP_SESSION_KEY")
        statistics = environment.site(
            "KETNAP_STATISTICS_URL", example="http://statistics:8000/statistics"
        )
    async with AsyncExitStack() as stack:
        clients = {
            name: await stack.enter_async_context(
                httpx.AsyncClient(base_url=site, timeout=ASK_WITHIN)
            )
            for name, site in {**sites, "statistics": statistics}.items()
        }
        yield Doors(clients=clients, token=SignIn(key).issue(OPERATOR))
