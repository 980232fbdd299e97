"""KPIs: the list, what improvements did to them, and one by itself or beside another."""

from collections.abc import Callable

from flask import Response, render_template, request

from app.accounts.gate import can, needs
from app.numbers import carded, pages, queries
from app.numbers.basis import list_basis
from app.numbers.queries import Number, Typed
from app.numbers.scorecard import Grid, rows
from app.numbers.views import bp
from app.numbers.views.asked import asked_kpi, measured
from app.policy import Permission
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.web.filters import local_today
from app.web.spreadsheet import csv_file
from app.web.taken import taken


@bp.get("/msps/<slug:msp>/kpis", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/kpis")
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def kpis(program: Program | None) -> str:
    may_enter = can(Permission.ENTER_READINGS, program)
    may_type = may_enter or can(Permission.ENTER_READINGS, queries.sheet_of(program))
    rights = (may_enter, can(Permission.MANAGE_PROGRAMS, program), may_type)
    return render_template("kpis/kpis.html", body=pages.kpi_list(program, rights))


@bp.get("/msps/<slug:msp>/kpis/scorecard", defaults={"program": None})
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def scorecard(program: Program | None) -> str:
    return render_template("kpis/scorecard.html", body=pages.scorecard_body(program))


@bp.get("/msps/<slug:msp>/kpis/scorecard.csv", defaults={"program": None})
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def scorecard_csv(program: Program | None) -> Response:
    return scorecard_file(program, "csv", lambda grids: csv_file(rows(grids)))


@bp.get("/msps/<slug:msp>/kpis/scorecard.png", defaults={"program": None})
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def scorecard_png(program: Program | None) -> Response:
    return scorecard_file(program, "png", lambda grids: carded.png(carded.card(grids)))


@bp.get("/msps/<slug:msp>/kpis/scorecard.svg", defaults={"program": None})
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def scorecard_svg(program: Program | None) -> Response:
    return scorecard_file(program, "svg", lambda grids: carded.svg_file(carded.card(grids)))


def scorecard_file(
    program: Program | None, kind: str, draw: Callable[[list[Grid]], bytes]
) -> Response:
    """The scorecard as a file; while it has no numbers it says so in the file, too."""
    of = list_basis(program, local_today())
    return taken(of.name, f"scorecard.{kind}", lambda: draw(pages.grids_of(of)))


@bp.get("/msps/<slug:msp>/evidence", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/evidence")
@needs(Permission.VIEW_PROGRAMS, of=named_program)
def evidence(program: Program) -> str:
    return render_template("kpis/evidence.html", body=pages.evidence_body(program))


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def kpi(kpi: Typed) -> str:
    view = pages.SIGNALS if request.args.get("view") == pages.SIGNALS else pages.TREND
    body = pages.kpi_body(kpi, asked_kpi(kpi), request.args.get("readings") == "all", view)
    return render_template("kpis/kpi.html", kpi=kpi.kpi, body=body)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/leading")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def leading(kpi: Number) -> str:
    body = pages.leading_body(kpi, request.args.get("with", ""))
    return render_template("kpis/kpi.html", kpi=kpi.kpi, body=body)
