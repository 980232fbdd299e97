"""When every task of a plan begins and is due, how much room it has, and what has to move.

The interface, for actions and pages:

- `Plan(tasks, links, calendar, start, leave, today)` is what is known; it, `Task`, `Link`, `Hold`
  and `Cycle` are in `network`, `Away` in `workdays`.
- `reschedule(plan)` keeps every task where it stands and moves later only what must: a free task
  that would begin before those it waits for are done, or that lies on a day off. Held tasks (done,
  started, pinned) never move. Doing it twice equals doing it once.
- `schedule(plan)` lays every free task as early as its links allow, wherever it stands now.
- Both answer a `Timetable`: `timings` by key (start, due, slack, free slack, critical), `moves`
  (what moved, by how many working days, because of which task), `broken` (links that a pinned task
  does not keep), `critical` (the critical path in order), `finish`.

A lead, a negative lag, is not allowed: work that overlaps does not wait.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple

from app.planning.network import Hold, K, Link, Plan, Task
from app.planning.passes import Forward, Rows, differs, forward, slacks


class Timing(NamedTuple, Generic[K]):
    """The days of one task, and by how many working days of its owner it may be late.

    `slack` is what it may lose before the whole ends later or a pinned task is in the way; `free`
    is what it may lose before any other task moves. Below 0 it is that much late already, for a
    pinned task. A done task has neither.
    """

    key: K
    start: date
    due: date
    slack: int
    free: int
    critical: bool


class Move(NamedTuple, Generic[K]):
    """A task that does not stay where it was.

    `days` counts working days of the MSP from one due day to the other, below 0 for earlier;
    `because` is the task it waits for that sets its new start, None when it is its own days.
    """

    key: K
    start: date
    due: date
    days: int
    because: K | None


class Broken(NamedTuple, Generic[K]):
    """A pinned task begins so many working days too early for a link."""

    link: Link[K]
    days: int


@dataclass(frozen=True)
class Timetable(Generic[K]):
    """A plan laid out; `finish` is the last due day, None without a task."""

    timings: Mapping[K, Timing[K]]
    moves: tuple[Move[K], ...]
    broken: tuple[Broken[K], ...]
    critical: tuple[K, ...]
    finish: date | None


def reschedule(plan: Plan[K]) -> Timetable[K]:
    """Move later only what its links, days off or leave do not leave where it is.

    Raises Cycle when tasks wait for one another in a circle, Refused for a plan that never ends,
    and ValueError for two tasks with one key or a link to a task that is not there.
    """
    rows = Rows(plan)
    return laid_out(plan, rows, forward(rows, rows.stands))


def schedule(plan: Plan[K]) -> Timetable[K]:
    """Lay every free task as early as links, days off and leave allow; raises like reschedule."""
    rows = Rows(plan)
    return laid_out(plan, rows, forward(rows, [rows.today] * len(plan.tasks)))


def laid_out(plan: Plan[K], rows: Rows[K], found: Forward) -> Timetable[K]:
    timings = {timing.key: timing for timing in timings_of(rows, found)}
    critical = [timing for timing in timings.values() if timing.critical]
    return Timetable(
        timings,
        tuple(moves_of(rows, found, timings)),
        tuple(broken_by(plan, rows, found)),
        tuple(timing.key for timing in sorted(critical, key=lambda one: one.start)),
        max((timing.due for timing in timings.values()), default=None),
    )


def timings_of(rows: Rows[K], found: Forward) -> Iterator[Timing[K]]:
    room = slacks(rows, found)
    for row, task in enumerate(rows.tasks):
        start, due = rows.dates(row, found.starts[row], found.free_from[row])
        if task.hold is Hold.DONE:
            yield Timing(task.key, start, due, 0, 0, False)
        else:
            total = room.total[row]
            yield Timing(task.key, start, due, total, room.free[row], total <= 0)


def moves_of(rows: Rows[K], found: Forward, timings: Mapping[K, Timing[K]]) -> Iterator[Move[K]]:
    for row, task in enumerate(rows.tasks):
        now = timings[task.key]
        if task.hold is Hold.FREE and differs(task, now.start, now.due):
            cause = found.because[row]
            because = None if cause is None else rows.tasks[cause].key
            yield Move(task.key, now.start, now.due, days_moved(rows, task, now), because)


def days_moved(rows: Rows[K], task: Task[K], now: Timing[K]) -> int:
    """Working days from the due day to the new one; from start to start without a due day."""
    if task.due:
        return rows.line.at_or_after(now.due) - rows.line.at_or_after(task.due)
    return rows.line.at_or_after(now.start) - rows.line.at_or_after(task.start or now.start)


def broken_by(plan: Plan[K], rows: Rows[K], found: Forward) -> Iterator[Broken[K]]:
    for link in plan.links:
        before, after = rows.row_of[link.before], rows.row_of[link.after]
        early = found.free_from[before] + link.lag - found.starts[after]
        if early > 0 and rows.tasks[after].hold is Hold.PINNED:
            yield Broken(link, early)
