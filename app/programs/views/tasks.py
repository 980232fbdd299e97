"""One task: its page, checking it off and back, and its date."""

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.activity.phrases import Phrase, phrases
from app.activity.queries import history
from app.kpis.library import kpi
from app.planning.words import day
from app.policy import Permission
from app.programs import linked, queries, talk
from app.programs.actions.once import is_first
from app.programs.actions.plan import move_task
from app.programs.actions.tasks import HeldUp, check_off, put_back
from app.programs.checklist import checklist
from app.programs.forms.plan import MoveForm
from app.programs.forms.steps import StepsForm
from app.programs.forms.talk import CommentForm, StuckForm
from app.programs.leave_moves import falling_into, window_of
from app.programs.models import Task
from app.programs.proofs import proofs_on
from app.programs.ready import EVIDENCE, Hurdle, hurdle, is_proved
from app.programs.roadmap import HEADINGS
from app.programs.runs import ahead, fresh, history_of
from app.programs.sops import signing
from app.programs.views import bp
from app.programs.views.lines import PLACES, as_line, deed_url, task_url
from app.programs.views.my_work import counts_of, work_of
from app.programs.views.roadmap import board_of, gates_of, squares_of, version
from app.programs.waits import moved_along, waits_of
from app.web.filters import local_today
from app.web.forms import Form, invalid, text
from app.web.htmx import wants_fragment

Answer = Response | str | tuple[str, int]


@bp.get("/msps/<slug:msp>/tasks/<id:task_id>")
@needs(Permission.VIEW_PROGRAMS, of=queries.task)
def task(task: Task) -> str:
    return render_template("programs/task.html", **task_page(task))


def task_page(task: Task, **typed: Form | Hurdle) -> dict[str, Any]:
    """All that the page shows; a form that was refused stands in it as it was typed."""
    waits = waits_of(task, linked.links_at(task.id))
    signed, steps, proofs = signing(task.sop), steps_page(task), proofs_on(task.id)
    asked = "check" in request.args and not task.done
    runs = history_of(task, local_today())
    new = fresh(proofs, runs.last_done_at)
    keys = dict.fromkeys(one.kpi_key for place in task.places for one in place.item.moves)
    return {
        "task": task,
        "line": as_line(task),
        "strand": HEADINGS[task.strand],
        "moves": [found for found in map(kpi, keys) if found],
        "log": log_of(task),
        "ask_stuck": "stuck" in typed or "stuck" in request.args,
        "notes": talk.notes_on(task.id),
        "signing": signed,
        "proofs": proofs,
        "asks_for": EVIDENCE.get(task.evidence, ""),
        "is_proved": is_proved(task, new),
        "hurdle": hurdle(task, steps["checklist"], signed, new) if asked else None,
        "runs": runs,
        "ahead": ahead(task, local_today()),
        "waits": waits,
        "away": falling_into(task, waits, local_today()),
        "too_early": waits.too_early(local_today()),
        **steps,
        **empty_forms(task),
        **typed,
    }


def steps_page(task: Task) -> dict[str, Any]:
    """The checklist; the part that changes it stays open while somebody does."""
    return {
        "task": task,
        "checklist": checklist(task.id),
        "changing_steps": "changing" in request.values,
        "new_steps": StepsForm(),
    }


def empty_forms(task: Task) -> dict[str, Form]:
    return {
        "move": MoveForm(due=task.due),
        "comment": CommentForm(),
        "stuck": StuckForm(),
    }


def log_of(task: Task) -> list[Phrase]:
    """What happened to the task, and to the dates of the items that it moves along with; the runs
    of one that repeats are told beside it."""
    events = history(task.id, *(place.item_id for place in task.places))
    own = [e for e in events if e.thing_id == task.id or e.deed == "date moved"]
    return phrases(e for e in own if not (task.repeats_from and e.deed in OF_RUNS))


OF_RUNS = {"task checked off", "task put back"}


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/check")
@needs(Permission.CHECK_OFF_TASK, of=queries.task)
def check_off_task(task: Task) -> Answer:
    try:
        ran = checked_off(task)
    except HeldUp as no:
        return held_up(task, no)
    return after(task, done_words(task), deed_url("put_back_task", task, place(), ran), ran)


def checked_off(task: Task) -> date | None:
    """Check the task off, once; answers the run of one that repeats."""
    if not is_first(request.form.get("once", ""), by=current_user):
        return None
    anyway = "anyway" in request.form
    return check_off(task, by=current_user, anyway=anyway, run=asked_run())


def asked_run() -> date | None:
    """The run that the page was made for."""
    try:
        return date.fromisoformat(request.args.get("run", ""))
    except ValueError:
        return None


def done_words(task: Task) -> str:
    if task.done:
        return f"Done: {task.title}."
    if task.repeats:
        again = f" It comes again on {day(task.due, local_today())}." if task.due else ""
        return f"Done: {task.title}.{again}"
    return f"Your part is done: {task.title}. {as_line(task).marks}."


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/uncheck")
@needs(Permission.CHECK_OFF_TASK, of=queries.task)
def put_back_task(task: Task) -> Answer:
    if is_first(request.form.get("once", ""), by=current_user):
        put_back(task, by=current_user, run=asked_run())
    return after(task, f"Back on the list: {task.title}.")


def held_up(task: Task, no: HeldUp) -> Response | tuple[str, int]:
    """What is to be done first is said on the task's page, where it can be done."""
    if wants_fragment():
        there = {"HX-Redirect": f"{task_url(task)}?check=1#check"}
        return Response(status=409, headers=there)
    return render_template("programs/task.html", **task_page(task, hurdle=no.hurdle)), 409


def place() -> str:
    """Where on which page the check was made."""
    at = request.args.get("at", "task")
    return at if at in PLACES else "task"


def after(task: Task, said: str, undo: str = "", ran: date | None = None) -> Answer:
    """The piece that changed with every count beside it, or back to where it was pressed."""
    at = place()
    if not wants_fragment() or at == "task":
        flash(said, undo or "message")
        return redirect(PLACES[at](task), 303)
    context: dict[str, Any] = {"task": task, "at": at, "said": said, "undo": undo, "ran": ran}
    if at in {"work", "now"}:
        context["work"] = work_of(current_user) if at == "now" else counts_of(current_user)
    if at in {"roadmap", "item"}:
        context["board"] = shown = board_of(task.program, look())
        context["squares"] = squares_of(shown, [place.item_id for place in task.places])
    if at == "roadmap":
        context["gates"] = gates_of(task.program, context["board"])
    return render_template(f"programs/after/{at}.html", **context)


def look() -> str:
    """The way of looking at the roadmap on the page that asks for a piece of it."""
    query = urlsplit(request.headers.get("HX-Current-URL", "")).query
    return parse_qs(query).get("show", [""])[0]


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/date")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def move_task_date(task: Task) -> Response | tuple[str, int]:
    form = MoveForm(request.form)
    window = window_of(task, local_today())
    if not form.fits(window):
        return invalid("programs/task.html", **task_page(task, move=form))
    assert form.due.data is not None
    why, at = text(form.reason), version()
    moved = move_task(task, form.due.data, why, current_user, at, form.more)
    said = f"{task.title} is due on {day(form.due.data, local_today())}.{moved_along(moved)}"
    flash(f"{said} {window.warning(form.due.data)}".strip())
    return redirect(task_url(task), 303)
