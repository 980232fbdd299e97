"""Which improvements the end of a program hangs on: a day lost there is lost at the end."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.planning.network import Hold, Link, Plan, Task
from app.planning.schedule import reschedule
from app.programs import linked
from app.programs.linked import Waiting
from app.programs.models import Program
from app.programs.roadmap import ItemLine

END = "end"
Key = UUID | str


def critical_items(program: Program, lines: Sequence[ItemLine], today: date) -> frozenset[UUID]:
    """The open improvements on the critical path: those that end last, and those with a task that
    another one waits for, directly or through others, without a working day to spare."""
    dues = {line.item.id: line.item.due for line in lines if line.open and line.item.due}
    if not dues:
        return frozenset()
    last = max(dues.values())
    ending = {item_id for item_id, due in dues.items() if due == last}
    links = linked.plan_links(program.id)
    return frozenset(ending | (on_the_path(program, links, last, today) if links else set()))


def on_the_path(
    program: Program, links: Sequence[Link[UUID]], last: date, today: date
) -> set[UUID]:
    """The items of the open linked tasks that have no slack before the last day of the plan."""
    waiting = {one.task_id: one for one in linked.waiting(program.id)}
    timings = reschedule(plan_of(program, waiting, links, last, today)).timings
    return {one.item_id for task_id, one in waiting.items() if timings[task_id].critical}


def plan_of(
    program: Program,
    waiting: dict[UUID, Waiting],
    links: Sequence[Link[UUID]],
    last: date,
    today: date,
) -> Plan[Key]:
    """The linked tasks, each on its due day, and the last day of the plan, which stays."""
    tasks: list[Task[Key]] = [Task(one.task_id, one.title, due=one.due) for one in waiting.values()]
    end: Task[Key] = Task(END, "The end", due=last, hold=Hold.PINNED)
    inner: list[Link[Key]] = [
        Link(one.before, one.after, one.lag)
        for one in links
        if one.before in waiting and one.after in waiting
    ]
    return Plan([*tasks, end], inner, program.workdays, program.starts_on, today=today)
