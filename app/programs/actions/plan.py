"""The plan changes: a due day moves, for a reason; the first plan stays as it was."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from app.accounts.models import User
from app.activity.actions import record
from app.activity.queries import history
from app.clock import now, today
from app.db import db
from app.programs import linked, log, queries
from app.programs.actions.changes import keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.missed import catch_up, skip_rest
from app.programs.facts import local_day
from app.programs.knock_on import knocked_on
from app.programs.leave import absences, absent_from, away_of
from app.programs.models import Change, Item, Phase, Program, SavedPlan, Task
from app.programs.models.change import NOT_TODAY
from app.programs.moves import Shift, in_full, shift_of
from app.refusal import Refused, Stale

UNDO_FOR = timedelta(minutes=5)
DONE_ONCE = "This task has been done once and repeats. Let it repeat no more instead."


def move_task(
    task: Task,
    due: date,
    reason: str,
    by: User,
    version: int | None = None,
    cost: int | None = None,
) -> list[Task]:
    """The task is due on another day; answers what waits for it and had to move along.

    `cost` is by how much that is dearer than planned, in minor units; negative for cheaper.
    """
    if task.due == due:
        return []
    if task.repeats:
        raise Refused("This task comes on the days of its rule. Change how it repeats instead.")
    set_due(task, due, reason, by, version).cost = cost
    moved = push_on(task.program, [task.id], reason, by)
    keep_facts(task.program)
    return moved


def set_due(task: Task, due: date, reason: str, by: User, version: int | None = None) -> Change:
    refuse_older(task, version, {"due": told(task.due)})
    if task.done:
        raise Refused("This task is done. Put it back on the list to move its date.")
    before, task.due = task.due, due
    return note(task, task.title, before, reason, by)


def push_on(program: Program, moved: Sequence[UUID], reason: str, by: User) -> list[Task]:
    """What waits for tasks that moved comes after them again, each change with the same reason.

    An item whose task moved past its due day is due with it. What is done stays.
    """
    links = linked.plan_links(program.id)
    if not links:
        return []
    tasks = {task.id: task for task in linked.tasks(program.id)}
    day = today(program.msp.zone)
    away = absences(program.id, day)
    dues = knocked_on(program, moved, tasks.values(), links, day, away)
    for task_id, due in dues.items():
        task = tasks[task_id]
        before, task.due = task.due, due
        note(task, task.title, before, reason, by)
        make_room_for(task, reason, by)
    return [tasks[task_id] for task_id in dues]


def make_room_for(task: Task, reason: str, by: User) -> None:
    """Every improvement that the task counts towards is due no earlier than the task."""
    for place in task.places:
        if task.due:
            make_room(place.item, task.due, reason, by)


def make_room(item: Item, due: date, reason: str, by: User) -> Change | None:
    """The item is due no earlier than one of its tasks, and its phase no earlier than the item."""
    if item.due is None or item.due >= due:
        return None
    before, item.due = item.due, due
    change = note(item, item.name, before, reason, by)
    fit_phase(item)
    return change


def take_room_back(item: Item, room: Change, by: User) -> None:
    """Undo make_room, unless the item has moved on since."""
    if room.after != str(item.due):
        return
    before, item.due = item.due, date.fromisoformat(room.before)
    fit_phase(item)
    db.session.delete(room)
    record("date moved", item, by=by, program_id=item.program_id, name=item.name,
           before=before, after=item.due)  # fmt: skip


def save_plan(program: Program, name: str, by: User) -> SavedPlan:
    """Keep the dates of every item as they stand now."""
    dates = {
        str(item.id): [item.starts_on.isoformat(), item.due.isoformat()]
        for item in queries.items(program.id)
        if item.due
    }
    plan = SavedPlan(
        program_id=program.id,
        name=name,
        ends_on=program.ends_on,
        dates=dates,
        at=now(),
        by_id=by.id,
    )
    db.session.add(plan)
    db.session.flush()
    record("plan saved", program, by=by, program_id=program.id, name=name)
    return plan


def set_aside(task: Task, reason: str, by: User) -> None:
    """The task does not apply here, for this reason: it stays to be seen, and counts no more."""
    if not task.applies:
        return
    if task.done:
        raise Refused("This task is done. Put it back on the list to set it aside.")
    if task.counted_at:
        raise Refused(DONE_ONCE)
    catch_up(task)
    task.set_aside_at, task.set_aside_why = now(), reason
    keep_scope(task, "set aside", reason, by)


def take_up(task: Task, reason: str, by: User) -> None:
    """The opposite of set_aside, with a reason too: the plan grows again."""
    since = local_day(task.set_aside_at, task.program.msp.zone)
    if since is None:
        return
    skip_rest(task, since)
    task.set_aside_at, task.set_aside_why = None, ""
    keep_scope(task, "taken up", reason, by)


def keep_scope(task: Task, after: str, reason: str, by: User) -> None:
    """Keep a change of scope for the log of the plan, and the deed for the record of deeds."""
    change = change_of(task, task.title, reason, by)
    change.what, change.after = "scope", after
    keep_change(change, task.program)
    record(after, task, by=by, program_id=task.program_id, title=task.title, why=reason)
    keep_facts(task.program)


def put_off(task: Task, today: date, by: User) -> None:
    """Not today: what is due by now is due on the next day on which somebody on it works, and the
    log says so."""
    catch_up(task)
    if task.done or not task.applies or task.due is None or task.due > today:
        return
    away = absent_from(task, away_of(task.assignee_ids, today)).away
    set_due(task, task.program.workdays.without(away).after(today), NOT_TODAY, by)
    keep_facts(task.program)


def take_back(task: Task, by: User) -> None:
    """Undo "Not today": the date goes back, and the change is no slip any more."""
    last = next(iter(log.changes([task.id])), None)
    if task.done or last is None or not is_take_back(last, task, by):
        return
    task.due = date.fromisoformat(last.before)
    db.session.delete(last)
    record("date moved", task, by=by, program_id=task.program_id, name=task.title,
           before=date.fromisoformat(last.after), after=task.due)  # fmt: skip
    keep_facts(task.program)


def is_take_back(last: Change, task: Task, by: User) -> bool:
    """Is the last change of the task this person's own "Not today", of a few minutes ago?"""
    own = last.reason == NOT_TODAY and last.by_id == by.id
    return own and last.after == str(task.due) and now() - last.at <= UNDO_FOR


def move_item(
    item: Item,
    due: date,
    reason: str,
    by: User,
    version: int | None = None,
    cost: int | None = None,
) -> list[Task]:
    """The item is due on another day; its open tasks, and a start to come, move along with it.

    Answers what waits for its tasks elsewhere and had to move along. `cost` as in move_task.
    """
    if item.due == due:
        return []
    refuse_older(item, version, {"due": told(item.due)})
    tasks = queries.tasks_of(item.id)
    if tasks and all(task.counted_at or not task.applies for task in tasks):
        raise Refused("This improvement is done, so its date stays as it is.")
    day = today(item.program.msp.zone)
    shift = shift_of(item.program.workdays, item.due, due, day)
    before, item.due = item.due, due
    open_tasks = [task for task in tasks if not task.done and not task.repeats]
    move_along(item, open_tasks, shift)
    note(item, item.name, before, reason, by).cost = cost
    for task in open_tasks:
        make_room_for(task, reason, by)
    moved = push_on(item.program, [task.id for task in open_tasks], reason, by)
    keep_facts(item.program)
    return moved


def move_along(item: Item, open_tasks: list[Task], shift: Shift) -> None:
    if item.starts_on > shift.today:
        item.starts_on = shift.along(item.starts_on)
    away = absences(item.program_id, shift.today)
    for task in open_tasks:
        if task.due:
            task.due = shift.along(task.due, away.get(task.id, ()))
    fit_phase(item)


def fit_phase(item: Item) -> None:
    """The item's phase lasts from the first start to the last due day of its items."""
    phase = item.phase
    phase.starts_on = min(one.starts_on for one in phase.items)
    phase.ends_on = max((one.due for one in phase.items if one.due), default=phase.ends_on)


def note(thing: Task | Item, name: str, before: date | None, reason: str, by: User) -> Change:
    """Keep the change for the log of the plan, and the deed for the record of deeds."""
    assert thing.due is not None
    days = (thing.due - before).days if before else 0
    change = change_of(thing, name, reason, by)
    change.what, change.days = "due", days
    change.before = before.isoformat() if before else ""
    change.after = thing.due.isoformat()
    keep_change(change, thing.program)
    record(
        "date moved",
        thing,
        by=by,
        program_id=thing.program_id,
        name=name,
        before=before,
        after=thing.due,
        why=reason,
    )
    return change


def change_of(thing: Task | Item | Phase, name: str, reason: str, by: User) -> Change:
    """A change of this thing, still without what changed."""
    return Change(
        program_id=thing.program_id,
        thing_kind=type(thing).__name__.lower(),
        thing_id=thing.id,
        thing_name=name,
        before="",
        reason=reason,
        at=now(),
        by_id=by.id,
    )


def refuse_older(row: Task | Item | Phase, version: int | None, theirs: Mapping[str, str]) -> None:
    """Raise Stale, with who was quicker, when the form was made from an older row; None is any."""
    if version is None or version == row.version:
        return
    last = next(iter(history(row.id, limit=1)), None)
    who = last.by.name if last and last.by else ""
    on = local_day(last.at, row.program.msp.zone) if last else None
    raise Stale(theirs, who=who, when=in_full(on) if on else "")


def told(day: date | None) -> str:
    return in_full(day) if day else "No date"
