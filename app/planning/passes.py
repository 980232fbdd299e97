"""A plan in whole numbers: the pass forward for the days, the pass backward for the room.

A row is the place of a task in the plan; a number is a working day of the plan's line.
"""

from collections.abc import Hashable, Sequence
from datetime import date
from graphlib import CycleError
from typing import Generic, NamedTuple

from app.planning.dayline import DayLine, OwnDays
from app.planning.network import Cycle, Hold, K, Plan, Task, circle_of, in_order
from app.planning.workdays import ONE_DAY

Waits = list[tuple[int, int]]
BINDING = frozenset({Hold.FREE, Hold.PINNED})


class Forward(NamedTuple):
    """By row: the first number, the first number after it, and the row that set its start."""

    starts: list[int]
    free_from: list[int]
    because: list[int | None]


class Slack(NamedTuple):
    """By row, in working days of its owner: until something ends late, and until another moves."""

    total: list[int]
    free: list[int]


class Rows(Generic[K]):
    """The tasks and links of a plan as lists over its rows; raises as schedule.reschedule says."""

    def __init__(self, plan: Plan[K]) -> None:
        self.tasks = plan.tasks
        self.row_of = {task.key: row for row, task in enumerate(plan.tasks)}
        if len(self.row_of) < len(self.tasks):
            raise ValueError("Two tasks have the same key.")
        self.link(plan)
        self.order = self.sorted()
        self.line = DayLine(plan.calendar, origin(plan))
        self.own = self.own_days(plan)
        self.today = self.line.at_or_after(plan.today) if plan.today else 0
        self.first = self.line.at_or_after(plan.start)
        self.measure()

    def link(self, plan: Plan[K]) -> None:
        self.waits_for: list[Waits] = [[] for _ in self.tasks]
        self.awaited_by: list[Waits] = [[] for _ in self.tasks]
        for link in plan.links:
            try:
                before, after = self.row_of[link.before], self.row_of[link.after]
            except KeyError:
                raise ValueError(f"{link} leads to a task that is not in the plan.") from None
            self.waits_for[after].append((before, link.lag))
            self.awaited_by[before].append((after, link.lag))

    def sorted(self) -> Sequence[int]:
        graph = {row: [before for before, _ in waits] for row, waits in enumerate(self.waits_for)}
        try:
            return in_order(graph)
        except CycleError as found:
            circle = [self.tasks[row] for row in circle_of(found)]
            names = {task.key: task.name for task in circle}
            raise Cycle(list(names), names) from None

    def own_days(self, plan: Plan[K]) -> list[OwnDays | None]:
        """The own days of the owner of each row; None where the owner is never away."""
        people: dict[Hashable, OwnDays | None] = {
            owner: OwnDays(self.line, away) for owner, away in plan.leave.items() if away
        }
        return [people.get(task.owner) for task in self.tasks]

    def measure(self) -> None:
        """How many own days each row takes, and the number at which it stands now."""
        self.days: list[int] = []
        self.stands: list[int] = []
        for row, task in enumerate(self.tasks):
            first = self.rank(row, self.line.at_or_after(task.start)) if task.start else None
            last = self.rank(row, self.line.at_or_after(task.due)) if task.due else None
            days = task.days or 1
            if first is None and last is not None:
                first = last - days + 1
            elif first is not None and last is not None:
                days = task.days or last - first + 1
            self.days.append(days)
            self.stands.append(self.day(row, first or 0))

    def rank(self, row: int, number: int) -> int:
        own = self.own[row]
        return number if own is None else own.rank(number)

    def day(self, row: int, rank: int) -> int:
        own = self.own[row]
        return rank if own is None else own.day(rank)

    def span(self, row: int, number: int) -> tuple[int, int]:
        """The first number, and the first after it, of a row that may begin at a number."""
        rank = self.rank(row, number)
        return self.day(row, rank), self.day(row, rank + self.days[row] - 1) + 1

    def held(self, task: Task[K], row: int) -> tuple[int, int]:
        """The span of a task that keeps its dates, days off or not; with a start alone, it takes
        days of its owner from then on."""
        start = self.line.at_or_after(task.start or task.due or date.min)
        if task.due is None:
            return self.span(row, start)
        return start, self.line.at_or_after(task.due + ONE_DAY)

    def dates(self, row: int, start: int, free_from: int) -> tuple[date, date]:
        """The first and the last day of a row that takes a span; a held task has its own."""
        task = self.tasks[row]
        if task.hold is Hold.FREE:
            return self.line.day(start), self.line.day(free_from - 1)
        return task.start or task.due or date.min, task.due or self.line.day(free_from - 1)


def origin(plan: Plan[K]) -> date:
    """The first day that the plan speaks of; leave too, so that room before a move counts it."""
    known = [day for task in plan.tasks for day in (task.start, task.due, task.earliest) if day]
    known += [away.first for leave in plan.leave.values() for away in leave]
    return min([plan.start, *known, *([plan.today] if plan.today else [])])


def differs(task: Task[K], start: date, due: date) -> bool:
    """Whether a task would not keep the dates it has."""
    return task.start not in (None, start) or task.due not in (None, due)


def forward(rows: Rows[K], floors: Sequence[int]) -> Forward:
    """Every row after those it waits for, not before its floor; held rows where they are."""
    count = len(rows.tasks)
    found = Forward([0] * count, [0] * count, [None] * count)
    for row in rows.order:
        task = rows.tasks[row]
        if task.hold is Hold.FREE:
            start, free_from = settle(rows, row, floors[row], found)
        else:
            start, free_from = rows.held(task, row)
        found.starts[row], found.free_from[row] = start, free_from
    return found


def settle(rows: Rows[K], row: int, floor: int, found: Forward) -> tuple[int, int]:
    """The span of a free row; nothing that moves begins before today."""
    task = rows.tasks[row]
    begin = max(floor, rows.first)
    if task.earliest is not None:
        begin = max(begin, rows.line.at_or_after(task.earliest))
    for before, lag in rows.waits_for[row]:
        ready = found.free_from[before] + lag
        if ready > begin:
            begin, found.because[row] = ready, before
    start, free_from = rows.span(row, begin)
    if start < rows.today and differs(task, *rows.dates(row, start, free_from)):
        return rows.span(row, rows.today)
    return start, free_from


def slacks(rows: Rows[K], found: Forward) -> Slack:
    """How late each row may be; links to what is done or has started bind nobody any more."""
    count = len(rows.tasks)
    room = Slack([0] * count, [0] * count)
    end = max(found.free_from, default=0)
    latest = [0] * count
    for row in reversed(rows.order):
        total = free = end
        for after, lag in rows.awaited_by[row]:
            if rows.tasks[after].hold in BINDING:
                total = min(total, latest[after] - lag)
                free = min(free, found.starts[after] - lag)
        now = rows.rank(row, found.free_from[row])
        last = rows.rank(row, total)
        room.total[row], room.free[row] = last - now, rows.rank(row, free) - now
        is_free = rows.tasks[row].hold is Hold.FREE
        latest[row] = rows.day(row, last - rows.days[row]) if is_free else found.starts[row]
    return room
