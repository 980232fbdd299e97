"""How the KPI trend is drawn: what lies under what, and which label goes where."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from app.charts import bands, window
from app.charts.axes import (
    KEEP_OFF_LINE,
    Margins,
    Plot,
    Ticks,
    day_span,
    draw_grid,
    draw_today,
    left_margin,
    plot_with_axes,
)
from app.charts.flags import draw_flags
from app.charts.kpi_trend import LETTERS, Benchmark, KpiTrend, Reading, reach
from app.charts.places import Box, around
from app.charts.scales import value_ticks
from app.charts.tags import ROOM, TAG_GAP, Tag, draw_tags_beside, draw_tags_inside, right_margin
from app.charts.theme import LABEL, NARROW, NUMBER, NUMBER_BEFORE, STRONG_LABEL, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing, Point

BEFORE = Stroke("soft", 2)
SINCE = Stroke("main", 2.5)
BASELINE = Stroke("muted", 1.25, (6, 5))
PACE = Stroke("muted", 1.25, (1.5, 3.5))
TARGET = Stroke("target", 1.5)
BAND_EDGE = Stroke("band-edge", 1, (1, 3))
HALO = Stroke("sheet", 2)
KEEP_OFF_SERIES = 2
KEEP_OFF_BAND = 0.1


def draw_trend(drawing: "Drawing", data: KpiTrend, whole: Box) -> Plot:
    known = levels(data)
    ticks = Ticks(value_ticks(known, data.decimals), data.say)
    narrow = whole.width < NARROW
    tags = list(level_tags(drawing, data, narrow=narrow))
    right = right_margin(drawing, tags, narrow=narrow)
    gutter = bands.room(data.benchmarks)
    margins = Margins(left_margin(drawing, whole, ticks), right + gutter)
    plot = plot_with_axes(drawing, whole, margins, day_span(days(data), data.today), ticks)
    if len(data.benchmarks) == 1:
        draw_benchmark(plot, data.benchmarks[0])
    if data.window:
        window.shade(plot, data.window)
    if known:
        draw_grid(plot, ticks)
    bands.draw_beside(plot, data.benchmarks)
    draw_levels(plot, data)
    if data.window:
        window.draw_levels(plot, data.window)
    draw_flags(plot, data.events)
    draw_today(plot, data.today)
    last = draw_readings(plot, data)
    if not plot.narrow:
        draw_tags_beside(plot, tags, gutter)
    label_last(plot, data, last)
    if data.window:
        window.label(plot, data, data.window)
    if plot.narrow:
        draw_tags_inside(plot, tags)
    label_steps(plot, data)
    label_pace(plot, data)
    return plot


def levels(data: KpiTrend) -> list[float]:
    """Every value the axis must reach."""
    values = [reading.value for reading in data.readings]
    values.append(data.baseline)
    values.append(data.target.value if data.target else None)
    values += [step.value for step in data.steps]
    values += window.reach(data.window) if data.window else []
    for band in data.benchmarks:
        values += [band.low, band.high]
    return [value for value in values if value is not None]


def days(data: KpiTrend) -> list[date]:
    """Every day the axis must reach."""
    found = [reading.on for reading in data.readings]
    found += [data.start] if data.start else []
    found += [data.window.first, data.window.last] if data.window else []
    return found + ([data.target.on] if data.target else [])


def draw_benchmark(plot: Plot, band: Benchmark) -> None:
    area, low, high = plot.area, band.low, band.high
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
    if data.steps:
        draw_steps(plot, data, goal)
    else:
        draw_pace(plot, data, goal)
    plot.drawing.diamond(goal, 6.5, "target")
    plot.places.take(around(*goal, 10, 10))


def draw_pace(plot: Plot, data: KpiTrend, goal: "Point") -> None:
    """The straight line from the baseline to the target, and the target's own level."""
    start = plot.area.left if data.start is None else plot.x(data.start)
    if data.baseline is not None and data.start is not None:
        plot.stroke([plot.at(data.start, data.baseline), goal], PACE)
    plot.stroke([(min(start, goal[0]), goal[1]), goal], TARGET)


def draw_steps(plot: Plot, data: KpiTrend, goal: "Point") -> None:
    """The target as stairs: each step from its day until the next one, the last up to the goal."""
    corners = [plot.at(step.on, step.value) for step in data.steps]
    path: list[Point] = []
    level = None if data.baseline is None else plot.y(data.baseline)
    for x, y in [*corners, goal]:
        path += [(x, y)] if level is None else [(x, level), (x, y)]
        level = y
    plot.stroke(path, TARGET)
    for corner in corners:
        plot.drawing.diamond(corner, 4.5, "target")
        plot.places.take(around(*corner, 7, 7))


def label_steps(plot: Plot, data: KpiTrend) -> None:
    """The value of each step at its corner; left out where it would cover something."""
    for step in data.steps:
        x, y = plot.at(step.on, step.value)
        words = data.say(step.value)
        half = plot.drawing.width(words, STRONG_LABEL) / 2
        along = (half, -half, 0, half + 24, half + 48)
        spots = [(x + dx, y + dy) for dx in along for dy in (-14, 14)]
        plot.put(words, STRONG_LABEL, spots, most=6)


def draw_level(plot: Plot, value: float, stroke: Stroke, weight: float = KEEP_OFF_LINE) -> None:
    y = plot.y(value)
    plot.stroke([(plot.area.left, y), (plot.area.right, y)], stroke, weight)


def draw_readings(plot: Plot, data: KpiTrend) -> Reading | None:
    """The series, grey before the program; returns the last reading that has a value."""
    start = data.start or date.min
    for run in runs(data.readings):
        points = [plot.at(reading.on, reading.value or 0.0) for reading in run]
        before = sum(reading.on < start for reading in run)
        plot.stroke(points[: before + 1] if before else [], BEFORE, KEEP_OFF_SERIES)
        plot.stroke(points[before:], SINCE, KEEP_OFF_SERIES)
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
        say_nothing_read(plot)
        return
    at = plot.at(last.on, last.value)
    before = bool(data.start and last.on < data.start)
    token = "soft" if before else "main"
    if last.small:
        plot.drawing.dot(at, 4.5, "sheet", Stroke(token, 2.25))
    else:
        plot.drawing.dot(at, 4.5, token, HALO)
    plot.places.take(around(*at, 12, 12), 3)
    face = NUMBER_BEFORE if before else NUMBER
    words = plot.drawing.fitted(data.say(last.value), face, plot.area.width)
    plot.put(words, face, beside(at, plot.drawing.width(words, face) / 2))


def beside(at: "Point", half: float) -> "list[Point]":
    """Middles for a label of twice `half` next to a dot: right, left, above, below, further off."""
    x, y = at
    middles = [(x + dx * (half + 9), y + dy) for dx in (1, -1) for dy in (-11, 11, 0)]
    middles += [(x, y - 18), (x, y + 18)]
    return middles + [(x + dx, y + dy) for dy in (-26, 26, -38, 38) for dx in (half, -half)]


def say_nothing_read(plot: Plot) -> None:
    area = plot.area
    spots = [
        (area.left + area.width * across, area.top + area.height * down)
        for down in (0.5, 0.4, 0.6)
        for across in (0.5, 0.7, 0.3)
    ]
    plot.put("No readings yet", LABEL, spots)


def level_tags(drawing: "Drawing", data: KpiTrend, narrow: bool) -> Iterator[Tag]:
    """The labels of the levels, most important first; of several bands a phone has the letters."""
    if data.target:
        words = ("Target", data.say(data.target.value))
        yield level_tag(drawing, words, STRONG_LABEL, data.target.value)
    if data.baseline is not None:
        yield level_tag(drawing, ("Baseline", data.say(data.baseline)), LABEL, data.baseline)
    if len(data.benchmarks) == 1:
        (band,) = data.benchmarks
        yield band_tag(drawing, band, ["Benchmark", reach(data.say, band.low, band.high)])
    elif not narrow:
        named = zip(LETTERS, data.benchmarks, strict=False)
        for letter, band in sorted(named, key=lambda one: -level_of(one[1])):
            words_of_it = f"{letter}: {reach(data.say, band.low, band.high)}"
            yield band_tag(drawing, band, [words_of_it])


def band_tag(drawing: "Drawing", band: Benchmark, lines: list[str]) -> Tag:
    lines = [*lines, *lines_of(drawing, band.by)]
    return Tag([(line, LABEL) for line in lines], level_of(band), needed=2)


def level_of(band: Benchmark) -> float:
    """The height at which a band is labelled."""
    return next(value for value in (band.high, band.low) if value is not None)


def level_tag(drawing: "Drawing", words: tuple[str, str], face: Face, value: float) -> Tag:
    """Name and value on one line, or on two where the value is long: no number is cut short."""
    line = " ".join(words)
    lines = [line] if drawing.width(line, face) <= ROOM - TAG_GAP else list(words)
    return Tag([(line, face) for line in lines], value, needed=2)


def lines_of(drawing: "Drawing", by: str) -> list[str]:
    """Who set the benchmark, and when: broken after the name if it needs more than one line."""
    room = ROOM - TAG_GAP
    parts = [by] if drawing.width(by, LABEL) <= room else by.split(", ", 1)
    return [line for part in parts for line in drawing.wrapped(part, LABEL, room, 2)]


def label_pace(plot: Plot, data: KpiTrend) -> None:
    """Left out where it would cover something: the line explains itself by both its ends."""
    if data.start is None or data.baseline is None or data.target is None or data.steps:
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
