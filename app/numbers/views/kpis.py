"""KPIs: the list, and one with its chart as page, picture and drawing."""

from collections.abc import Callable

from flask import Response, render_template, request

from app.accounts.gate import needs
from app.criteria import queries as criteria
from app.kpis import library
from app.kpis import queries as kpi_queries
from app.kpis.rules import Change
from app.numbers import pages, pictures, queries
from app.numbers.lines import YEAR, Listing, listing
from app.numbers.queries import Number
from app.numbers.story import Story, story
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
    return render_template("kpis/kpis.html", program=program, list=list_of(program), Change=Change)


def list_of(program: Program | None) -> Listing:
    today = local_today()
    return listing(
        library.catalogue().kpis,
        kpi_queries.recent_points(today - YEAR),
        criteria.criteria(program.id) if program else (),
        [one.kpi_key for one in queries.moved(program.id, today)] if program else (),
        today,
    )


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def kpi(kpi: Number) -> str:
    return render_template(
        "kpis/kpi.html", **pages.kpi_page(kpi, show_all=request.args.get("readings") == "all")
    )


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.png")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def chart_png(kpi: Number) -> Response:
    told = story(kpi, local_today())
    return picture(told, "png", lambda: pictures.png(told.trend, told.picture))


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.svg")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def chart_svg(kpi: Number) -> Response:
    told = story(kpi, local_today())
    return picture(told, "svg", lambda: pictures.svg_file(told.trend, told.picture))


def picture(told: Story, kind: str, draw: Callable[[], bytes | str]) -> Response:
    """A file of the chart; a browser that has this one already gets no second copy."""
    response = Response(mimetype=TYPES[kind])
    response.set_etag(told.picture)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'inline; filename="{told.kpi.key}.{kind}"'
    if not request.if_none_match.contains(told.picture):
        response.set_data(draw())
    response.make_conditional(request)
    return response
