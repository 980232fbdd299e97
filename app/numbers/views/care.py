"""Who looks after a KPI, how it is counted, and the tap that says so."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.queries import members
from app.kpis import agree as deeds
from app.kpis import care, library
from app.kpis.care_forms import DefinitionForm, OwnersForm
from app.kpis.catalogue import Kpi
from app.kpis.formula_field import Computed, RatioForm
from app.numbers import queries
from app.numbers.actions import redefine as redefine_kpi
from app.numbers.queries import Number
from app.numbers.views import bp
from app.policy import Permission
from app.web.filters import local_today
from app.web.forms import invalid, text, version_of

Answer = Response | str | tuple[str, int]
PAGE = "kpis/care.html"


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/care")
@needs(Permission.ENTER_READINGS, of=queries.number)
def care_page(kpi: Number) -> str:
    return render_template(PAGE, **shown(kpi))


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/care")
@needs(Permission.ENTER_READINGS, of=queries.number)
def give(kpi: Number) -> Answer:
    form = OwnersForm(request.form, care.owners(kpi.kpi.key), members(g.msp.id))
    if not form.validate():
        return invalid(PAGE, **shown(kpi, owners=form))
    accountable, enters = form.person(form.accountable), form.person(form.enters)
    deeds.give(kpi.kpi, accountable, enters, current_user, version_of(form))
    flash("Saved.")
    return redirect(here(kpi), 303)


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/definition")
@needs(Permission.ENTER_READINGS, of=queries.number)
def redefine(kpi: Number) -> Answer:
    form = definition_form(kpi.kpi, request.form, "")
    if not form.validate():
        return invalid(PAGE, **shown(kpi, definition=form))
    day = form.starts_on.data
    assert day is not None
    formula = form.formula.data.text if isinstance(form, RatioForm) else ""
    redefine_kpi(kpi.kpi, text(form.says), day, text(form.why), current_user, formula)
    flash("Definition changed. The charts show from which day.")
    return redirect(here(kpi), 303)


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/agree")
@needs(Permission.ENTER_READINGS, of=queries.number)
def agree(kpi: Number) -> Response:
    deeds.agree(kpi.kpi, current_user)
    undo = url_for("kpis.take_back", msp=g.msp.slug, kpi_key=kpi.kpi.key)
    flash("Agreed.", undo)
    return redirect(here(kpi), 303)


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/agree/undo")
@needs(Permission.ENTER_READINGS, of=queries.number)
def take_back(kpi: Number) -> Response:
    deeds.take_back(kpi.kpi, current_user)
    flash("Not agreed any more.")
    return redirect(here(kpi), 303)


def here(kpi: Number) -> str:
    return url_for("kpis.kpi", msp=g.msp.slug, kpi_key=kpi.kpi.key, _anchor="care")


def shown(
    kpi: Number, owners: OwnersForm | None = None, definition: DefinitionForm | None = None
) -> dict[str, Any]:
    """The page with fresh forms, or those that need another look."""
    found, counted = care.owners(kpi.kpi.key), care.definitions(kpi.kpi.key)
    says = counted[0].says if counted else kpi.kpi.formula
    return {
        "kpi": kpi.kpi,
        "definitions": counted,
        "owners_form": owners or OwnersForm(None, found, members(g.msp.id)),
        "definition_form": definition or definition_form(kpi.kpi, None, says),
    }


def definition_form(kpi: Kpi, typed: Any, says: str) -> DefinitionForm:
    """How a KPI is counted from a day on; with its formula where it is computed from others."""
    if not kpi.is_computed:
        return DefinitionForm(typed, says, local_today())
    return RatioForm(typed, Computed(kpi, says, list(library.known().values())), local_today())
