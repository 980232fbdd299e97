"""Working days as numbers, so that a plan of thousands of tasks is reckoned in whole numbers.

Number 0 is the first working day on or after the origin. A person has own days, numbered too:
those of the line on which they are not away.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from app.planning.workdays import ONE_DAY, Away, Workdays
from app.refusal import Refused

LAST = date.max.toordinal()
BATCH = 366


class DayLine:
    """The working days of a calendar from an origin on; it grows as far as it is asked."""

    def __init__(self, calendar: Workdays, origin: date) -> None:
        self.weekdays = calendar.weekdays
        self.holidays = calendar.holidays
        self.origin = origin.toordinal()
        self.days: list[date] = []
        self.before: list[int] = []

    def at_or_after(self, day: date) -> int:
        """The number of the day, or of the next working day; the day is not before the origin."""
        offset = day.toordinal() - self.origin
        while offset >= len(self.before):
            self.grow()
        return self.before[offset]

    def day(self, number: int) -> date:
        """The working day of a number from 0; raises Refused beyond the calendar's last year."""
        while number >= len(self.days):
            self.grow()
        return self.days[number]

    def grow(self) -> None:
        first = self.origin + len(self.before)
        if first > LAST:
            raise Refused("This plan would never end. Give its tasks fewer days.")
        for day in map(date.fromordinal, range(first, min(first + BATCH, LAST + 1))):
            self.before.append(len(self.days))
            if day.weekday() in self.weekdays and day not in self.holidays:
                self.days.append(day)


class EveryDay:
    """The own days of somebody who is never away: the numbers of the line themselves."""

    def rank(self, number: int) -> int:
        return number

    def day(self, rank: int) -> int:
        return rank


class OwnDays(EveryDay):
    """The numbers of a line on which somebody is not away: `day(rank(n))` is the next from n on.

    A number below 0, before the origin, is its own rank.
    """

    def __init__(self, line: DayLine, away: Iterable[Away]) -> None:
        off = {number for one in away for number in numbers_of(line, one)}
        self.away = sorted(off)
        self.days = [number for number in range(max(off, default=-1) + 1) if number not in off]

    def rank(self, number: int) -> int:
        """How many own days lie before a number: the rank of the first one on or after it."""
        return number - bisect_left(self.away, number)

    def day(self, rank: int) -> int:
        """The number of the own day of a rank."""
        if 0 <= rank < len(self.days):
            return self.days[rank]
        return rank + len(self.away) if rank >= 0 else rank


def numbers_of(line: DayLine, away: Away) -> range:
    """The working days of a line on which somebody is away."""
    first = max(away.first, date.fromordinal(line.origin))
    if away.last < first:
        return range(0)
    return range(line.at_or_after(first), line.at_or_after(away.last + ONE_DAY))
