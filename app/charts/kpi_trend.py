"""A KPI's readings over time, against its baseline, target, pace and benchmark."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.charts.scales import drawable, long_day
from app.charts.theme import NARROW

HEIGHT, NARROW_HEIGHT = 400, 300
NO_DATA = "No data"
MOST_BENCHMARKS = 4
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Reading:
    """`on` is the last day of its period; no value is a gap; `small` marks a small sample."""

    on: date
    value: float | None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    value: float
    on: date


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A band, open where `low` or `high` is missing. `by` says who set it, and when."""

    low: float | None
    high: float | None
    by: str


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a baseline is made of, both included: their mean and their usual range."""

    first: date
    last: date
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something of the roadmap that was done; `number` is its flag's, and its line's below."""

    on: date
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class KpiTrend:
    """All that the picture says. Words and verdicts come from the caller; the chart only draws.

    `title` is the finding, `subtitle` the measure, `sentence` what a coach would say aloud.
    `say` writes a value with its unit, to `decimals` places: the axis has no finer steps.
    `start` is the first day of the program: what was read before is grey, the pace begins there.
    `steps` lead to the target, each until the next one; without them the pace is a straight line.
    One of `benchmarks` is a band; up to four are bars with the letters A to D beside the plot.
    """

    title: str
    subtitle: str
    sentence: str
    say: Callable[[float], str]
    readings: tuple[Reading, ...]
    today: date
    decimals: int = 0
    start: date | None = None
    baseline: float | None = None
    target: Target | None = None
    steps: tuple[Target, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    events: tuple[Event, ...] = ()
    note: str = ""
    period: str = "Date"
    window: Window | None = None

    def expected(self, on: date) -> float | None:
        """The value asked for on that day: on the straight line or at the last step."""
        if self.baseline is None or self.target is None or self.start is None:
            return None
        days = (self.target.on - self.start).days
        if days <= 0 or not self.start <= on <= self.target.on:
            return None
        if self.steps:
            due = [step.value for step in (*self.steps, self.target) if step.on <= on]
            return due[-1] if due else self.baseline
        return self.baseline + (self.target.value - self.baseline) * (on - self.start).days / days


def kpi_trend(data: KpiTrend, key: str, width: int = 840) -> str:
    """The chart as inline SVG, `width` CSS pixels wide; its ids begin with `key`."""
    from app.charts.kit import Drawing
    from app.charts.svg import Naming, inline_svg
    from app.charts.trend_plot import draw_trend

    drawing = Drawing(width, height(width))
    plot = draw_trend(drawing, tidied(data), drawing.box)
    axis = (plot.x, plot.area) if data.window else None
    return inline_svg(drawing.figure, Naming(key, data.title, data.sentence, axis))


def kpi_trend_png(data: KpiTrend, width: int = 840) -> bytes:
    """The same drawing as a PNG that stands alone: with its heading, its events and its note."""
    from app.charts.png import Sheet, png_sheet
    from app.charts.trend_plot import draw_trend

    events = tuple((event.number, f"{event.name}, {long_day(event.on)}") for event in data.events)
    sheet = Sheet(data.title, data.subtitle, key=events, note=data.note)
    plot = (width, height(width))
    return png_sheet(sheet, plot, lambda drawing, box: draw_trend(drawing, tidied(data), box))


def height(width: int) -> int:
    return NARROW_HEIGHT if width < NARROW else HEIGHT


def tidied(data: KpiTrend) -> KpiTrend:
    """The same, readings by day and without what cannot be drawn (see `drawable`)."""
    ordered = sorted(data.readings, key=lambda reading: reading.on)
    target = data.target
    if target and drawable(target.value) is None:
        target = None
    bands = [upright(one) for one in data.benchmarks]
    return replace(
        data,
        steps=tuple(step for step in data.steps if target and drawable(step.value) is not None),
        readings=tuple(replace(reading, value=drawable(reading.value)) for reading in ordered),
        baseline=drawable(data.baseline),
        target=target,
        benchmarks=tuple(one for one in bands if one)[:MOST_BENCHMARKS],
    )


def upright(band: Benchmark) -> Benchmark | None:
    """The band with its lower edge below; None where no edge can be drawn."""
    low, high = drawable(band.low), drawable(band.high)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return None if low is None and high is None else replace(band, low=low, high=high)


def table(data: KpiTrend) -> list[tuple[str, ...]]:
    """The readings as text, newest first, below a row of headings."""
    data = tidied(data)
    paced = any(data.expected(reading.on) is not None for reading in data.readings)
    head = (data.period, "Reading", *([pace_head(data)] if paced else []), "Sample")
    small = any(reading.small for reading in data.readings)
    rows = [head if small else head[:-1]]
    for reading in reversed(data.readings):
        pace = data.expected(reading.on)
        row = [long_day(reading.on), said(data, reading.value)]
        row += ["" if pace is None else data.say(round(pace, data.decimals))] if paced else []
        row += ["Small" if reading.small else ""] if small else []
        rows.append(tuple(row))
    return rows


def numbers(data: KpiTrend) -> list[tuple[object, ...]]:
    """The same for a spreadsheet: days and plain numbers; nothing where there is no data."""
    head = (data.period, "Reading", pace_head(data), "Sample")
    rows = [
        (one.on, one.value, data.expected(one.on), "Small" if one.small else "")
        for one in tidied(data).readings
    ]
    return [head, *rows]


def pace_head(data: KpiTrend) -> str:
    return "Step" if data.steps else "Pace"


def reach(say: Callable[[float], str], low: float | None, high: float | None) -> str:
    """A band in words, one edge at least: `64–72%`, `64% or more`, `4 h or less`."""
    if low is None or high is None:
        edge = next(value for value in (low, high) if value is not None)
        return f"{say(edge)} or {'less' if low is None else 'more'}"
    first, last = say(low), say(high)
    if first == last:
        return last
    unit = re.search(r"\D*$", last)
    return f"{first.removesuffix(unit.group()) if unit else first}–{last}"


def said(data: KpiTrend, value: float | None) -> str:
    return NO_DATA if value is None else data.say(value)
