"""The hours that champions keep free: said for a program, and seen over all that somebody leads."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, everywhere, needs
from app.accounts.queries import msps_of, reached, user_by_id
from app.clock import today
from app.planning.hours import hours as in_words
from app.policy import Permission
from app.programs import queries
from app.programs.actions.champion import reserve_hours
from app.programs.forms.hours import HoursForm
from app.programs.hours import led_by, together, with_hours
from app.programs.models import Program
from app.programs.views import bp
from app.programs.views.champion import PAGE, page, url_of
from app.tenancy import scope_of
from app.web.forms import invalid, version_of


@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/hours")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def keep_hours_free(program: Program) -> Response | tuple[str, int]:
    form = HoursForm(request.form)
    if not form.validate():
        return invalid(PAGE, **page(program, hours_form=form))
    reserve_hours(program, form.minutes, current_user, version_of(form))
    flash(told(program))
    return redirect(f"{url_of(program)}#free", 303)


def told(program: Program) -> str:
    minutes = program.reserved_minutes
    if minutes is None:
        return "How many hours are kept free is not said any more."
    return f"{in_words(minutes)} a week are kept free for {program.name}."


bp.add_app_template_filter(in_words, "hours")


@bp.get("/hours/<id:user_id>")
@everywhere
def hours(user_id: UUID) -> str:
    """What somebody leads, week by week, at the MSPs where the reader may see it: one's own
    everywhere, that of others where programs are the reader's to manage."""
    own = user_id == current_user.id
    me = current_user.id
    seen = msps_of(me) if own else reached(me, Permission.MANAGE_PROGRAMS)
    person = user_by_id(user_id) or abort(404)
    with scope_of(seen):
        led = led_by(person) or abort(404)
        day = today(led[0].msp.zone)
        programs = with_hours(person, led, day)
    context: dict[str, Any] = {"programs": programs, "hours": together(person, programs, day)}
    return render_template("programs/hours.html", person=person, **context)
