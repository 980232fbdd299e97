"""The scorecard as one picture: each KPI with its course and a cell for every period."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A reading and how it is written; `met` is None where there was no target to judge it by.

    `small` marks a small sample.
    """

    value: float | None
    words: str
    met: bool | None = None
    small: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A KPI with its target in words; a cell for each period, None where nothing was read."""

    name: str
    target: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The KPIs of one rhythm; `heads` name the periods in order of time, one for each cell."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that the picture says. `title` is the finding, `sentence` what is said aloud of it."""

    title: str
    subtitle: str
    sentence: str
    blocks: tuple[Block, ...]


def scorecard(data: Scorecard, key: str) -> str:
    """The picture as SVG; its ids begin with `key`.

    It is as wide (in CSS pixels, 840 at least) and as high as its words and rows need, since a
    value is never cut. Everything is in the picture, so that it can travel alone.
    """
    from app.charts.kit import Drawing
    from app.charts.scorecard_plot import draw_scorecard
    from app.charts.svg import Naming, inline_svg

    drawing = draw_scorecard(Drawing, data)
    return inline_svg(drawing.figure, Naming(key, data.title, data.sentence))


def scorecard_png(data: Scorecard) -> bytes:
    """The same drawing as a PNG, in the light colours and at twice the pixels."""
    from app.charts.png import Picture
    from app.charts.scorecard_plot import draw_scorecard

    return draw_scorecard(Picture, data).png()
