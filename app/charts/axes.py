"""The plot of a chart with a time axis: where it lies, its grid, its months and today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.charts.places import Box, Places
from app.charts.scales import Days, DayTick, Scale, day_ticks
from app.charts.theme import LABEL, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing, Point

NARROW = 500
HEAD = 34
FOOT = 28
YEAR_LINE = 16
LEFT_ROOM = 96
GRID = Stroke("grid")
AXIS = Stroke("axis")
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
        self.places = Places(Box(self.area.left, self.area.top, self.whole.right, self.area.bottom))

    @property
    def narrow(self) -> bool:
        return self.whole.width < NARROW

    def at(self, day: date, value: float) -> "Point":
        return self.x(day), self.y(value)

    def put(self, words: str, face: Face, spots: "Sequence[Point]", most: float = 1e9) -> bool:
        """Write the words at the first of `spots` that is free, else at the least bad one.

        Returns False, and writes nothing, where every spot would cost more than `most`.
        """
        width, half = self.drawing.width(words, face), face.size * 0.55
        shift = {"left": 0.0, "center": -width / 2, "right": -width}[face.anchor]
        boxes = [Box(x + shift, y - half, x + shift + width, y + half) for x, y in spots]
        number = self.places.best(boxes, most)
        if number is None:
            return False
        self.drawing.text(spots[number], words, face, halo=True)
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
        words = drawing.fitted(ticks.say(value), face, LEFT_ROOM)
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
    if plot.x.first <= today <= plot.x.last:
        x = crisp(plot.x(today))
        plot.drawing.line([(x, plot.whole.top + 24), (x, plot.area.bottom)], TODAY)
        plot.places.take(Box(x - 1, plot.area.top, x + 1, plot.area.bottom), 0.3)


def left_margin(drawing: "Drawing", ticks: Ticks) -> float:
    widest = max(drawing.width(ticks.say(value), LABEL) for value in ticks.values)
    return min(widest, LEFT_ROOM) + 10


def crisp(pixel: float) -> float:
    """The middle of the pixel, so that a hairline is one pixel wide."""
    return round(pixel - 0.5) + 0.5
