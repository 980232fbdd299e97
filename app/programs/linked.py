"""Links between tasks, loaded: what waits for what, and what may."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.planning.network import Link
from app.programs.models import Item, Phase, Program, Task, TaskItem, TaskLink
from app.programs.queries import LEFT


def links_at(task_id: UUID) -> Sequence[TaskLink]:
    """What a task waits for, and what waits for it, in the order in which they were linked."""
    both = (joinedload(TaskLink.predecessor), joinedload(TaskLink.successor))
    wanted = select(TaskLink).options(*both)
    ends = or_(TaskLink.successor_id == task_id, TaskLink.predecessor_id == task_id)
    return db.session.scalars(wanted.where(ends).order_by(TaskLink.id)).all()


def plan_links(program_id: UUID) -> list[Link[UUID]]:
    """Every link of a program, as planning reads them."""
    asked = select(TaskLink.predecessor_id, TaskLink.successor_id, TaskLink.lag)
    rows = db.session.execute(asked.where(TaskLink.program_id == program_id))
    return [Link(before, after, lag) for before, after, lag in rows]


def task_links(program_id: UUID) -> Sequence[TaskLink]:
    """Every link of a program as rows."""
    wanted = select(TaskLink).where(TaskLink.program_id == program_id).order_by(TaskLink.id)
    return db.session.scalars(wanted).all()


def tasks(program_id: UUID) -> Sequence[Task]:
    """The tasks of a program that wait or are waited for."""
    ends = (select(TaskLink.predecessor_id), select(TaskLink.successor_id))
    either = or_(*(Task.id.in_(end.where(TaskLink.program_id == program_id)) for end in ends))
    return db.session.scalars(select(Task).where(Task.program_id == program_id, either)).all()


class OpenLink(NamedTuple):
    """A link by the due days of its ends; None for an end that is done, set aside or undated."""

    before: UUID
    before_due: date | None
    after: UUID
    after_due: date | None
    lag: int


def is_left(task: type[Task]) -> ColumnElement[bool]:
    """The same as `queries.LEFT`, of a task by another name."""
    return and_(task.done_at.is_(None), task.first_done_at.is_(None), task.set_aside_at.is_(None))


BEFORE, AFTER = aliased(Task), aliased(Task)
WITH_AN_OPEN_END = (
    select(
        TaskLink.predecessor_id,
        case((is_left(BEFORE), BEFORE.due)),
        TaskLink.successor_id,
        case((is_left(AFTER), AFTER.due)),
        TaskLink.lag,
    )
    .join(TaskLink.predecessor.of_type(BEFORE))
    .join(TaskLink.successor.of_type(AFTER))
    .where(or_(is_left(BEFORE), is_left(AFTER)))
)


def open_links(program_id: UUID) -> list[OpenLink]:
    """The links of a program that have an open end."""
    wanted = WITH_AN_OPEN_END.where(TaskLink.program_id == program_id)
    return [OpenLink(*row) for row in db.session.execute(wanted)]


def items_of(task_ids: Collection[UUID]) -> set[UUID]:
    """The items that these tasks were made for: of each, the first that it counts towards."""
    wanted = select(TaskItem.task_id, TaskItem.id, TaskItem.item_id)
    rows = db.session.execute(wanted.where(TaskItem.task_id.in_(task_ids)))
    places = sorted((place_id, task_id, item_id) for task_id, place_id, item_id in rows)
    first = {task_id: item_id for _, task_id, item_id in reversed(places)}
    return set(first.values())


def hold_plan(program: Program) -> None:
    """Hold the program's row until the end, so that two people cannot change it together: close a
    circle, say, or both write the first SOP of a task."""
    wanted = select(Program.id).where(Program.id == program.id)
    db.session.execute(wanted.with_for_update(key_share=True))


def titles(program_id: UUID) -> dict[UUID, str]:
    """The title of every task of a program."""
    rows = db.session.execute(select(Task.id, Task.title).where(Task.program_id == program_id))
    return {row.id: row.title for row in rows}


def open_beside(task: Task) -> dict[str, list[tuple[UUID, str]]]:
    """The other open tasks of a task's phase: id and title, by the name of their item."""
    wanted = (
        select(Item.name, Task.id, Task.title)
        .join(Task.places)
        .join(TaskItem.item)
        .where(Item.phase_id == task.item.phase_id, Task.id != task.id, *LEFT)
        .order_by(Item.position, TaskItem.position)
    )
    found: dict[str, list[tuple[UUID, str]]] = {}
    for name, task_id, title in db.session.execute(wanted):
        found.setdefault(name, []).append((task_id, title))
    return found


class Named(NamedTuple):
    """An improvement to choose: is it finished, so that an open task opens it again?"""

    id: UUID
    name: str
    finished: bool = False

    @property
    def says(self) -> str:
        return f"{self.name} (finished)" if self.finished else self.name


def items_by_phase(program_id: UUID) -> dict[str, list[Named]]:
    """The improvements of a program by the name of their phase."""
    columns = (Phase.name, Item.id, Item.name)
    counting = func.count(Task.id).filter(Task.set_aside_at.is_(None))
    wanted = select(*columns, counting, func.count(Task.id).filter(*LEFT)).join(Item.phase)
    wanted = wanted.outerjoin(Item.placed).outerjoin(TaskItem.task)
    wanted = wanted.where(Item.program_id == program_id)
    wanted = wanted.group_by(*columns, Phase.position, Item.position)
    found: dict[str, list[Named]] = {}
    rows = db.session.execute(wanted.order_by(Phase.position, Item.position))
    for phase, item_id, name, count, left in rows:
        found.setdefault(phase, []).append(Named(item_id, name, bool(count) and not left))
    return found
