"""Direct labels of levels: beside the plot where it is wide, inside it where it is narrow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from app.charts.axes import Plot
from app.charts.places import Box
from app.charts.theme import Face

if TYPE_CHECKING:
    from app.charts.kit import Drawing

LINE = 17
GAP = 4
TAG_GAP = 14
CROWDED = 120
ROOM = 170
LEAST_ROOM = 40
NARROW_ROOM = 14


class Tag(NamedTuple):
    """What a level is called, line by line, and the value it belongs to.

    A narrow plot has one line for it: the first `needed` lines, and the others if they fit.
    """

    lines: Sequence[tuple[str, Face]]
    value: float
    needed: int = 1


def right_margin(drawing: "Drawing", tags: Sequence[Tag], narrow: bool) -> float:
    if narrow:
        return NARROW_ROOM
    widest = [drawing.width(words, face) for tag in tags for words, face in tag.lines]
    return min(ROOM, max([LEAST_ROOM, *(width + TAG_GAP for width in widest)]))


def draw_tags_beside(plot: Plot, tags: Sequence[Tag], after: float = 0) -> None:
    """Each at the height of its level, or as near to it as those before leave room; they begin
    `after` so many pixels that something else has."""
    left = plot.area.right + after + TAG_GAP - 2
    for tag in tags:
        half = len(tag.lines) * LINE / 2
        low, high = plot.area.top + half - LINE / 2, plot.area.bottom - half
        wanted = min(max(plot.y(tag.value), low), high)
        heights = [wanted, *sorted(range(int(low), int(high), 2), key=lambda y: abs(y - wanted))]
        boxes = [Box(left, y - half - GAP, plot.whole.right, y + half) for y in heights]
        box = boxes[plot.places.best(boxes)]
        write_tag(plot, tag, box)


def tag_height(tag: Tag) -> float:
    """The pixels that a tag beside the plot takes, with the gap above it."""
    return len(tag.lines) * LINE + GAP


def draw_tag(plot: Plot, tag: Tag, y: float) -> None:
    """A tag beside the plot whose middle is there, whatever else is."""
    half, left = tag_height(tag) / 2, plot.area.right + TAG_GAP - 2
    write_tag(plot, tag, Box(left, y - half, plot.whole.right, y + half))


def write_tag(plot: Plot, tag: Tag, box: Box) -> None:
    for number, (words, face) in enumerate(tag.lines):
        y = box.top + GAP + (number + 0.5) * LINE
        plot.drawing.text((box.left, y), plot.drawing.fitted(words, face, box.width), face)


def draw_tags_inside(plot: Plot, tags: Sequence[Tag]) -> None:
    """On one line each, above or below their level, on the side where there is room."""
    for tag in tags:
        lines = [words for words, _ in tag.lines]
        needed = " ".join(lines[: tag.needed])
        whole = ", ".join([needed, *lines[tag.needed :]])
        fits = plot.drawing.width(whole, tag.lines[0][1]) <= plot.area.width - 8
        if not fits or not put_inside(plot, tag, whole, CROWDED):
            put_inside(plot, tag, needed)


def put_inside(plot: Plot, tag: Tag, words: str, most: float = float("inf")) -> bool:
    area, face = plot.area, tag.lines[0][1]
    words = plot.drawing.fitted(words, face, area.width - 8)
    half, y = plot.drawing.width(words, face) / 2, plot.y(tag.value)
    middles = [area.right - half - 2, area.left + half + 4, (area.left + area.right) / 2]
    spots = [(x, y + dy) for dy in (-13, 13, -26, 26, -40, 40) for x in middles]
    return plot.put(words, face, spots, most)
