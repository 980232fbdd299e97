"""Why a due day will not do, in a sentence that names the nearest one that does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from app.planning.words import counted, in_full
from app.planning.workdays import ONE_DAY, Away, Workdays

YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Awaited:
    """A task that comes first: its name, its due day, and the working days to wait after it."""

    name: str
    due: date
    lag: int = 0


@dataclass(frozen=True)
class Leave:
    """When nobody of those who would do it is there, and who they are."""

    name: str
    away: tuple[Away, ...] = ()


@dataclass(frozen=True)
class Window:
    """The days a due day may move to: working days from today to `last`, where `holder` is due.

    They lie not before `begins`, the first day of the program, and after the tasks it waits for, at
    once or when their lag is over. A day on which its owner is away is let through, and said; what
    is proposed is a day on which they are there, as long as there is one.
    """

    calendar: Workdays
    today: date
    last: date | None = None
    holder: str = ""
    begins: date | None = None
    waits_for: tuple[Awaited, ...] = ()
    owner: Leave | None = None
    holder_id: UUID | None = None
    ends: date | None = None
    """The last day that the program may take."""

    @cached_property
    def own(self) -> Workdays:
        """The working days of the owner."""
        return self.calendar.without(self.owner.away) if self.owner else self.calendar

    @property
    def first(self) -> date:
        """The earliest day that would do, were there no last one."""
        ready = [self.ready(one) for one in self.waits_for]
        return self.calendar.on_or_after(max([self.today, self.begins or self.today, *ready]))

    def ready(self, awaited: Awaited) -> date:
        """The first working day after a task and its lag."""
        return self.calendar.add(self.calendar.on_or_after(awaited.due + ONE_DAY), awaited.lag)

    def problem(self, day: date) -> str | None:
        """Why a day will not do, with the nearest one that would; None when it will."""
        if day.year not in YEARS:
            return f"Choose a day between 2000 and 2100, such as {in_full(self.first)}."
        if self.ends is not None and day > self.ends:
            latest = in_full(self.ends)
            return f"A program takes three years at most. Choose {latest} or earlier."
        why = next(self.reasons(day), None)
        if why is None:
            return None
        if self.last is not None and (day > self.last or self.last < self.first):
            return self.beyond(self.last)
        nearest = self.nearest(day)
        return f"{why} The nearest working day is {in_full(nearest)}."

    def reasons(self, day: date) -> Iterator[str]:
        """What speaks against a day, the plainest first."""
        if day < self.today:
            yield f"{in_full(day)} has passed."
        if self.begins is not None and day < self.begins:
            yield f"The program begins on {in_full(self.begins)}."
        if self.last is not None and day > self.last:
            yield f"{self.holder} is due on {in_full(self.last)}."
        for one in self.waits_for:
            if day < self.ready(one):
                yield f"It waits for “{one.name}”, due on {in_full(one.due)}{rest(one.lag)}."
        if not self.calendar.is_workday(day):
            yield kind_of(day)

    def is_away(self, day: date) -> bool:
        """Is it a working day on which the owner is not there?"""
        return self.calendar.is_workday(day) and not self.own.is_workday(day)

    def warning(self, day: date) -> str:
        """That the owner is away on a day, with the nearest one on which they are there; empty when
        they are there."""
        if self.owner is None or not self.is_away(day):
            return ""
        until = self.calendar.before(self.own.on_or_after(day))
        nearest = self.nearest(day)
        said = f"{self.owner.name} is away until {in_full(until)}."
        return said if self.is_away(nearest) else f"{said} The nearest day is {in_full(nearest)}."

    def beyond(self, last: date) -> str:
        """Why a day after the last will not do, or why none will."""
        due = f"{self.holder} is due on {in_full(last)}."
        late = max(self.waits_for, key=self.ready, default=None)
        if last >= self.first:
            return f"{due} Choose that day or an earlier one, or move that date first."
        if late is None or last >= self.ready(late):
            return f"{due} Move that date first; its open tasks move along."
        waits = f"It waits for “{late.name}”, due on {in_full(late.due)}{rest(late.lag)}."
        return f"{waits} {due} Move one of these dates first."

    def nearest(self, day: date) -> date:
        """The closest day inside the window; the earlier one of two equally close.

        It is one on which the owner is there, where the window has such a day. Where the window is
        empty, it is the first day that would do without its last.
        """
        if self.last is not None and self.last < self.first:
            return self.first
        inside = min(max(day, self.first), self.last or date.max)
        around = (*beside(self.own, inside), *beside(self.calendar, inside))
        fits = [one for one in around if self.fits(one)]
        there = [one for one in fits if not self.is_away(one)]
        return min(there or fits, key=lambda one: (abs(one - day), one))

    def fits(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def beside(calendar: Workdays, day: date) -> tuple[date, date]:
    """The working days next to a day, before and after it, or the day itself."""
    return calendar.on_or_before(day), calendar.on_or_after(day)


def rest(lag: int) -> str:
    """The days to wait after a task, as the end of a sentence."""
    return f", and {counted(lag, 'working day')} more" if lag else ""


def kind_of(day: date) -> str:
    """Why nobody works on a day off."""
    if day.weekday() > 4:
        return f"{in_full(day)} is a {day:%A}."
    return f"{in_full(day)} is a day off."
