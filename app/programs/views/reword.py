"""A running program, and what its parts say, is put in other words."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import queries, sign_offs
from app.programs.actions.reword import (
    rename_program,
    reword_item,
    reword_phase,
    reword_task,
)
from app.programs.forms.parts import (
    ProgramNameForm,
    RewordItemForm,
    RewordPhaseForm,
    TaskWordsForm,
)
from app.programs.models import Item, Phase, Program, Task
from app.programs.parts import ItemWords, PhaseWords, TaskWords
from app.programs.sketch import phases_of
from app.programs.views import bp
from app.programs.views.lines import phase_url, task_url
from app.programs.views.roadmap import item_url
from app.web.forms import Form, invalid, text, version_of

Answer = Response | str | tuple[str, int]
PAGE = "programs/part.html"
BOTH = ["GET", "POST"]


@bp.route("/msps/<slug:msp>/programs/<slug:program>/name", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.program)
def program_name(program: Program) -> Answer:
    form = ProgramNameForm(request.form or None, obj=program)
    there = url_for("overview.programs", msp=program.msp.slug)
    page = {"kind": "program", "back": there}
    if request.method != "POST" or not form.validate():
        return shown(program, form, page)
    rename_program(program, text(form.name), current_user, version_of(form))
    return changed(program.name, there)


@bp.route("/msps/<slug:msp>/phases/<id:phase_id>/words", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=sign_offs.phase)
def phase_words(phase: Phase) -> Answer:
    held = PhaseWords.of(phase)
    form = RewordPhaseForm(request.form or None, obj=held, version=str(phase.version))
    form.taken = others(phases_of(phase.program_id), phase)
    form.offer(held.kpis)
    page = {"kind": "phase", "phase": phase, "back": phase_url(phase)}
    if request.method != "POST" or not form.validate():
        return shown(phase, form, page)
    reword_phase(phase, form.words, current_user, version_of(form), text(form.reason))
    return changed(phase.name, phase_url(phase))


@bp.route("/msps/<slug:msp>/items/<id:item_id>/words", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.item)
def item_words(item: Item) -> Answer:
    held = ItemWords.of(item)
    form = RewordItemForm(request.form or None, obj=held, version=str(item.version))
    form.taken = others(item.phase.items, item)
    form.offer(held.kpis)
    page = {"kind": "improvement", "item": item, "phase": item.phase, "back": item_url(item)}
    if request.method != "POST" or not form.validate():
        return shown(item, form, page)
    reword_item(item, form.words, current_user, version_of(form), text(form.reason))
    return changed(item.name, item_url(item))


@bp.route("/msps/<slug:msp>/tasks/<id:task_id>/words", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def task_words(task: Task) -> Answer:
    held = TaskWords.of(task)
    form = TaskWordsForm(request.form or None, obj=held, version=str(task.version))
    page = {"kind": "task", "item": task.item, "phase": task.item.phase, "back": task_url(task)}
    if request.method != "POST" or not form.validate():
        return shown(task, form, page)
    reword_task(task, form.words, current_user, version_of(form))
    return changed(f"“{task.title}”", task_url(task))


def others(beside: Iterable[Phase] | Iterable[Item], own: Phase | Item) -> set[str]:
    """The names that another part beside this one has."""
    return {one.name.casefold() for one in beside if one.id != own.id}


def shown(thing: Program | Phase | Item | Task, form: Form, page: dict[str, Any]) -> Answer:
    """The form as it stands; one that was sent needs another look."""
    program = thing if isinstance(thing, Program) else thing.program
    page |= {"form": form, "thing": thing, "program": program}
    return invalid(PAGE, **page) if request.method == "POST" else render_template(PAGE, **page)


def changed(name: str, there: str) -> Response:
    flash(f"{name} is changed.")
    return redirect(there, 303)
