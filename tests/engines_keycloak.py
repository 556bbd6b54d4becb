"""Where tests get a real issuer: Keycloak as published, with the realm of the composed system."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.kafka.broker import free_port
from deploy.keycloak.server import DISTRIBUTION, REALM_NAME, Server
from deploy.published import Unusable
from tests.processes import ROOT

COMPOSE = (ROOT / "docker-compose.yml").read_text()
ADMINISTRATOR, PASSWORD = "admin", "password of the tests"
NOTHING = "what needs a real issuer: Keycloak takes Java and Maven"
API = "ketnap-api"  # the scope of programs
KEYS = "org.keycloak.keys.KeyProvider"


def composed_settings(**given: str) -> dict[str, str]:
    """What docker-compose.yml tells Keycloak, where a file .env says what is `given`."""
    [told] = re.findall(r"^  keycloak:.*?^    environment:\n(.*?)^    \w", COMPOSE, re.M | re.S)
    lines = re.findall(r'^      (\w+): "?(.*?)"?(?:  #.*)?$', told, re.M)
    return {name: substituted(text, given) for name, text in lines}


def substituted(text: str, given: Mapping[str, str]) -> str:
    """`text` with its variables in their places, as docker compose puts them there."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: given.get(found[1], found[2]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who can sign in there."""

    subject: str
    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A client that comes in its own name."""

    client_id: str
    secret: str
    subject: str


class Keycloak:
    """A running one, with the eyes and hands of its administrator."""

    def __init__(self, server: Server, public: str) -> None:
        self.issuer = f"{public}/realms/{REALM_NAME}"
        self.discovery = f"{server.address}/realms/{REALM_NAME}/.well-known/openid-configuration"
        self._http = httpx.Client(base_url=server.address, timeout=30)

    def close(self) -> None:
        self._http.close()

    def account(self, name: str, *, temporary: bool = False) -> Account:
        """A person of that name, whose password is to be changed at once where it is temporary."""
        login = name.lower().replace(" ", "-")
        made = self._made(
            "users",
            {
                "username": login,
                "firstName": name,
                "enabled": True,
                "credentials": [{"type": "password", "value": PASSWORD, "temporary": temporary}],
            },
        )
        return Account(subject=made, login=login)

    def program(self, name: str, *, scopes: tuple[str, ...] = (API,)) -> Program:
        """A program with a secret, for which it gets tokens without any person."""
        made = self._made(
            "clients",
            {
                "clientId": name,
                "secret": f"secret of {name}",
                "serviceAccountsEnabled": True,
                "standardFlowEnabled": False,
            },
        )
        known = {scope["name"]: scope["id"] for scope in self._asked("client-scopes")}
        for scope in scopes:
            self._told("PUT", f"clients/{made}/default-client-scopes/{known[scope]}")
        account = self._asked(f"clients/{made}/service-account-user")
        return Program(client_id=name, secret=f"secret of {name}", subject=account["id"])

    def token(self, program: Program) -> str:
        """An access token of a program, by its client credentials."""
        answer = self._http.post(
            f"/realms/{REALM_NAME}/protocol/openid-connect/token",
            data={"grant_type": "client_credentials"},
            auth=(program.client_id, program.secret),
        )
        return str(answer.raise_for_status().json()["access_token"])

    def new_key(self, *, priority: int) -> str:
        """Sign with another key from now on; the id by which it can be removed."""
        realm = self._asked("")["id"]
        return self._made(
            "components",
            {
                "name": f"key {priority}",
                "providerId": "rsa-generated",
                "providerType": KEYS,
                "parentId": realm,
                "config": {"priority": [str(priority)], "algorithm": ["RS256"]},
            },
        )

    def remove_key(self, component: str) -> None:
        self._told("DELETE", f"components/{component}")

    def _asked(self, path: str) -> Any:
        return self._told("GET", path).json()

    def _made(self, path: str, body: object) -> str:
        return self._told("POST", path, body).headers["location"].rpartition("/")[2]

    def _told(self, method: str, path: str, body: object = None) -> httpx.Response:
        address = f"/admin/realms/{REALM_NAME}/{path}".rstrip("/")
        signed = {"authorization": f"Bearer {self._administrator()}"}
        answer = self._http.request(method, address, json=body, headers=signed)
        assert answer.is_success, f"{method} {address}: {answer.status_code} {answer.text}"
        return answer

    def _administrator(self) -> str:
        answer = self._http.post(
            "/realms/master/protocol/openid-connect/token",
            data={
                "grant_type": "password",
                "client_id": "admin-cli",
                "username": ADMINISTRATOR,
                "password": PASSWORD,
            },
        )
        return str(answer.raise_for_status().json()["access_token"])


@contextmanager
def keycloak(site: str) -> Iterator[Keycloak]:
    """An issuer for a system at `site`, gone afterwards; skips, or fails where it is required.

    People find it under another name than our processes do, as in the composed system.
    """
    if not DISTRIBUTION.runnable():
        (pytest.fail if os.environ.get("REQUIRE_ENGINES") else pytest.skip)(NOTHING)
    folder = Path(tempfile.mkdtemp(prefix="ketnap-keycloak-"))
    port = free_port()
    public = f"http://localhost:{port}/auth"
    told = composed_settings(KETNAP_SITE_URL=site, KETNAP_KEYCLOAK_PASSWORD=PASSWORD)
    settings = told | {"KC_HOSTNAME": public}
    server = Server(folder, port=port, health=free_port(), settings=settings)
    try:
        server.start()
        running = Keycloak(server, public)
        yield running
        running.close()
    except Unusable as failure:
        pytest.fail(str(failure))
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
