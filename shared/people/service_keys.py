"""How services know one another: tokens of a minute, under keys that sign nobody else in."""

import time
from collections.abc import Callable, Sequence
from hashlib import sha256

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from joserfc.jwt import JWTClaimsRegistry

from shared.people.access import ITSELF, Office
from shared.people.issuer import NotSignedIn

KIND = "ketnap-service+jwt"
ALGORITHM = "HS256"
LASTS = 60
"""How long a token is good for, in seconds: each question is asked with a fresh one."""
LEEWAY = 30  # seconds by which the clocks of two machines may differ


class ServiceKeys:
    """Signs with the first of the keys and reads under all, so that it can be rotated.

    Each token is for one service, and says nothing but that another service asks.
    """

    def __init__(self, keys: Sequence[bytes], *, clock: Callable[[], float] = time.time) -> None:
        self._newest, *_ = known = [as_key(key) for key in keys]
        self._known = {str(key.kid): key for key in known}
        self._clock = clock

    def issue(self, audience: str) -> str:
        """A token with which the service of that name can be asked."""
        now = int(self._clock())
        header = {"alg": ALGORITHM, "typ": KIND, "kid": self._newest.kid}
        claims = {"aud": audience, "iat": now, "exp": now + LASTS}
        return jwt.encode(header, claims, self._newest, algorithms=[ALGORITHM])

    def read(self, token: str, *, audience: str) -> Office:
        """The office of services, if the token is for `audience`; raises NotSignedIn."""
        try:
            header = jws.extract_compact(token.encode()).headers()
            key = self._known.get(str(header.get("kid")))
            if header.get("typ") != KIND or key is None:
                raise NotSignedIn
            claims = jwt.decode(token, key, algorithms=[ALGORITHM]).claims
            self._rules(audience).validate(claims)
            if claims["aud"] != audience or claims["exp"] - claims["iat"] > LASTS:
                raise NotSignedIn
        except (JoseError, ValueError, TypeError) as failure:
            raise NotSignedIn from failure
        return ITSELF

    def _rules(self, audience: str) -> JWTClaimsRegistry:
        return JWTClaimsRegistry(
            now=int(self._clock()),
            leeway=LEEWAY,
            aud={"essential": True, "value": audience},
            iat={"essential": True},
            exp={"essential": True},
        )


def as_key(key: bytes) -> OctKey:
    """Under a name that tells which it is, and not what."""
    return OctKey.import_key(key, {"kid": sha256(b"ketnap.service " + key).hexdigest()[:16]})


def is_of_a_service(token: str) -> bool:
    """Whether it claims to be one of these, good or not."""
    try:
        return jws.extract_compact(token.encode()).headers().get("typ") == KIND
    except (JoseError, ValueError):
        return False
