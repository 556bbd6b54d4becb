"""What is written about requests: JSON lines, without queries, bodies or names."""

import logging
import time
from traceback import format_tb
from typing import TextIO
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import EventDict, Processor, WrappedLogger

from shared.log.outage import away
from shared.metrics import HTTP_REQUESTS, HTTP_SECONDS
from shared.web.answers import answer
from shared.web.failures import problem_of

UNMATCHED = "unmatched"
REQUEST_ID = "x-request-id"
QUIET_ROUTES = frozenset({"/health", "/ready", "/metrics", "/assets", "/feed/head"})
SELDOM = 5.0  # seconds between two lines of a library that say the same
REMEMBERED = 1000  # lines


def write_json_lines(to: TextIO) -> None:
    """Send all logs of this process to one place, a JSON object a line; called by who starts it."""
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    common: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*common, structlog.processors.format_exc_info, as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=to),
    )
    handler = logging.StreamHandler(to)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *common],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                nameless,
                as_json,
            ],
        )
    )
    handler.addFilter(Seldom())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def nameless(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Of an error in a library only its kind: the message may quote a personal value."""
    if exc_info := line.pop("exc_info", None):
        line["error"] = exc_info[0].__qualname__ if isinstance(exc_info, tuple) else "unknown"
    return line


class Seldom(logging.Filter):
    """Passes one line in five seconds of those that say the same, as Kafka's client does."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        said = (record.name, str(record.msg))
        last = self._said.get(said)
        if last is not None and record.created - last < SELDOM:
            return False
        if len(self._said) >= REMEMBERED:
            self._said.clear()
        self._said[said] = record.created
        return True


class Watched:
    """Middleware: counts, times and logs every answer, and makes one of an unexpected error."""

    def __init__(self, app: ASGIApp, *, service: str) -> None:
        self._app = app
        self._service = service
        self._log = structlog.get_logger(service=service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        request_id = uuid4().hex
        mount = scope.pop("route", None)  # how we are mounted; our router will set ours
        statuses: list[int] = []

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self._answered(scope, receive, noted, statuses)
        finally:
            seconds = time.perf_counter() - began
            status = statuses[0] if statuses else 499
            self._note(scope, status, seconds, request_id)
            if mount is not None:
                scope["route"] = mount

    async def _answered(
        self, scope: Scope, receive: Receive, send: Send, statuses: list[int]
    ) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as bug:
            if away(bug):
                self._log.warning("database away", route=_route(scope), error=type(bug).__name__)
            else:
                self._log.error("request broke", route=_route(scope), **_where(bug))
            if statuses:  # half an answer cannot be taken back: the connection has to break
                raise
            await answer(Request(scope), problem_of(bug))(scope, receive, send)

    def _note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        route, method = _route(scope), scope["method"]
        HTTP_REQUESTS.labels(self._service, method, route, str(status)).inc()
        HTTP_SECONDS.labels(self._service, route).observe(seconds)
        if route in QUIET_ROUTES:
            return
        office = scope.get("state", {}).get("office")
        self._log.info(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            request_id=request_id,
            office=office.code if office else None,
        )


def _where(bug: Exception) -> dict[str, str]:
    """What broke and where; never the message of the error, which may quote a personal value."""
    return {"error": type(bug).__qualname__, "traceback": "".join(format_tb(bug.__traceback__))}


def _route(scope: Scope) -> str:
    """The template of the address, never the address: a metric must not have a label a case."""
    if scope["root_path"].endswith("/assets"):  # a mounted folder is no route
        return "/assets"
    return getattr(scope.get("route"), "path", None) or UNMATCHED
