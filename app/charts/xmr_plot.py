"""How a control chart is drawn: the usual range behind, the points before it, odd ones marked."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.charts.axes import (
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
from app.charts.places import Box, around, pushed_apart
from app.charts.scales import value_ticks
from app.charts.tags import LINE, Tag, draw_tag, right_margin, tag_height
from app.charts.theme import LABEL, NARROW, STRONG_LABEL, Stroke
from app.charts.xmr import Level, Point, Shape, Xmr

if TYPE_CHECKING:
    from app.charts.kit import Drawing

SERIES = Stroke("main", 2)
CENTRE = Stroke("muted", 1.5)
LIMIT = Stroke("muted", 1.25, (6, 5))
KEPT = Stroke("muted", 1.25)
MARKS = {Shape.BEYOND: "D", Shape.RUN: "o", Shape.NEAR: "^"}
SIZES = {Shape.BEYOND: 10.0, Shape.RUN: 9.0, Shape.NEAR: 11.0}
PLAIN = 5.0
HALO, RING = Stroke("sheet", 1.5), Stroke("target", 2)
KEEP_OFF_SERIES = 2
KEEP_OFF_MARK = 3
CROWDED = 60
ROOMY = 20
"""The pixels between two lines that a name needs."""


def draw_xmr(drawing: "Drawing", data: Xmr, whole: Box) -> None:
    points = data.points
    reached = [point.value for point in points]
    reached += [edge for one in data.levels for edge in (one.lower, one.upper)]
    ticks = Ticks(value_ticks(reached, data.decimals), data.say)
    tags = level_tags(data)
    right = right_margin(drawing, tags, narrow=whole.width < NARROW)
    margins = Margins(left_margin(drawing, whole, ticks), right)
    span = day_span([point.on for point in points], data.today)
    plot = plot_with_axes(drawing, whole, margins, span, ticks)
    for level in data.levels:
        draw_range(plot, level)
    if points:
        draw_grid(plot, ticks)
    for level in data.levels:
        draw_level(plot, level)
    draw_flags(plot, data.events)
    draw_today(plot, data.today)
    draw_rows(plot, data.rows)
    if not plot.narrow:
        draw_levels_beside(plot, tags)
    label_marks(plot, points)
    if plot.narrow:
        label_lines(plot, tags)
    for level in data.levels:
        label_kept(plot, level)
    if not points:
        say_empty(plot, data.title)


def ends(plot: Plot, level: Level) -> tuple[float, float]:
    """From where to where a level reaches, in pixels inside the plot."""
    area = plot.area
    return max(plot.x(level.first), area.left), min(plot.x(level.last), area.right)


def draw_range(plot: Plot, level: Level) -> None:
    left, right = ends(plot, level)
    plot.drawing.rect(Box(left, plot.y(level.upper), right, plot.y(level.lower)), "band")


def draw_level(plot: Plot, level: Level) -> None:
    left, right = ends(plot, level)
    edge = KEPT if level.kept else LIMIT
    for value, stroke in ((level.upper, edge), (level.centre, CENTRE), (level.lower, edge)):
        y = plot.y(value)
        plot.stroke([(left, y), (right, y)], stroke)


def draw_rows(plot: Plot, rows: Sequence[Sequence[Point]]) -> None:
    """The points, joined where no period is missing between them."""
    for row in rows:
        plot.stroke([plot.at(point.on, point.value) for point in row], SERIES, KEEP_OFF_SERIES)
    for point in (point for row in rows for point in row):
        draw_point(plot, point)


def draw_point(plot: Plot, point: Point) -> None:
    at = plot.at(point.on, point.value)
    if point.shape is None:
        plot.drawing.mark("o", at, PLAIN, ("main", None))
        return
    look = ("sheet", RING) if point.shape is Shape.RUN else ("target", HALO)
    plot.drawing.mark(MARKS[point.shape], at, SIZES[point.shape], look)
    plot.places.take(around(*at, 12, 12), KEEP_OFF_MARK)


def label_marks(plot: Plot, points: Sequence[Point]) -> None:
    """What makes a point stand out, beside it; left out where it would cover something."""
    for point in points:
        if not point.label:
            continue
        x, y = plot.at(point.on, point.value)
        half = plot.drawing.width(point.label, STRONG_LABEL) / 2
        spots = [(x + dx, y + dy) for dy in (-17, 17, -32, 32) for dx in (0, half, -half)]
        spots += [(x + dx * (half + 10), y) for dx in (1, -1)]
        low, high = plot.area.left + half + 2, plot.area.right - half - 2
        if low < high:
            inside = [(min(max(at, low), high), height) for at, height in spots]
            plot.put(point.label, STRONG_LABEL, inside, most=CROWDED)


def level_tags(data: Xmr) -> list[Tag]:
    """The names of the last level's lines; the centre first, it needs its place most."""
    if not data.levels:
        return []
    last = data.levels[-1]
    named = (("Centre", last.centre), ("Upper limit", last.upper), ("Lower limit", last.lower))
    return [
        Tag([(name, LABEL), (data.say(value), LABEL)], value, needed=2) for name, value in named
    ]


def draw_levels_beside(plot: Plot, tags: Sequence[Tag]) -> None:
    """Each name at the height of its line, in the order of the lines however near they are; the
    limits make room for the centre."""
    if not tags:
        return
    centre, upper, lower = (plot.y(tag.value) for tag in tags)
    size = max(map(tag_height, tags))
    wanted = [min(upper, centre - size), centre, max(lower, centre + size)]
    top = plot.area.top - LINE / 2
    heights = pushed_apart(wanted, [size] * len(tags), top, plot.area.bottom)
    for tag, y in zip((tags[1], tags[0], tags[2]), heights, strict=True):
        draw_tag(plot, tag, y)


def label_lines(plot: Plot, tags: Sequence[Tag]) -> None:
    """The same names inside a narrow plot, at the end of their lines; none between two lines that
    are too near for it, so that none stands at another's line."""
    heights = sorted(plot.y(tag.value) for tag in tags)
    for tag in tags:
        words = " ".join(line for line, _ in tag.lines)
        words = plot.drawing.fitted(words, LABEL, plot.area.width - 8)
        x, y = plot.area.right - plot.drawing.width(words, LABEL) / 2 - 2, plot.y(tag.value)
        nearest = [min((abs(one - y) for one in side), default=ROOMY) for side in sides(heights, y)]
        spots = [(x, y + dy) for dy, room in zip((-12, 12), nearest, strict=True) if room >= ROOMY]
        if spots:
            plot.put(words, LABEL, spots, most=CROWDED)


def sides(heights: Sequence[float], y: float) -> tuple[list[float], list[float]]:
    """The other lines above and below one of them; of equal ones those before and after it."""
    place = bisect_left(heights, y)
    return [*heights[:place]], [*heights[place + 1 :]]


def label_kept(plot: Plot, level: Level) -> None:
    """Why limits stay as they are, at an edge of them; left out where it would cover something."""
    left, right = ends(plot, level)
    half = plot.drawing.width(level.kept, LABEL) / 2
    if not level.kept or right - left < 2 * half + 8:
        return
    middles = (left + half + 4, (left + right) / 2, right - half - 4)
    heights = (plot.y(level.upper) - 12, plot.y(level.lower) + 12, plot.y(level.upper) + 12)
    plot.put(level.kept, LABEL, [(x, y) for y in heights for x in middles], most=CROWDED)


def say_empty(plot: Plot, words: str) -> None:
    area = plot.area
    face = LABEL._replace(anchor="center")
    middle = ((area.left + area.right) / 2, (area.top + area.bottom) / 2)
    plot.drawing.text(middle, plot.drawing.fitted(words, face, area.width), face, halo=True)
