"""The three services in one process: PostgreSQL from the wheel, the carrier in the process."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import httpx
from fastapi import FastAPI
from starlette.applications import Starlette

from deploy.migrate import upgrade
from services.entrance import entrance
from services.intake.main import assemble as assemble_intake
from services.keys import Keys
from services.postgres import Unusable, as_role, postgres
from services.statistics.main import assemble as assemble_statistics
from services.verification.main import assemble as assemble_verification
from shared.log.carrier import InProcess
from shared.log.feed import HttpFeed
from shared.people.service_keys import ServiceKeys
from shared.people.sign_in import SignIn
from shared.service import Service
from shared.settings import RecorderSettings
from shared.web.loading import Loading

ASSEMBLE = {
    "intake": assemble_intake,
    "verification": assemble_verification,
    "statistics": assemble_statistics,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The services, how they reach one another, and the web application in front of them."""

    services: Mapping[str, Service]
    settings: Mapping[str, RecorderSettings]
    clients: Mapping[str, httpx.AsyncClient]
    keys: ServiceKeys  # by which the services ask each other, drawn anew at each start
    feed: HttpFeed
    loading: Loading
    app: Starlette


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[System]:
    """Everything that `folder` holds, at work; what is missing there is made. Raises Unusable."""
    keys = keys_of(folder)
    with postgres(folder / "postgres") as owner_url:
        await asyncio.to_thread(upgrade, owner_url)
        async with at_work(assemble(owner_url, keys)) as system:
            yield system


def keys_of(folder: Path) -> Keys:
    """The keys that fit the database of `folder`; new ones only where there is no database yet."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "keys.json"
    if (folder / "postgres").exists() and not file.exists():
        raise Unusable(
            f"{file} is missing, and without it no name in {folder}/postgres can be read: "
            "put it back from your backup, or forget the data with make clean."
        )
    return Keys.kept_in(file)


def assemble(owner_url: str, keys: Keys, *, disorder: Random | None = None) -> System:
    """Put the system together; `disorder` makes the carrier repeat, delay and reorder (tests)."""
    carrier = InProcess(disorder=disorder)
    clients: dict[str, httpx.AsyncClient] = {}
    sign_in, loading = SignIn(keys.session), Loading(over=True)
    service_key = secrets.token_bytes(32)
    between = ServiceKeys([service_key])
    settings = {name: settings_of(owner_url, keys, name, service_key) for name in ASSEMBLE}
    feed = HttpFeed(clients, between.issue)
    services = {
        name: assemble_service(settings[name], carrier=carrier, feed=feed)
        for name, assemble_service in ASSEMBLE.items()
    }
    clients.update((name, client(service.app)) for name, service in services.items())
    carrier.ears.extend(service.inbox for service in services.values())
    return System(
        services=services,
        settings=settings,
        clients=clients,
        keys=between,
        feed=feed,
        loading=loading,
        app=entrance(services, clients, sign_in=sign_in, loading=loading),
    )


def settings_of(owner_url: str, keys: Keys, service: str, service_key: bytes) -> RecorderSettings:
    return RecorderSettings(
        database_url=as_role(owner_url, f"{service}_app"),
        vault_url=as_role(owner_url, "vault_app"),
        session_key=keys.session,
        service_keys=(service_key,),
        vault_key=keys.vault,
        vault_keys_aside=keys.aside,
        fingerprint_key=keys.fingerprint,
    )


def client(app: FastAPI) -> httpx.AsyncClient:
    """How one service asks another in the same process: over HTTP, without a network."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1")


@asynccontextmanager
async def at_work(system: System) -> AsyncIterator[System]:
    async with AsyncExitStack() as stack:
        for service in system.services.values():
            await stack.enter_async_context(service.running())
        yield system
