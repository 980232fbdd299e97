"""A KPI's control chart: its readings, the range that is usual, and what stands out of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.charts.kpi_trend import Event
from app.charts.scales import drawable, long_day
from app.charts.theme import NARROW

HEIGHT, NARROW_HEIGHT = 400, 300


class Shape(StrEnum):
    """The shape of a point that stands out; a plain point has none."""

    BEYOND = "diamond"
    RUN = "ring"
    NEAR = "triangle"


@dataclass(frozen=True, slots=True)
class Point:
    """`on` is the last day of its period. `why` says why it stands out, in a few words.

    `label` is what the drawing writes beside it: the first point of a row speaks for the row.
    """

    on: date
    value: float
    shape: Shape | None = None
    why: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """The centre and the limits of the points from the first to the last day.

    `kept` says why they stay as they are; empty for those that move with their points.
    """

    first: date
    last: date
    centre: float
    lower: float
    upper: float
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Xmr:
    """All that the picture says. `rows` are the points between gaps, oldest first.

    `title` is the finding, `subtitle` the measure, `sentence` what a coach would say aloud.
    `say` writes a value with its unit, to `decimals` places: the axis has no finer steps.
    """

    title: str
    subtitle: str
    sentence: str
    say: Callable[[float], str]
    rows: tuple[tuple[Point, ...], ...]
    levels: tuple[Level, ...]
    today: date
    decimals: int = 0
    events: tuple[Event, ...] = ()
    note: str = ""
    period: str = "Date"

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for row in self.rows for point in row)

    def level_of(self, point: Point) -> Level | None:
        """The level that a point is judged by."""
        found = (one for one in self.levels if one.first <= point.on <= one.last)
        return next(found, None)


def xmr(data: Xmr, key: str, width: int = 840) -> str:
    """The chart as inline SVG, `width` CSS pixels wide; its ids begin with `key`."""
    from app.charts.kit import Drawing
    from app.charts.svg import Naming, inline_svg
    from app.charts.xmr_plot import draw_xmr

    drawing = Drawing(width, height(width))
    draw_xmr(drawing, tidied(data), drawing.box)
    return inline_svg(drawing.figure, Naming(key, data.title, data.sentence))


def xmr_png(data: Xmr, width: int = 840) -> bytes:
    """The same drawing as a PNG that stands alone: with its heading, its events and its note."""
    from app.charts.png import Sheet, png_sheet
    from app.charts.xmr_plot import draw_xmr

    events = tuple((event.number, f"{event.name}, {long_day(event.on)}") for event in data.events)
    sheet = Sheet(data.title, data.subtitle, key=events, note=data.note)
    plot = (width, height(width))
    return png_sheet(sheet, plot, lambda drawing, box: draw_xmr(drawing, tidied(data), box))


def height(width: int) -> int:
    return NARROW_HEIGHT if width < NARROW else HEIGHT


def tidied(data: Xmr) -> Xmr:
    """The same without what cannot be drawn (see `drawable`)."""
    rows = (tuple(point for point in row if drawable(point.value) is not None) for row in data.rows)
    levels = (one for one in data.levels if None not in map(drawable, (one.lower, one.upper)))
    return replace(data, rows=tuple(row for row in rows if row), levels=tuple(levels))


def table(data: Xmr) -> list[tuple[str, ...]]:
    """The points as text, newest first, below a row of headings."""
    rows: list[tuple[str, ...]] = [(data.period, "Reading", "Centre", "Usual range", "Stands out")]
    for point in reversed(tidied(data).points):
        level = data.level_of(point)
        told = (data.say(level.centre), usual(data, level)) if level else ("", "")
        rows.append((long_day(point.on), data.say(point.value), *told, point.why))
    return rows


def numbers(data: Xmr) -> list[tuple[object, ...]]:
    """The same for a spreadsheet: days and plain numbers."""
    head = (data.period, "Reading", "Centre", "Lower limit", "Upper limit", "Stands out", "Limits")
    rows: list[tuple[object, ...]] = [head]
    for point in tidied(data).points:
        level = data.level_of(point)
        told = (level.centre, level.lower, level.upper) if level else (None, None, None)
        rows.append((point.on, point.value, *told, point.why, level.kept if level else ""))
    return rows


def usual(data: Xmr, level: Level) -> str:
    edges = f"{data.say(level.lower)} to {data.say(level.upper)}"
    return f"{edges}, {level.kept.lower()}" if level.kept else edges
