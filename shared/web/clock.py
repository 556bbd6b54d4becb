"""What time it is, and which day it is in the province."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PROVINCE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day on the calendar of the province; days of steps are never later than this."""
    return now().astimezone(PROVINCE).date()
