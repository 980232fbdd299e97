"""The same drawings as PNG, for downloads, mail and slides: twice the pixels, light colours.

A picture travels alone, so it carries what the page writes around a chart: heading, list of
events and note.
"""

import io
from collections.abc import Callable
from typing import Final, NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg

from app.charts import letters
from app.charts.kit import Drawing
from app.charts.places import Box
from app.charts.theme import LABEL, REGULAR, TITLE, TOKENS, Face

MARGIN: Final = 24
TITLE_LINE: Final = 24
TEXT_LINE: Final = 20
KEY_LINE: Final = 25
AFTER: Final = 12
KEY: Final = Face("ink", 14, REGULAR)


class Sheet(NamedTuple):
    """What is written around the plot; `key` explains the numbered flags."""

    title: str
    subtitle: str
    key: tuple[tuple[int, str], ...] = ()
    note: str = ""


class Picture(Drawing):
    """A drawing in the light colours themselves, at 2 × the pixels."""

    inks = {name: shade.light for name, shade in TOKENS.items()}
    pixel_ratio = 2

    def __init__(self, width: float, height: float) -> None:
        super().__init__(width, height)
        self.figure.patch.set_visible(True)
        self.figure.patch.set_facecolor(self.inks["sheet"])

    def spelled(self, words: str) -> str:
        return letters.printable(words)

    def png(self) -> bytes:
        out = io.BytesIO()
        FigureCanvasAgg(self.figure)
        self.figure.savefig(out, format="png", metadata={"Software": None})
        return out.getvalue()


def png_sheet(sheet: Sheet, plot: tuple[int, int], draw: Callable[[Drawing, Box], object]) -> bytes:
    """Heading, plot (width and height in CSS pixels) and foot, drawn at twice the pixels."""
    width, height = plot
    title = letters.wrapped(letters.printable(sheet.title), TITLE, width, 3)
    subtitle = letters.wrapped(letters.printable(sheet.subtitle), LABEL, width, 3)
    note = letters.wrapped(letters.printable(sheet.note), LABEL, width, 4)
    columns = 2 if width >= 600 else 1
    rows = -(-len(sheet.key) // columns)
    head = len(title) * TITLE_LINE + len(subtitle) * TEXT_LINE + AFTER
    foot = AFTER * bool(rows) + rows * KEY_LINE + AFTER * bool(note) + len(note) * TEXT_LINE
    picture = Picture(width + 2 * MARGIN, head + height + foot + 2 * MARGIN)
    y = write(picture, title, TITLE, MARGIN, TITLE_LINE)
    write(picture, subtitle, LABEL, y, TEXT_LINE)
    bottom: float = MARGIN + head + height
    draw(picture, Box(MARGIN, MARGIN + head, MARGIN + width, bottom))
    if rows:
        bottom = write_key(picture, sheet.key, bottom + AFTER, columns)
    write(picture, note, LABEL, bottom + AFTER, TEXT_LINE)
    return picture.png()


def write(picture: Picture, lines: list[str], face: Face, top: float, line: float) -> float:
    for number, words in enumerate(lines):
        picture.text((MARGIN, top + (number + 0.5) * line), words, face)
    return top + len(lines) * line


def write_key(
    picture: Picture, key: tuple[tuple[int, str], ...], top: float, columns: int
) -> float:
    column = (picture.size[0] - 2 * MARGIN) / columns
    for at, (number, words) in enumerate(key):
        left = MARGIN + at % columns * column
        y = top + (at // columns + 0.5) * KEY_LINE
        picture.pill((left + 10, y), str(number), "ink")
        picture.text((left + 30, y), picture.fitted(words, KEY, column - 46), KEY)
    return top + -(-len(key) // columns) * KEY_LINE
