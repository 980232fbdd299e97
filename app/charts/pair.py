"""A leading indicator above its result, on one axis of time, with the lag that was expected."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.charts.kpi_trend import NO_DATA, Event, Reading
from app.charts.scales import drawable, long_day
from app.charts.theme import NARROW

HEIGHT, NARROW_HEIGHT = 500, 430


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the two series; `moved_on` is the last day of the first period of its signal.

    `say` writes a value with its unit, to `decimals` places: the axis has no finer steps.
    """

    name: str
    say: Callable[[float], str]
    readings: tuple[Reading, ...]
    decimals: int = 0
    moved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """All that the picture says; `expected` are the first and last day for the result to move."""

    title: str
    subtitle: str
    sentence: str
    lead: Panel
    result: Panel
    today: date
    expected: tuple[date, date] | None = None
    events: tuple[Event, ...] = ()
    note: str = ""

    @property
    def days(self) -> list[date]:
        """Every day the axis must reach."""
        found = [one.on for panel in (self.lead, self.result) for one in panel.readings]
        return found + list(self.expected or ())


def pair(data: Pair, key: str, width: int = 840) -> str:
    """The chart as inline SVG, `width` CSS pixels wide; its ids begin with `key`."""
    from app.charts.kit import Drawing
    from app.charts.pair_plot import draw_pair
    from app.charts.svg import Naming, inline_svg

    drawing = Drawing(width, height(width))
    draw_pair(drawing, tidied(data), drawing.box)
    return inline_svg(drawing.figure, Naming(key, data.title, data.sentence))


def pair_png(data: Pair, width: int = 840) -> bytes:
    """The same drawing as a PNG that stands alone: with its heading, its events and its note."""
    from app.charts.pair_plot import draw_pair
    from app.charts.png import Sheet, png_sheet

    events = tuple((event.number, f"{event.name}, {long_day(event.on)}") for event in data.events)
    sheet = Sheet(data.title, data.subtitle, key=events, note=data.note)
    plot = (width, height(width))
    return png_sheet(sheet, plot, lambda drawing, box: draw_pair(drawing, tidied(data), box))


def height(width: int) -> int:
    return NARROW_HEIGHT if width < NARROW else HEIGHT


def tidied(data: Pair) -> Pair:
    """The same, readings by day and without what cannot be drawn (see `drawable`)."""
    return replace(data, lead=in_order(data.lead), result=in_order(data.result))


def in_order(panel: Panel) -> Panel:
    ordered = sorted(panel.readings, key=lambda one: one.on)
    return replace(
        panel, readings=tuple(replace(one, value=drawable(one.value)) for one in ordered)
    )


def table(data: Pair) -> list[tuple[str, ...]]:
    """Both series as text by day, newest first, below a row of headings."""
    columns = [
        {one.on: NO_DATA if one.value is None else panel.say(one.value) for one in panel.readings}
        for panel in (tidied(data).lead, tidied(data).result)
    ]
    days = sorted({day for column in columns for day in column}, reverse=True)
    rows = [(long_day(day), *(column.get(day, "") for column in columns)) for day in days]
    return [("Period ending", data.lead.name, data.result.name), *rows]


def numbers(data: Pair) -> list[tuple[object, ...]]:
    """The same for a spreadsheet: days and plain numbers; nothing where there is no data."""
    panels = (tidied(data).lead, tidied(data).result)
    columns = [{one.on: one.value for one in panel.readings} for panel in panels]
    days = sorted({day for column in columns for day in column})
    rows = [(day, *(column.get(day) for column in columns)) for day in days]
    return [("Period ending", data.lead.name, data.result.name), *rows]
