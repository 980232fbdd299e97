"""How a scorecard is drawn: columns as wide as their words, and a shape for what was met."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from app.charts import letters
from app.charts.places import Box
from app.charts.png import MARGIN, TEXT_LINE, TITLE_LINE
from app.charts.scales import drawable
from app.charts.scorecard import Block, Cell, Row, Scorecard
from app.charts.sparkline import level
from app.charts.theme import LABEL, STRONG, STRONG_LABEL, TITLE, Face, Stroke

if TYPE_CHECKING:
    from app.charts.kit import Drawing

    D = TypeVar("D", bound=Drawing)

LEAST_WIDTH = 840
LINE, GAP = 32, 16
MOST_NAME, MOST_TARGET = 270, 190
SPARK, SPARK_HEIGHT = 84, 26
LEAST_CELL, MARK, PAD = 44, 18, 8
OTHER_FACE = 1.08
NAME, HEAD = Face("ink"), LABEL._replace(anchor="right")
VALUE, SMALL = Face("ink", anchor="right"), Face("muted", anchor="right")
MET = Face("ink", weight=STRONG, anchor="right")
RULE, RING, COURSE = Stroke("grid"), Stroke("muted", 1.5), Stroke("soft", 1.5)
HALO = Stroke("sheet")
NONE = "–"
KEY = ((True, "Target met"), (False, "Target not met"))
REST = "No mark: no target.  –: no reading."
STARRED = "  *: small sample."


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a block lie, in pixels: left edges, and the width of each cell."""

    target: float
    spark: float
    cells: float
    cell: float

    def end(self, count: int) -> float:
        return self.cells + count * self.cell


def draw_scorecard(make: "Callable[[float, float], D]", data: Scorecard) -> "D":
    """A drawing by `make`, as wide and as high as the data needs, with everything on it."""
    columns = columns_of(data.blocks)
    ends = [of.end(len(one.heads)) for of, one in zip(columns, data.blocks, strict=True)]
    width = ceil(max([LEAST_WIDTH - MARGIN, *ends])) + MARGIN
    title = letters.wrapped(data.title, TITLE, width - 2 * MARGIN, 3)
    lines = sum(len(block.rows) + 2 for block in data.blocks)
    head = MARGIN + len(title) * TITLE_LINE + TEXT_LINE
    foot = GAP + TEXT_LINE + MARGIN
    drawing = make(width, head + lines * LINE + len(columns) * GAP + foot)
    for number, words in enumerate(title):
        drawing.text((MARGIN, MARGIN + (number + 0.5) * TITLE_LINE), words, TITLE)
    subtitle = drawing.fitted(data.subtitle, LABEL, width - 2 * MARGIN)
    drawing.text((MARGIN, head - TEXT_LINE / 2), subtitle, LABEL)
    top: float = head
    for of, block in zip(columns, data.blocks, strict=True):
        top = draw_block(drawing, of, block, top + GAP)
    draw_key(drawing, top + GAP + TEXT_LINE / 2, any(cell.small for cell in read(data.blocks)))
    return drawing


def columns_of(blocks: Sequence[Block]) -> list[Columns]:
    """Room for the longest name and target, up to a limit, and in each block for its values."""
    rows = [row for block in blocks for row in block.rows]
    name = longest((row.name for row in rows), NAME)
    target = longest((row.target for row in rows), LABEL)
    at_target = MARGIN + min(name, MOST_NAME) + GAP
    at_spark = at_target + min(target, MOST_TARGET) + GAP * bool(target)
    at_cells = at_spark + SPARK + PAD
    return [Columns(at_target, at_spark, at_cells, cell_width(block)) for block in blocks]


def cell_width(block: Block) -> float:
    values = longest((written(cell) for cell in read([block])), MET) + MARK
    return max(LEAST_CELL, values, longest(block.heads, HEAD)) + PAD


def longest(texts: Iterable[str], face: Face) -> float:
    """Room for the longest text, also where another typeface stands in for ours."""
    return OTHER_FACE * max((letters.width(text, face) for text in texts), default=0)


def read(blocks: Sequence[Block]) -> list[Cell]:
    """Every cell with a reading."""
    return [cell for one in blocks for row in one.rows for cell in row.cells if cell]


def written(cell: Cell) -> str:
    return f"{cell.words}*" if cell.small else cell.words


def draw_block(drawing: "Drawing", of: Columns, block: Block, top: float) -> float:
    """A heading, the periods, and a line for each row; where the block ends."""
    drawing.text((MARGIN, top + LINE / 2), block.title, STRONG_LABEL)
    y = top + 1.5 * LINE
    if of.spark > of.target:
        drawing.text((of.target, y), "Target", LABEL)
    for at, head in enumerate(block.heads, start=1):
        drawing.text((of.end(at) - PAD, y), head, HEAD)
    for number, row in enumerate(block.rows, start=2):
        draw_row(drawing, of, row, top + number * LINE)
    return top + (len(block.rows) + 2) * LINE


def draw_row(drawing: "Drawing", of: Columns, row: Row, top: float) -> None:
    y, edge = top + LINE / 2, int(top) + 0.5
    drawing.line([(MARGIN, edge), (of.end(len(row.cells)), edge)], RULE)
    drawing.text((MARGIN, y), drawing.fitted(row.name, NAME, MOST_NAME), NAME)
    drawing.text((of.target, y), drawing.fitted(row.target, LABEL, MOST_TARGET), LABEL)
    draw_course(drawing, row, of.spark, top)
    for at, cell in enumerate(row.cells):
        draw_cell(drawing, cell, Box(of.end(at), top, of.end(at + 1), top + LINE))


def draw_course(drawing: "Drawing", row: Row, left: float, top: float) -> None:
    """A line without axes, gaps left open, the latest reading marked."""
    values = [drawable(cell.value if cell else None) for cell in row.cells]
    known = [value for value in values if value is not None]
    if not known:
        return
    step = (SPARK - GAP) / max(len(values) - 1, 1)
    spots = [
        None if value is None else (left + at * step, top + 3 + place(value, known))
        for at, value in enumerate(values)
    ]
    last = (left, top)
    for is_known, run in groupby(spots, key=lambda spot: spot is not None):
        points = [spot for spot in run if spot is not None]
        if not is_known:
            continue
        last = points[-1]
        drawing.line(points, COURSE)
        if len(points) == 1:
            drawing.dot(last, 1.5, "soft")
    drawing.dot(last, 3, "main", HALO)


def place(value: float, known: Sequence[float]) -> float:
    return level(value, min(known), max(known), SPARK_HEIGHT)


def draw_cell(drawing: "Drawing", cell: Cell | None, box: Box) -> None:
    """The value with its mark: bold, shaded and a full diamond where the target was met."""
    y = (box.top + box.bottom) / 2
    if cell is None:
        drawing.text((box.right - PAD, y), NONE, SMALL)
        return
    if cell.met:
        drawing.rect(Box(box.left + 1, box.top + 2, box.right - 1, box.bottom - 1), "band")
    draw_mark(drawing, cell.met, (box.left + PAD + 2, y))
    face = MET if cell.met else SMALL if cell.small else VALUE
    drawing.text((box.right - PAD, y), written(cell), face)


def draw_mark(drawing: "Drawing", met: bool | None, at: tuple[float, float]) -> None:
    if met:
        drawing.diamond(at, 4.5, "main")
    elif met is not None:
        drawing.dot(at, 3.5, "sheet", RING)


def draw_key(drawing: "Drawing", y: float, starred: bool) -> None:
    """What the marks mean."""
    left: float = MARGIN
    for met, said in KEY:
        draw_mark(drawing, met, (left + 5, y))
        drawing.text((left + MARK, y), said, LABEL)
        left += MARK + drawing.width(said, LABEL) + GAP
    drawing.text((left, y), REST + STARRED * starred, LABEL)
