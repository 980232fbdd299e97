"""Where several MSPs stand on one KPI: a mark for each that may be shown, and the middle half."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.charts.scales import drawable

HEIGHT = 168


@dataclass(frozen=True, slots=True)
class Mark:
    """The reading of one MSP; the one that the picture is about is `own`."""

    value: float
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Quarters:
    """The middle half of the readings lies from `low` to `high`, its median in between."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Strip:
    """All that the picture says; `flipped` where less is better, so that better is to the right.

    `say` writes a value with its unit, to `decimals` places: the axis has no finer steps.
    """

    title: str
    subtitle: str
    sentence: str
    say: Callable[[float], str]
    marks: tuple[Mark, ...]
    quarters: Quarters | None
    decimals: int = 0
    flipped: bool = False
    note: str = ""


def strip(data: Strip, key: str, width: int = 840) -> str:
    """The chart as inline SVG, `width` CSS pixels wide; its ids begin with `key`."""
    from app.charts.kit import Drawing
    from app.charts.strip_plot import draw_strip
    from app.charts.svg import Naming, inline_svg

    drawing = Drawing(width, HEIGHT)
    draw_strip(drawing, tidied(data), drawing.box)
    return inline_svg(drawing.figure, Naming(key, data.title, data.sentence))


def strip_png(data: Strip, width: int = 840) -> bytes:
    """The same drawing as a PNG that stands alone: with its heading and its note."""
    from app.charts.png import Sheet, png_sheet
    from app.charts.strip_plot import draw_strip

    sheet = Sheet(data.title, data.subtitle, note=data.note)
    plot = (width, HEIGHT)
    return png_sheet(sheet, plot, lambda drawing, box: draw_strip(drawing, tidied(data), box))


def tidied(data: Strip) -> Strip:
    """The same without what cannot be drawn (see `drawable`)."""
    marks = tuple(mark for mark in data.marks if drawable(mark.value) is not None)
    known = data.quarters
    if known and None in map(drawable, (known.low, known.median, known.high)):
        known = None
    return replace(data, marks=marks, quarters=known)


def table(data: Strip) -> list[tuple[str, ...]]:
    """Readings and edges as text, from the right to the left, below a row of headings."""
    head, *rows = numbers(data)
    return [head, *((name, data.say(value)) for name, value in rows)]


def numbers(data: Strip) -> list[tuple[Any, ...]]:
    """The same for a spreadsheet: plain numbers."""
    data = tidied(data)
    rows = [(mark.name, mark.value) for mark in data.marks]
    if data.quarters:
        rows += [
            ("Lower edge of the middle half", data.quarters.low),
            ("Median", data.quarters.median),
            ("Upper edge of the middle half", data.quarters.high),
        ]
    rows.sort(key=lambda row: row[1], reverse=not data.flipped)
    return [("Who", "Reading"), *rows]
