"""The improvements that a task counts towards: one more, one less, and back."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import linked, queries
from app.programs.actions.towards import count_towards, leave, undo
from app.programs.forms.towards import LeaveForm, TowardsForm, finished, offer
from app.programs.models import Task
from app.programs.views import bp
from app.programs.views.change import refused
from app.programs.views.lines import task_url
from app.programs.views.roadmap import version
from app.web.forms import text

Answer = Response | tuple[str, int]


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/towards")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def count_task_towards(task: Task) -> Answer:
    form = TowardsForm(request.form)
    items, own = linked.items_by_phase(task.program_id), {one.item_id for one in task.places}
    offer(form.towards, items, bool)
    item = queries.item(UUID(form.towards.data)) if form.validate() else None
    done = finished(items) if not task.counted_at else set()
    if item is None:
        form.opens_again = bool(done)
        offer(form.towards, items, lambda key: key not in own)
        return refused(task, towards=form)
    if item.id in own:
        return unchanged(task, f"{task.title} counts towards {item.name} already.")
    count_towards(task, item, text(form.towards_why), current_user, version())
    again = f" {item.name} is open again." if item.id in done else ""
    return told(task, f"{task.title} counts towards {item.name} too.{again}")


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/towards/end")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def count_task_no_more(task: Task) -> Answer:
    form = LeaveForm(request.form)
    items, own = linked.items_by_phase(task.program_id), {one.item_id for one in task.places}
    offer(form.leaves, items, bool)
    item = queries.item(UUID(form.leaves.data)) if form.validate() else None
    if item is None:
        offer(form.leaves, items, lambda key: key in own)
        return refused(task, leaves=form)
    if item.id not in own:
        return unchanged(task, f"{task.title} does not count towards {item.name}.")
    leave(task, item, text(form.leaves_why), current_user, version())
    return told(task, f"{task.title} counts no more towards {item.name}.")


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/towards/undo")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def undo_task_towards(task: Task) -> Response:
    """Take the last change of it back, for a few minutes."""
    undo(task, current_user)
    return redirect(task_url(task), 303)


def told(task: Task, said: str) -> Response:
    msp = task.program.msp.slug
    flash(said, url_for("programs.undo_task_towards", msp=msp, task_id=task.id))
    return redirect(task_url(task), 303)


def unchanged(task: Task, said: str) -> Response:
    """What is so already is told, with nothing to take back."""
    flash(said)
    return redirect(task_url(task), 303)
