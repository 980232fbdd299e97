"""The one place that asks the time."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

source: ContextVar[Callable[[], datetime] | None] = ContextVar("source", default=None)


def now() -> datetime:
    """The present instant, in UTC; the demo builder and tests may set another source."""
    ask = source.get()
    return ask() if ask else datetime.now(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """An instant as the clocks of a zone (IANA name) show it."""
    return moment.astimezone(ZoneInfo(zone))


def today(zone: str = "UTC") -> date:
    """The calendar day in a zone (IANA name)."""
    return local(now(), zone).date()
