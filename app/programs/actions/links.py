"""A task waits for another one, or no longer."""

from collections.abc import Sequence

from app.accounts.models import User
from app.activity.actions import record
from app.db import db
from app.planning.network import Link, refuse_circle
from app.programs import linked
from app.programs.actions.changes import keep_change, shortened
from app.programs.actions.plan import change_of
from app.programs.models import Task, TaskLink
from app.refusal import Refused


def link_tasks(task: Task, predecessor: Task, lag: int, by: User, reason: str = "") -> None:
    """`task` waits until `predecessor` is done and `lag` working days have passed.

    With a reason it is kept as a change of the plan.

    A link that is there takes the new lag. Raises Refused for a task that is done, for one of
    another program, and with the names of the tasks where they would wait in a circle.
    """
    if task.done:
        raise Refused("This task is done, so it waits for nothing any more.")
    if predecessor.program_id != task.program_id:
        raise Refused("Choose a task of the same program.")
    linked.hold_plan(task.program)
    link = link_to(linked.links_at(task.id), task, str(predecessor.id))
    if link and link.lag == lag:
        return
    names, links = linked.titles(task.program_id), linked.plan_links(task.program_id)
    refuse_circle(names, links, Link(predecessor.id, task.id, lag))
    if link is None:
        link = TaskLink(
            program_id=task.program_id, predecessor_id=predecessor.id, successor_id=task.id
        )
        db.session.add(link)
    link.lag = lag
    pause = f", {link.pause}" if link.pause else ""
    keep(f"waits for “{predecessor.title}”{pause}", task, reason, by)
    note("task linked", task, predecessor, by, reason)


def unlink_tasks(task: Task, predecessor: str, by: User, reason: str = "") -> None:
    """`task` no longer waits for the one with this id; without such a link nothing happens."""
    link = link_to(linked.links_at(task.id), task, predecessor)
    if link is None:
        return
    db.session.delete(link)
    keep(f"no longer waits for “{link.predecessor.title}”", task, reason, by)
    note("task unlinked", task, link.predecessor, by, reason)


def link_to(links: Sequence[TaskLink], task: Task, predecessor: str) -> TaskLink | None:
    """The link by which a task waits for the one with this id."""
    before = (link for link in links if link.successor_id == task.id)
    return next((link for link in before if str(link.predecessor_id) == predecessor), None)


def keep(after: str, task: Task, reason: str, by: User) -> None:
    """What a task waits for is part of the plan, so it changes with a reason; a template that is
    laid out, or a change of it that is taken, says why by itself."""
    if not reason:
        return
    change = change_of(task, task.title, reason, by)
    change.what, change.after = "waits", shortened(after)
    keep_change(change, task.program)


def note(deed: str, task: Task, predecessor: Task, by: User, reason: str) -> None:
    detail = {"title": task.title, "name": predecessor.title, "why": reason}
    record(deed, task, by=by, program_id=task.program_id, **detail)
