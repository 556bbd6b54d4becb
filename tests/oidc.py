"""A small OpenID Connect issuer on this machine: it signs in whom the test says, and rolls keys."""

import asyncio
import base64
import hashlib
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Form, HTTPException
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from starlette.responses import RedirectResponse

from shared.settings import Oidc

CLIENT, AUDIENCE = "ketnap", "ketnap-api"


class Issuer:
    """Whom the browser signs in as is `subject`; `asked` counts what was asked of it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.keys = {"first": RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})}
        self.subject, self.name = "subject 1", "Người Một"
        self.asked = {"discovery": 0, "keys": 0}
        self.away = False
        self.spoilt: dict[str, object] = {}  # claims of the next ID token that are not honest
        self._codes: dict[str, dict[str, str]] = {}

    def oidc(self, **changed: str) -> Oidc:
        told = {
            "issuer": self.address,
            "discovery": f"{self.address}/.well-known/openid-configuration",
            "client_id": CLIENT,
            "client_secret": "",
            "audience": AUDIENCE,
            "site": "http://127.0.0.1",
        }
        return Oidc(**told | changed)

    def roll(self, kid: str, *, forget: str | None = None, kind: str = "RSA") -> None:
        """Sign with a new key from now on; the old one stays published unless it is forgotten."""
        parameters = {"kid": kid, "use": "sig"}
        self.keys[kid] = (
            RSAKey.generate_key(2048, parameters)
            if kind == "RSA"
            else ECKey.generate_key("P-256", parameters)
        )
        if forget:
            del self.keys[forget]

    def token(
        self,
        *,
        claims: dict[str, object] | None = None,
        header: dict[str, object] | None = None,
        key: object = None,
    ) -> str:
        """An access token as this issuer makes them, or one with other claims, header, key."""
        kid, own = list(self.keys.items())[-1]
        now = int(time.time())
        told = {
            "iss": self.address,
            "aud": AUDIENCE,
            "sub": self.subject,
            "iat": now,
            "exp": now + 300,
            "typ": "Bearer",
        } | (claims or {})
        kept = {
            name: now + value.total_seconds() if isinstance(value, timedelta) else value
            for name, value in told.items()
            if value is not None
        }
        algorithm = "ES256" if own.key_type == "EC" else "RS256"
        named = {"alg": algorithm, "kid": kid} | (header or {})
        algorithms = ["RS256", "PS256", "ES256", "HS256", "none"]
        signer = own if key is None else key
        shown = {name: value for name, value in named.items() if value is not None}
        return jwt.encode(shown, kept, signer, algorithms=algorithms)

    def app(self) -> FastAPI:
        app = FastAPI()

        def answer() -> None:
            if self.away:
                raise HTTPException(503)

        @app.get("/.well-known/openid-configuration")
        async def discovery() -> dict[str, object]:
            self.asked["discovery"] += 1
            answer()
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/logout",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }

        @app.get("/keys")
        async def keys() -> dict[str, object]:
            self.asked["keys"] += 1
            answer()
            return dict(KeySet([*self.keys.values()]).as_dict(private=False))

        @app.get("/authorize")
        async def authorize(
            redirect_uri: str, state: str, nonce: str, code_challenge: str, client_id: str
        ) -> RedirectResponse:
            assert client_id == CLIENT
            code = uuid4().hex
            self._codes[code] = {"nonce": nonce, "challenge": code_challenge, "to": redirect_uri}
            return RedirectResponse(f"{redirect_uri}?{urlencode({'code': code, 'state': state})}")

        @app.post("/token")
        async def token(
            code: str = Form(), code_verifier: str = Form(), redirect_uri: str = Form()
        ) -> dict[str, object]:
            answer()
            asked = self._codes.pop(code, None)
            if asked is None or asked["to"] != redirect_uri:
                raise HTTPException(400)
            if challenge(code_verifier) != asked["challenge"]:
                raise HTTPException(400)
            told = {"aud": CLIENT, "nonce": asked["nonce"], "name": self.name, "typ": "ID"}
            return {
                "access_token": self.token(),
                "token_type": "Bearer",
                "id_token": self.token(claims=told | self.spoilt),
            }

        @app.get("/logout")
        async def logout() -> dict[str, str]:
            return {"signed": "out"}

        return app


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@asynccontextmanager
async def running_issuer() -> AsyncIterator[Issuer]:
    """It listens on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        issuer = Issuer(f"http://127.0.0.1:{listener.getsockname()[1]}")
        server = uvicorn.Server(uvicorn.Config(issuer.app(), log_level="critical", lifespan="off"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield issuer
        finally:
            server.should_exit = True
            await serving
