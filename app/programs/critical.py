"""Which improvements the end of a program hangs on: a day lost there is lost at the end."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from app.planning.chains import Span, near_the_end
from app.planning.network import Hold, Link, Plan, Task
from app.planning.schedule import reschedule
from app.programs import linked
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
    tasks = on_the_path(program, last, today)
    return frozenset(ending | (linked.items_of(tasks) if tasks else set()))


def on_the_path(program: Program, last: date, today: date) -> set[UUID]:
    """The open linked tasks that have no slack before the last day of the plan."""
    dues: dict[UUID, date] = {}
    links: list[Link[UUID]] = []
    for one in linked.open_links(program.id):
        ends = {one.before: one.before_due, one.after: one.after_due}
        dues |= {key: due for key, due in ends.items() if due}
        if one.before_due and one.after_due:
            links.append(Link(one.before, one.after, one.lag))
    span = Span(program.workdays, program.starts_on, today, last)
    near = near_the_end(dues, links, span)
    if not near:
        return set()
    plan = plan_of({key: dues[key] for key in near}, links, span)
    timings = reschedule(plan).timings
    return {key for key in near if timings[key].critical}


def plan_of(dues: Mapping[UUID, date], links: Sequence[Link[UUID]], span: Span) -> Plan[Key]:
    """These tasks, each on its due day, and the last day of the plan, which stays."""
    tasks: list[Task[Key]] = [Task(key, str(key), due=due) for key, due in dues.items()]
    end: Task[Key] = Task(END, "The end", due=span.last, hold=Hold.PINNED)
    inner: list[Link[Key]] = [
        Link(one.before, one.after, one.lag) for one in links if one.after in dues
    ]
    return Plan([*tasks, end], inner, span.calendar, span.first, today=span.today)
