"""The steps of a task: ticked one by one, written down, ordered and taken away."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import queries
from app.programs.actions.steps import (
    add_steps,
    bring_back_step,
    move_step,
    remove_step,
    tick,
    untick,
)
from app.programs.checklist import step
from app.programs.forms.steps import StepsForm
from app.programs.models import Step, Task
from app.programs.views import bp
from app.programs.views.lines import task_url
from app.programs.views.tasks import steps_page, task_page
from app.web.forms import invalid
from app.web.htmx import wants_fragment

Answer = Response | str
WAYS = {"up": -1, "down": 1}


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/steps")
@needs(Permission.CHECK_OFF_TASK, of=queries.task)
def add_task_steps(task: Task) -> Response | tuple[str, int]:
    form = StepsForm(request.form)
    if not form.validate():
        return invalid("programs/task.html", **task_page(task, new_steps=form))
    add_steps(task, form.lines, current_user)
    return redirect(f"{task_url(task)}#steps", 303)


@bp.post("/msps/<slug:msp>/steps/<id:step_id>/tick")
@needs(Permission.CHECK_OFF_TASK, of=step)
def tick_step(step: Step) -> Answer:
    tick(step, current_user)
    return after_step(step)


@bp.post("/msps/<slug:msp>/steps/<id:step_id>/reopen")
@needs(Permission.CHECK_OFF_TASK, of=step)
def untick_step(step: Step) -> Answer:
    untick(step)
    return after_step(step)


@bp.post("/msps/<slug:msp>/steps/<id:step_id>/move")
@needs(Permission.CHECK_OFF_TASK, of=step)
def move_task_step(step: Step) -> Answer:
    move_step(step, WAYS.get(request.form.get("way", ""), 0))
    return after_step(step)


@bp.post("/msps/<slug:msp>/steps/<id:step_id>/remove")
@needs(Permission.CHECK_OFF_TASK, of=step)
def remove_task_step(step: Step) -> Answer:
    remove_step(step, current_user)
    undo = url_for("programs.bring_back_task_step", msp=step.task.program.msp.slug, step_id=step.id)
    return after_step(step, f"Removed: {step.text}", undo)


@bp.post("/msps/<slug:msp>/steps/<id:step_id>/restore")
@needs(Permission.CHECK_OFF_TASK, of=step)
def bring_back_task_step(step: Step) -> Answer:
    bring_back_step(step, current_user)
    return after_step(step)


def after_step(step: Step, said: str = "", undo: str = "") -> Answer:
    """The checklist alone, or the page again where there is no script."""
    if wants_fragment():
        context = steps_page(step.task)
        return render_template("programs/after/steps.html", said=said, undo=undo, **context)
    if said:
        flash(said, undo)
    opened = "?changing=1" if "changing" in request.form else ""
    return redirect(f"{task_url(step.task)}{opened}#steps", 303)
