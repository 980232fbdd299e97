"""Drawing a KPI's trend against bare matplotlib: the same data, in the same run.

python -m bench.charts
"""

import gc
import io
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from app.charts.burnup import BurnUp, Step, burn_up
from app.charts.kit import Drawing
from app.charts.kpi_trend import (
    Benchmark,
    Event,
    KpiTrend,
    Reading,
    Target,
    kpi_trend,
    kpi_trend_png,
)
from app.charts.sparkline import sparkline
from app.charts.trend_plot import draw_trend

ROUNDS = 20
START, END, TODAY = date(2026, 9, 14), date(2027, 3, 12), date(2027, 2, 1)
VALUES = [58 + (week % 5) * 0.7 + week * 0.3 for week in range(24)]
TREND = KpiTrend(
    title="Utilization began to climb when triage settled",
    subtitle="Billable hours as a share of hours paid, by week",
    sentence="It starts at 58% and reads 65% now. The target is 68% by 12 March 2027.",
    say=lambda value: f"{value:.0f}%",
    readings=tuple(
        Reading(date(2026, 8, 16) + timedelta(weeks=week), value)
        for week, value in enumerate(VALUES)
    ),
    today=TODAY,
    start=START,
    baseline=58,
    target=Target(68, END),
    benchmarks=(Benchmark(64, 72, "Helen Marsh, 1 October 2026"),),
    events=tuple(Event(START + timedelta(days=20 * n), n, f"Item {n} done") for n in range(1, 5)),
)
ITEMS = BurnUp(
    title="Two items behind the first plan",
    subtitle="Improvements finished, out of 21",
    sentence="Eleven of 21 items are done.",
    start=START,
    today=TODAY,
    scope=(Step(START, 21),),
    done=tuple(Step(START + timedelta(days=12 * n), n) for n in range(1, 12)),
    first_plan=tuple(Step(START + timedelta(days=8 * n), n) for n in range(1, 22)),
    plan=tuple(Step(TODAY + timedelta(days=4 * n), 11 + n) for n in range(1, 11)),
    first_end=END,
    plan_end=date(2027, 3, 19),
)


class Row(NamedTuple):
    """CPU milliseconds for one drawing, its bytes, and the time as a multiple of `against`."""

    what: str
    median_ms: float
    best_ms: float
    size: int
    ratio: float | None
    against: str


def measure() -> list[Row]:
    """Every drawing in turn, round after round, so that all see the same machine."""
    work: dict[str, tuple[Callable[[], str | bytes], str]] = {
        "bare matplotlib, SVG": (lambda: bare("svg"), ""),
        "bare matplotlib, PNG at 2x": (lambda: bare("png"), ""),
        "our artists, matplotlib's SVG": (same_artists, "bare matplotlib, SVG"),
        "trend, 840 wide": (lambda: kpi_trend(TREND, "bench"), "bare matplotlib, SVG"),
        "trend, 358 wide": (lambda: kpi_trend(TREND, "bench", 358), "bare matplotlib, SVG"),
        "burn-up, 840 wide": (lambda: burn_up(ITEMS, "bench"), "bare matplotlib, SVG"),
        "trend, PNG at 2x": (lambda: kpi_trend_png(TREND), "bare matplotlib, PNG at 2x"),
        "sparkline of 12": (lambda: sparkline(VALUES[:12]), "bare matplotlib, SVG"),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    sizes = {name: len(draw()) for name, (draw, _) in work.items()}
    gc.disable()
    for _ in range(ROUNDS):
        for name, (draw, _) in work.items():
            begin = time.process_time()
            draw()
            times[name].append(1000 * (time.process_time() - begin))
        gc.collect()
    gc.enable()
    middle = {name: median(spent) for name, spent in times.items()}
    return [
        Row(
            what=name,
            median_ms=middle[name],
            best_ms=min(times[name]),
            size=sizes[name],
            ratio=middle[name] / middle[against] if against else None,
            against=against,
        )
        for name, (_, against) in work.items()
    ]


def same_artists() -> bytes:
    """Our own drawing, written by matplotlib's renderer instead of ours."""
    drawing = Drawing(840, 400)
    draw_trend(drawing, TREND, drawing.box)
    out = io.BytesIO()
    drawing.figure.savefig(out, format="svg")
    return out.getvalue()


def bare(kind: str) -> bytes:
    """The same picture as matplotlib's own Axes, ticks and text draw it."""
    figure = Figure(figsize=(840 / 72, 400 / 72), dpi=72 if kind == "svg" else 144)
    (FigureCanvasSVG if kind == "svg" else FigureCanvasAgg)(figure)
    axes = figure.add_axes((0.05, 0.1, 0.75, 0.8))
    days = [reading.on for reading in TREND.readings]
    axes.axhspan(64, 72, color="#e3ebe7")
    axes.axhline(58, color="#5a6764", linestyle="--")
    axes.plot([START, END], [58, 68], color="#5a6764", linestyle=":")
    axes.plot([START, END], [68, 68], color="#15201f")
    axes.plot([END], [68], "D", color="#15201f")
    axes.axvline(TODAY, color="#1b5499", linestyle=":")
    axes.plot(days, VALUES, color="#1b5499", linewidth=2.5)
    axes.plot(days[-1:], VALUES[-1:], "o", color="#1b5499")
    axes.annotate("65%", (days[-1], VALUES[-1]))
    for words, value in (("Target 68%", 68), ("Baseline 58%", 58), ("Benchmark 64-72%", 71)):
        axes.annotate(words, (END, value))
    for event in TREND.events:
        axes.axvline(event.on, color="#c2ccc8")
        axes.annotate(str(event.number), (event.on, 75))
    axes.grid(axis="y")
    out = io.BytesIO()
    figure.savefig(out, format=kind)
    return out.getvalue()


def main() -> None:
    print(f"{'':30}{'median ms':>10}{'best ms':>10}{'bytes':>10}  ratio")
    for row in measure():
        ratio = f"{row.ratio:.2f} x {row.against}" if row.ratio is not None else ""
        print(f"{row.what:30}{row.median_ms:10.2f}{row.best_ms:10.2f}{row.size:10,}  {ratio}")


if __name__ == "__main__":
    main()
