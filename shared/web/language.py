"""Which language a request is answered in: asked for, remembered, or preferred by the browser."""

from babel.core import negotiate_locale
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.texts import Language

COOKIE = "ketnap_language"
A_YEAR = 365 * 24 * 3600


class Speaks:
    """Middleware: settles `request.state.language`, and remembers what `?lang=` asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        language = language_of(request)
        scope.setdefault("state", {})["language"] = language
        asked = _known(request.query_params.get("lang")) is not None

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Language"] = language
                if asked:
                    headers.append("Set-Cookie", _remembering(language))
            await send(message)

        await self._app(scope, receive, answer)


def language_of(request: HTTPConnection) -> Language:
    """The language of `?lang=`, else of the cookie, else of Accept-Language, else Vietnamese."""
    return (
        _known(request.query_params.get("lang"))
        or _known(request.cookies.get(COOKIE))
        or _preferred(request.headers.get("accept-language", ""))
    )


def _known(code: str | None) -> Language | None:
    return Language(code) if code in list(Language) else None


def _preferred(header: str) -> Language:
    """Quality values are not weighed: browsers write what they prefer first."""
    wanted = [part.split(";")[0].strip() for part in header.split(",")]
    found = negotiate_locale([code for code in wanted if code], list(Language), sep="-")
    return _known((found or "").split("-")[0]) or Language.VI


def _remembering(language: Language) -> str:
    return f"{COOKIE}={language}; Path=/; Max-Age={A_YEAR}; SameSite=Lax"
