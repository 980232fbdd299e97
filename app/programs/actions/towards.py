"""A task counts towards one more improvement, or towards one less."""

from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import User
from app.activity.actions import record
from app.activity.queries import history
from app.clock import now
from app.db import db
from app.programs import linked, log, queries
from app.programs.actions.changes import UNDO_FOR, keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import change_of, make_room, refuse_older, take_room_back
from app.programs.actions.rows import next_place
from app.programs.models import Change, Item, Task, TaskItem
from app.refusal import Refused
from app.tenancy import current_msp_id, new_id

TOO, NO_MORE = "counts too", "counts no more"
SAYS = {TOO: "counts towards {} too", NO_MORE: "counts no more towards {}"}


def count_towards(
    task: Task, item: Item, reason: str, by: User, version: int | None = None
) -> None:
    """The task counts towards this improvement too, which is due no earlier than the task.

    Raises Refused for one of another program.
    """
    if place_of(task, item):
        return
    refuse_change(task, version)
    if item.program_id != task.program_id:
        raise Refused("Choose an improvement of the same program.")
    linked.hold_plan(task.program)
    place = TaskItem(id=new_id(), item_id=item.id, position=next_place(item))
    room = make_room(item, task.due, reason, by) if task.due and not task.repeats else None
    add(task, item, place)
    change = keep(TOO, task, place, item, by, reason)
    if room:
        room.at = change.at


def leave(task: Task, item: Item, reason: str, by: User, version: int | None = None) -> None:
    """The task counts no more towards this improvement; towards one it always counts."""
    place = place_of(task, item)
    if place is None:
        return
    refuse_change(task, version)
    linked.hold_plan(task.program)
    keep(NO_MORE, task, place, item, by, reason)
    remove(task, item, place)


def refuse_change(task: Task, version: int | None) -> None:
    names = ", ".join(place.item.name for place in task.places)
    refuse_older(task, version, {"counts towards": names})
    if task.done:
        raise Refused("This task is done. Put it back on the list to change what it counts for.")


def undo(task: Task, by: User) -> None:
    """Take back one's own last change of what the task counts towards, a few minutes later."""
    event = next(iter(history(task.id, limit=1)), None)
    change = next(iter(log.changes([task.id])), None)
    if event is None or change is None or event.deed not in SAYS or change.by_id != by.id:
        return
    item = db.session.get(Item, (current_msp_id(), UUID(event.detail["item"])))
    if item is None or change.after != says(event.deed, item) or now() - change.at > UNDO_FOR:
        return
    linked.hold_plan(task.program)
    place = place_of(task, item)
    if event.deed == TOO and place:
        if room := room_made(item, change):
            take_room_back(item, room, by)
        record_deed(NO_MORE, task, place, item, by)
        remove(task, item, place)
    elif event.deed == NO_MORE and place is None:
        detail = event.detail
        place = TaskItem(id=UUID(detail["place"]), item_id=item.id, position=detail["position"])
        add(task, item, place)
        record_deed(TOO, task, place, item, by)
    db.session.delete(change)


def room_made(item: Item, change: Change) -> Change | None:
    """The change of the item's due day that was made together with this change of a task."""
    together = (one for one in log.changes([item.id]) if one.at == change.at)
    return next((one for one in together if one.what == "due"), None)


def place_of(task: Task, item: Item) -> TaskItem | None:
    return next((place for place in task.places if place.item_id == item.id), None)


def add(task: Task, item: Item, place: TaskItem) -> None:
    was_done = is_done(item)
    place.task_id = task.id
    db.session.add(place)
    settle(task, item, was_done)


def remove(task: Task, item: Item, place: TaskItem) -> None:
    """Raises Refused for the last one; another may have gone since the task was read."""
    db.session.expire(task, ["places"])
    if len(task.places) == 1:
        raise Refused("A task counts towards one improvement at least. Add another one first.")
    was_done = is_done(item)
    db.session.delete(place)
    settle(task, item, was_done)


def settle(task: Task, item: Item, was_done: bool) -> None:
    """The plan follows, and the improvement may be done now, or open again."""
    flag_modified(task, "rule")
    db.session.flush()
    db.session.expire(task, ["places"])
    db.session.expire(item, ["placed"])
    if is_done(item) != was_done:
        record(
            "item opened again" if was_done else "item done",
            item,
            by=None,
            program_id=item.program_id,
            name=item.name,
        )
    keep_facts(task.program)


def is_done(item: Item) -> bool:
    return bool(queries.tasks_of(item.id)) and queries.is_finished(item.id)


def keep(deed: str, task: Task, place: TaskItem, item: Item, by: User, reason: str) -> Change:
    """Keep the change of scope for the log of the plan, and the deed for the record of deeds."""
    change = change_of(task, task.title, reason, by)
    change.what, change.after = "scope", says(deed, item)
    keep_change(change, task.program)
    record_deed(deed, task, place, item, by, why=reason)
    return change


def says(deed: str, item: Item) -> str:
    return SAYS[deed].format(item.name)


def record_deed(deed: str, task: Task, place: TaskItem, item: Item, by: User, **why: str) -> None:
    told = {"item": str(item.id), "place": str(place.id), "position": place.position}
    record(deed, task, by=by, program_id=task.program_id, title=task.title,
           towards=item.name, **told, **why)  # fmt: skip
