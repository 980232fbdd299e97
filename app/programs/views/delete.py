"""Deleting what is not wanted any more: what goes along is said first, and why is asked."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.models import User
from app.policy import Permission
from app.programs import bin, queries, sign_offs, talk
from app.programs.actions import delete as deeds
from app.programs.bin import Part
from app.programs.forms.delete import DeleteForm
from app.programs.models import Deletion, Item, Note, Phase, Program, Task
from app.programs.views import bp
from app.programs.views.lines import overview_url, roadmap_url, task_url
from app.programs.views.roadmap import item_url
from app.refusal import Refused
from app.web.forms import invalid, text, version_of

Answer = Response | str | tuple[str, int]
PAGE = "programs/delete/delete.html"
BOTH = ["GET", "POST"]
CALLED = {"task": "task", "item": "improvement", "phase": "phase", "program": "program"}
BACK_TO: dict[str, Callable[[Any], str]] = {
    "task": task_url,
    "item": item_url,
    "phase": lambda phase: roadmap_url(phase.program),
    "program": overview_url,
}


@bp.route("/msps/<slug:msp>/tasks/<id:task_id>/delete", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def delete_task(task: Task) -> Answer:
    """What goes along, and the question why; sent, it is gone."""
    return delete_part(task, item_url(task.item))


@bp.route("/msps/<slug:msp>/items/<id:item_id>/delete", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.item)
def delete_item(item: Item) -> Answer:
    return delete_part(item, roadmap_url(item.program))


@bp.route("/msps/<slug:msp>/phases/<id:phase_id>/delete", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=sign_offs.phase)
def delete_phase(phase: Phase) -> Answer:
    return delete_part(phase, roadmap_url(phase.program))


@bp.route("/msps/<slug:msp>/programs/<slug:program>/delete", methods=BOTH)
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def delete_program(program: Program) -> Answer:
    """A program asks for its name too."""
    there = url_for("overview.programs", msp=program.msp.slug)
    return answer(program, there, partial(deeds.delete_program, program))


@bp.post("/msps/<slug:msp>/notes/<id:note_id>/delete")
@needs(Permission.DELETE_COMMENT, of=talk.note)
def delete_note(note: Note) -> Answer:
    """One tap, with an undo; the button says that it was meant."""
    if "sure" not in request.form:
        raise Refused("Press Delete beside the comment to delete it.")
    there = f"{task_url(note.task)}#comments"
    return gone(deeds.delete_note(note, current_user), there)


def delete_part(part: Part, there: str) -> Answer:
    return answer(part, there, partial(deeds.delete_part, part))


def answer(
    thing: Part | Program, there: str, delete: Callable[[str, User, int], Deletion]
) -> Answer:
    """The page that asks why, or the deed; `there` is where one goes afterwards."""
    if request.method != "POST":
        return render_template(PAGE, **page(thing, form_for(thing)))
    form = form_for(thing, request.form)
    if not form.validate():
        return invalid(PAGE, **page(thing, form))
    return gone(delete(text(form.why), current_user, version_of(form)), there)


def form_for(thing: Part | Program, typed: Any = None) -> DeleteForm:
    form = DeleteForm(typed, version=str(thing.version))
    form.ask_name(thing.name if isinstance(thing, Program) else "")
    return form


def page(thing: Part | Program, form: DeleteForm) -> dict[str, Any]:
    kind = type(thing).__name__.lower()
    return {
        "thing": thing,
        "program": thing if isinstance(thing, Program) else thing.program,
        "called": CALLED[kind],
        "name": deeds.name_of(thing),
        "along": bin.bundle(thing).along,
        "here": BACK_TO[kind](thing),
        "form": form,
    }


def gone(made: Deletion, there: str) -> Response:
    """Said with the way back, where it was."""
    said = "The comment is deleted." if made.kind == "note" else f"Deleted: {made.name}."
    undo = url_for("programs.bring_back", msp=g.msp.slug, deletion_id=made.id, undo=1)
    flash(said, undo)
    return redirect(there, 303)
