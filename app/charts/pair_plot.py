"""How a leading indicator and its result are drawn: two plots, one axis of time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.charts.axes import (
    AXIS,
    FOOT,
    HEAD,
    KEEP_OFF_POLE,
    TODAY,
    YEAR_LINE,
    Plot,
    Ticks,
    crisp,
    day_span,
    draw_grid,
    draw_months,
    draw_today,
    left_margin,
)
from app.charts.flags import draw_flags
from app.charts.kpi_trend import Reading
from app.charts.pair import Pair, Panel
from app.charts.places import Box, around
from app.charts.scales import Days, DayTick, Scale, day_ticks, value_ticks
from app.charts.theme import LABEL, NARROW, NUMBER, STRONG_LABEL, Face, Stroke
from app.charts.trend_plot import beside, runs

if TYPE_CHECKING:
    from app.charts.kit import Drawing

SERIES = Stroke("main", 2.5)
HALO = Stroke("sheet", 2)
MOVED = Stroke("sheet", 1.5)
CAPTION = 26
BETWEEN = 16
LOW_HEAD = 12
RIGHT, NARROW_RIGHT = 74, 18
KEEP_OFF_SERIES = 2
CROWDED = 60
WINDOW_FACE = Face("muted", 13)


def draw_pair(drawing: "Drawing", data: Pair, whole: Box) -> None:
    ticks = [ticks_of(panel) for panel in (data.lead, data.result)]
    left = max(left_margin(drawing, whole, one) for one in ticks)
    right = NARROW_RIGHT if whole.width < NARROW else RIGHT
    x = Days(*day_span(data.days, data.today), whole.left + left, whole.right - right)
    marks = day_ticks(x, lambda text: drawing.width(text, LABEL))
    foot = FOOT + YEAR_LINE * any(mark.year for mark in marks)
    half = (whole.height - foot - HEAD - LOW_HEAD - 2 * CAPTION - BETWEEN) / 2
    above = whole.top + CAPTION + HEAD + half
    upper = plot_in(drawing, Box(whole.left, whole.top + CAPTION, whole.right, above), x, ticks[0])
    lower_top = above + BETWEEN + CAPTION
    lower_box = Box(whole.left, lower_top, whole.right, lower_top + LOW_HEAD + half + foot)
    lower = plot_in(drawing, lower_box, x, ticks[1], (LOW_HEAD, foot), marks)
    caption(upper, whole.top, ("Leads", data.lead.name))
    caption(lower, above + BETWEEN, ("Result", data.result.name))
    draw_window(lower, data)
    for plot, one in zip((upper, lower), ticks, strict=True):
        draw_grid(plot, one)
    draw_events(upper, lower, data)
    draw_series(upper, data.lead)
    draw_series(lower, data.result)
    label_window(lower, data)


def ticks_of(panel: Panel) -> Ticks:
    values = [one.value for one in panel.readings if one.value is not None]
    return Ticks(value_ticks(values, panel.decimals, most=5), panel.say)


def plot_in(
    drawing: "Drawing",
    box: Box,
    x: Days,
    ticks: Ticks,
    room: tuple[float, float] = (HEAD, 0),
    marks: Sequence[DayTick] = (),
) -> Plot:
    """A plot in a box with room above and below; the axis has its months where there are marks."""
    area = Box(x.left, box.top + room[0], x.right, box.bottom - room[1])
    y = Scale(ticks.values[0], ticks.values[-1], area.bottom, area.top)
    plot = Plot(drawing, box, area, x, y, marks)
    draw_months(plot)
    return plot


def caption(plot: Plot, top: float, words: tuple[str, str]) -> None:
    """What the plot shows, above it."""
    kind, name = words
    y = top + CAPTION / 2
    plot.drawing.text((plot.whole.left, y), kind, LABEL)
    left = plot.whole.left + plot.drawing.width(kind, LABEL) + 8
    name = plot.drawing.fitted(name, STRONG_LABEL, plot.whole.right - left)
    plot.drawing.text((left, y), name, STRONG_LABEL)


def draw_window(plot: Plot, data: Pair) -> None:
    """The days within which the result was expected to move."""
    if data.expected:
        first, last = (min(max(plot.x(day), plot.x.left), plot.x.right) for day in data.expected)
        plot.drawing.rect(Box(first, plot.area.top, last, plot.area.bottom), "band")


def label_window(plot: Plot, data: Pair) -> None:
    if data.expected is None:
        return
    first, last = (plot.x(day) for day in data.expected)
    words = "Expected here"
    half = plot.drawing.width(words, WINDOW_FACE) / 2
    middle = min(max((first + last) / 2, plot.area.left + half), plot.area.right - half)
    spots = [(middle, plot.area.top + 10), (middle, plot.area.bottom - 10)]
    plot.put(words, WINDOW_FACE, spots, most=CROWDED)


def draw_events(upper: Plot, lower: Plot, data: Pair) -> None:
    """Flags above the upper plot, their poles through both; today likewise."""
    draw_flags(upper, data.events)
    draw_today(upper, data.today)
    for on in [event.on for event in data.events]:
        if lower.x.first <= on <= lower.x.last:
            x = crisp(lower.x(on))
            lower.stroke([(x, lower.area.top), (x, lower.area.bottom)], AXIS, KEEP_OFF_POLE)
    if lower.x.first <= data.today <= lower.x.last:
        x = crisp(lower.x(data.today))
        lower.stroke([(x, lower.area.top), (x, lower.area.bottom)], TODAY, KEEP_OFF_POLE)


def draw_series(plot: Plot, panel: Panel) -> None:
    """The line with its gaps; where it began to move, a diamond; the last value in words."""
    for run in runs(panel.readings):
        points = [plot.at(one.on, one.value or 0.0) for one in run]
        plot.stroke(points, SERIES, KEEP_OFF_SERIES)
        if len(run) == 1:
            plot.drawing.dot(points[0], 3, "main")
    known = [one for one in panel.readings if one.value is not None]
    if not known:
        say_empty(plot)
        return
    begun = next((one for one in known if one.on == panel.moved_on), None)
    if begun:
        mark_begun(plot, begun)
    at = plot.at(known[-1].on, known[-1].value or 0.0)
    plot.drawing.dot(at, 4.5, "main", HALO)
    plot.places.take(around(*at, 12, 12), 3)
    words = plot.drawing.fitted(panel.say(known[-1].value or 0.0), NUMBER, plot.area.width)
    plot.put(words, NUMBER, beside(at, plot.drawing.width(words, NUMBER) / 2))


def mark_begun(plot: Plot, begun: Reading) -> None:
    at = plot.at(begun.on, begun.value or 0.0)
    plot.drawing.mark("D", at, 10, ("target", MOVED))
    plot.places.take(around(*at, 14, 14), 3)
    half = plot.drawing.width("Moved", STRONG_LABEL) / 2
    plot.put("Moved", STRONG_LABEL, beside(at, half), most=CROWDED)


def say_empty(plot: Plot) -> None:
    area, face = plot.area, LABEL._replace(anchor="center")
    middle = ((area.left + area.right) / 2, (area.top + area.bottom) / 2)
    plot.drawing.text(middle, "No readings yet", face, halo=True)
