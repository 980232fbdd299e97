"""Where a due day may move, and what moves along with it."""

from dataclasses import dataclass
from datetime import date

from app.planning.words import MONTHS
from app.planning.workdays import Workdays

YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Window:
    """The days a due day may move to: working days from today to `last`, where `holder` is due."""

    calendar: Workdays
    today: date
    last: date | None = None
    holder: str = ""

    @property
    def first(self) -> date:
        return self.calendar.on_or_after(self.today)

    def problem(self, day: date) -> str | None:
        """Why a day will not do, with the nearest one that would; None when it will."""
        if day.year not in YEARS:
            return f"Choose a day between 2000 and 2100, such as {in_full(self.first)}."
        if day < self.today:
            return f"{in_full(day)} has passed. The nearest working day is {in_full(self.first)}."
        if self.last is not None and day > self.last:
            return self.beyond(self.last)
        if not self.calendar.is_workday(day):
            return f"{kind_of(day)} The nearest working day is {in_full(self.nearest(day))}."
        return None

    def beyond(self, last: date) -> str:
        due = f"{self.holder} is due on {in_full(last)}."
        if last < self.first:
            return f"{due} Move that date first; its open tasks move along."
        return f"{due} Choose that day or an earlier one, or move that date first."

    def nearest(self, day: date) -> date:
        """The closest working day inside the window; the earlier one of two equally close."""
        before, after = self.calendar.on_or_before(day), self.calendar.on_or_after(day)
        fits = [one for one in (before, after) if one >= self.first]
        within = [one for one in fits if self.last is None or one <= self.last] or fits
        return min(within, key=lambda one: abs(one - day))


def kind_of(day: date) -> str:
    if day.weekday() > 4:
        return f"{in_full(day)} is a {day:%A}."
    return f"{in_full(day)} is a day off."


def in_full(day: date) -> str:
    """A day that cannot be mistaken: "27 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True)
class Shift:
    """An item's due day moves by so many working days, to `due`."""

    calendar: Workdays
    days: int
    due: date
    today: date

    def along(self, day: date) -> date:
        """Where a day of the item's plan goes: as far as the item's due day, never past it.

        Nothing that lies ahead is pulled into the past, and what has passed is not pulled
        further back.
        """
        moved = self.calendar.add(day, self.days)
        if self.days < 0:
            moved = max(moved, min(day, self.calendar.on_or_after(self.today)))
        return min(moved, self.due)


def shift_of(calendar: Workdays, before: date | None, due: date, today: date) -> Shift:
    """The shift of an item that was due on one day and is now due on another."""
    days = calendar.distance(before, due) if before else 0
    return Shift(calendar, days, due, today)
