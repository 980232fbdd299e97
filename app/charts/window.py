"""The days that a baseline is made of, shaded, with their mean and their usual range."""

from app.charts.axes import Plot
from app.charts.kpi_trend import KpiTrend, Window
from app.charts.places import Box
from app.charts.theme import LABEL, STRONG_LABEL, Stroke

EDGE = Stroke("band-edge", 1)
MEAN = Stroke("muted", 1.5)
LIMIT = Stroke("muted", 1.25, (6, 5))
LIFT = 12


def reach(window: Window) -> list[float]:
    """The values that the axis must reach."""
    return [one for one in (window.mean, window.lower, window.upper) if one is not None]


def ends(plot: Plot, window: Window) -> tuple[float, float]:
    """From where to where the window reaches, in pixels inside the plot."""
    area = plot.area
    return max(plot.x(window.first), area.left), min(plot.x(window.last), area.right)


def shade(plot: Plot, window: Window) -> None:
    """Under everything else: the window itself."""
    left, right = ends(plot, window)
    area = plot.area
    if left >= right:
        return
    plot.drawing.rect(Box(left, area.top, right, area.bottom), "band")
    for x in (left, right):
        plot.drawing.line([(x, area.top), (x, area.bottom)], EDGE)


def draw_levels(plot: Plot, window: Window) -> None:
    """Its mean and its limits, inside of it."""
    left, right = ends(plot, window)
    levels = ((window.upper, LIMIT), (window.mean, MEAN), (window.lower, LIMIT))
    for value, stroke in levels if left < right else ():
        if value is not None:
            y = plot.y(value)
            plot.stroke([(left, y), (right, y)], stroke)


def label(plot: Plot, data: KpiTrend, window: Window) -> None:
    """What the lines are, over or under them; left out where it would cover something."""
    left, right = ends(plot, window)
    named = ((window.mean, "Mean", STRONG_LABEL), (window.upper, "Upper limit", LABEL))
    for value, name, face in (*named, (window.lower, "Lower limit", LABEL)):
        if value is None:
            continue
        words = plot.drawing.fitted(f"{name} {data.say(value)}", face, plot.area.width)
        half = plot.drawing.width(words, face) / 2
        low, high = plot.area.left + half + 2, plot.area.right - half - 2
        middles = (right - half - 4, left + half + 4, (left + right) / 2, right + half + 6)
        spots = [
            (min(max(x, low), high), plot.y(value) + dy)
            for dy in (-LIFT, LIFT, -2 * LIFT, 2 * LIFT)
            for x in middles
        ]
        plot.put(words, face, spots)
