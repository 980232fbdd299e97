"""What a task waits for, and what waits for it, as its page tells it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from app.planning.nearest import Awaited, Window
from app.planning.words import counted
from app.programs.models import Task, TaskLink


@dataclass(frozen=True)
class Waits:
    """The links at one task: `before` lead to what it waits for, `after` to what waits for it."""

    task: Task
    before: tuple[TaskLink, ...]
    after: tuple[TaskLink, ...]

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        """What is still to do and has a day."""
        return tuple(
            Awaited(link.predecessor.title, link.predecessor.due, link.lag)
            for link in self.before
            if link.predecessor.due and is_open(link.predecessor)
        )

    def too_early(self, today: date) -> bool:
        """Is the task due before those it waits for leave it time?"""
        window = Window(self.task.program.workdays, today)
        due = self.task.due
        if due is None or not is_open(self.task):
            return False
        return any(due < window.ready(one) for one in self.awaited)


def is_open(task: Task) -> bool:
    """Has it still to be done, once at least, and does it apply?"""
    return task.applies and task.counted_at is None


def moved_along(tasks: Collection[Task]) -> str:
    """What else moved, as the end of a message; nothing for nothing."""
    return f" {counted(len(tasks), 'task')} that waited moved along." if tasks else ""


def waits_of(task: Task, links: Iterable[TaskLink]) -> Waits:
    links = tuple(links)
    before = tuple(link for link in links if link.successor_id == task.id)
    return Waits(task, before, tuple(link for link in links if link not in before))
