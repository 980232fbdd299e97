"""A KPI among peers, its files, and the owner's word on being compared at all."""

from collections.abc import Callable

from flask import flash, g, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.peers import grants_of, let_compare
from app.activity.phrases import phrases
from app.activity.queries import history
from app.charts.kept import NARROW, WIDE
from app.charts.strip import Strip, numbers, table
from app.kpis import library
from app.numbers import peers, queries
from app.numbers.queries import Number
from app.numbers.views import bp
from app.policy import Permission
from app.web.filters import local_today
from app.web.spreadsheet import csv_file
from app.web.taken import taken


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/peers")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def among_peers(kpi: Number) -> str:
    found = peers.among(kpi.kpi, g.msp, local_today())
    return render_template(
        "kpis/among.html",
        kpi=kpi.kpi,
        among=found,
        linked=bool(library.links_of(kpi.kpi.key)),
        **(figure(found.chart) if found.chart else {}),
    )


def figure(chart: Strip) -> dict[str, object]:
    """The chart at both widths, with its table."""
    wide, narrow = (peers.svg(chart, "strip", width) for width in (WIDE, NARROW))
    return {"wide": Markup(wide), "narrow": Markup(narrow), "table": table(chart)}  # noqa: S704


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/peers.png")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def peers_png(kpi: Number) -> Response:
    return file_of(kpi, "png", peers.png)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/peers.svg")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def peers_svg(kpi: Number) -> Response:
    return file_of(kpi, "svg", peers.svg_file)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/peers.csv")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def peers_csv(kpi: Number) -> Response:
    return file_of(kpi, "csv", lambda chart: csv_file(numbers(chart)))


def file_of(kpi: Number, kind: str, draw: Callable[[Strip], bytes]) -> Response:
    """A file of the chart; where there is none, the page says why."""
    chart = peers.among(kpi.kpi, g.msp, local_today()).chart
    if chart is None:
        return redirect(url_for(".among_peers", msp=g.msp.slug, kpi_key=kpi.kpi.key), 303)
    return taken(peers.digest(chart), f"{kpi.kpi.key}-peers.{kind}", lambda: draw(chart))


@bp.get("/msps/<slug:msp>/peers")
@needs(Permission.VIEW_PROGRAMS)
def comparison() -> str:
    return render_template(
        "kpis/peers.html", grants=grants_of(g.msp.id), log=phrases(history(g.msp.id))
    )


@bp.post("/msps/<slug:msp>/peers/agree")
@needs(Permission.LET_COMPARE)
def agree_to_compare() -> Response:
    let_compare(g.msp, True, current_user)
    flash("Agreed. Each KPI says under Peers where you stand.")
    return redirect(url_for(".comparison", msp=g.msp.slug), 303)


@bp.post("/msps/<slug:msp>/peers/take-back")
@needs(Permission.LET_COMPARE)
def stop_comparing() -> Response:
    let_compare(g.msp, False, current_user)
    flash("Taken back. Your numbers no longer count among peers.")
    return redirect(url_for(".comparison", msp=g.msp.slug), 303)
