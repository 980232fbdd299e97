"""What is done of a program over time, against all there is to do, the first plan and the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.charts.scales import long_day
from app.charts.theme import NARROW

HEIGHT, NARROW_HEIGHT = 300, 260


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on there are `count` of them, in all."""

    on: date
    count: int


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Four staircases; each holds its last count. Words and dates come from the caller.

    `scope`: all there is to do. `done`: up to today. `first_plan`: as the program started.
    `plan`: what today's dates promise, from today on. `things` names what is counted.
    """

    title: str
    subtitle: str
    sentence: str
    start: date
    today: date
    scope: tuple[Step, ...] = ()
    done: tuple[Step, ...] = ()
    first_plan: tuple[Step, ...] = ()
    plan: tuple[Step, ...] = ()
    first_end: date | None = None
    plan_end: date | None = None
    things: str = "items"
    note: str = ""

    @property
    def total(self) -> int:
        return reached(self.scope, date.max)


def burn_up(data: BurnUp, key: str, width: int = 840) -> str:
    """The chart as inline SVG, `width` CSS pixels wide; its ids begin with `key`."""
    from app.charts.burnup_plot import draw_burn_up
    from app.charts.kit import Drawing
    from app.charts.svg import Naming, inline_svg

    drawing = Drawing(width, height(width))
    draw_burn_up(drawing, data, drawing.box)
    return inline_svg(drawing.figure, Naming(key, data.title, data.sentence))


def burn_up_png(data: BurnUp, width: int = 840) -> bytes:
    """The same drawing as a PNG that stands alone: with its heading and its note."""
    from app.charts.burnup_plot import draw_burn_up
    from app.charts.png import Sheet, png_sheet

    sheet = Sheet(data.title, data.subtitle, note=data.note)
    plot = (width, height(width))
    return png_sheet(sheet, plot, lambda drawing, box: draw_burn_up(drawing, data, box))


def height(width: int) -> int:
    return NARROW_HEIGHT if width < NARROW else HEIGHT


def reached(steps: Sequence[Step], day: date) -> int:
    """The count on that day: of the latest step until then, 0 before the first."""
    past = [(step.on, step.count) for step in steps if step.on <= day]
    return max(past)[1] if past else 0


def table(data: BurnUp) -> list[tuple[str, ...]]:
    """One row for each day on which a count changed, oldest first, below a row of headings."""
    head, *rows = numbers(data)
    told = [
        (long_day(day), *("" if n is None else str(n) for n in counts)) for day, *counts in rows
    ]
    return [tuple(map(str, head)), *told]


def numbers(data: BurnUp) -> list[tuple[Any, ...]]:
    """The same for a spreadsheet: days and plain counts; None where a staircase says nothing."""
    series = (data.done, data.first_plan, data.plan, data.scope)
    changes = sorted({step.on for steps in series for step in steps})
    rows: list[tuple[Any, ...]] = [("Date", "Done", "First plan", "Plan today", "In all")]
    for day in changes:
        done = reached(data.done, day) if day <= data.today else None
        plan = reached(data.plan, day) if data.plan and day >= data.today else None
        first = reached(data.first_plan, day) if data.first_plan else None
        rows.append((day, done, first, plan, reached(data.scope, day)))
    return rows
