"""What an error of the database means: it is away, somebody was faster, or the work is wrong."""

import traceback

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

AWAY = {"08", "53", "57", "58"}  # connection, resources, operator, system
STATEMENT_TIMEOUT = "57014"
RACES = {"40", "55"}  # rolled back or locked out for the sake of another transaction


def away(error: BaseException) -> bool:
    """Whether the database could not be asked at all, so that the same work may succeed later."""
    match error:
        case OSError() | PoolTimeout() | DBAPIError(connection_invalidated=True):  # or timed out
            return True
        case _:
            state = sqlstate(error)
            return state[:2] in AWAY and state != STATEMENT_TIMEOUT


def raced(error: BaseException) -> bool:
    """Whether the transaction fell to another one, so that it can simply start over."""
    return sqlstate(error)[:2] in RACES


def sqlstate(error: BaseException) -> str:
    """PostgreSQL's code of what went wrong, or nothing."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) or ""


def where(error: BaseException | None) -> dict[str, str]:
    """What went wrong and where, for a log; the message may hold personal values and stays out."""
    if error is None:
        return {}
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return {"error": type(error).__name__, "at": f"{frame.filename}:{frame.lineno}"}
