"""Business calendars as cumulative seconds, so that the open time of a span is a subtraction."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Shift = tuple[int, int]
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Calendar:
    """Opening shifts of each weekday, Monday first, as minutes after local midnight."""

    zone: str
    week: tuple[tuple[Shift, ...], ...]
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class OpenSpan:
    """One shift of one day in epoch seconds, and the open seconds of all shifts before it."""

    starts: int
    ends: int
    before: int


def open_spans(calendar: Calendar, first: date, last: date) -> tuple[OpenSpan, ...]:
    """Every shift from the first to the last local day; shifts follow the wall clock."""
    spans: list[OpenSpan] = []
    before = 0
    for number in range((last - first).days + 1):
        for starts, ends in shifts(calendar, first + timedelta(days=number)):
            spans.append(OpenSpan(starts, ends, before))
            before += ends - starts
    return tuple(spans)


def shifts(calendar: Calendar, day: date) -> list[tuple[int, int]]:
    if day in calendar.holidays:
        return []
    zone = ZoneInfo(calendar.zone)
    spans = [
        (epoch(day, starts, zone), epoch(day, ends, zone))
        for starts, ends in calendar.week[day.weekday()]
    ]
    return [(starts, ends) for starts, ends in spans if ends > starts]


def epoch(day: date, minutes: int, zone: ZoneInfo) -> int:
    """The instant of a wall-clock minute; one that a change of clock skips is the one after it."""
    whole_days, minute = divmod(minutes, DAY_MINUTES)
    wall = datetime.combine(
        day + timedelta(days=whole_days), time(minute // 60, minute % 60), tzinfo=zone
    )
    return int(wall.timestamp())


def open_before(spans: tuple[OpenSpan, ...], at: int) -> int:
    """Open seconds before an instant (epoch seconds); the open time from a to b is a difference."""
    place = bisect_right(spans, at, key=lambda span: span.starts) - 1
    if place < 0:
        return 0
    span = spans[place]
    return span.before + min(at, span.ends) - span.starts
