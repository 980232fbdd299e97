"""KPIs of the MSP's own: defined, changed, put away and brought back."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.kpis import define, library
from app.kpis.catalogue import Kpi
from app.kpis.own_forms import NewKpiForm, OwnKpiForm
from app.numbers import actions, queries
from app.numbers.queries import Number
from app.numbers.views import bp
from app.policy import Permission
from app.web.forms import invalid, version_of

Answer = Response | str | tuple[str, int]
NEW, EDIT = "kpis/new.html", "kpis/edit.html"


@bp.get("/msps/<slug:msp>/kpis/new")
@needs(Permission.ENTER_READINGS)
def new_kpi() -> str:
    return render_template(NEW, form=NewKpiForm(None, list(library.known().values())))


@bp.post("/msps/<slug:msp>/kpis/new")
@needs(Permission.ENTER_READINGS)
def define_kpi() -> Answer:
    form = NewKpiForm(request.form, list(library.known().values()))
    if not form.validate():
        return invalid(NEW, form=form)
    kpi = actions.define(form.new(), current_user)
    flash(f"{kpi.name} is defined.{'' if kpi.is_computed else ' Enter its first reading.'}")
    return redirect(page_of(kpi), 303)


@bp.get("/msps/<slug:msp>/kpis/<slug:own_key>/edit")
@needs(Permission.ENTER_READINGS, of=queries.own_number)
def edit_kpi(own: Number) -> str:
    form = OwnKpiForm(None, list(library.known().values()), own.kpi)
    return render_template(EDIT, kpi=own.kpi, form=form)


@bp.post("/msps/<slug:msp>/kpis/<slug:own_key>/edit")
@needs(Permission.ENTER_READINGS, of=queries.own_number)
def change_kpi(own: Number) -> Answer:
    form = OwnKpiForm(request.form, list(library.known().values()), own.kpi)
    if not form.validate():
        return invalid(EDIT, kpi=own.kpi, form=form)
    define.change(own.kpi, form.looks(), current_user, version_of(form))
    flash("Saved.")
    return redirect(page_of(own.kpi), 303)


@bp.post("/msps/<slug:msp>/kpis/<slug:own_key>/put-away")
@needs(Permission.ENTER_READINGS, of=queries.own_number)
def put_away(own: Number) -> Response:
    define.put_away(own.kpi, current_user)
    undo = url_for("kpis.bring_back", msp=g.msp.slug, own_key=own.kpi.key)
    flash(f"{own.kpi.name} is put away.", undo)
    return redirect(page_of(own.kpi), 303)


@bp.post("/msps/<slug:msp>/kpis/<slug:own_key>/bring-back")
@needs(Permission.ENTER_READINGS, of=queries.own_number)
def bring_back(own: Number) -> Response:
    define.bring_back(own.kpi, current_user)
    flash(f"{own.kpi.name} is back.")
    return redirect(page_of(own.kpi), 303)


def page_of(kpi: Kpi) -> str:
    return url_for("kpis.kpi", msp=g.msp.slug, kpi_key=kpi.key)
