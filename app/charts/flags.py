"""Numbered flags above a plot, one for each event; neighbours without room share a flag."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from app.charts.axes import AXIS, KEEP_OFF_POLE, POLE_TOP, ROW, Plot, crisp
from app.charts.places import around, pushed_apart

GAP = 2

if TYPE_CHECKING:
    from app.charts.kit import Drawing


class Numbered(Protocol):
    """An event: the day it happened and the number it has in the list below."""

    @property
    def on(self) -> date: ...
    @property
    def number(self) -> int: ...


class Flag(NamedTuple):
    """Numbers of one or several events, and where their poles stand."""

    numbers: tuple[int, ...]
    poles: tuple[float, ...]

    @property
    def words(self) -> str:
        first, last = self.numbers[0], self.numbers[-1]
        return str(first) if first == last else f"{first}–{last}"

    @property
    def middle(self) -> float:
        return sum(self.poles) / len(self.poles)


def draw_flags(plot: Plot, events: Sequence[Numbered]) -> None:
    """Events beyond the time axis have no flag."""
    seen = [event for event in events if plot.x.first <= event.on <= plot.x.last]
    ordered = sorted(seen, key=lambda event: (event.on, event.number))
    flags = [Flag((event.number,), (plot.x(event.on),)) for event in ordered]
    low, high = plot.area.left - 8, plot.area.right + 8
    flags = merged(flags, plot.drawing, high - low)
    widths = [width(flag, plot.drawing) for flag in flags]
    spots = pushed_apart([flag.middle for flag in flags], widths, low, high)
    top, y = plot.whole.top + POLE_TOP, plot.whole.top + ROW
    for flag, spot in zip(flags, spots, strict=True):
        for pole in flag.poles:
            x = crisp(pole)
            plot.stroke([(spot, y), (x, top + 4), (x, plot.area.bottom)], AXIS, KEEP_OFF_POLE)
    for flag, spot, wide in zip(flags, spots, widths, strict=True):
        plot.drawing.pill((spot, y), flag.words, "ink")
        plot.places.take(around(spot, y, wide, 2 * ROW))


def merged(flags: list[Flag], drawing: "Drawing", room: float) -> list[Flag]:
    """The flags, nearest neighbours joined until all of them fit side by side."""
    flags = list(flags)
    while len(flags) > 1 and sum(width(flag, drawing) for flag in flags) > room:
        gaps = [right.middle - left.middle for left, right in pairwise(flags)]
        at = gaps.index(min(gaps))
        left, right = flags[at], flags[at + 1]
        flags[at : at + 2] = [Flag(left.numbers + right.numbers, left.poles + right.poles)]
    return flags


def width(flag: Flag, drawing: "Drawing") -> float:
    return drawing.pill_width(flag.words) + GAP
