"""What has to move when a task or an improvement does: whatever waits for it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from app.planning.network import Hold, Link, Plan
from app.planning.network import Task as Planned
from app.planning.schedule import reschedule
from app.programs.models import Program, Task
from app.programs.waits import is_open


def knocked_on(
    program: Program,
    moved: Collection[UUID],
    tasks: Iterable[Task],
    links: Sequence[Link[UUID]],
    today: date,
) -> dict[UUID, date]:
    """The new due day of each open task that waits for a moved one, near or far, and must move too.

    What moved, and whatever does not wait for it, stays. Nothing lands before today.
    """
    behind = waiting_for(moved, links) - set(moved)
    known = [planned(task, task.id in behind) for task in tasks if task.due and is_open(task)]
    keys = {one.key for one in known}
    inner = [link for link in links if link.before in keys and link.after in keys]
    plan = Plan(known, inner, program.workdays, program.starts_on, today=today)
    return {move.key: move.due for move in reschedule(plan).moves if move.because is not None}


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
