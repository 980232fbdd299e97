"""Where a due day may move (planning's window), and what moves along with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.planning.leave import clear_of
from app.planning.nearest import Window as Window
from app.planning.words import in_full as in_full
from app.planning.workdays import Away, Workdays


@dataclass(frozen=True)
class Shift:
    """An item's due day moves by so many working days, to `due`."""

    calendar: Workdays
    days: int
    due: date
    today: date

    def along(self, day: date, away: Iterable[Away] = ()) -> date:
        """Where a day of the item's plan goes: as far as the item's due day, never past it.

        Nothing that lies ahead is pulled into the past, and what has passed is not pulled
        further back. A task does not land on a day on which its people are away, unless the
        item leaves it no other.
        """
        moved = self.calendar.add(day, self.days)
        if self.days < 0:
            moved = max(moved, min(day, self.calendar.on_or_after(self.today)))
        landed = min(moved, self.due)
        if landed == day:
            return day
        return clear_of(landed, away, self.calendar, self.today, self.due)


def shift_of(calendar: Workdays, before: date | None, due: date, today: date) -> Shift:
    """The shift of an item that was due on one day and is now due on another."""
    days = calendar.distance(before, due) if before else 0
    return Shift(calendar, days, due, today)
