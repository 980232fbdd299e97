"""What a running program's template changed since it started: taken or refused, one by one."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs
from app.policy import Permission
from app.programs import queries, templates
from app.programs.actions import follow
from app.programs.following import Following, following
from app.programs.models import Program
from app.programs.views import bp

PAGE = "programs/templates/changes.html"
TAKE, REFUSE = "take", "refuse"


@bp.get("/msps/<slug:msp>/programs/<slug:program>/template-changes")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def template_changes(program: Program) -> str:
    return show(program, following(program))


@bp.post("/msps/<slug:msp>/programs/<slug:program>/template-changes")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def answer_template_change(program: Program) -> Response | tuple[str, int]:
    """Take the change that the form names, or refuse it; answered twice is answered once."""
    beside, said = following(program), request.form.get("answer")
    change = beside.named(request.form.get("change", ""))
    if change is None or said not in {TAKE, REFUSE}:
        return show(program, beside, "This change was answered already, or is no more."), 422
    if said == TAKE:
        agrees = can(Permission.SIGN_OFF, program)
        follow.take(program, change, why_of(beside), current_user, agrees=agrees)
        flash(f"Taken: {change.told}.")
    else:
        follow.refuse(program, change, current_user)
        flash(f"Refused: {change.told}. It stays as it is here.")
    msp = program.msp.slug
    return redirect(url_for("programs.template_changes", msp=msp, program=program.slug), 303)


def why_of(beside: Following) -> str:
    """The reason that the template's present edition gives."""
    assert beside.template is not None
    return templates.present(beside.template).what


def show(program: Program, beside: Following, problem: str = "") -> str:
    template = beside.template if beside.open else None
    since = templates.editions(template) if template else ()
    later = [one for one in since if one.number > program.template_edition]
    return render_template(PAGE, program=program, beside=beside, later=later, problem=problem)
