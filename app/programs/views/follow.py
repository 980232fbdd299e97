"""What a running program's template changed since it started: taken or refused, one by one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs
from app.policy import Permission
from app.programs import queries, templates
from app.programs.actions import follow, template_answers
from app.programs.following import Following, following
from app.programs.models import Program
from app.programs.views import bp
from app.web.forms import whole

PAGE = "programs/templates/changes.html"
TAKE, REFUSE = "take", "refuse"


@bp.get("/msps/<slug:msp>/programs/<slug:program>/template-changes")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def template_changes(program: Program) -> str:
    return show(program, following(program))


@bp.post("/msps/<slug:msp>/programs/<slug:program>/template-changes")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def answer_template_change(program: Program) -> Response | tuple[str, int]:
    """Take the change that the form names, once it is sure, or refuse it; answered twice is
    answered once."""
    beside, said = following(program), request.form.get("answer")
    change = beside.named(request.form.get("change", ""))
    if change is None or said not in {TAKE, REFUSE}:
        return show(program, beside, "This change was answered already, or is no more."), 422
    at: dict[str, Any] = {"msp": program.msp.slug, "program": program.slug}
    if said == TAKE and "sure" not in request.form:
        return show(program, beside, asked=change.key), 200
    if said == TAKE:
        agrees = can(Permission.SIGN_OFF, program)
        follow.take(program, change, why_of(beside), current_user, agrees=agrees)
        flash(f"Taken: {change.told}.")
    else:
        since = program.template_edition
        template_answers.refuse(program, change, current_user)
        undo = url_for("programs.ask_template_change_again", **at, change=change.key, since=since)
        flash(f"Refused: {change.told}. It stays as it is here.", undo)
    return redirect(url_for("programs.template_changes", **at), 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/template-changes/undo")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def ask_template_change_again(program: Program) -> Response:
    """Undo a refusal, for a few minutes."""
    since = whole(request.args.get("since"), 0)
    template_answers.ask_again(program, request.args.get("change", ""), since, current_user)
    at: dict[str, Any] = {"msp": program.msp.slug, "program": program.slug}
    flash("Not refused any more. It waits to be taken or refused.")
    return redirect(url_for("programs.template_changes", **at), 303)


def why_of(beside: Following) -> str:
    """The reason that the template's present edition gives."""
    assert beside.template is not None
    return templates.present(beside.template).what


def show(program: Program, beside: Following, problem: str = "", asked: str = "") -> str:
    template = beside.template if beside.open else None
    since = templates.editions(template) if template else ()
    later = [one for one in since if one.number > program.template_edition]
    told = {"problem": problem, "asked": asked}
    return render_template(PAGE, program=program, beside=beside, later=later, **told)
