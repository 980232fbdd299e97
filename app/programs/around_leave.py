"""A first plan laid around the leave of those who will do its tasks."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.planning.leave import clear_of, covers
from app.planning.network import in_order
from app.planning.workdays import ONE_DAY, Away, Workdays
from app.programs.first_plan import PlannedItem, PlannedPhase, PlannedProgram, PlannedTask
from app.programs.template import Duty, Wait, place_of_task

LeaveOf = Callable[[Duty], tuple[Away, ...]]


def around_leave(planned: PlannedProgram, leave_of: LeaveOf, calendar: Workdays) -> PlannedProgram:
    """The plan with no task due on a day on which its owner is away.

    A task goes to the closest working day of its item on which its owner is there, else to the
    first one after the leave; where the program is over by then, to the last one before it. What
    waits for a task that moved comes after it. Items, phases and the program reach as far as their
    tasks. What repeats stays on the days of its rule.
    """
    dues = iter(Layout(planned, leave_of, calendar).dues())
    phases = tuple(with_days(phase, dues) for phase in planned.phases)
    return replace(planned, phases=phases, end=max([planned.end, *(one.due for one in phases)]))


def moved_by_owner(before: PlannedProgram, after: PlannedProgram) -> Counter[Duty]:
    """How many tasks of each duty are due on another day in the later plan."""
    pairs = zip(tasks_of(before), tasks_of(after), strict=True)
    return Counter(new.task.owner for (_, old), (_, new) in pairs if old.due != new.due)


def tasks_of(planned: PlannedProgram) -> Iterator[tuple[PlannedItem, PlannedTask]]:
    """Every task with its item, in the order of the plan."""
    for phase in planned.phases:
        for item in phase.items:
            for task in item.tasks:
                yield item, task


@dataclass(frozen=True)
class Layout:
    """The tasks of a plan by their number in it, whose leave they keep out of, and the days."""

    planned: PlannedProgram
    leave_of: LeaveOf
    calendar: Workdays

    @cached_property
    def tasks(self) -> list[tuple[PlannedItem, PlannedTask]]:
        return list(tasks_of(self.planned))

    @cached_property
    def number(self) -> dict[str, int]:
        """The numbers of the tasks by their places in the template."""
        places = (
            place_of_task(phase.phase, item.item, task.task)
            for phase in self.planned.phases
            for item in phase.items
            for task in item.tasks
        )
        return {place: number for number, place in enumerate(places)}

    def waits(self, task: PlannedTask) -> list[Wait]:
        return [one for one in task.task.waits_for if one.task in self.number]

    def dues(self) -> list[date]:
        """The due day of every task, each after those it waits for where they moved."""
        found = [task.due for _, task in self.tasks]
        graph = {
            number: [self.number[one.task] for one in self.waits(task)]
            for number, (_, task) in enumerate(self.tasks)
        }
        for number in in_order(graph):
            item, task = self.tasks[number]
            if not task.task.repeats:
                found[number] = self.due(item, task, self.ready(task, found))
        return found

    def ready(self, task: PlannedTask, dues: list[date]) -> date:
        """The first day after the tasks that it waits for and that moved; else the very first."""
        days = [self.planned.start]
        for wait in self.waits(task):
            number = self.number[wait.task]
            if dues[number] > self.tasks[number][1].due:
                free = self.calendar.on_or_after(dues[number] + ONE_DAY)
                days.append(self.calendar.add(free, wait.lag))
        return max(days)

    def due(self, item: PlannedItem, task: PlannedTask, ready: date) -> date:
        """The day of a task that may be done from `ready` on."""
        away, due = self.leave_of(task.task.owner), max(task.due, ready)
        first = max(item.start, ready)
        near = clear_of(due, away, self.calendar, first, max(item.due, due))
        if not covers(away, near):
            return near
        own = self.calendar.without(away)
        later, earlier = own.on_or_after(due), own.on_or_before(due)
        return earlier if later > self.planned.end and earlier >= ready else later


def with_days(phase: PlannedPhase, dues: Iterator[date]) -> PlannedPhase:
    """The phase with these days for its tasks, in their order, and room for them."""
    items = tuple(item_with_days(item, dues) for item in phase.items)
    start = min([phase.start, *(one.start for one in items)])
    return replace(phase, items=items, start=start, due=max([phase.due, *(i.due for i in items)]))


def item_with_days(item: PlannedItem, dues: Iterator[date]) -> PlannedItem:
    tasks = tuple(with_due(task, next(dues)) for task in item.tasks)
    start = min([item.start, *(one.due for one in tasks)])
    return replace(item, tasks=tasks, start=start, due=max([item.due, *(one.due for one in tasks)]))


def with_due(task: PlannedTask, due: date) -> PlannedTask:
    return replace(task, start=min(task.start, due), due=due)
