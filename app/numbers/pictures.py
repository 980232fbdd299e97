"""A KPI's chart, drawn once for the same data."""

from dataclasses import fields

from app.charts import kept
from app.charts.kept import WIDE
from app.charts.kpi_trend import KpiTrend, kpi_trend, kpi_trend_png


def digest(trend: KpiTrend, unit: str) -> str:
    """A name for the picture: the same data drawn by the same code, the same name."""
    told = [(f.name, getattr(trend, f.name)) for f in fields(trend) if f.name != "say"]
    return kept.digest(unit, told)


def svg(trend: KpiTrend, name: str, width: int) -> str:
    """The chart to stand inside a page; `name` is its digest."""
    return kept.svg(f"{name}-{width}", lambda: kpi_trend(trend, "trend", width))


def png(trend: KpiTrend, name: str) -> bytes:
    return kept.drawings.get(f"{name}-png", lambda: kpi_trend_png(trend, WIDE))


def svg_file(trend: KpiTrend, name: str) -> str:
    """The chart as a file of its own."""
    return kept.as_file(svg(trend, name, WIDE))
