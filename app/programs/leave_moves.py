"""Open tasks that fall into leave, and the day to which each could move."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.planning.leave import covers
from app.planning.nearest import Window
from app.planning.workdays import Away
from app.programs import linked
from app.programs.leave import Absences, absent_from, away_of
from app.programs.models import Program, Task, TaskItem, TaskLink, TaskPerson
from app.programs.queries import OPEN, RUNNING, WITH_PEOPLE
from app.programs.waits import Waits, is_open, waits_of

MOST = 50
"""So many tasks, and so many spans of leave, are looked at together."""


@dataclass(frozen=True)
class Falling:
    """An open task that is due while nobody on it is there, and where its date may go."""

    task: Task
    window: Window
    today: date

    @cached_property
    def due(self) -> date:
        """The day on which it was due when this was found."""
        assert self.task.due is not None
        return self.task.due

    @cached_property
    def to(self) -> date | None:
        """The nearest day on which somebody on it is there; None where its item leaves none."""
        nearest = self.window.nearest(self.due)
        refused = self.window.problem(nearest) or self.window.warning(nearest)
        return None if refused else nearest

    @property
    def choice(self) -> str:
        """The move as a form names it: of which task, to which day."""
        return f"{self.task.id}={self.to}"


def falling(user_id: UUID, leave: Collection[Away], today: date) -> list[Falling]:
    """Somebody's open tasks, in programs that run, that fall into their leave; MOST at most."""
    return fallings(tasks_in(user_id, leave, today), today) if leave else []


def fallings(tasks: Sequence[Task], today: date) -> list[Falling]:
    """Those of the tasks that are due while nobody on them is there."""
    people = {part.user_id for task in tasks for part in task.people}
    away = away_of(people, today)
    caught = [task for task in tasks if task.due and covers(absent_from(task, away).away, task.due)]
    links = links_before([task.id for task in caught])
    return [Falling(task, window_with(task, links, away, today), today) for task in caught]


def window_with(task: Task, links: Sequence[TaskLink], away: Absences, today: date) -> Window:
    """Where the due day of a task may go: from today, after what it waits for, to the day on which
    the first of its items is due."""
    items = [place.item for place in task.places]
    ends = [(item.due, item.name, item.id) for item in items if item.due]
    last, holder, holder_id = min(ends, default=(None, "", None))
    awaited = waits_of(task, (one for one in links if one.successor_id == task.id)).awaited
    owner = absent_from(task, away)
    calendar = task.program.workdays
    return Window(
        calendar, today, last, holder, waits_for=awaited, owner=owner, holder_id=holder_id
    )


def window_of(task: Task, today: date) -> Window:
    """The same for one task alone."""
    links = linked.links_at(task.id)
    return window_with(task, links, away_of(task.assignee_ids, today), today)


def falling_into(task: Task, waits: Waits, today: date) -> str:
    """That nobody on an open task is there on its due day, in a sentence; empty otherwise."""
    if task.due is None or task.due < today or not is_open(task) or task.repeats:
        return ""
    away = away_of(task.assignee_ids, today)
    return window_with(task, waits.before, away, today).warning(task.due)


def tasks_in(user_id: UUID, leave: Collection[Away], today: date) -> Sequence[Task]:
    """Somebody's open tasks that are due on days of leave that are not over, in their order; one
    that repeats comes on the days of its rule."""
    theirs = select(TaskPerson.task_id).where(
        TaskPerson.user_id == user_id, TaskPerson.marked_at.is_(None)
    )
    spans = or_(*(Task.due.between(max(one.first, today), one.last) for one in leave))
    first = (
        select(Task.id)
        .join(Task.program)
        .where(Task.id.in_(theirs), Task.repeats == "", spans, *OPEN, *RUNNING)
        .order_by(Task.due, Task.id)
        .limit(MOST)
    )
    wanted = select(Task).join(Task.program).where(Task.id.in_(first)).order_by(Task.due, Task.id)
    places = joinedload(Task.places).joinedload(TaskItem.item)
    program = contains_eager(Task.program).joinedload(Program.msp, innerjoin=True)
    return db.session.scalars(wanted.options(program, WITH_PEOPLE, places)).unique().all()


def links_before(ids: Collection[UUID]) -> Sequence[TaskLink]:
    """What these tasks wait for."""
    if not ids:
        return ()
    wanted = select(TaskLink).where(TaskLink.successor_id.in_(ids))
    both = (joinedload(TaskLink.predecessor), joinedload(TaskLink.successor))
    return db.session.scalars(wanted.options(*both).order_by(TaskLink.id)).all()
