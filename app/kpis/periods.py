"""Calendar months, ISO weeks or one whole range, and the instants they begin and end at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class Rhythm(StrEnum):
    """How a range of days is cut into periods."""

    MONTH = "month"
    WEEK = "week"
    ALL = "all"


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date


def periods(rhythm: Rhythm, first: date, last: date) -> tuple[Period, ...]:
    """The periods from the first to the last day; those at the ends may be parts."""
    return tuple(cut(rhythm, first, last))


def cut(rhythm: Rhythm, first: date, last: date) -> Iterator[Period]:
    while first <= last:
        end = min(ends_of(rhythm, first, last), last)
        yield Period(first, end)
        first = end + DAY


def whole(rhythm: Rhythm, first: date, last: date) -> tuple[date, date]:
    """The range widened to whole periods; a range that is one period stays as it is."""
    if rhythm is Rhythm.ALL:
        return first, last
    start = first.replace(day=1) if rhythm is Rhythm.MONTH else first - first.weekday() * DAY
    return start, ends_of(rhythm, last, last)


def ends_of(rhythm: Rhythm, day: date, last: date) -> date:
    """The last day of the period that a day lies in."""
    if rhythm is Rhythm.ALL:
        return last
    if rhythm is Rhythm.WEEK:
        return day + (6 - day.weekday()) * DAY
    return (day.replace(day=1) + 31 * DAY).replace(day=1) - DAY


def starts_at(day: date, zone: str) -> datetime:
    """The first instant of a local day, in naive UTC."""
    local = datetime.combine(day, time(), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def local_day(at: datetime, zone: str) -> date:
    """The local day of a naive UTC instant."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def mondays(period: Period) -> tuple[date, ...]:
    """Every Monday in a period."""
    first = period.first + (-period.first.weekday() % 7) * DAY
    weeks = ((period.last - first).days // 7) + 1
    return tuple(first + number * WEEK for number in range(max(weeks, 0)))
