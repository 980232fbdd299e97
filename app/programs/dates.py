"""The days of a program to come: which are possible, and the nearest that is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.planning.holidays import us_public_holidays, year_end_break
from app.planning.words import WEEKDAYS, day
from app.planning.workdays import ONE_DAY, Workdays

ONE_YEAR = timedelta(days=365)
SHORTEST = timedelta(days=27)
LONGEST_YEARS = 3
LONGEST_QUOTE = 40
LONGEST_BREAK = timedelta(days=366)
LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:to|-|–|\.\.)\s*(\d{4}-\d{2}-\d{2}))?", re.ASCII)


@dataclass(frozen=True)
class Schedule:
    """The first and the last day of a program, and the working days between."""

    start: date
    end: date
    calendar: Workdays


@dataclass(frozen=True)
class DaysOff:
    """What a team leaves out besides its free weekdays."""

    us_public_holidays: bool = True
    year_end: bool = True
    own: frozenset[date] = frozenset()

    def around(self, today: date) -> frozenset[date]:
        """Every day off from a year ago to the end of the longest program that starts in a year."""
        years = range(today.year - 2, today.year + LONGEST_YEARS + 3)
        public = us_public_holidays(years) if self.us_public_holidays else frozenset()
        quiet = year_end_break(years) if self.year_end else frozenset()
        return public | quiet | self.own


def calendar(weekdays: Iterable[int], off: DaysOff, today: date) -> Workdays:
    """The working days of any program that may begin now."""
    return Workdays(frozenset(weekdays), off.around(today))


def next_monday(today: date) -> date:
    """The first Monday after today."""
    return today + timedelta(days=7 - today.weekday())


def named(value: date, today: date) -> str:
    """A day in a sentence with its weekday: "Monday 30 November"."""
    return f"{WEEKDAYS[value.weekday()]} {day(value, today)}"


def problem_with_start(start: date, today: date, workdays: Workdays) -> str | None:
    """Why a program cannot begin on a day, with the nearest on which it can."""
    first = workdays.on_or_after(today - ONE_YEAR)
    last = workdays.on_or_before(today + ONE_YEAR)
    if start < first:
        return f"Begin within a year of today. {named(first, today)} is the earliest day."
    if start > last:
        return f"Begin within a year of today. {named(last, today)} is the latest day."
    if not workdays.is_workday(start):
        nearest = named(workdays.on_or_after(start), today)
        return f"{named(start, today)} is a day off. The next working day is {nearest}."
    return None


def problem_with_end(end: date, start: date, today: date, workdays: Workdays) -> str | None:
    """Why a program cannot end on a day, with the nearest on which it can."""
    first = workdays.on_or_after(start + SHORTEST)
    last = workdays.on_or_before(years_after(start, LONGEST_YEARS))
    if end <= start:
        return f"The last day comes after the first. Choose {named(first, today)} or later."
    if end < first:
        return f"A program takes four weeks at least. Choose {named(first, today)} or later."
    if end > last:
        return f"A program takes three years at most. Choose {named(last, today)} or earlier."
    if not workdays.is_workday(end):
        nearest = named(workdays.on_or_before(end), today)
        return f"{named(end, today)} is a day off. The last working day before it is {nearest}."
    return None


def years_after(start: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    leap = (start.month, start.day) == (2, 29)
    return start.replace(year=start.year + years, day=28 if leap else start.day)


def last_possible(start: date, end: date, workdays: Workdays) -> date:
    """The last day on which something of a program may be due; its end, when that is later."""
    return max(end, workdays.on_or_before(years_after(start, LONGEST_YEARS)))


def read_days_off(text: str) -> frozenset[date]:
    """Days one a line, alone or from one to another; raises ValueError with the sentence."""
    found: set[date] = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        found |= read_line(line)
    return frozenset(found)


def cut(line: str) -> str:
    """As much of a line as a sentence can hold."""
    return line if len(line) <= LONGEST_QUOTE else f"{line[:LONGEST_QUOTE]}…"


def read_line(line: str) -> set[date]:
    match = LINE.fullmatch(line)
    try:
        first, last = (date.fromisoformat(one) for one in (match[1], match[2] or match[1]))  # type: ignore[index]
    except (TypeError, ValueError):
        raise ValueError(
            f"“{cut(line)}” is not a day. Write one a line, such as 2026-12-24,"
            " or 2026-12-24 to 2027-01-03."
        ) from None
    if not timedelta() <= last - first <= LONGEST_BREAK:
        raise ValueError(f"“{line}” should go from a day to a later one, within a year.")
    return {first + ONE_DAY * offset for offset in range((last - first).days + 1)}
