"""The moved clock: deeds of the past happen then, and never after the present."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from app import clock

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Whatever is done inside is done at that moment."""
    token = clock.source.set(lambda: moment)
    try:
        yield
    finally:
        clock.source.reset(token)


def moment(day: date, hour: int, until: datetime, minute: int = 0) -> datetime:
    """An hour of a day in UTC, or the present when that lies ahead."""
    return min(datetime.combine(day, time(hour, minute), tzinfo=UTC), until)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for offset in range((last - first).days + 1):
        yield first + offset * ONE_DAY
