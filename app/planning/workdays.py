"""Working days: which they are, the next one, and arithmetic over them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))


class Away(NamedTuple):
    """Somebody is away from the first to the last day, both included."""

    first: date
    last: date

    def days(self) -> frozenset[date]:
        """Every day of it; none when its days cross."""
        span = range((self.last - self.first).days + 1)
        return frozenset(self.first + timedelta(days=offset) for offset in span)


@dataclass(frozen=True)
class Workdays:
    """The working weekdays (Monday is 0) without the holidays.

    Raises ValueError without a weekday, or with one outside 0 to 6.
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("Working weekdays are numbers from 0 (Monday) to 6, at least one.")

    def is_workday(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, else the one before it."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def after(self, day: date) -> date:
        """The first working day later than the given one."""
        return self.on_or_after(day + ONE_DAY)

    def before(self, day: date) -> date:
        """The last working day earlier than the given one."""
        return self.on_or_before(day - ONE_DAY)

    def add(self, day: date, count: int) -> date:
        """The working day `count` working days after the given one, before it when negative.

        A day off counts as the working day it rolls to: forward, or backward when `count` < 0.
        """
        day = self.on_or_after(day) if count >= 0 else self.on_or_before(day)
        step = self.after if count >= 0 else self.before
        for _ in range(abs(count)):
            day = step(day)
        return day

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """Every working day from the first to the last, both included; none when they cross."""
        span = range((last - first).days + 1)
        days = (first + timedelta(days=offset) for offset in span)
        return tuple(day for day in days if self.is_workday(day))

    def count(self, first: date, last: date) -> int:
        """How many working days lie from the first to the last, both included."""
        return len(self.between(first, last))

    def distance(self, start: date, end: date) -> int:
        """Working days from one day to another, negative backwards; 0 for the same day."""
        if end >= start:
            return self.count(start + ONE_DAY, end)
        return -self.count(end, start - ONE_DAY)

    def without(self, leave: Iterable[Away]) -> "Workdays":
        """The working days that are left to somebody who is away at times."""
        return replace(self, holidays=self.holidays.union(*(away.days() for away in leave)))
