"""How the KPI trend is drawn: what lies under what, and which label goes where."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from app.charts.axes import (
    Margins,
    Plot,
    Ticks,
    draw_grid,
    draw_today,
    left_margin,
    plot_with_axes,
)
from app.charts.flags import draw_flags
from app.charts.kpi_trend import KpiTrend, Reading
from app.charts.places import Box
from app.charts.scales import value_ticks
from app.charts.theme import LABEL, NUMBER, STRONG_LABEL, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing, Point

LINE = 17
RIGHT_ROOM = 170
NARROW_RIGHT = 14
BEFORE = Stroke("soft", 2)
SINCE = Stroke("main", 2.5)
BASELINE = Stroke("muted", 1.25, (6, 5))
PACE = Stroke("muted", 1.25, (1.5, 3.5))
TARGET = Stroke("target", 1.5)
BAND_EDGE = Stroke("band-edge", 1, (1, 3))
HALO = Stroke("sheet", 2)
KEEP_OFF = 0.5
KEEP_OFF_BAND = 0.1


class Tag(NamedTuple):
    """A direct label of a level: its lines, and the value it belongs to."""

    lines: Sequence[tuple[str, Face]]
    value: float


def draw_trend(drawing: "Drawing", data: KpiTrend, whole: Box) -> None:
    known = levels(data)
    ticks = Ticks(value_ticks(known, data.decimals), data.say)
    tags = list(level_tags(drawing, data))
    narrow = whole.width < 500
    margins = Margins(left_margin(drawing, ticks), right_margin(drawing, tags, narrow))
    plot = plot_with_axes(drawing, whole, margins, span(data), ticks)
    draw_benchmark(plot, data)
    if known:
        draw_grid(plot, ticks)
    draw_levels(plot, data)
    draw_today(plot, data.today)
    draw_flags(plot, data.events)
    last = draw_readings(plot, data)
    if not narrow:
        draw_tags_beside(plot, tags)
    label_last(plot, data, last)
    if narrow:
        draw_tags_inside(plot, tags)
    label_pace(plot, data)


def levels(data: KpiTrend) -> list[float]:
    """Every value the axis must reach."""
    values = [reading.value for reading in data.readings]
    values.append(data.baseline)
    values.append(data.target.value if data.target else None)
    if data.benchmark:
        values += [data.benchmark.low, data.benchmark.high]
    return [value for value in values if value is not None]


def span(data: KpiTrend) -> tuple[date, date]:
    """First and last day of the time axis, with a little room at both ends."""
    days = [reading.on for reading in data.readings]
    days += [data.start] if data.start else []
    days += [data.target.on] if data.target else []
    first, last = (min(days), max(days)) if days else (data.today, data.today)
    if last == first:
        first, last = first - timedelta(days=14), last + timedelta(days=14)
    if last < data.today <= last + (last - first) / 4:
        last = data.today
    pad = timedelta(days=max(3, round((last - first).days * 0.02)))
    return first - pad, last + pad


def draw_benchmark(plot: Plot, data: KpiTrend) -> None:
    if data.benchmark is None:
        return
    area, low, high = plot.area, data.benchmark.low, data.benchmark.high
    top = area.top if high is None else plot.y(high)
    bottom = area.bottom if low is None else plot.y(low)
    plot.drawing.rect(Box(area.left, top, area.right, bottom), "band")
    for edge in (low, high):
        if edge is not None:
            draw_level(plot, edge, BAND_EDGE, KEEP_OFF_BAND)


def draw_levels(plot: Plot, data: KpiTrend) -> None:
    """Baseline, expected pace and target."""
    if data.baseline is not None:
        draw_level(plot, data.baseline, BASELINE)
    if data.target is None:
        return
    goal = plot.at(data.target.on, data.target.value)
    start = plot.area.left if data.start is None else plot.x(data.start)
    if data.baseline is not None and data.start is not None:
        draw_kept_off(plot, [plot.at(data.start, data.baseline), goal], PACE)
    draw_kept_off(plot, [(min(start, goal[0]), goal[1]), goal], TARGET)
    plot.drawing.diamond(goal, 6.5, "target")


def draw_level(plot: Plot, value: float, stroke: Stroke, weight: float = KEEP_OFF) -> None:
    y = plot.y(value)
    draw_kept_off(plot, [(plot.area.left, y), (plot.area.right, y)], stroke, weight)


def draw_kept_off(
    plot: Plot, points: "Sequence[Point]", stroke: Stroke, weight: float = KEEP_OFF
) -> None:
    """A line that labels avoid where they can."""
    plot.drawing.line(points, stroke)
    plot.places.take_line(points, weight)


def draw_readings(plot: Plot, data: KpiTrend) -> Reading | None:
    """The series, grey before the program; returns the last reading that has a value."""
    start = data.start or date.min
    for run in runs(data.readings):
        points = [plot.at(reading.on, reading.value or 0.0) for reading in run]
        before = sum(reading.on < start for reading in run)
        plot.drawing.line(points[: before + 1] if before else [], BEFORE)
        plot.drawing.line(points[before:], SINCE)
        plot.places.take_line(points, 2)
        for reading, point in zip(run, points, strict=True):
            token = "soft" if reading.on < start else "main"
            if reading.small:
                plot.drawing.dot(point, 4, "sheet", Stroke(token, 1.75))
            elif len(run) == 1:
                plot.drawing.dot(point, 3, token)
    measured = [reading for reading in data.readings if reading.value is not None]
    return measured[-1] if measured else None


def runs(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The readings between gaps."""
    for has_value, run in groupby(readings, key=lambda reading: reading.value is not None):
        if has_value:
            yield list(run)


def label_last(plot: Plot, data: KpiTrend, last: Reading | None) -> None:
    if last is None or last.value is None:
        middle = (plot.area.left + plot.area.right) / 2, (plot.area.top + plot.area.bottom) / 2
        plot.put("No readings yet", LABEL._replace(anchor="center"), [middle])
        return
    x, y = plot.at(last.on, last.value)
    token = "soft" if data.start and last.on < data.start else "main"
    if last.small:
        plot.drawing.dot((x, y), 4.5, "sheet", Stroke(token, 2.25))
    else:
        plot.drawing.dot((x, y), 4.5, token, HALO)
    plot.places.take(Box(x - 6, y - 6, x + 6, y + 6), 3)
    words = plot.drawing.fitted(data.say(last.value), NUMBER, plot.area.width / 2)
    half = plot.drawing.width(words, NUMBER) / 2
    middles = [(x + dx * (half + 9), y + dy) for dx in (1, -1) for dy in (-11, 11, 0)]
    middles += [(x, y - 18), (x, y + 18)]
    middles += [(x + dx, y + dy) for dy in (-26, 26, -38, 38) for dx in (half, -half)]
    plot.put(words, NUMBER._replace(anchor="center"), middles)


def level_tags(drawing: "Drawing", data: KpiTrend) -> Iterator[Tag]:
    """The labels of the levels, most important first."""
    if data.target:
        yield Tag([(f"Target {data.say(data.target.value)}", STRONG_LABEL)], data.target.value)
    if data.baseline is not None:
        yield Tag([(f"Baseline {data.say(data.baseline)}", LABEL)], data.baseline)
    if data.benchmark:
        low, high = data.benchmark.low, data.benchmark.high
        edge = next(value for value in (high, low) if value is not None)
        lines = ["Benchmark", reach(data, low, high)]
        for part in data.benchmark.by.split(", ", 1):
            lines += drawing.wrapped(part, LABEL, RIGHT_ROOM - 14, 2)
        yield Tag([(line, LABEL) for line in lines], edge)


def reach(data: KpiTrend, low: float | None, high: float | None) -> str:
    """The band in words: `64–72%`, `64% or more`, `4 h or less`."""
    if low is None or high is None:
        edge = next(value for value in (low, high) if value is not None)
        return f"{data.say(edge)} or {'less' if low is None else 'more'}"
    first, last = data.say(low), data.say(high)
    unit = re.search(r"\D*$", last)
    return f"{first.removesuffix(unit.group()) if unit else first}–{last}"


def right_margin(drawing: "Drawing", tags: Sequence[Tag], narrow: bool) -> float:
    if narrow:
        return NARROW_RIGHT
    widest = [drawing.width(words, face) for tag in tags for words, face in tag.lines]
    return min(RIGHT_ROOM, max([40.0, *(width + 14 for width in widest)]))


def draw_tags_beside(plot: Plot, tags: Sequence[Tag]) -> None:
    """Each at the height of its level, or as near to it as those before leave room."""
    left = plot.area.right + 12
    for tag in tags:
        half = len(tag.lines) * LINE / 2
        low, high = plot.area.top + half - LINE / 2, plot.area.bottom - half
        wanted = min(max(plot.y(tag.value), low), high)
        heights = sorted(
            {wanted, *range(int(low), int(high) + 1, 2)}, key=lambda y: abs(y - wanted)
        )
        boxes = [Box(left, y - half, plot.whole.right, y + half) for y in heights]
        box = boxes[plot.places.best(boxes) or 0]
        for number, (words, face) in enumerate(tag.lines):
            y = box.top + (number + 0.5) * LINE
            plot.drawing.text((left, y), plot.drawing.fitted(words, face, box.width), face)


def draw_tags_inside(plot: Plot, tags: Sequence[Tag]) -> None:
    """On one line each, above or below their level, on the side where there is room."""
    area = plot.area
    for tag in tags:
        level, by = [line for line, _ in tag.lines[:2]], [line for line, _ in tag.lines[2:]]
        words = ", ".join([" ".join(level), *by])
        face = tag.lines[0][1]
        if plot.drawing.width(words, face) > area.width:
            words = " ".join(level)
        words = plot.drawing.fitted(words, face, area.width - 8)
        half, y = plot.drawing.width(words, face) / 2, plot.y(tag.value)
        middles = [area.right - half - 2, area.left + half + 4, (area.left + area.right) / 2]
        spots = [(x, y + dy) for dy in (-12, 12, -26, 26, -40, 40) for x in middles]
        plot.put(words, face._replace(anchor="center"), spots)


def label_pace(plot: Plot, data: KpiTrend) -> None:
    """Left out where it would cover something: the line explains itself by both its ends."""
    if data.start is None or data.baseline is None or data.target is None:
        return
    (x0, y0), (x1, y1) = (
        plot.at(data.start, data.baseline),
        plot.at(data.target.on, data.target.value),
    )
    face = LABEL._replace(anchor="center")
    half = plot.drawing.width("Expected pace", face) / 2
    lift = 12 + half * abs(y1 - y0) / max(x1 - x0, 1)
    middles = [(x0 + (x1 - x0) * s, y0 + (y1 - y0) * s) for s in (0.72, 0.6, 0.8, 0.5, 0.4)]
    spots = [(x, y + dy) for x, y in middles for dy in (lift, -lift)]
    plot.put("Expected pace", face, spots, most=6)
