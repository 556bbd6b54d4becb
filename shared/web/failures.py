"""Which problem each error is: the one place where exceptions become answers."""

from collections.abc import Sequence

import asyncpg
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from shared.law.refusal import Refused
from shared.log.decider import KeyReused, MovedOn
from shared.log.ledger import Conflict
from shared.log.outage import away
from shared.people.sign_in import IssuerAway, NoOffice, NotSignedIn
from shared.web.problem import Forbidden, Mistake, NotFound, Problem

RETRY_AFTER = 5

DATABASE_AWAY: tuple[type[Exception], ...] = (
    OperationalError,
    InterfaceError,
    PoolTimeout,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.InterfaceError,
    ConnectionError,
)
"""How a database that is away, starting or overloaded shows itself."""

EXPECTED: tuple[type[Exception], ...] = (
    Refused,
    MovedOn,
    Conflict,
    KeyReused,
    Forbidden,
    NotSignedIn,
    NoOffice,
    IssuerAway,
    NotFound,
    RequestValidationError,
    HTTPException,
    *DATABASE_AWAY,
)
"""Everything that has an answer of its own; the rest is a bug."""

KIND_BY_STATUS = {
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method",
    413: "too_large",
    422: "invalid",
}

SPEAKING_TYPES = ("missing", "date", "uuid", "enum", "literal", "int", "json")
"""The beginnings of pydantic's error types for which there is a text `invalid.<beginning>`."""


def problem_of(error: Exception) -> Problem:
    """The problem that tells of `error`; of a bug it tells nothing but that it is one."""
    match error:
        case Refused():
            return Problem(status=422, kind="refused", reasons=error.reasons)
        case MovedOn():
            return Problem(status=409, kind="moved_on", since=error.since)
        case Conflict():
            return Problem(status=409, kind="moved_on")
        case KeyReused():
            return Problem(status=422, kind="key_reused")
        case Forbidden():
            return Problem(status=403, kind="forbidden")
        case NotSignedIn():
            return Problem(status=401, kind="not_signed_in")
        case NoOffice():
            return Problem(status=403, kind="no_office")
        case IssuerAway():
            return Problem(status=503, kind="issuer_away", retry_after=RETRY_AFTER)
        case NotFound():
            return Problem(status=404, kind="not_found")
        case RequestValidationError():
            return invalid(_mistakes(error))
        case HTTPException():
            return of_status(error.status_code)
        case _ if isinstance(error, DATABASE_AWAY) or away(error):
            return Problem(status=503, kind="away", retry_after=RETRY_AFTER)
        case _:
            return Problem(status=500, kind="broken")


def invalid(mistakes: Sequence[Mistake]) -> Problem:
    """Something was entered that cannot be read."""
    return Problem(status=422, kind="invalid", mistakes=mistakes)


def of_status(status: int) -> Problem:
    """What a bare status of the framework means."""
    fallback = "broken" if status >= 500 else "not_possible"
    return Problem(status=status, kind=KIND_BY_STATUS.get(status, fallback))


def _mistakes(error: RequestValidationError) -> list[Mistake]:
    return [
        Mistake(field=_field(found["loc"]), key=f"invalid.{_spoken(found['type'])}")
        for found in error.errors()
    ]


def _field(place: Sequence[str | int]) -> str:
    """Where it was, without the first word, which only says body, query or path."""
    return ".".join(str(part) for part in (place[1:] or place))


def _spoken(type_: str) -> str:
    return next((known for known in SPEAKING_TYPES if type_.startswith(known)), "other")
