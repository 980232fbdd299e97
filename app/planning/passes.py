"""A plan in whole numbers: the pass forward for the days, the pass backward for the room.

A row is the place of a task in the plan; a number is a working day of the plan's line.
"""

from collections.abc import Hashable, Sequence
from datetime import date
from graphlib import CycleError
from typing import Generic, NamedTuple

from app.planning.dayline import DayLine, EveryDay, OwnDays
from app.planning.network import Cycle, Hold, K, Plan, Task, circle_of, in_order
from app.planning.workdays import ONE_DAY

Wait = tuple[int, int, int]
"""The row that is waited for, the row that waits, and the days between."""
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
        self.waits_for: dict[int, list[Wait]] = {}
        self.awaited_by: dict[int, list[Wait]] = {}
        for link in plan.links:
            try:
                before, after = self.row_of[link.before], self.row_of[link.after]
            except KeyError:
                raise ValueError(f"{link} leads to a task that is not in the plan.") from None
            wait = before, after, link.lag
            self.waits_for.setdefault(after, []).append(wait)
            self.awaited_by.setdefault(before, []).append(wait)

    def sorted(self) -> Sequence[int]:
        graph = {row: [wait[0] for wait in waits] for row, waits in self.waits_for.items()}
        try:
            linked = in_order(graph)
        except CycleError as found:
            circle = [self.tasks[row] for row in circle_of(found)]
            names = {task.key: task.name for task in circle}
            raise Cycle(list(names), names) from None
        alone = set(range(len(self.tasks))).difference(linked)
        return *linked, *sorted(alone)

    def own_days(self, plan: Plan[K]) -> list[EveryDay]:
        """The own days of the owner of each row."""
        every_day = EveryDay()
        people: dict[Hashable, EveryDay] = {
            owner: OwnDays(self.line, away) for owner, away in plan.leave.items() if away
        }
        return [people.get(task.owner, every_day) for task in self.tasks]

    def measure(self) -> None:
        """How many own days each row takes, and the number at which it stands now."""
        self.days: list[int] = []
        self.stands: list[int] = []
        number = self.line.at_or_after
        for task, own in zip(self.tasks, self.own, strict=True):
            first = own.rank(number(task.start)) if task.start else None
            last = own.rank(number(task.due)) if task.due else None
            days = task.days or 1
            if first is None and last is not None:
                first = last - days + 1
            elif first is not None and last is not None:
                days = task.days or last - first + 1
            self.days.append(days)
            self.stands.append(own.day(first or 0))

    def span(self, row: int, number: int) -> tuple[int, int]:
        """The first number, and the first after it, of a row that may begin at a number."""
        own = self.own[row]
        rank = own.rank(number)
        return own.day(rank), own.day(rank + self.days[row] - 1) + 1

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
    for before, _, lag in rows.waits_for.get(row, ()):
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
        for _, after, lag in rows.awaited_by.get(row, ()):
            if rows.tasks[after].hold in BINDING:
                total = min(total, latest[after] - lag)
                free = min(free, found.starts[after] - lag)
        own, is_free = rows.own[row], rows.tasks[row].hold is Hold.FREE
        now, last = own.rank(found.free_from[row]), own.rank(total)
        room.total[row], room.free[row] = last - now, own.rank(free) - now
        latest[row] = own.day(last - rows.days[row]) if is_free else found.starts[row]
    return room
