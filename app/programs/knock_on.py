"""What has to move when a task or an improvement does: whatever waits for it."""

from collections.abc import Collection, Container, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from app.planning.network import Hold, Link, Plan
from app.planning.network import Task as Planned
from app.planning.schedule import reschedule
from app.planning.workdays import Away
from app.programs.leave import Absences
from app.programs.models import Program, Task
from app.programs.waits import is_open


def knocked_on(
    program: Program,
    moved: Collection[UUID],
    tasks: Iterable[Task],
    links: Sequence[Link[UUID]],
    today: date,
    absences: Absences,
) -> dict[UUID, date]:
    """The new due day of each open task that waits for a moved one, near or far, and must move too.

    What moved, and whatever does not wait for it, stays. Nothing lands before today, or on a day
    on which nobody of those on the task is there.
    """
    behind = waiting_for(moved, links) - set(moved)
    known = [planned(task, task.id in behind) for task in tasks if task.due and is_open(task)]
    keys = {one.key for one in known}
    inner = [link for link in links if link.before in keys and link.after in keys]
    plan = Plan(known, inner, program.workdays, program.starts_on, today=today)
    return forced(plan, {key: leave for key, leave in absences.items() if leave})


def forced(plan: Plan[UUID], leave: Absences) -> dict[UUID, date]:
    """The tasks that a link moves, each to a day out of its leave, and what that moves in turn.

    A task that only lies in leave stays: somebody is to decide that.
    """
    found: dict[UUID, date] = {}
    while True:
        moves = reschedule(with_leave(plan, leave, found)).moves
        now = {one.key: one.due for one in moves if one.because is not None or one.key in found}
        if now.keys() <= found.keys() or not leave.keys() & now.keys():
            return now
        found = found | now


def with_leave(plan: Plan[UUID], leave: Absences, keys: Container[UUID]) -> Plan[UUID]:
    """The plan with the leave of these tasks; who is on a task stands for it by when they are
    away, so that few people are many tasks' owners."""
    tasks = [
        replace(one, owner=leave.get(one.key)) if one.key in keys else one for one in plan.tasks
    ]
    owners: dict[Hashable, tuple[Away, ...]] = {away: away for away in leave.values()}
    return replace(plan, tasks=tasks, leave=owners)


def planned(task: Task, is_behind: bool) -> Planned[UUID]:
    """The task as planning knows it: it takes the day on which it is due. One that repeats stays on
    the days of its rule."""
    hold = Hold.FREE if is_behind and not task.repeats else Hold.PINNED
    return Planned(task.id, task.title, due=task.due, hold=hold)


def waiting_for(moved: Iterable[UUID], links: Iterable[Link[UUID]]) -> set[UUID]:
    """Every task that waits for one of these, directly or through others."""
    after: dict[UUID, list[UUID]] = {}
    for link in links:
        after.setdefault(link.before, []).append(link.after)
    found: set[UUID] = set()
    ahead = list(moved)
    while ahead:
        fresh = [one for one in after.get(ahead.pop(), ()) if one not in found]
        found.update(fresh)
        ahead.extend(fresh)
    return found
