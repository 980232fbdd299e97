"""How often a task comes again: a form that shows the next runs before anything changes."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.planning.repeats import Repeats, words
from app.planning.words import day
from app.policy import Permission
from app.programs import queries
from app.programs.actions.runs import first_run, set_repeats, stop_repeating
from app.programs.forms.repeats import RepeatsForm, as_typed
from app.programs.models import Task
from app.programs.runs import MOST_AHEAD, due_of, repeats_of
from app.programs.views import bp
from app.programs.views.lines import task_url
from app.programs.views.roadmap import version
from app.refusal import Refused
from app.web.filters import local_today
from app.web.forms import invalid, text

PAGE = "programs/repeats.html"
Answer = Response | str | tuple[str, int]


@bp.get("/msps/<slug:msp>/tasks/<id:task_id>/repeats")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def task_repeats(task: Task) -> str:
    begins = begins_on(task)
    form = RepeatsForm(**as_typed(repeats_of(task), begins))
    return render_template(PAGE, **repeats_page(task, form))


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/repeats")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def let_task_repeat(task: Task) -> Answer:
    form = RepeatsForm(request.form)
    form.earliest, form.previews = earliest(task), "preview" in request.form
    if not form.validate() or not falls(task, form):
        return invalid(PAGE, **repeats_page(task, form))
    chosen, start = form.chosen, form.start.data
    if form.previews:
        return render_template(PAGE, **repeats_page(task, form, chosen))
    if chosen is None or start is None:
        stop_repeating(task, text(form.reason), current_user, version())
        flash(f"{task.title} comes once.")
    else:
        set_repeats(task, chosen, start, text(form.reason), current_user, version())
        flash(f"{task.title} repeats. It is due on {day(task.due or start, local_today())}.")
    return redirect(task_url(task), 303)


def falls(task: Task, form: RepeatsForm) -> bool:
    """Does a run fall between the days? Otherwise the form says so."""
    if form.chosen is None or form.start.data is None:
        return True
    try:
        first_run(task, form.chosen, form.start.data)
    except Refused as no:
        form.until.errors = [no.sentence]
    return not form.until.errors


def earliest(task: Task) -> date:
    """The open run may stay where it is, even when it is late."""
    due = due_of(task, local_today()) if task.repeats else None
    return min(due, local_today()) if due else local_today()


def begins_on(task: Task) -> date:
    """The day that the form offers: that of the open run, else the due day, but not a past one."""
    due = due_of(task, local_today())
    if task.repeats and due:
        return due
    return max(due, local_today()) if due else local_today()


def repeats_page(task: Task, form: RepeatsForm, chosen: Repeats | None = None) -> dict[str, Any]:
    return {
        "task": task,
        "form": form,
        "often": {option.data or "once": option for option in form.often},
        "preview": preview(task, form, chosen) if chosen else None,
    }


def preview(task: Task, form: RepeatsForm, chosen: Repeats) -> tuple[str, list[date]]:
    """How the rule reads, and the days of its first runs."""
    assert form.start.data is not None
    first = first_run(task, chosen, form.start.data)
    rule = chosen.counted_from(form.start.data)
    later = rule.following(task.program.workdays, first, MOST_AHEAD)
    return words(chosen, local_today()), [first, *later]
