"""Closed periods: close readings up to a day, and open them again with a reason."""

from datetime import timedelta

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.kpis import queries
from app.kpis.closed import (
    close,
    closed,
    problem_with_closing,
    problem_with_opening,
)
from app.numbers.actions import open_again
from app.numbers.closed_forms import CloseForm, OpenForm
from app.numbers.views import bp
from app.policy import Permission
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.web.filters import local_today
from app.web.forms import invalid, text

Answer = Response | str | tuple[str, int]
LATEST = 10


@bp.get("/msps/<slug:msp>/kpis/closed", defaults={"program": None})
@needs(Permission.ENTER_READINGS, of=named_program, optional=True)
def closed_page(program: Program | None) -> str:
    return render_template("kpis/closed.html", **page(close_form(), OpenForm()))


def close_form() -> CloseForm:
    """With the last day of the month before this one, which most people close, unless it is."""
    last, found = local_today().replace(day=1) - timedelta(days=1), closed()
    return CloseForm(until=None if found and found.has(last) else last)


@bp.post("/msps/<slug:msp>/kpis/closed", defaults={"program": None})
@needs(Permission.CLOSE_PERIODS, of=named_program, optional=True)
def close_periods(program: Program | None) -> Answer:
    form, today, found = CloseForm(request.form), local_today(), closed()
    if form.validate() and form.until.data:
        wrong = problem_with_closing(form.until.data, found.until if found else None, today)
        if not wrong:
            close(form.until.data, current_user, today)
            flash("Readings closed.")
            return redirect(url_for("kpis.closed_page", msp=g.msp.slug), 303)
        form.until.errors = [wrong]
    return invalid("kpis/closed.html", **page(form, OpenForm()))


@bp.post("/msps/<slug:msp>/kpis/closed/open", defaults={"program": None})
@needs(Permission.CLOSE_PERIODS, of=named_program, optional=True)
def open_periods(program: Program | None) -> Answer:
    form, today, found = OpenForm(request.form), local_today(), closed()
    if form.validate():
        wrong = problem_with_opening(form.still.data, found.until if found else None, today)
        if not wrong:
            open_again(form.still.data, text(form.why), current_user, today)
            flash("Readings opened.")
            return redirect(url_for("kpis.closed_page", msp=g.msp.slug), 303)
        form.still.errors = [wrong]
    return invalid("kpis/closed.html", **page(close_form(), form))


def page(to_close: CloseForm, to_open: OpenForm) -> dict[str, object]:
    return {
        "closed": closed(),
        "close": to_close,
        "open": to_open,
        "history": queries.closings(LATEST),
    }
