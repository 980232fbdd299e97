"""The SOP beside a task: its versions, writing it, and signing it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.models import User
from app.accounts.queries import assignable
from app.policy import Permission
from app.programs import queries, sops
from app.programs.actions.sop import Written, sign, take_back_signature, write_sop
from app.programs.forms.sop import SopForm
from app.programs.models import Sop, Task
from app.programs.views import bp
from app.programs.views.lines import deed_url, task_url
from app.refusal import Stale
from app.web.forms import invalid, text, version_of, whole

Answer = Response | str | tuple[str, int]


@bp.get("/msps/<slug:msp>/tasks/<id:task_id>/sop")
@needs(Permission.VIEW_PROGRAMS, of=queries.task)
def sop(task: Task) -> str:
    """The newest version, or the one that the address names."""
    kept = task.sop or abort(404)
    number = whole(request.args.get("version"), kept.number)
    shown = sops.text_of(kept, number) or abort(404)
    return render_template(
        "programs/sop.html",
        task=task,
        sop=kept,
        shown=shown,
        texts=sops.texts(kept),
        signatures=sops.signatures(kept),
        signing=sops.signing(kept),
    )


@bp.get("/msps/<slug:msp>/tasks/<id:task_id>/sop/write")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def write_task_sop_page(task: Task) -> str:
    return render_template("programs/write_sop.html", **writing(task, sop_form(task)))


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/sop/write")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def write_task_sop(task: Task) -> Answer:
    form = sop_form(task, request.form)
    if not form.validate():
        return invalid("programs/write_sop.html", **writing(task, form))
    people = [one for one in readable_by(task) if str(one.id) in (form.readers.data or ())]
    new = Written(
        text(form.words), text(form.changed), bool(form.small.data), people, bool(form.needed.data)
    )
    try:
        written = write_sop(task, new, current_user, version_of(form))
    except Stale as stale:
        return both_texts(task, form, stale)
    flash(f"Version {written.number} of the SOP is beside the task.")
    return redirect(f"{task_url(task)}#sop", 303)


def both_texts(task: Task, form: SopForm, stale: Stale) -> tuple[str, int]:
    """Somebody was quicker: what they wrote, and the form as it was typed, made for theirs."""
    kept = sops.sop_of(task.id)
    form.version.data = str(kept.version if kept else 0)
    context = {**writing(task, form), "stale": stale, "theirs": stale.theirs["text"]}
    return render_template("programs/write_sop.html", **context), 409


def writing(task: Task, form: SopForm) -> dict[str, Any]:
    return {"task": task, "form": form, "stale": None}


def sop_form(task: Task, typed: MultiDict[str, str] | None = None) -> SopForm:
    kept = task.sop
    form = SopForm(typed) if typed is not None else SopForm(data=as_kept(kept) if kept else None)
    form.offer(readable_by(task))
    return form


def as_kept(kept: Sop) -> dict[str, Any]:
    """The form as it was last sent."""
    return {
        "words": sops.words_of(kept),
        "readers": [str(one) for one in sops.readers(kept)],
        "needed": kept.needed,
        "version": str(kept.version),
    }


def readable_by(task: Task) -> list[User]:
    """Whoever may be asked to sign: who may be given work, and who was asked before."""
    people = assignable(task.msp_id)
    asked = [reader.user for reader in sops.signing(task.sop).readers]
    return people + [user for user in asked if user not in people]


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/sop/sign")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def sign_task_sop(task: Task) -> Response:
    sign(task, request.form.get("number", 0, type=int), current_user)
    flash(f"You signed version {task.sop and task.sop.number} of the SOP.",
          deed_url("unsign_task_sop", task, "task"))  # fmt: skip
    return redirect(f"{task_url(task)}#sop", 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/sop/unsign")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def unsign_task_sop(task: Task) -> Response:
    take_back_signature(task, by=current_user)
    flash("Your signature is taken back.")
    return redirect(f"{task_url(task)}#sop", 303)
