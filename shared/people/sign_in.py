"""The built-in sign-in for trying out: a signed word for which office somebody acts."""

from fastapi import Request
from itsdangerous import BadSignature, TimestampSigner

from shared.people.access import Office

COOKIE = "ketnap_office"
LASTS = 12 * 3600
"""How long a token is good for, in seconds: a long working day."""


class NotSignedIn(Exception):
    """Nobody is known to ask: no token, or one that is not good."""


class SignIn:
    """Issues and reads tokens; whoever has the key can act for every office."""

    def __init__(self, key: bytes) -> None:
        self._signer = TimestampSigner(key, salt="ketnap.office")

    def issue(self, office: Office) -> str:
        """A token for `office`, good for 12 hours; a cookie or a header holds it as it is."""
        return self._signer.sign(office.code).decode()

    def read(self, token: str) -> Office:
        """The office of a token; raises NotSignedIn for a forged, foreign or old one."""
        try:
            return Office.parse(self._signer.unsign(token, max_age=LASTS).decode())
        except (BadSignature, ValueError) as failure:
            raise NotSignedIn from failure


def token_of(request: Request) -> str | None:
    """The bearer token of a request, else its cookie."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.cookies.get(COOKIE)


def office_of(request: Request) -> Office | None:
    """Who asks, or nobody: for pages that show it and need it not."""
    try:
        return signed_in(request)
    except NotSignedIn:
        return None


def signed_in(request: Request) -> Office:
    """Dependency: the office that asks; raises NotSignedIn."""
    token = token_of(request)
    if not token:
        raise NotSignedIn
    sign_in: SignIn = request.app.state.sign_in
    return sign_in.read(token)
