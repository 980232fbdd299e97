"""Readings: one typed on its KPI's page, one put right, and the numbers of a week."""

from dataclasses import replace
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs
from app.accounts.rules import safe_next
from app.kpis.actions import confirm
from app.kpis.closed import closed
from app.kpis.forms import CorrectionForm, ValueForm, correction_of
from app.numbers import actions, pages, queries
from app.numbers.entry import Entry, Rows, entry, sunday_of
from app.numbers.queries import Entered, Sheet, Typed
from app.numbers.views import bp
from app.numbers.views.asked import asked_kpi, choice, measured, sheet
from app.numbers.words import period_words, say, unit_of
from app.planning.words import counted
from app.policy import Permission
from app.web.filters import local_today
from app.web.forms import invalid, text, version_of

Answer = Response | str | tuple[str, int]


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/readings")
@needs(Permission.ENTER_READINGS, of=measured)
def enter_reading(kpi: Typed) -> Answer:
    form = pages.sent_form(kpi, request.form)
    if not form.validate() or is_shut(form, form.ends_on):
        return invalid(
            "kpis/kpi.html", kpi=kpi.kpi, body=pages.kpi_again(kpi, asked_kpi(kpi), form)
        )
    typed = replace(form.typed(), about=kpi.about)
    actions.enter_readings([(kpi.kpi, typed)], by=current_user)
    flash("Reading added.")
    return redirect(page_of(kpi), 303)


def is_shut(form: ValueForm, beside: Any) -> bool:
    """Whether the period of a valid form is closed; the field beside it says who closed it."""
    shut = closed()
    if shut is None or not shut.has(form.days()[1]):
        return False
    beside.errors = [shut.sentence(local_today())]
    return True


def page_of(kpi: Typed) -> str:
    where = {"msp": g.msp.slug, "kpi_key": kpi.kpi.key, "scope": kpi.about.token}
    return url_for("kpis.kpi", _anchor="readings", **where)


@bp.get("/msps/<slug:msp>/readings/<id:reading_id>")
@needs(Permission.ENTER_READINGS, of=queries.entered)
def reading(reading: Entered) -> str:
    form = correction_of(reading.reading, reading.kpi, local_today())
    return render_template("kpis/reading.html", **reading_page(reading, form))


@bp.post("/msps/<slug:msp>/readings/<id:reading_id>")
@needs(Permission.ENTER_READINGS, of=queries.entered)
def correct_reading(reading: Entered) -> Answer:
    form = correction_of(reading.reading, reading.kpi, local_today(), request.form)
    if not form.validate() or is_shut(form, form.value):
        return invalid("kpis/reading.html", **reading_page(reading, form))
    version = version_of(form)
    actions.correct_reading(
        reading.reading, reading.kpi, form.typed(), text(form.reason), current_user, version
    )
    flash("Reading changed.")
    return redirect(page_of(reading), 303)


@bp.post("/msps/<slug:msp>/readings/<id:reading_id>/right")
@needs(Permission.ENTER_READINGS, of=queries.entered)
def reading_is_right(reading: Entered) -> Response:
    confirm(reading.reading, reading.kpi, current_user)
    flash(f"{say(reading.kpi)(reading.reading.value)} stays.")
    return redirect(safe_next(request.form.get("next")) or page_of(reading), 303)


def reading_page(here: Entered, form: CorrectionForm) -> dict[str, object]:
    one, shut = here.reading, closed()
    return {
        "here": here,
        "up": page_of(here),
        "shut": shut.sentence(local_today()) if shut and shut.has(one.ends_on) else "",
        "kpi": here.kpi,
        "unit": unit_of(here.kpi),
        "form": form,
        "period": period_words(one.starts_on, one.ends_on, local_today()),
        "now": say(here.kpi)(one.value),
    }


@bp.get("/msps/<slug:msp>/kpis/entry", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/kpis/entry")
@needs(Permission.ENTER_READINGS, of=sheet)
def entry_page(program: Sheet) -> str:
    return render_template("kpis/entry.html", **entry_context(asked(program)))


@bp.post("/msps/<slug:msp>/kpis/entry", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/kpis/entry")
@needs(Permission.ENTER_READINGS, of=sheet)
def enter_numbers(program: Sheet) -> Answer:
    numbers = asked(program, sent=True)
    if [line for line in numbers.typed if not line.form.validate()]:
        return invalid("kpis/entry.html", **entry_context(numbers))
    typed = [line.typed(program.about) for line in numbers.typed]
    entered = actions.enter_readings(typed, by=current_user)
    flash(f"{counted(len(entered), 'number')} saved." if entered else "Nothing was typed.")
    return redirect(after(asked(program), bool(entered)), 303)


def rows_for(sheet: Sheet) -> Rows:
    """What the person of this request enters: all, or the KPIs that they are named to type."""
    may_all = can(Permission.ENTER_READINGS, sheet.program)
    only = None if may_all else sheet.typed_by(current_user.id)
    return Rows(sheet.program, only, sheet.about, frozenset().union(*sheet.typists.values()))


def asked(program: Sheet, sent: bool = False) -> Entry:
    """The numbers of the week in the address, with what was sent for them."""
    today = local_today()
    sunday = sunday_of(request.args.get("week", ""), today)
    told = request.form if sent else None
    return entry(rows_for(program), sunday, today, told)


def after(numbers: Entry, entered: bool) -> str:
    """Back to the numbers while some are left or look odd, else to the list of KPIs."""
    odd = any(line.oddity for line in numbers.already)
    if entered and (numbers.left or odd):
        week = f"{numbers.sunday:%G-W%V}"
        return here("kpis.entry_page", week=week)
    return list_url()


def list_url() -> str:
    return url_for("kpis.kpis", msp=g.msp.slug, program=g.named)


def here(endpoint: str, **more: Any) -> str:
    """A page of the program that this address names, or of the newest where it names none."""
    where = {"msp": g.msp.slug, "program": g.named, "scope": g.thing.about.token}
    return url_for(endpoint, **where, **more)


def entry_context(numbers: Entry) -> dict[str, object]:
    today = local_today()
    return {
        "numbers": numbers,
        "left": numbers.by_period(numbers.left, today),
        "later": numbers.by_period(numbers.later, today),
        "wrong": [field for line in numbers.typed for field in line.form if field.errors],
        "sunday": period_words(numbers.sunday, numbers.sunday, today),
        "here": here,
        "about": g.thing.about,
        "scopes": choice(g.thing, "kpis.entry_page", may_enter=True, program=g.named),
        "list_url": list_url(),
        "week": f"{numbers.sunday:%G-W%V}",
        "may_all": can(Permission.ENTER_READINGS, g.thing.program),
    }
