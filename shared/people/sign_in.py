"""Who asks: by our own signed words, a token of the issuer or a service's, for which office."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from fastapi import Request
from itsdangerous import BadSignature, TimestampSigner

from shared.events.terms import UserId
from shared.people.access import Office, Role
from shared.people.issuer import Issuer, IssuerAway, NotSignedIn
from shared.people.offices import Held
from shared.people.service_keys import is_of_a_service

__all__ = [
    "COOKIE",
    "LASTS",
    "USER_COOKIE",
    "IssuerAway",
    "NoOffice",
    "NotSignedIn",
    "SignIn",
    "office_of",
    "signed_in",
    "still_holds",
]

COOKIE = "ketnap_office"
USER_COOKIE = "ketnap_user"
CHOSEN = "ketnap-office"
"""The header in which a program of several offices says for which one it comes."""
LASTS = 12 * 3600
"""How long a token is good for, in seconds: a long working day."""

HeldBy = Callable[[UserId], Awaitable[Sequence[Held]]]
ReadService = Callable[[str], Office]
"""The office of services, if the token is one of theirs and for us; raises NotSignedIn."""


class NoOffice(Exception):
    """The user is known but holds no office today, or not the one that was named."""


async def nothing(_: UserId) -> Sequence[Held]:
    """Where offices are not known, nobody holds any."""
    return ()


def no_service(_: str) -> Office:
    """Where no service asks."""
    raise NotSignedIn


class SignIn:
    """Issues and reads tokens; whoever has the key can act for every office of a committee.

    What names a user is good only while the user holds that office: `held` is asked each time.
    """

    def __init__(
        self,
        key: bytes,
        *,
        held: HeldBy = nothing,
        issuer: Issuer | None = None,
        service: ReadService = no_service,
    ) -> None:
        self._signer = TimestampSigner(key, salt="ketnap.office")
        self._user_signer = TimestampSigner(key, salt="ketnap.user")
        self.held = held
        self._issuer = issuer
        self._service = service

    def issue(self, office: Office) -> str:
        """A token for `office`, good for 12 hours; a cookie or a header holds it as it is."""
        return self._signer.sign(office.code).decode()

    def read(self, token: str) -> Office:
        """The office that a token names; raises NotSignedIn for a forged, foreign or old one.

        Never that of services, which have a key of their own.
        """
        try:
            office = Office.parse(self._signer.unsign(token, max_age=LASTS).decode())
        except (BadSignature, ValueError) as failure:
            raise NotSignedIn from failure
        if office.role is Role.SERVICE:
            raise NotSignedIn
        return office

    def issue_user(self, user_id: UserId) -> str:
        """What a browser keeps of who signed in: it lets nobody in, but chooses among offices."""
        return self._user_signer.sign(str(user_id)).decode()

    def read_user(self, token: str) -> UserId:
        """The user that a cookie names; raises NotSignedIn."""
        try:
            return UserId(UUID(self._user_signer.unsign(token, max_age=LASTS).decode()))
        except (BadSignature, ValueError) as failure:
            raise NotSignedIn from failure

    async def recognise(self, token: str, *, chosen: str | None = None) -> Office:
        """For which office a bearer speaks today; raises NotSignedIn, NoOffice, IssuerAway."""
        if ":" in token:  # which no JWT holds
            return await self.in_session(token)
        if is_of_a_service(token):
            return self._service(token)
        if self._issuer is None:
            raise NotSignedIn
        user_id = await self._issuer.user_of(token)
        return among([one.office for one in await self.held(user_id)], chosen)

    async def in_session(self, token: str) -> Office:
        """For which office a token of our own speaks today, the only one that a cookie holds."""
        office = self.read(token)
        if not await self.holds(office):
            raise NotSignedIn
        return office

    async def holds(self, office: Office) -> bool:
        """Whether the office may be acted for now; where nobody is named, the key has said so."""
        if office.user_id is None:
            return True
        return office in [one.office for one in await self.held(office.user_id)]


def among(offices: Sequence[Office], chosen: str | None) -> Office:
    """The office of that code, without or with its user; the only one where none is named."""
    named = [each for each in offices if chosen in (None, each.code, each.itself.code)]
    if len(named) != 1:
        raise NoOffice
    return named[0]


def bearer_of(request: Request) -> str | None:
    """The bearer token of a request; empty where it says that there is one and there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def office_of(request: Request) -> Office | None:
    """Who asks, or nobody: for pages that show it and need it not."""
    try:
        return await signed_in(request)
    except (NotSignedIn, NoOffice, IssuerAway):
        return None


async def signed_in(request: Request) -> Office:
    """Dependency: the office that asks; raises NotSignedIn, NoOffice, IssuerAway."""
    known: Office | None = getattr(request.state, "signed_in", None)
    if known is not None:
        return known
    sign_in: SignIn = request.app.state.sign_in
    bearer = bearer_of(request)
    if bearer is None:
        office = await sign_in.in_session(request.cookies.get(COOKIE, ""))
    else:
        office = await sign_in.recognise(bearer, chosen=request.headers.get(CHOSEN))
    request.state.signed_in = office
    return office


async def still_holds(request: Request, office: Office) -> bool:
    """Whether who asked may still be told: for answers that go on for hours."""
    sign_in: SignIn = request.app.state.sign_in
    return await sign_in.holds(office)
