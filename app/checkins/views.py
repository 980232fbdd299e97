"""The weekly check-in, in its shortest form."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.checkins import actions, queries
from app.checkins.forms import CheckInForm
from app.checkins.rules import monday
from app.policy import Permission
from app.programs.hours import hours_of
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.programs.talk import stuck_notes
from app.web.filters import local_today
from app.web.forms import invalid, text, version_of

bp = Blueprint("checkins", __name__)
PAGE = "checkins/check_in.html"


@bp.get("/msps/<slug:msp>/check-in", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/check-in")
@needs(Permission.CHECK_IN, of=named_program)
def check_in_page(program: Program) -> str:
    present = queries.check_in_of(program.id, monday(local_today()))
    return render_template(PAGE, form=CheckInForm(obj=present), **around(program))


@bp.post("/msps/<slug:msp>/check-in", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/check-in")
@needs(Permission.CHECK_IN, of=named_program)
def check_in(program: Program) -> Response | tuple[str, int]:
    form = CheckInForm(request.form)
    if not form.validate():
        return invalid(PAGE, form=form, **around(program))
    actions.check_in(
        program,
        sentence=text(form.sentence),
        confidence=int(text(form.confidence)),
        today=local_today(),
        by=current_user,
        version=version_of(form),
    )
    flash("That is the week. The next check-in is on Monday.")
    return redirect(url_for("overview.overview", msp=program.msp.slug), 303)


def around(program: Program) -> dict[str, object]:
    """What stands around the form: the signs, and what was said in the weeks before."""
    today = local_today()
    return {
        "program": program,
        "signs": queries.signs(program, today),
        "present": queries.check_in_of(program.id, monday(today)),
        "before": queries.check_ins(program.id),
        "stuck": stuck_notes(program.id),
        "hours": hours_of(program, today),
    }
