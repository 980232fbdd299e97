"""Talking on a task, and putting it off until tomorrow."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import queries, talk
from app.programs.actions.plan import put_off, take_back
from app.programs.actions.talk import (
    comment,
    say_stuck,
    see_mentions,
    settle,
    stuck_again,
    wait_again,
)
from app.programs.forms.talk import CommentForm, StuckForm
from app.programs.models import Note, Task
from app.programs.views import bp
from app.programs.views.lines import deed_url, task_url
from app.programs.views.tasks import Answer, after, place, task_page
from app.web.filters import day, local_today
from app.web.forms import invalid, text


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/comments")
@needs(Permission.COMMENT, of=queries.task)
def comment_on_task(task: Task) -> Response | tuple[str, int]:
    form = CommentForm(request.form)
    if not form.validate():
        return invalid("programs/task.html", **task_page(task, comment=form))
    comment(task, text(form.text), current_user)
    return redirect(f"{task_url(task)}#comments", 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/stuck")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def stuck_on_task(task: Task) -> Response | tuple[str, int]:
    form = StuckForm(request.form)
    if not form.validate():
        return invalid("programs/task.html", **task_page(task, stuck=form))
    say_stuck(task, text(form.holdup), current_user)
    lead = task.program.champion
    flash(f"{lead.first_name if lead else 'Whoever leads the program'} sees it until it goes on.")
    return redirect(task_url(task), 303)


@bp.post("/msps/<slug:msp>/notes/<id:note_id>/settle")
@needs(Permission.COMMENT, of=talk.note)
def settle_note(note: Note) -> Response:
    settle(note, current_user)
    undo = url_for("programs.unsettle_note", msp=note.task.program.msp.slug, note_id=note.id)
    flash(f"It goes on: {note.task.title}.", undo)
    return redirect(task_url(note.task), 303)


@bp.post("/msps/<slug:msp>/notes/<id:note_id>/unsettle")
@needs(Permission.COMMENT, of=talk.note, on_open=True)
def unsettle_note(note: Note) -> Response:
    """Undo "It goes on", for a few minutes."""
    stuck_again(note, current_user)
    flash(f"Stuck as before: {note.task.title}.")
    return redirect(task_url(note.task), 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/seen")
@needs(Permission.COMMENT, of=queries.task)
def see_task_mentions(task: Task) -> Response:
    """What named the person here waits for them no more."""
    see_mentions(task, by=current_user)
    flash("Seen. It waits for you no more.", deed_url("unsee_task_mentions", task, "task"))
    return redirect(f"{task_url(task)}#comments", 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/seen/undo")
@needs(Permission.COMMENT, of=queries.task)
def unsee_task_mentions(task: Task) -> Response:
    """Undo "Seen", for a few minutes."""
    wait_again(task, by=current_user)
    flash("It waits for you again.")
    return redirect(f"{task_url(task)}#comments", 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/not-today")
@needs(Permission.CHECK_OFF_TASK, of=queries.task)
def put_off_task(task: Task) -> Answer:
    put_off(task, local_today(), by=current_user)
    said = f"Moved to {day(task.due)}. {seen_by(task)}"
    return after(task, said, deed_url("take_back_task", task, place()))


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/today")
@needs(Permission.CHECK_OFF_TASK, of=queries.task)
def take_back_task(task: Task) -> Answer:
    """The opposite of "Not today", for as long as it is the last thing that moved the date."""
    take_back(task, by=current_user)
    return after(task, f"Due again on {day(task.due)}.")


def seen_by(task: Task) -> str:
    lead = task.program.champion
    return f"{lead.first_name} can see that." if lead and lead.id != current_user.id else ""
