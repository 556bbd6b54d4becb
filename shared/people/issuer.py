"""Reads the tokens of an OpenID Connect issuer: its keys, and what a token must say to be good."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx
import structlog
from joserfc import jws, jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from shared.events.terms import UserId
from shared.people.users import user_id
from shared.settings import Oidc

log = structlog.get_logger(__name__)

ALGORITHMS = (
    *("RS256", "RS384", "RS512"),
    *("PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
)
"""What may sign a token; whatever a token or the issuer itself names besides is refused."""
LEEWAY = 30  # seconds by which our clock and the issuer's may differ
LONGEST_SUBJECT = 255  # characters (OpenID Connect Core, 2)
KEYS_LAST = 300.0  # seconds after which a key that the issuer removed is good no more
REST = 10.0  # seconds between two questions to the issuer, whatever tokens come
ASK_WITHIN = 5.0  # seconds

Claims = Mapping[str, object]
Metadata = Mapping[str, object]


class NotSignedIn(Exception):
    """Nobody is known to ask: no token, or one that is not good."""


class IssuerAway(Exception):
    """The issuer does not answer, and what must be known of it is not known yet."""


def client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=ASK_WITHIN, follow_redirects=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the issuer told of itself, and when."""

    metadata: Metadata
    keys: KeySet
    at: float


class Issuer:
    """The issuer as it is now: asked when first needed, for an unknown key, and now and then.

    While it is away, tokens under known keys stay good.
    """

    def __init__(
        self,
        oidc: Oidc,
        *,
        ask: Callable[[], httpx.AsyncClient] = client,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.oidc = oidc
        self._ask, self._clock = ask, clock
        self._known: Known | None = None
        self._tried: float | None = None
        self._away = False
        self._one_at_a_time = asyncio.Lock()

    async def user_of(self, token: str) -> UserId:
        """Whose access token this is; raises NotSignedIn, IssuerAway."""
        claims = await self._read(token, audience=self.oidc.audience, kinds=("jwt", "at+jwt"))
        # An ID token says to a client who signed in; it is no key to anything (token confusion).
        if claims.get("typ", "Bearer") != "Bearer" or {"nonce", "at_hash"} & claims.keys():
            raise NotSignedIn
        return self.user(claims)

    async def signed_in(self, token: str, *, nonce: str) -> Claims:
        """What an ID token says of who signed in just now; raises NotSignedIn, IssuerAway."""
        own = self.oidc.client_id
        claims = await self._read(token, audience=own, kinds=("jwt",))
        for_several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if for_several else own) != own:
            raise NotSignedIn
        if claims.get("nonce") != nonce or claims.get("typ", "ID") != "ID":
            raise NotSignedIn
        return claims

    def user(self, claims: Claims) -> UserId:
        subject = claims["sub"]
        assert isinstance(subject, str)  # or the claims had not been good
        return user_id(self.oidc.issuer, subject)

    async def metadata(self) -> Metadata:
        """What the issuer says of itself; raises IssuerAway."""
        if not self._fresh:
            await self._refresh()
        if self._known is None:
            raise IssuerAway
        return self._known.metadata

    async def _read(self, token: str, *, audience: str, kinds: tuple[str, ...]) -> Claims:
        try:
            header = jws.extract_compact(token.encode()).headers()
            kind = str(header.get("typ", "jwt")).lower().removeprefix("application/")
            kid = header.get("kid")
            if kind not in kinds or not isinstance(kid, str | None):
                raise NotSignedIn
            key = await self._key(kid)
            registry = JWSRegistry(algorithms=[*ALGORITHMS], strict_check_header=False)
            claims = jwt.decode(token, key, registry=registry).claims
            self._rules(audience).validate(claims)
        except (JoseError, ValueError) as failure:
            raise NotSignedIn from failure
        return claims

    def _rules(self, audience: str) -> JWTClaimsRegistry:
        return JWTClaimsRegistry(
            leeway=LEEWAY,
            iss={"essential": True, "value": self.oidc.issuer},
            aud={"essential": True, "value": audience},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )

    async def _key(self, kid: str | None) -> RSAKey | ECKey:
        """The key of that id, or the only one; raises NotSignedIn, IssuerAway."""
        key = self._found(kid)
        if key is not None and (self._fresh or self._one_at_a_time.locked()):
            return key
        await self._refresh()
        if (key := self._found(kid)) is not None:
            return key
        raise IssuerAway if self._away else NotSignedIn

    @property
    def _fresh(self) -> bool:
        return self._known is not None and self._clock() - self._known.at <= KEYS_LAST

    def _found(self, kid: str | None) -> RSAKey | ECKey | None:
        if self._known is None:
            return None
        try:
            key = self._known.keys.get_by_kid(kid)
        except InvalidKeyIdError:
            return None
        return key if isinstance(key, RSAKey | ECKey) else None

    async def _refresh(self) -> None:
        """Ask the issuer, unless it was asked just now."""
        async with self._one_at_a_time:
            if self._tried is not None and self._clock() - self._tried < REST:
                return
            self._tried = self._clock()
            try:
                self._known = await self._told()
                self._away = False
            except (httpx.HTTPError, httpx.InvalidURL, JoseError, ValueError, KeyError) as failure:
                self._away = True
                log.warning("issuer_away", error=type(failure).__name__)

    async def _told(self) -> Known:
        async with self._ask() as http:
            metadata = (await http.get(self.oidc.discovery)).raise_for_status().json()
            if metadata["issuer"] != self.oidc.issuer:
                raise ValueError("it says that it is another issuer")
            keys = (await http.get(metadata["jwks_uri"])).raise_for_status().json()["keys"]
        signing = [key for key in keys if signs(key)]
        return Known(
            metadata=metadata, keys=KeySet.import_key_set({"keys": signing}), at=self._clock()
        )


def signs(key: Mapping[str, object]) -> bool:
    """Whether it is a public key for signatures: never a shared secret."""
    return key.get("kty") in ("RSA", "EC") and key.get("use", "sig") == "sig"
