"""A task is set aside, and taken up again."""

from collections.abc import Callable

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.models import User
from app.policy import Permission
from app.programs import queries
from app.programs.actions.plan import set_aside, take_up
from app.programs.forms.plan import ScopeForm
from app.programs.models import Task
from app.programs.views import bp
from app.programs.views.change import refused
from app.programs.views.lines import task_url
from app.web.forms import text


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/aside")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def set_task_aside(task: Task) -> Response | tuple[str, int]:
    """The task does not apply here."""
    return change_scope(task, set_aside, f"Set aside: {task.title}.")


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/take-up")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def take_task_up(task: Task) -> Response | tuple[str, int]:
    return change_scope(task, take_up, f"Back in the plan: {task.title}.")


def change_scope(
    task: Task, change: Callable[[Task, str, User], None], said: str
) -> Response | tuple[str, int]:
    form = ScopeForm(request.form)
    if not form.validate():
        return refused(task, scope=form)
    change(task, text(form.why), current_user)
    flash(said)
    return redirect(task_url(task), 303)
