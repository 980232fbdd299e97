"""Leave, loaded: whose, and on which days nobody of a task is there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.db import db
from app.planning.leave import shared
from app.planning.nearest import Leave as Absent
from app.planning.workdays import Away
from app.programs.models import Leave, Task, TaskPerson
from app.tenancy import current_msp_id

Absences = Mapping[UUID, tuple[Away, ...]]
"""When somebody is away by the person, or when nobody is there by the task."""


def leave(leave_id: UUID) -> Leave | None:
    """Leave with whom it is of; also such as was taken away, so that it can be brought back."""
    wanted = joinedload(Leave.user, innerjoin=True)
    return db.session.get(Leave, (current_msp_id(), leave_id), options=[wanted])


def leave_of(user_id: UUID, since: date) -> Sequence[Leave]:
    """Somebody's leave that is not over by a day, in its order, with who wrote it."""
    wanted = select(Leave).where(Leave.user_id == user_id, *there(since))
    in_order = wanted.order_by(Leave.starts_on, Leave.id).options(joinedload(Leave.by))
    return db.session.scalars(in_order).all()


def there(since: date) -> tuple[ColumnElement[bool], ...]:
    return Leave.removed_at.is_(None), Leave.ends_on >= since


def to_change(person: User, since: date) -> Sequence[Leave]:
    """The same, with the person's row held until the end: a double click waits for the first."""
    db.session.get(User, person.id, with_for_update={"key_share": True}, populate_existing=True)
    return leave_of(person.id, since)


def away_of(people: Collection[UUID], since: date) -> Absences:
    """When each of these people is away from a day on, at the MSPs in scope together."""
    if not people:
        return {}
    wanted = select(Leave.user_id, Leave.starts_on, Leave.ends_on)
    rows = db.session.execute(wanted.where(Leave.user_id.in_(people), *there(since)))
    return by_key((user_id, Away(first, last)) for user_id, first, last in rows)


def by_key(pairs: Iterable[tuple[UUID, Away]]) -> dict[UUID, tuple[Away, ...]]:
    found: dict[UUID, set[Away]] = {}
    for key, away in pairs:
        found.setdefault(key, set()).add(away)
    return {key: tuple(sorted(leave)) for key, leave in found.items()}


def absences(program_id: UUID, since: date) -> Absences:
    """When nobody is there of those on an open task of a program: by the tasks of people who are
    away from a day on."""
    rows = db.session.execute(
        select(Leave.user_id, Leave.starts_on, Leave.ends_on).where(*there(since))
    )
    away = by_key((user_id, Away(first, last)) for user_id, first, last in rows)
    if not away:
        return {}
    theirs = select(TaskPerson.task_id).where(TaskPerson.user_id.in_(away))
    wanted = (
        select(TaskPerson.task_id, TaskPerson.user_id)
        .join(Task, (Task.msp_id == TaskPerson.msp_id) & (Task.id == TaskPerson.task_id))
        .where(Task.program_id == program_id, Task.done_at.is_(None), Task.id.in_(theirs))
    )
    people: dict[UUID, list[UUID]] = {}
    for task_id, user_id in db.session.execute(wanted):
        people.setdefault(task_id, []).append(user_id)
    return {task_id: nobody_there(some, away) for task_id, some in people.items()}


def nobody_there(people: Iterable[UUID], away: Absences) -> tuple[Away, ...]:
    """When all of these people are away at once."""
    return shared([away.get(one, ()) for one in people])


def absent_from(task: Task, away: Absences) -> Absent:
    """When nobody on a task is there, and who that is, as a sentence names them."""
    names = [part.user.first_name for part in task.people]
    people = [part.user_id for part in task.people]
    return Absent(names[0] if len(names) == 1 else "Everybody on it", nobody_there(people, away))
