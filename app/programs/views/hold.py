"""Pausing a program and going on with it, closing it and opening it again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.criteria.queries import criteria
from app.planning.words import counted, day
from app.policy import Permission
from app.programs import closings, queries
from app.programs.actions import hold as actions
from app.programs.facts import restored
from app.programs.forms.hold import ALONG, CloseForm, PauseForm, ReopenForm, ResumeForm
from app.programs.hold import missed, missed_words
from app.programs.models import Program
from app.programs.views import bp
from app.programs.views.lines import overview_url
from app.web.filters import local_today
from app.web.forms import Form, invalid, text, version_of

Answer = Response | str | tuple[str, int]


@bp.get("/msps/<slug:msp>/programs/<slug:program>/pause")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def pause(program: Program) -> Answer:
    """The question until when and why; a paused program takes another day."""
    if program.closed:
        return to_programs(program)
    form = PauseForm(until=program.resumes_on, why=program.paused_why, version=str(program.version))
    return show("pause", program, form)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/pause")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def pause_program(program: Program) -> Answer:
    form, today = PauseForm(request.form), local_today()
    if not form.fits(program.workdays, today):
        return show_again("pause", program, form)
    assert form.until.data is not None
    until = form.until.data
    actions.pause(program, until, text(form.why), today, current_user, version_of(form))
    flash(f"{program.name} is paused until {day(until, today)}. Nothing is overdue meanwhile.")
    return redirect(overview_url(program), 303)


@bp.get("/msps/<slug:msp>/programs/<slug:program>/resume")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def resume(program: Program) -> Answer:
    if not program.paused:
        return to_programs(program)
    form = ResumeForm(version=str(program.version))
    return show("resume", program, form, lost=offer(form, program))


@bp.post("/msps/<slug:msp>/programs/<slug:program>/resume")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def resume_program(program: Program) -> Answer:
    if not program.paused:
        return to_programs(program)
    form = ResumeForm(request.form)
    lost = offer(form, program)
    if not form.validate():
        return show_again("resume", program, form, lost=lost)
    moves = form.along.data == ALONG
    days = actions.resume(program, moves, local_today(), current_user, version_of(form))
    moved = f" Open dates moved by {counted(days, 'working day')}." if days else ""
    flash(f"{program.name} runs again.{moved}")
    return redirect(overview_url(program), 303)


@dataclass(frozen=True)
class Lost:
    """What a pause took: the words, and where the plan would end if open dates moved by it."""

    says: str
    days: int
    ends: date


def offer(form: ResumeForm, program: Program) -> Lost:
    """Fill in the choice with the working days that the pause took."""
    assert program.paused_on is not None
    today, calendar = local_today(), program.workdays
    days = missed(calendar, program.paused_on, today)
    form.offer(counted(days, "working day"))
    ends = calendar.add(program.ends_on, days) if days else program.ends_on
    return Lost(missed_words(days, program.paused_on, today), days, ends)


@bp.get("/msps/<slug:msp>/programs/<slug:program>/close")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def close(program: Program) -> Answer:
    """The look back: what was reached, which the numbers say, and what was learnt."""
    if program.closed:
        return to_programs(program)
    return show("close", program, close_form(program, None), **look_back(program))


@bp.post("/msps/<slug:msp>/programs/<slug:program>/close")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def close_program(program: Program) -> Answer:
    form = close_form(program, request.form)
    if not form.validate():
        return show_again("close", program, form, **look_back(program))
    reached = closings.reached(criteria(program.id), local_today())
    watched = form.watched.data or []
    actions.close(program, reached, text(form.lessons), watched, current_user, version_of(form))
    flash(f"{program.name} is closed. Its numbers can still be read, and entered.")
    return redirect(overview_url(program), 303)


def close_form(program: Program, typed: Any) -> CloseForm:
    aims = criteria(program.id)
    kpis = closings.watchable(program.id, aims)
    return CloseForm(typed, kpis, program.version, most=len(aims))


def look_back(program: Program) -> dict[str, Any]:
    """What the numbers say on the last day."""
    return {
        "reached": closings.reached(criteria(program.id), local_today()),
        "progress": restored(program.facts).progress,
    }


@bp.get("/msps/<slug:msp>/programs/<slug:program>/reopen")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def reopen(program: Program) -> Answer:
    if not program.closed:
        return to_programs(program)
    return show("reopen", program, ReopenForm(version=str(program.version)))


@bp.post("/msps/<slug:msp>/programs/<slug:program>/reopen")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def reopen_program(program: Program) -> Answer:
    form = ReopenForm(request.form)
    if not form.validate():
        return show_again("reopen", program, form)
    actions.reopen(program, text(form.why), current_user, version_of(form))
    flash(f"{program.name} is open again.")
    return redirect(overview_url(program), 303)


def show(name: str, program: Program, form: Form, **more: Any) -> str:
    return render_template(page(name), program=program, form=form, **more)


def show_again(name: str, program: Program, form: Form, **more: Any) -> tuple[str, int]:
    return invalid(page(name), program=program, form=form, **more)


def page(name: str) -> str:
    return f"programs/hold/{name}.html"


def to_programs(program: Program) -> Response:
    """Back to the list: there is nothing to do here any more."""
    return redirect(url_for("overview.programs", msp=program.msp.slug), 303)
