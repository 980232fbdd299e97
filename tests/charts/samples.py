"""The drawings that someone has looked at: Northwind's utilization, and the awkward cases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from app.charts.kpi_trend import Benchmark, Event, KpiTrend, Reading, Target, kpi_trend

WEEKS = (58, 57, 59, 58, 58, 57.5, 59, 59.5, 60, 61.5, 61, 62, 62.5, 62, 63)
START = date(2026, 9, 14)
END = date(2027, 3, 12)
TODAY = date(2026, 11, 23)


def weekly(values: tuple[float | None, ...], first: date = date(2026, 8, 16)) -> list[Reading]:
    return [Reading(first + timedelta(weeks=n), value) for n, value in enumerate(values)]


UTILIZATION = KpiTrend(
    title="Utilization began to climb when triage settled",
    subtitle="Billable hours as a share of hours paid, by week",
    sentence=(
        "It starts at 58% before the program, rises from October, and reads 63% in the week of "
        "16 November. The target is 68% by 12 March 2027. The benchmark band is 64 to 72%."
    ),
    say=lambda value: f"{value:.10g}%",
    readings=tuple(weekly(WEEKS)),
    today=TODAY,
    start=START,
    baseline=58,
    target=Target(68, END),
    benchmark=Benchmark(64, 72, "Helen Marsh, 1 October 2026"),
    events=(
        Event(date(2026, 9, 24), 1, "Intake done"),
        Event(date(2026, 10, 9), 2, "Categorization done"),
        Event(date(2026, 10, 27), 3, "Triage done"),
        Event(date(2026, 11, 6), 4, "Scheduling rule live"),
    ),
    note="Benchmark: set by Helen Marsh, 1 October 2026, from MSPs that finished the program.",
    period="Week ending",
)

DRAWINGS: dict[str, Callable[[], str]] = {
    "utilization-840": lambda: kpi_trend(UTILIZATION, "utilization"),
    "utilization-358": lambda: kpi_trend(UTILIZATION, "utilization", 358),
    "no-readings-840": lambda: kpi_trend(replace(UTILIZATION, readings=()), "no-readings"),
}
