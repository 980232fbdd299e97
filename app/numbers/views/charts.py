"""The charts of a KPI as files: picture, drawing, and rows for a spreadsheet."""

from collections.abc import Callable

from flask import Response, abort, request

from app.accounts.gate import needs
from app.charts import kpi_trend, pair, xmr
from app.numbers import pictures, queries
from app.numbers.basis import Basis, EvidenceBasis, basis, leading_basis
from app.numbers.leading import Leading, leading_of
from app.numbers.queries import Number
from app.numbers.signals import Signals, signals
from app.numbers.story import story
from app.numbers.views import bp
from app.numbers.views.asked import asked_benchmarks, measured
from app.policy import Permission
from app.web.filters import local_today
from app.web.spreadsheet import csv_file
from app.web.taken import taken


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.png")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def chart_png(kpi: Number) -> Response:
    return trend(kpi, "png", png)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.svg")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def chart_svg(kpi: Number) -> Response:
    return trend(kpi, "svg", svg)


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/chart.csv")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def chart_csv(kpi: Number) -> Response:
    return trend(kpi, "csv", lambda of: csv_file(kpi_trend.numbers(story(of).trend)))


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/signals.png")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def signals_png(kpi: Number) -> Response:
    return trend(kpi, "png", lambda of: odd(of).png(), "-signals")


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/signals.svg")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def signals_svg(kpi: Number) -> Response:
    return trend(kpi, "svg", lambda of: odd(of).svg_file(), "-signals")


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/signals.csv")
@needs(Permission.VIEW_PROGRAMS, of=measured)
def signals_csv(kpi: Number) -> Response:
    return trend(kpi, "csv", lambda of: csv_file(xmr.numbers(odd(of).chart)), "-signals")


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/leading.png")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def leading_png(kpi: Number) -> Response:
    return beside(kpi, "png", lambda told: told.png())


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/leading.svg")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def leading_svg(kpi: Number) -> Response:
    return beside(kpi, "svg", lambda told: told.svg_file())


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/leading.csv")
@needs(Permission.VIEW_PROGRAMS, of=queries.number)
def leading_csv(kpi: Number) -> Response:
    return beside(kpi, "csv", lambda told: csv_file(pair.numbers(told.chart)))


def odd(of: Basis) -> Signals:
    return signals(story(of), of.today)


def png(of: Basis) -> bytes:
    told = story(of)
    return pictures.png(told.trend, told.picture)


def svg(of: Basis) -> bytes:
    told = story(of)
    return pictures.svg_file(told.trend, told.picture).encode()


def trend(kpi: Number, kind: str, draw: Callable[[Basis], bytes], end: str = "") -> Response:
    of = basis(kpi, local_today(), asked_benchmarks())
    return taken(of.name, f"{kpi.kpi.key}{end}.{kind}", lambda: draw(of))


def beside(kpi: Number, kind: str, draw: Callable[[Leading], bytes]) -> Response:
    other = request.args.get("with", "")
    of = leading_basis(kpi, other, local_today())
    told = found(kpi, other, of)
    return taken(of.name, f"{told.link.lead}-leads-{told.link.result}.{kind}", lambda: draw(told))


def found(kpi: Number, other: str, of: EvidenceBasis) -> Leading:
    """What the KPI leads to, or what leads it; 404 where nothing does."""
    told = leading_of(kpi.kpi.key, other, of)
    if told is None:
        abort(404)
    return told
