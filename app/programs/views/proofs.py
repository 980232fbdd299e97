"""Evidence on a task: asked for, added, opened, taken away and brought back."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import files, proofs, queries
from app.programs.actions.proofs import (
    add_file,
    add_link,
    add_reading,
    ask_for_evidence,
    bring_back_proof,
    remove_proof,
)
from app.programs.forms.proofs import EvidenceForm, FileForm, LinkForm, ReadingForm
from app.programs.models import Proof, Task
from app.programs.ready import EVIDENCE
from app.programs.views import bp
from app.programs.views.change import refused
from app.programs.views.lines import task_url
from app.refusal import Refused
from app.web.forms import Form, invalid, text

Answer = Response | tuple[str, int]


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/evidence")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def ask_task_evidence(task: Task) -> Answer:
    form = EvidenceForm(request.form)
    if not form.validate():
        return refused(task, evidence=form)
    kind = text(form.evidence)
    ask_for_evidence(task, kind, current_user)
    flash(f"It asks for {EVIDENCE[kind]}." if kind else "It asks for no evidence.")
    return redirect(task_url(task), 303)


@bp.get("/msps/<slug:msp>/tasks/<id:task_id>/proofs")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def add_proof(task: Task) -> str:
    return render_template("programs/add_proof.html", **adding(task))


def adding(task: Task, **typed: Form) -> dict[str, Any]:
    forms = {"file": FileForm(), "link": LinkForm(), "reading": reading_form(task)}
    return {"task": task, "largest": files.largest() // files.MEGABYTE, **forms, **typed}


def reading_form(task: Task, typed: MultiDict[str, str] | None = None) -> ReadingForm:
    form = ReadingForm(typed)
    form.offer((str(one.id), proofs.words(one)) for one in proofs.readings_for(task))
    return form


def not_added(task: Task, **typed: Form) -> Answer:
    return invalid("programs/add_proof.html", **adding(task, **typed))


def is_added(task: Task, proof: Proof) -> Response:
    flash(f"Added: {proof.name}", undo_url(proof))
    return redirect(f"{task_url(task)}#evidence", 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/proofs/file")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def add_file_proof(task: Task) -> Answer:
    form, sent = FileForm(request.form), request.files.get("file")
    if sent is None or not sent.filename:
        form.file.errors = ["Choose a file first."]
        return not_added(task, file=form)
    try:
        with sent.stream as stream:
            data = stream.read(files.largest() + 1)
        return is_added(task, add_file(task, sent.filename, data, current_user))
    except Refused as no:
        form.file.errors = [no.sentence]
        return not_added(task, file=form)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/proofs/link")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def add_link_proof(task: Task) -> Answer:
    form = LinkForm(request.form)
    if not form.validate():
        return not_added(task, link=form)
    return is_added(task, add_link(task, text(form.url), text(form.name), current_user))


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/proofs/reading")
@needs(Permission.COMMENT, of=queries.task, on_open=True)
def add_reading_proof(task: Task) -> Answer:
    form = reading_form(task, request.form)
    if not form.validate():
        return not_added(task, reading=form)
    chosen = next(one for one in proofs.readings_for(task) if str(one.id) == form.reading.data)
    return is_added(task, add_reading(task, chosen, current_user))


@bp.get("/msps/<slug:msp>/proofs/<id:proof_id>/file")
@needs(Permission.VIEW_PROGRAMS, of=proofs.kept_file)
def proof_file(proof: Proof) -> Response:
    """The file, to be saved and never shown within a page of ours."""
    data = files.read(proof.stored) or abort(404)
    answer = send_file(BytesIO(data), proof.media, as_attachment=True, download_name=proof.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.post("/msps/<slug:msp>/proofs/<id:proof_id>/remove")
@needs(Permission.CHECK_OFF_TASK, of=proofs.proof)
def remove_task_proof(proof: Proof) -> Response:
    remove_proof(proof, current_user)
    back = url_for("programs.bring_back_task_proof", msp=slug_of(proof), proof_id=proof.id)
    flash(f"Removed: {proof.name}", back)
    return redirect(f"{task_url(proof.task)}#evidence", 303)


@bp.post("/msps/<slug:msp>/proofs/<id:proof_id>/restore")
@needs(Permission.CHECK_OFF_TASK, of=proofs.proof)
def bring_back_task_proof(proof: Proof) -> Response:
    bring_back_proof(proof, current_user)
    return redirect(f"{task_url(proof.task)}#evidence", 303)


def undo_url(proof: Proof) -> str:
    return url_for("programs.remove_task_proof", msp=slug_of(proof), proof_id=proof.id)


def slug_of(proof: Proof) -> str:
    return proof.task.program.msp.slug
