"""Signing in at an OpenID Connect issuer, then choosing among the offices that one holds today."""

import warnings
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Annotated

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from fastapi import APIRouter, FastAPI, Form, Query, Request
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import RedirectResponse, Response

from shared.events.terms import CommitteeId, UserId
from shared.people.issuer import Issuer, IssuerAway, NotSignedIn
from shared.people.sign_in import COOKIE, LASTS, USER_COOKIE, SignIn, among
from shared.settings import Oidc
from shared.web.answers import answer
from shared.web.pages import Pages
from shared.web.problem import Problem
from shared.web.sign_in import local

with warnings.catch_warnings():  # It tells of its own plans on the terminal of whoever starts us.
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.starlette_client import OAuth, OAuthError, StarletteOAuth2App

FLOW_COOKIE = "ketnap_flow"
FLOW_LASTS = 600
"""How long somebody may take at the issuer, in seconds."""
LONGEST_NAME = 200

Welcome = Callable[[UserId, str], Awaitable[None]]
Titles = Callable[[Collection[CommitteeId]], Awaitable[Mapping[CommitteeId, str]]]
Next = Annotated[str, Query(alias="next")]


class Client(StarletteOAuth2App):  # type: ignore[misc, no-any-unimported]
    """Authlib's client, but ID tokens are read as strictly as every other token here."""

    issuer: Issuer

    async def parse_id_token(
        self, token: Mapping[str, str], nonce: str, **_: object
    ) -> Mapping[str, object]:
        return await self.issuer.signed_in(token["id_token"], nonce=nonce)


def keep_the_flow(app: FastAPI, oidc: Oidc, *, key: bytes) -> None:
    """Let a browser carry state, nonce and verifier, signed, from the first step to the last."""
    app.add_middleware(
        SessionMiddleware,
        secret_key=key.hex(),
        session_cookie=FLOW_COOKIE,
        max_age=FLOW_LASTS,
        path="/sign-in",
        same_site="lax",
        https_only=oidc.site.startswith("https:"),
    )


def issuer_router(
    issuer: Issuer, sign_in: SignIn, *, welcome: Welcome, titles: Titles
) -> APIRouter:
    """`/sign-in` and all below it, and `/sign-out`; `welcome` is told who signed in, by name."""
    router = APIRouter(include_in_schema=False)
    desk = Reception(issuer, sign_in, welcome, titles)

    @router.get("/sign-in")
    async def ask(request: Request, next_: Next = "/") -> Response:
        return await desk.ask(request, local(next_))

    @router.post("/sign-in")
    async def choose(
        request: Request,
        office: Annotated[str, Form()] = "",
        next_: Annotated[str, Form(alias="next")] = "/",
    ) -> Response:
        return await desk.choose(request, office, local(next_))

    @router.get("/sign-in/begin")
    async def begin(request: Request, next_: Next = "/") -> Response:
        return await desk.begin(request, local(next_))

    @router.get("/sign-in/callback")
    async def callback(request: Request) -> Response:
        return await desk.callback(request)

    @router.post("/sign-out")
    async def leave() -> Response:
        return desk.leave()

    return router


class Reception:
    """What each of the addresses answers."""

    def __init__(self, issuer: Issuer, sign_in: SignIn, welcome: Welcome, titles: Titles) -> None:
        self._issuer, self._sign_in = issuer, sign_in
        self._welcome, self._titles = welcome, titles
        self._pages = Pages()
        self._secure = issuer.oidc.site.startswith("https:")
        self._client = client_of(issuer)

    async def ask(self, request: Request, next_: str) -> Response:
        """For which office, where it is known who; else a way to the issuer."""
        try:
            user_id = self._sign_in.read_user(request.cookies.get(USER_COOKIE, ""))
        except NotSignedIn:
            out = await self._way_out() if "out" in request.query_params else None
            return self._pages.render(request, "issuer_sign_in.html", next=next_, out=out)
        held = await self._sign_in.held(user_id)
        names = await self._titles({one.office.committee_id for one in held})
        return self._pages.render(
            request,
            "choose_office.html",
            status=200 if held else 403,
            held=held,
            names=names,
            code=str(user_id)[:8],
            next=next_,
        )

    async def choose(self, request: Request, code: str, next_: str) -> Response:
        """Act for one of the offices that are held today."""
        user_id = self._sign_in.read_user(request.cookies.get(USER_COOKIE, ""))
        offices = [one.office for one in await self._sign_in.held(user_id)]
        response = RedirectResponse(next_, status_code=303)
        self._keep(response, COOKIE, self._sign_in.issue(among(offices, code)))
        return response

    async def begin(self, request: Request, next_: str) -> Response:
        """To the issuer, with a state, a nonce and the hash of a verifier."""
        request.session["next"] = next_
        try:
            redirect: Response = await self._client.authorize_redirect(
                request, f"{self._issuer.oidc.site}/sign-in/callback"
            )
        except (httpx.HTTPError, RuntimeError, ValueError) as failure:
            raise IssuerAway from failure
        return redirect

    async def callback(self, request: Request) -> Response:
        """Back from the issuer: whoever the ID token names is known from now on."""
        next_ = local(str(request.session.get("next", "/")))
        try:
            token = await self._client.authorize_access_token(request)
            claims = token["userinfo"]
        except (OAuthError, KeyError, NotSignedIn):
            return answer(request, Problem(status=403, kind="issuer_refused"))
        except (httpx.HTTPError, ValueError) as failure:
            raise IssuerAway from failure
        request.session.clear()
        user_id = self._issuer.user(claims)
        await self._welcome(user_id, name_in(claims))
        return await self._admitted(user_id, next_)

    def leave(self) -> Response:
        """Forget who signed in; at the issuer one may still be."""
        response = RedirectResponse("/sign-in?out=1", status_code=303)
        for cookie in (COOKIE, USER_COOKIE):
            response.delete_cookie(cookie, httponly=True, samesite="lax", secure=self._secure)
        return response

    async def _admitted(self, user_id: UserId, next_: str) -> Response:
        """Straight on where one office is held, else to the choice."""
        held = await self._sign_in.held(user_id)
        response = RedirectResponse(next_, status_code=303)
        if len(held) == 1:
            self._keep(response, COOKIE, self._sign_in.issue(held[0].office))
        else:
            response = RedirectResponse(
                str(httpx.URL("/sign-in", params={"next": next_})), status_code=303
            )
            response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=self._secure)
        self._keep(response, USER_COOKIE, self._sign_in.issue_user(user_id))
        return response

    async def _way_out(self) -> str | None:
        """Where one signs out of the issuer itself, if it says so."""
        oidc = self._issuer.oidc
        try:
            end = (await self._issuer.metadata()).get("end_session_endpoint")
        except IssuerAway:
            return None
        back = {"client_id": oidc.client_id, "post_logout_redirect_uri": f"{oidc.site}/sign-in"}
        return str(httpx.URL(end, params=back)) if isinstance(end, str) else None

    def _keep(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(
            name, value, max_age=LASTS, httponly=True, samesite="lax", secure=self._secure
        )


def client_of(issuer: Issuer) -> Client:
    oidc, oauth = issuer.oidc, OAuth()
    client: Client = oauth.register(
        "issuer",
        client_cls=Client,
        client_id=oidc.client_id,
        client_secret=oidc.client_secret or None,
        server_metadata_url=oidc.discovery,
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic" if oidc.client_secret else "none",
            "timeout": 5,
        },
    )
    client.issuer = issuer
    return client


def name_in(claims: Mapping[str, object]) -> str:
    """What the issuer calls somebody, for people to read; empty where it says nothing."""
    named = claims.get("name") or claims.get("preferred_username") or ""
    return " ".join(str(named).split())[:LONGEST_NAME]
