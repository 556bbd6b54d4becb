"""The frame of a service: how it answers, is watched, and says whether it is well."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.events.terms import CommitteeId
from shared.people.access import Office
from shared.people.sign_in import SignIn, office_of
from shared.web.answers import answer
from shared.web.failures import EXPECTED, problem_of
from shared.web.guards import Limited, SameOrigin, Secured
from shared.web.language import Speaks
from shared.web.logs import Watched
from shared.web.openapi import describe
from shared.web.pages import prefers_html

ASSETS = Path(__file__).parent / "assets"

NameOf = Callable[[CommitteeId], Awaitable[str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """Something without which the service cannot work now, told to its operator."""

    part: str
    why: str


def build(
    name: str,
    *,
    sign_in: SignIn,
    ready: Callable[[], Awaitable[Sequence[Lack]]],
    routers: Sequence[APIRouter] = (),
    committee_name: NameOf | None = None,
) -> FastAPI:
    """The web application of the service `name`, mounted under `/<name>`.

    `committee_name` gives the header the name of the committee for which somebody acts.
    """
    app = FastAPI(title=f"Kết Nạp: {name}", docs_url=None, redoc_url=None)
    app.state.sign_in = sign_in
    app.state.assets = f"/{name}/assets"
    for error in EXPECTED:
        app.add_exception_handler(error, _answered)
    for router in (*routers, _condition(ready)):
        app.include_router(router)
    app.mount("/assets", StaticFiles(directory=ASSETS), name="assets")
    describe(app)
    _surround(app, name, committee_name)
    return app


def _surround(app: FastAPI, name: str, committee_name: NameOf | None) -> None:
    """The middlewares; what is added last is met first."""
    app.add_middleware(SameOrigin)
    app.add_middleware(Limited)
    app.add_middleware(Recognised, committee_name=committee_name)
    app.add_middleware(Watched, service=name)
    app.add_middleware(Speaks)
    app.add_middleware(Secured)


async def _answered(request: Request, error: Exception) -> Response:
    response = answer(request, problem_of(error))
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)  # which methods there are, where one is not
    return response


class Recognised:
    """Middleware: notes for which office a request comes, to show and log it; forbids nothing."""

    def __init__(self, app: ASGIApp, *, committee_name: NameOf | None) -> None:
        self._app = app
        self._committee_name = committee_name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            office = await self._office(request)
            state = scope.setdefault("state", {})
            state["office"] = office
            state["committee_name"] = await self._name(office, request)
        await self._app(scope, receive, send)

    async def _office(self, request: Request) -> Office | None:
        """Who asks, as far as it is known; the route says what stands in the way."""
        try:
            return await office_of(request)
        except (SQLAlchemyError, OSError):
            return None

    async def _name(self, office: Office | None, request: Request) -> str | None:
        """The name for the header of a page; a page without it is better than none."""
        if office is None or self._committee_name is None or not prefers_html(request):
            return None
        try:
            return await self._committee_name(office.committee_id)
        except (SQLAlchemyError, OSError):
            return None


def _condition(ready: Callable[[], Awaitable[Sequence[Lack]]]) -> APIRouter:
    """What machines ask about the process; open to all, as it tells of no case."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/ready")
    async def readiness() -> JSONResponse:
        lacks = await ready()
        body = {"ready": not lacks, "lacks": [asdict(lack) for lack in lacks]}
        return JSONResponse(body, status_code=503 if lacks else 200)

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router
