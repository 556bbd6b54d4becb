"""The page on which somebody chooses an office to act for; only on this machine, for trying out."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ValidationError
from starlette.responses import JSONResponse, RedirectResponse, Response

from shared.people.access import Office, Role
from shared.people.choice import Choice, office_among
from shared.people.forest import Forest, committee_of
from shared.people.loopback import from_loopback
from shared.people.sign_in import COOKIE, LASTS, SignIn
from shared.web.answers import answer
from shared.web.pages import Pages
from shared.web.problem import Problem

Choices = Callable[[], Awaitable[Sequence[Choice]]]
Allowed = Callable[[Request], bool]


class Chosen(BaseModel):
    """What is sent, as JSON or as a form."""

    office: str
    next: str = "/"


def no_sign_in_router() -> APIRouter:
    """`/sign-in` where nobody may choose: it says who hands out tokens instead."""
    router = APIRouter()

    @router.api_route("/sign-in", methods=["GET", "POST"], include_in_schema=False)
    async def refuse(request: Request) -> Response:
        return answer(request, Problem(status=403, kind="no_sign_in"))

    return router


def sign_in_router(
    sign_in: SignIn, choices: Choices, *, allowed: Allowed = from_loopback
) -> APIRouter:
    """`/sign-in`: a page for people; for programs `{"office": code}` gives `{"token": ...}`."""
    router = APIRouter()
    pages = Pages()

    @router.get("/sign-in", include_in_schema=False)
    async def choose(
        request: Request,
        next_: Annotated[str, Query(alias="next")] = "/",
        office: str = "",
        q: str = "",
        under: str = "",
    ) -> Response:
        if not allowed(request):
            return elsewhere(request)
        known = await choices()
        return pages.render(
            request,
            "sign_in.html",
            grove=Forest(known).grove(under=committee_of(under), wanted=q),
            roles=[role for role in Role if role is not Role.SERVICE],
            asked=named(known, office),
            wanted=q,
            next=local(next_),
        )

    @router.post("/sign-in")
    async def act(request: Request) -> Response:
        if not allowed(request):
            return elsewhere(request)
        as_json = request.headers.get("content-type", "").startswith("application/json")
        chosen = await read(request, as_json=as_json)
        office = office_among(await choices(), chosen.office) if chosen else None
        if chosen is None or office is None:
            return answer(request, Problem(status=422, kind="no_such_office"))
        token = sign_in.issue(office)
        if as_json:
            return JSONResponse({"token": token})
        return back(token, local(chosen.next))

    return router


async def read(request: Request, *, as_json: bool) -> Chosen | None:
    """What was sent, or nothing where it cannot be read."""
    try:
        if as_json:
            return Chosen.model_validate_json(await request.body())
        return Chosen.model_validate(dict(await request.form()))
    except ValidationError:
        return None


def back(token: str, address: str) -> Response:
    """Back to where the office was needed, with the token in a cookie that no script reads."""
    response = RedirectResponse(address, status_code=303)
    response.set_cookie(COOKIE, token, max_age=LASTS, httponly=True, samesite="lax")
    return response


def named(choices: Sequence[Choice], code: str) -> tuple[Choice, Office] | None:
    """The committee and the office that the address asks for, to be confirmed by one click."""
    office = office_among(choices, code)
    if office is None:
        return None
    return next((each, office) for each in choices if each.committee_id == office.committee_id)


def local(address: str) -> str:
    """`address` if it is a path of this site and not the sign-in itself, else the first page.

    A browser takes a backslash for a slash and drops tabs and line ends, so none may be there.
    """
    foreign = not address.startswith("/") or address.startswith(("//", "/sign-in"))
    if foreign or "\\" in address or any(character <= " " for character in address):
        return "/"
    return address


def elsewhere(request: Request) -> Response:
    return answer(request, Problem(status=403, kind="not_loopback"))
