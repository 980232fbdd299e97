"""The plot of a chart with a time axis: where it lies, its grid, its months and today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.charts.places import Box, Places, around
from app.charts.scales import Days, DayTick, Scale, day_ticks
from app.charts.theme import LABEL, NARROW, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing, Point

HEAD = 34
ROW = 12
POLE_TOP = 24
FOOT = 28
YEAR_LINE = 16
LEFT_SHARE = 0.25
GRID = Stroke("grid")
AXIS = Stroke("axis")
TODAY_LABEL = Face("main")
KEEP_OFF_LINE = 0.5
KEEP_OFF_POLE = 0.3
LABEL_HEIGHT = 1.1
TODAY = Stroke("main", 1, (2, 3))


@dataclass(frozen=True, slots=True)
class Ticks:
    """The round values beside the plot, from low to high, and how to say one of them."""

    values: Sequence[float]
    say: Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Margins:
    left: float
    right: float


@dataclass(slots=True)
class Plot:
    """`area` is where the data lies, `whole` also holds the labels around it."""

    drawing: "Drawing"
    whole: Box
    area: Box
    x: Days
    y: Scale
    day_ticks: Sequence[DayTick]
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.places = Places(
            Box(self.area.left, self.whole.top, self.whole.right, self.area.bottom)
        )

    @property
    def narrow(self) -> bool:
        return self.whole.width < NARROW

    def at(self, day: date, value: float) -> "Point":
        return self.x(day), self.y(value)

    def stroke(
        self, points: "Sequence[Point]", stroke: Stroke, weight: float = KEEP_OFF_LINE
    ) -> None:
        """A line that labels avoid as far as its `weight` tells."""
        self.drawing.line(points, stroke)
        self.places.take_line(points, weight)

    def put(
        self, words: str, face: Face, spots: "Sequence[Point]", most: float = float("inf")
    ) -> bool:
        """Write the words around the first of `spots` that is free, else around the best one.

        Returns False, and writes nothing, where every spot would cost more than `most`.
        """
        width = self.drawing.width(words, face)
        boxes = [around(x, y, width, face.size * LABEL_HEIGHT) for x, y in spots]
        number = self.places.best(boxes, most)
        if number < 0:
            return False
        self.drawing.text(spots[number], words, face._replace(anchor="center"), halo=True)
        return True


def plot_with_axes(
    drawing: "Drawing", whole: Box, margins: Margins, span: tuple[date, date], ticks: Ticks
) -> Plot:
    """Draw the axes inside `whole`; `span` is the first and the last day of the time axis."""
    left, right = whole.left + margins.left, whole.right - margins.right
    x = Days(*span, left, right)
    marks = day_ticks(x, lambda text: drawing.width(text, LABEL))
    foot = FOOT + YEAR_LINE * any(mark.year for mark in marks)
    area = Box(left, whole.top + HEAD, right, whole.bottom - foot)
    y = Scale(ticks.values[0], ticks.values[-1], area.bottom, area.top)
    plot = Plot(drawing, whole, area, x, y, marks)
    draw_months(plot)
    return plot


def draw_grid(plot: Plot, ticks: Ticks) -> None:
    area, drawing = plot.area, plot.drawing
    face = LABEL._replace(anchor="right")
    for value in ticks.values:
        y = crisp(plot.y(value))
        if value != ticks.values[0]:
            drawing.line([(area.left, y), (area.right, y)], GRID)
        words = drawing.fitted(ticks.say(value), face, area.left - plot.whole.left - 8)
        drawing.text((area.left - 8, y), words, face)


def draw_months(plot: Plot) -> None:
    area, drawing = plot.area, plot.drawing
    face = LABEL._replace(anchor="center")
    bottom = crisp(area.bottom)
    drawing.line([(area.left, bottom), (area.right, bottom)], AXIS)
    for mark in plot.day_ticks:
        x = crisp(plot.x(mark.day))
        drawing.line([(x, bottom), (x, bottom + 5)], AXIS)
        drawing.text((x, bottom + 17), mark.text, face)
        if mark.year:
            drawing.text((x, bottom + 17 + YEAR_LINE), mark.year, face)


def draw_today(plot: Plot, today: date) -> None:
    """A dotted line; its word is left out where flags stand in its place."""
    if not plot.x.first <= today <= plot.x.last:
        return
    x, top = crisp(plot.x(today)), plot.whole.top
    plot.stroke([(x, top + POLE_TOP), (x, plot.area.bottom)], TODAY, KEEP_OFF_POLE)
    half = plot.drawing.width("Today", TODAY_LABEL) / 2
    spots = [(x + shift, top + ROW) for shift in (0, half - 4, 4 - half)]
    plot.put("Today", TODAY_LABEL, spots, most=0)


def day_span(days: Sequence[date], today: date) -> tuple[date, date]:
    """First and last day of the time axis for these days, with a little room at both ends.

    Today is on it too, unless it is later by more than a quarter of the time shown.
    """
    first, last = (min(days), max(days)) if days else (today, today)
    if last == first:
        first, last = first - timedelta(days=14), last + timedelta(days=14)
    if last < today <= last + (last - first) / 4:
        last = today
    pad = timedelta(days=max(3, round((last - first).days * 0.02)))
    return first - pad, last + pad


def left_margin(drawing: "Drawing", whole: Box, ticks: Ticks) -> float:
    widest = max(drawing.width(ticks.say(value), LABEL) for value in ticks.values)
    return min(widest + 10, whole.width * LEFT_SHARE)


def crisp(pixel: float) -> float:
    """The middle of the pixel, so that a hairline is one pixel wide."""
    return round(pixel - 0.5) + 0.5
