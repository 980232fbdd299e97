"""The roadmap over time: each improvement as a bar over the plan it is compared with."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from app.planning import words
from app.planning.axis import Axis, Stretch, axis_over, breaks
from app.planning.workdays import Workdays
from app.programs.models import Phase, Program, SavedPlan
from app.programs.roadmap import Board, ItemLine, PhaseBlock
from app.programs.rules import ItemState

LEFT_FROM, ROOM_ON_THE_LEFT = 72.0, 20.0
Dates = tuple[date, date]
LOOKS = {ItemState.DONE: "done", ItemState.LATE: "late", ItemState.UNDER_WAY: "doing"}


@dataclass(frozen=True)
class Bar:
    """One improvement as a row: what is planned, what is done of it, and where it was planned."""

    line: ItemLine
    axis: Axis
    calendar: Workdays
    was: Dates | None
    critical: bool = False

    @property
    def first(self) -> date:
        return self.line.item.starts_on

    @property
    def last(self) -> date:
        return last_day(self.line)

    @cached_property
    def place(self) -> Stretch:
        return self.axis.stretch(self.first, self.last)

    @property
    def done(self) -> float:
        """The width of what is done, in per cent of the whole."""
        if self.line.state is ItemState.DONE:
            return self.place.width
        progress = self.line.progress
        return self.place.part(progress.done / progress.total if progress.total else 0.0)

    @property
    def ghost(self) -> Stretch | None:
        return self.axis.stretch(*self.was) if self.was else None

    @property
    def movable(self) -> bool:
        return self.line.open and self.line.item.due is not None

    @property
    def look(self) -> str:
        return LOOKS.get(self.line.state, "todo")

    @cached_property
    def moved(self) -> int:
        """Working days between the plan it is compared with and the plan today."""
        due = self.line.item.due
        return self.calendar.distance(self.was[1], due) if self.was and due else 0

    @cached_property
    def note(self) -> str:
        """What stands beside the bar: how late, or when it is due and how far that moved."""
        if self.line.state is ItemState.DONE:
            return "Done"
        if self.line.days_late:
            return self.line.late_words
        due = self.line.item.due
        if due is None:
            return "No date"
        short = f"{due.day} {due:%b}"
        return f"{short}, {self.moved:+} {days_word(self.moved)}" if self.moved else short

    @property
    def note_at(self) -> tuple[float, str]:
        """Where the note is tied, in per cent, and on which side of that it stands."""
        place = self.place
        if place.end < LEFT_FROM:
            return place.end, "after"
        return (place.start, "before") if place.start > ROOM_ON_THE_LEFT else (100.0, "before")

    @property
    def told(self) -> str:
        """The row in words."""
        today = self.line.today
        plan = f"From {words.day(self.first, today)} to {words.day(self.last, today)}."
        owner = self.line.item.owner
        who = f" Owner {owner.name}." if owner else ""
        who += " On the critical path." if self.critical else ""
        if self.was is None:
            return f"{plan}{who}"
        was = f" Compared plan: {words.day(self.was[0], today)} to {words.day(self.was[1], today)}."
        return f"{plan}{was}{who}"


def days_word(count: int) -> str:
    return "day" if abs(count) == 1 else "days"


@dataclass(frozen=True)
class Group:
    """A phase with its bars, as far as they are on the page, and its whole span."""

    phase: Phase
    bars: tuple[Bar, ...]
    span: Stretch


@dataclass(frozen=True)
class Month:
    name: str
    at: float


@dataclass(frozen=True)
class Timeline:
    """All rows over one axis, with today, the days off and the end of the compared plan."""

    groups: tuple[Group, ...]
    axis: Axis
    today: date
    beside: str
    ends: date
    calendar: Workdays

    @property
    def months(self) -> Iterator[Month]:
        """The months by name; a first one too short for its name goes without."""
        starts = list(self.axis.months())
        for day, after in zip(starts, [*starts[1:], self.axis.last], strict=True):
            if (after - day).days > 9:
                yield Month(f"{day:%b}", self.axis.at(day))

    @property
    def days_off(self) -> list[Stretch]:
        return [self.axis.stretch(first, last) for first, last in breaks(self.calendar, self.axis)]

    @property
    def rests(self) -> str:
        """What nothing is due on, for the keys that move a bar: days of the week, and days off."""
        week = (str(day) for day in range(7) if day not in self.calendar.weekdays)
        return " ".join([*week, *map(str, sorted(self.calendar.holidays))])

    @property
    def today_at(self) -> float | None:
        return self.axis.at(self.today) if self.axis.holds(self.today) else None

    @property
    def end_at(self) -> float:
        return self.axis.stretch(self.ends, self.ends).end


@dataclass(frozen=True)
class Compared:
    """The plan that the bars are compared with: dates by item, and its end."""

    name: str
    dates: Mapping[UUID, Dates]
    ends: date


def first_plan(program: Program, board: Board) -> Compared:
    """The plan that the program started with; it never changes."""
    items = (line.item for line in board.lines)
    dates = {item.id: (item.first_starts_on, item.first_due) for item in items if item.first_due}
    return Compared("First plan", dates, program.first_ends_on)


def as_saved(plan: SavedPlan) -> Compared:
    """A plan that was kept under a name; items that came later have no place in it."""
    dates = {
        UUID(key): (date.fromisoformat(first), date.fromisoformat(due))
        for key, (first, due) in plan.dates.items()
    }
    return Compared(plan.name, dates, plan.ends_on)


def timeline(
    program: Program,
    board: Board,
    compared: Compared,
    today: date,
    critical: Collection[UUID] = (),
) -> Timeline:
    """The board over time, beside another plan; `today` is the day where the MSP is, `critical`
    has the items that the end hangs on."""
    axis = axis_over(days_of(program, board, compared, today))
    calendar = program.workdays

    def bar(line: ItemLine) -> Bar:
        key = line.item.id
        return Bar(line, axis, calendar, compared.dates.get(key), key in critical)

    groups = tuple(
        Group(block.phase, tuple(map(bar, block.listed)), axis.stretch(*days_in(block)))
        for block in board.blocks
        if block.listed
    )
    return Timeline(groups, axis, today, compared.name, compared.ends, calendar)


def days_in(block: PhaseBlock) -> Dates:
    """The first and the last day of a phase's improvements."""
    items = [line.item for line in block.lines]
    return min(item.starts_on for item in items), max(map(last_day, block.lines))


def last_day(line: ItemLine) -> date:
    """The day it ended, or is due; an item without a date is its first day."""
    return max(line.done_on or line.item.due or line.item.starts_on, line.item.starts_on)


def days_of(program: Program, board: Board, compared: Compared, today: date) -> Iterator[date]:
    """Every day that the axis must reach; today only while the program runs."""
    yield from (program.starts_on, program.ends_on, compared.ends)
    if program.closed_at is None:
        yield today
    for line in board.lines:
        yield from (day for day in (line.item.starts_on, line.item.due, line.done_on) if day)
        yield from compared.dates.get(line.item.id, ())
