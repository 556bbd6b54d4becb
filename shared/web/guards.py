"""What every request passes before it reaches a route: its size, its origin."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.answers import answer
from shared.web.problem import Problem

LIMIT = 1024 * 1024  # bytes of a body
UPLOAD_LIMIT = 11 * 1024 * 1024  # of one with a file, from whoever is signed in
UPLOADS = "/scans"
"""How the addresses end that take files."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Secured:
    """Middleware: tells the browser that nothing comes from outside and nothing inline runs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, secured)


class Limited:
    """Middleware: refuses bodies over the limit, announced or not; files may be larger."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = limit_of(scope)
        if int(Headers(scope=scope).get("content-length") or 0) > limit:
            problem = Problem(status=413, kind="too_large")
            await answer(Request(scope), problem)(scope, receive, send)
            return
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise HTTPException(413)
            return message

        await self._app(scope, limited, send)


def limit_of(scope: Scope) -> int:
    """How many bytes the body of this request may have."""
    kind = Headers(scope=scope).get("content-type", "")
    takes_files = scope["path"].endswith(UPLOADS) and kind.startswith("multipart/form-data")
    known = scope.get("state", {}).get("office") is not None
    return UPLOAD_LIMIT if takes_files and known else LIMIT


class SameOrigin:
    """Middleware: what a cookie alone authorises must come from our own pages."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _foreign(Headers(scope=scope), scope["method"]):
            problem = Problem(status=403, kind="foreign_origin")
            await answer(Request(scope), problem)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _foreign(headers: Headers, method: str) -> bool:
    """Whether another site's page could send this; a browser never sends a bearer token unasked."""
    if method in SAFE_METHODS or "authorization" in headers or "cookie" not in headers:
        return False
    fetched = headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched not in ("same-origin", "none")
    return urlsplit(headers.get("origin", "")).netloc != headers.get("host")
