"""How a strip is drawn: an axis of values, the middle half behind, dots piled where they meet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.charts.places import Box
from app.charts.scales import Scale, value_ticks
from app.charts.strip import Mark, Strip
from app.charts.theme import LABEL, NARROW, STRONG, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing

HEAD, FOOT, SIDE = 34, 30, 28
ROW = 12
MOST_TICKS, FEW_TICKS = 8, 5
PILE = 13.0
RADIUS, OWN_RADIUS = 5.0, 7.0
AXIS, EDGE = Stroke("axis"), Stroke("band-edge")
MEDIAN = Stroke("muted", 1.5)
HALO = Stroke("sheet", 2)
OWN = Face("main", 15, STRONG, "center")
MIDDLE = LABEL._replace(anchor="center")


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the strip lies: its area, and values to pixels."""

    drawing: "Drawing"
    area: Box
    x: Scale

    def clamped(self, x: float, words: str, face: Face) -> float:
        """The middle for some words, as near to `x` as the area lets them."""
        half = min(self.drawing.width(words, face), self.area.width) / 2
        return min(max(x, self.area.left + half), self.area.right - half)


def draw_strip(drawing: "Drawing", data: Strip, whole: Box) -> None:
    values = [mark.value for mark in data.marks]
    if data.quarters:
        values += [data.quarters.low, data.quarters.high]
    most = FEW_TICKS if whole.width < NARROW else MOST_TICKS
    ticks = value_ticks(values, data.decimals, most)
    area = Box(whole.left, whole.top + HEAD, whole.right, whole.bottom - FOOT)
    ends = (area.left + SIDE, area.right - SIDE)
    x = Scale(ticks[0], ticks[-1], *(ends[::-1] if data.flipped else ends))
    ground = Ground(drawing, area, x)
    draw_middle(ground, data)
    draw_axis(ground, data, ticks)
    draw_marks(ground, data)


def draw_middle(ground: Ground, data: Strip) -> None:
    """The middle half with its median, and their name above."""
    if data.quarters is None:
        return
    drawing, area, of = ground.drawing, ground.area, data.quarters
    left, right = sorted((ground.x(of.low), ground.x(of.high)))
    drawing.rect(Box(left, area.top, right, area.bottom), "band")
    for at in (left, right):
        drawing.line([(at, area.top), (at, area.bottom)], EDGE)
    middle = ground.x(of.median)
    drawing.line([(middle, area.top), (middle, area.bottom)], MEDIAN)
    words = f"Middle half, median {data.say(of.median)}"
    words = drawing.fitted(words, MIDDLE, area.width)
    drawing.text((ground.clamped(middle, words, MIDDLE), area.top - HEAD + ROW), words, MIDDLE)


def draw_axis(ground: Ground, data: Strip, ticks: list[float]) -> None:
    drawing, area = ground.drawing, ground.area
    bottom = int(area.bottom) + 0.5
    drawing.line([(area.left, bottom), (area.right, bottom)], AXIS)
    room = abs(ground.x(ticks[1]) - ground.x(ticks[0])) - 8
    for tick in ticks:
        at = int(ground.x(tick)) + 0.5
        drawing.line([(at, bottom), (at, bottom + 5)], AXIS)
        words = drawing.fitted(data.say(tick), MIDDLE, room)
        drawing.text((ground.clamped(at, words, MIDDLE), bottom + 17), words, MIDDLE)


def draw_marks(ground: Ground, data: Strip) -> None:
    """A dot for each; the own one on top of its pile, and named."""
    found = list(piles(ground, data))
    step = min(PILE, (ground.area.height - 2 * PILE) / max(map(len, found), default=1))
    ring = Stroke("sheet", 1) if step >= 2 * RADIUS else None
    for mark, number in ((mark, n) for pile in found for n, mark in enumerate(pile)):
        y = ground.area.bottom - 8 - number * step
        if not mark.own:
            ground.drawing.dot((ground.x(mark.value), y), RADIUS, "soft", ring)
    for pile in found:
        if pile[-1].own:
            draw_own(ground, data, pile[-1], ground.area.bottom - 8 - (len(pile) - 1) * step)


def piles(ground: Ground, data: Strip) -> Iterator[list[Mark]]:
    """The marks that would cover each other, from left to right."""
    pile: list[Mark] = []
    for mark in sorted(data.marks, key=lambda one: ground.x(one.value)):
        if pile and ground.x(mark.value) - ground.x(pile[0].value) >= PILE - 2:
            yield sorted(pile, key=lambda one: one.own)
            pile = []
        pile.append(mark)
    if pile:
        yield sorted(pile, key=lambda one: one.own)


def draw_own(ground: Ground, data: Strip, mark: Mark, y: float) -> None:
    drawing, at = ground.drawing, ground.x(mark.value)
    drawing.dot((at, y), OWN_RADIUS, "main", HALO)
    words = drawing.fitted(f"{mark.name} {data.say(mark.value)}", OWN, ground.area.width)
    drawing.text((ground.clamped(at, words, OWN), y - 19), words, OWN, halo=True)
