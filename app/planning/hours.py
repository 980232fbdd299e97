"""A person's weeks: the minutes that they keep free, what they have to do, and when they are away.

A week begins on a Monday. What is open and late counts in the week of today, for it is to be done
now; everything else in the week in which it is due.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.planning.leave import covers
from app.planning.words import counted, day
from app.planning.workdays import Away, Workdays

WEEK = timedelta(days=7)
WEEKS = 8
QUARTER = 15
HOLDS = "\u00a0"
"""A space at which no line ends."""


class Piece(NamedTuple):
    """A task: its due day, about how many minutes it takes, and whether it is done.

    With 0 minutes nobody has said how long it takes.
    """

    due: date
    minutes: int
    done: bool


@dataclass(frozen=True)
class Week:
    """One week in minutes: `reserved` is what is kept free in a whole week, `free` what is left of
    it on the days that are; both are None where nobody has said.

    `planned` is what is open, `weighed` as much of it as belongs to programs of which `free` is
    said, `done` what was due in it and is done; `unsized` counts open tasks of which nobody has
    said how long they take. `away` counts the working days on leave, `off`
    the days off of the firm, `days` the days of the week on which it usually works.
    """

    monday: date
    reserved: int | None
    free: int | None
    planned: int
    weighed: int
    done: int
    unsized: int
    away: int
    off: int
    days: int

    @property
    def lost(self) -> int:
        """The days of the week on which the person does not work."""
        return self.away + self.off

    @property
    def is_gone(self) -> bool:
        """Are they away on every day on which the firm works, and on one at least?"""
        return 0 < self.away >= self.days - self.off

    @property
    def is_over(self) -> bool:
        """Is more planned than is kept free, as far as anybody has said?"""
        if self.is_gone:
            return self.planned > 0
        return self.free is not None and self.weighed > self.free

    @property
    def away_words(self) -> str:
        """Why fewer days are left: "2 days away, 1 day off"."""
        parts = [(self.away, "away"), (self.off, "off")]
        return ", ".join(f"{counted(days, 'day')} {why}" for days, why in parts if days)


def weeks_ahead(
    reserved: int | None,
    pieces: Iterable[Piece],
    away: Sequence[Away],
    calendar: Workdays,
    today: date,
) -> tuple[Week, ...]:
    """The week of today and those after it, WEEKS of them; `reserved` is minutes a week."""
    first = monday_of(today)
    by_week: dict[date, list[Piece]] = {first + n * WEEK: [] for n in range(WEEKS)}
    for piece in pieces:
        begins = monday_of(piece.due)
        place = begins if piece.done else max(begins, first)
        if place in by_week:
            by_week[place].append(piece)
    return tuple(
        week_of(monday, reserved, some, away, calendar) for monday, some in by_week.items()
    )


def week_of(
    monday: date,
    reserved: int | None,
    pieces: Sequence[Piece],
    away: Sequence[Away],
    calendar: Workdays,
) -> Week:
    usual = [monday + timedelta(days=number) for number in sorted(calendar.weekdays)]
    left = [one for one in pieces if not one.done]
    working = [one for one in usual if calendar.is_workday(one)]
    there = [one for one in working if not covers(away, one)]
    planned = sum(one.minutes for one in left)
    return Week(
        monday,
        reserved,
        free=None if reserved is None else share(reserved, len(there), len(usual)),
        planned=planned,
        weighed=0 if reserved is None else planned,
        done=sum(one.minutes for one in pieces if one.done),
        unsized=sum(not one.minutes for one in left),
        away=len(working) - len(there),
        off=len(usual) - len(working),
        days=len(usual),
    )


def share(reserved: int, there: int, days: int) -> int:
    """What is left of a week's minutes on some of its days, to the quarter of an hour below."""
    return reserved if there == days else reserved * there // days // QUARTER * QUARTER


def monday_of(value: date) -> date:
    return value - timedelta(days=value.weekday())


def together(parts: Sequence[Sequence[Week]]) -> tuple[Week, ...]:
    """The same weeks of several programs as one; reserved is what is said, None when nobody says.

    A day away at one place is a day away; the firm's days off are those that all of them share.
    """
    return tuple(added(weeks) for weeks in zip(*parts, strict=True))


def added(weeks: Sequence[Week]) -> Week:
    return Week(
        weeks[0].monday,
        reserved=sum_said(one.reserved for one in weeks),
        free=sum_said(one.free for one in weeks),
        planned=sum(one.planned for one in weeks),
        weighed=sum(one.weighed for one in weeks),
        done=sum(one.done for one in weeks),
        unsized=sum(one.unsized for one in weeks),
        away=max(one.away for one in weeks),
        off=min(one.off for one in weeks),
        days=max(one.days for one in weeks),
    )


def sum_said(some: Iterable[int | None]) -> int | None:
    """The sum of what is said; None when nobody has said."""
    said = [one for one in some if one is not None]
    return sum(said) if said else None


def hours(minutes: int) -> str:
    """A stretch of work as a table says it: "6 h 30 min", "4 h", "45 min", "0 h".

    No line ends between a number and its unit.
    """
    whole, rest = divmod(minutes, 60)
    parts = [f"{whole}{HOLDS}h"] if whole or not rest else []
    return " ".join([*parts, *([f"{rest}{HOLDS}min"] if rest else [])])


def warnings(weeks: Iterable[Week], name: str, today: date) -> list[str]:
    """A sentence for each week in which more is planned than is kept free, before it comes."""
    return [warning(one, name, today) for one in weeks if one.is_over]


def warning(week: Week, name: str, today: date) -> str:
    this = week.monday == monday_of(today)
    when = "This week" if this else f"In the week of {day(week.monday, today)}"
    minutes = week.planned if week.is_gone else week.weighed
    planned = f"{when} {hours(minutes)} {'is' if minutes == 60 else 'are'} planned"
    if week.is_gone:
        return f"{planned}, and {name} is away."
    reserved = f"{planned} and {hours(week.free or 0)} reserved"
    return f"{reserved}: {name} has {week.away_words}." if week.lost else f"{reserved}."
