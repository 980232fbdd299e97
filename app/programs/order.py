"""Somebody's tasks in the order to do them: light rows first, whole tasks only where shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from operator import itemgetter
from uuid import UUID

from app.planning import words
from app.planning.words import counted
from app.programs.facts import local_day
from app.programs.queries import WorkRow as Row
from app.programs.rules import sunday
from app.programs.work import TaskLine

MOST_SHOWN = 20
MOST_FOLDED = 12
"""A folded list shows this many; nobody reads a hundred later tasks."""
FOLDS = ("later", "done")


@dataclass(frozen=True)
class Order:
    """The task to do now, then those due today, this week and later, and the last ones done."""

    now: Row | None
    today: Sequence[Row]
    week: Sequence[Row]
    later: Sequence[Row]
    done: Sequence[Row]
    done_this_week: int

    @property
    def open_this_week(self) -> int:
        return len(self.today) + len(self.week) + (self.now is not None)

    @property
    def first_later(self) -> Row | None:
        """What comes next when nothing is left this week."""
        return self.later[0] if self.later and self.now is None else None

    def shown(self, fold: str = "") -> list[UUID]:
        """The tasks of a page; `fold` names the one that stands open."""
        named: list[Row | None] = [self.now, self.first_later]
        named += [*self.today[:MOST_SHOWN], *self.week[:MOST_SHOWN], *self.folded(fold)]
        return [row.id for row in named if row]

    def folded(self, fold: str) -> Sequence[Row]:
        rows = {"later": self.later, "done": self.done}.get(fold, ())
        return rows[:MOST_FOLDED]


Today = Callable[[str], date]


def arrange(rows: Iterable[Row], today: Today) -> Order:
    """Rows, the earliest due day first; `today` answers for a time zone."""
    waiting, finished = [], []
    for row in rows:
        if row.finished_at is None:
            waiting.append(row)
        else:
            finished.append((row.finished_at, row))
    done = [row for _at, row in sorted(finished, key=itemgetter(0), reverse=True)]
    week = [row for row in waiting if is_due_by(row, sunday(today(row.zone)))]
    rest = week[1:]
    return Order(
        now=week[0] if week else None,
        today=[row for row in rest if is_due_by(row, today(row.zone))],
        week=[row for row in rest if not is_due_by(row, today(row.zone))],
        later=[row for row in waiting if not is_due_by(row, sunday(today(row.zone)))],
        done=done,
        done_this_week=sum(is_of_this_week(row, today(row.zone)) for row in done),
    )


def is_due_by(row: Row, day: date) -> bool:
    return row.due is not None and row.due <= day


def is_of_this_week(row: Row, today: date) -> bool:
    finished = local_day(row.finished_at, row.zone)
    return finished is not None and finished >= sunday(today) - timedelta(days=6)


@dataclass(frozen=True)
class Work:
    """The order with the lines of the tasks that are shown; `fold` is the one that stands open."""

    order: Order
    lines: Mapping[UUID, TaskLine]
    today: Today
    fold: str = ""

    @property
    def now(self) -> TaskLine | None:
        return self.lines[self.order.now.id] if self.order.now else None

    @property
    def due_today(self) -> list[TaskLine]:
        return self.of(self.order.today)

    @property
    def week(self) -> list[TaskLine]:
        return self.of(self.order.week)

    @property
    def folded(self) -> list[TaskLine]:
        """The lines of the fold that stands open."""
        return self.of(self.order.folded(self.fold))

    def of(self, rows: Sequence[Row]) -> list[TaskLine]:
        return [self.lines[row.id] for row in rows if row.id in self.lines]

    @property
    def more(self) -> int:
        """How many due today or this week the page leaves out."""
        order = self.order
        return sum(max(len(part) - MOST_SHOWN, 0) for part in (order.today, order.week))

    @property
    def today_count(self) -> str:
        return left(self.order.today)

    @property
    def week_count(self) -> str:
        return left(self.order.week)

    @property
    def later_says(self) -> str:
        """How many there are, and until when there is nothing."""
        first = self.order.later[0]
        many = counted(len(self.order.later), "task")
        if first.due is None:
            return many
        return f"{many}, nothing before {words.day(first.due, self.today(first.zone))}"

    @property
    def later_more(self) -> int:
        """How many later ones the page leaves to the plan."""
        return max(len(self.order.later) - MOST_FOLDED, 0)

    @property
    def done_says(self) -> str:
        return f"{len(self.order.done)} in the last four weeks"

    @property
    def first_later(self) -> TaskLine | None:
        return self.lines[self.order.first_later.id] if self.order.first_later else None

    @property
    def clear_title(self) -> str:
        if self.order.done_this_week:
            return "That’s your week done"
        return "Nothing is due this week" if self.has_more else "Nothing is yours yet"

    @property
    def clear_says(self) -> str:
        if self.order.done_this_week:
            return f"{self.order.done_this_week} of {self.order.done_this_week}."
        if self.has_more:
            return "You can stop here with a good conscience."
        return "Tasks that somebody gives to you stand here, the next one on top."

    @property
    def has_more(self) -> bool:
        return bool(self.order.later or self.order.done)

    @property
    def done_this_week(self) -> int:
        return self.order.done_this_week

    @property
    def cells(self) -> tuple[str, ...]:
        """The finished week as squares, never more than twelve."""
        return ("done",) * min(self.order.done_this_week, 12)

    @cached_property
    def several_msps(self) -> bool:
        order = self.order
        rows = [*order.today, *order.week, *order.later, *order.done]
        return len({row.msp_id for row in [*rows, *filter(None, [order.now])]}) > 1


def left(rows: Sequence[Row]) -> str:
    return counted(len(rows), "task") if rows else "all done"
