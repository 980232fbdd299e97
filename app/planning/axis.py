"""A stretch of days as the width of a drawing: where a day stands, its months, its days off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.planning.workdays import ONE_DAY, Workdays


@dataclass(frozen=True)
class Stretch:
    """From the start of one day to the end of another, in per cent of the whole width."""

    start: float
    end: float

    @property
    def width(self) -> float:
        return round(self.end - self.start, 2)

    def part(self, share: float) -> float:
        """The width of a share of it, 0 to 1."""
        return round((self.end - self.start) * share, 2)


@dataclass(frozen=True)
class Axis:
    """The days from `first` to `last`, both included, laid over 0 to 100 per cent."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """Where a day begins, in per cent; days outside stand at the edge."""
        share = (day - self.first).days / self.days
        return round(min(max(share, 0.0), 1.0) * 100, 2)

    def stretch(self, start: date, end: date) -> Stretch:
        """From the start of the first day to the end of the last; one day at least."""
        return Stretch(self.at(start), self.at(max(start, end) + ONE_DAY))

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def months(self) -> Iterator[date]:
        """The first day, and the first of every later month."""
        day = self.first
        while day <= self.last:
            yield day
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def axis_over(days: Iterable[date]) -> Axis:
    """An axis of whole weeks, Monday to Sunday, that reaches all of these days."""
    known = sorted(days)
    first, last = known[0], known[-1]
    monday = first - timedelta(days=first.weekday())
    return Axis(monday, last + timedelta(days=6 - last.weekday()))


def breaks(calendar: Workdays, axis: Axis) -> list[tuple[date, date]]:
    """Every run of days off that holds a holiday, first and last day; plain weekends are none."""
    found: list[tuple[date, date]] = []
    for holiday in sorted(calendar.holidays):
        seen = found and holiday <= found[-1][1]
        if axis.holds(holiday) and holiday.weekday() in calendar.weekdays and not seen:
            found.append((calendar.before(holiday) + ONE_DAY, calendar.after(holiday) - ONE_DAY))
    return found
