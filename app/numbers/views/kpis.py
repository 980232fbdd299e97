"""KPIs: the list, and one with its chart as page, picture and drawing."""

from collections.abc import Callable

from flask import Response, render_template, request

from app.accounts.gate import can, needs
from app.numbers import pages, pictures, queries
from app.numbers.basis import Basis, basis
from app.numbers.queries import Number
from app.numbers.signals import Signals, signals
from app.numbers.story import story
from app.numbers.views import bp
from app.policy import Permission
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.web.filters import local_today

TYPES = {"png": "image/png", "svg": "image/svg+xml"}


@bp.get("/msps/<slug:msp>/kpis", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/kpis")
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def kpis(program: Program | None) -> str:
    may_enter = can(Permission.ENTER_READINGS, program)
    rights = (may_enter, can(Permission.MANAGE_PROGRAMS, program))
    return render_template("kpis/kpis.html", body=pages.kpi_list(program, rights))


@bp.get("/msps/<slug:msp>/evidence", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/evidence")
@needs(Permission.VIEW_PROGRAMS, of=named_program)
def evidence(program: Program) -> str:
    return render_template("kpis/evidence.html", body=pages.evidence_body(program))


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def kpi(kpi: Number) -> str:
    may_enter = can(Permission.ENTER_READINGS, kpi)
    view = pages.SIGNALS if request.args.get("view") == pages.SIGNALS else pages.TREND
    body = pages.kpi_body(kpi, may_enter, request.args.get("readings") == "all", view)
    return render_template("kpis/kpi.html", kpi=kpi.kpi, body=body)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.png")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def chart_png(kpi: Number) -> Response:
    return picture(basis(kpi, local_today()), "png", png)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.svg")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def chart_svg(kpi: Number) -> Response:
    return picture(basis(kpi, local_today()), "svg", svg)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/signals.png")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def signals_png(kpi: Number) -> Response:
    return picture(basis(kpi, local_today()), "png", lambda of: odd(of).png(), "-signals")


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/signals.svg")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def signals_svg(kpi: Number) -> Response:
    return picture(basis(kpi, local_today()), "svg", lambda of: odd(of).svg_file(), "-signals")


def odd(of: Basis) -> Signals:
    return signals(story(of), of.today)


def png(of: Basis) -> bytes:
    told = story(of)
    return pictures.png(told.trend, told.picture)


def svg(of: Basis) -> bytes:
    told = story(of)
    return pictures.svg_file(told.trend, told.picture).encode()


def picture(of: Basis, kind: str, draw: Callable[[Basis], bytes], end: str = "") -> Response:
    """A file of the chart; a browser that has this one already gets no second copy."""
    response = Response(mimetype=TYPES[kind])
    response.set_etag(of.name)
    response.headers["Cache-Control"] = "private, no-cache"
    name = f"{of.number.kpi.key}{end}.{kind}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if not request.if_none_match.contains(of.name):
        response.set_data(draw(of))
    response.make_conditional(request)
    return response
