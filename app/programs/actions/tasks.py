"""A task is checked off, put back, or given to somebody."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.programs import queries
from app.programs.actions.changes import keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import change_of, refuse_older
from app.programs.actions.runs import ONE_OF_THEM, end_run, is_open, put_back_run
from app.programs.actions.talk import settle_all
from app.programs.models import Item, Task, TaskPerson
from app.programs.ready import Hurdle, hurdle_of
from app.programs.rules import holds
from app.refusal import Refused


class HeldUp(Refused):
    """Something is to be done before the task."""

    def __init__(self, hurdle: Hurdle) -> None:
        super().__init__(hurdle.sentence)
        self.hurdle = hurdle


def check_off(task: Task, by: User, *, anyway: bool = True, run: date | None = None) -> date | None:
    """`by` did their part; the task is done when its rule holds, or when a bystander says so.

    A task that repeats is due again on the day of its next run; answers which run was done. `run`
    names the one that was meant, so that the same page sent twice does not do the next one too.
    Raises HeldUp while the task's evidence or a signature is missing, and for open steps too
    unless it is to be done `anyway`; Stale for a run that passed.
    """
    refuse_aside(task)
    own = part_of(task, by)
    if task.done or (own and own.marked_at) or not is_open(task, run):
        return None
    if would_finish(task, own):
        refuse_unready(task, anyway)
    if own:
        own.marked_at = now()
    if own and not is_settled(task):
        note("task marked", task, by)
        return None
    return finish(task, by)


def would_finish(task: Task, own: TaskPerson | None) -> bool:
    """Is the task done once this part of it is, or at the word of a bystander?"""
    marks = [part is own or part.marked_at is not None for part in task.people]
    return own is None or holds(task.rule, marks)


def refuse_unready(task: Task, anyway: bool) -> None:
    found = hurdle_of(task)
    if found and not (found.soft and anyway):
        raise HeldUp(found)


def refuse_aside(task: Task) -> None:
    if not task.applies:
        raise Refused("This task was set aside. Take it up again to check it off.")


def part_of(task: Task, person: User) -> TaskPerson | None:
    """What a person is asked for on a task; None for somebody who is not on it."""
    return next((part for part in task.people if part.user_id == person.id), None)


def is_settled(task: Task) -> bool:
    return holds(task.rule, [part.marked_at is not None for part in task.people])


def finish(task: Task, by: User) -> date | None:
    """The task is done, or the run of one that repeats; answers which. It counts from then on."""
    counted, run = task.counted_at, None
    if task.repeats:
        run = end_run(task, by).run_on
    else:
        task.done_at, task.done_by_id = now(), by.id
    note("task checked off", task, by)
    keep_facts(task.program)
    settle_all(task, by)
    for item in [] if counted else finished_items(task):
        note_item("item done", item, by)
    return run


def finished_items(task: Task) -> list[Item]:
    return [place.item for place in task.places if queries.is_finished(place.item_id)]


def put_back(task: Task, by: User, run: date | None = None) -> None:
    """The opposite of check_off: the person's own mark goes, and the task is open again; of one
    that repeats the last run, or none if that is not the one that `run` names."""
    finished = finished_items(task) if task.counted_at else []
    if not (put_back_run(task, run) if task.repeats else put_back_once(task, by)):
        return
    note("task put back", task, by)
    for item in [] if task.counted_at else finished:
        note_item("item opened again", item, by)
    keep_facts(task.program)


def put_back_once(task: Task, by: User) -> bool:
    """The same of a task that comes once; answers whether there was something to put back."""
    own = part_of(task, by)
    if not task.done and not (own and own.marked_at):
        return False
    was_done = task.done
    task.done_at = task.done_by_id = task.first_done_at = None
    if own:
        own.marked_at = None
    if was_done and is_settled(task):
        for part in task.people:
            part.marked_at = None
    return True


def assign_task(
    task: Task, people: Sequence[User], rule: str, by: User, version: int | None = None
) -> None:
    """Exactly these people are on the task; those who stay keep their marks."""
    wanted = {person.id for person in people}
    if wanted == task.assignee_ids and rule == task.rule:
        return
    before = ", ".join(part.user.name for part in task.people)
    refuse_older(task, version, {"people": before or "Nobody"})
    if task.done:
        raise Refused("This task is done. Put it back on the list to change who it is for.")
    if task.repeats and rule == "all" and len(people) > 1:
        raise Refused(ONE_OF_THEM)
    on_it = task.assignee_ids
    task.people = [part for part in task.people if part.user_id in wanted]
    task.people += [TaskPerson(user=person) for person in people if person.id not in on_it]
    task.rule = rule
    flag_modified(task, "rule")
    keep_facts(task.program)
    after = ", ".join(person.name for person in people)
    note("task assigned", task, by, before=before, after=after)
    if is_settled(task):
        refuse_unready(task, anyway=True)
        finish(task, by)


def assign_item(
    item: Item, owner: User | None, by: User, version: int | None = None, reason: str = ""
) -> None:
    """The item belongs to this person, or to nobody yet; with a reason it is a change of plan."""
    if item.owner_id == (owner.id if owner else None):
        return
    before = item.owner.name if item.owner else ""
    refuse_older(item, version, {"owner": before or "Nobody"})
    item.owner = owner
    keep_facts(item.program)
    after = owner.name if owner else ""
    if reason:
        change = change_of(item, item.name, reason, by)
        change.what, change.before, change.after = "owner", before or "Nobody", after or "Nobody"
        keep_change(change, item.program)
    note_item("item assigned", item, by, before=before, after=after, why=reason)


def note(deed: str, task: Task, by: User, **detail: str) -> None:
    record(deed, task, by=by, program_id=task.program_id, title=task.title, **detail)


def note_item(deed: str, item: Item, by: User, **detail: str) -> None:
    record(deed, item, by=by, program_id=item.program_id, name=item.name, **detail)
