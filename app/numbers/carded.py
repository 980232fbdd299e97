"""The scorecard in a sentence, and as a picture to take away."""

from collections.abc import Sequence

from app.charts import kept, scorecard
from app.charts.scorecard import Block, Cell, Scorecard
from app.numbers.lines import is_late
from app.numbers.scorecard import Grid, Row, short
from app.numbers.words import PERIODS
from app.planning.words import in_full
from app.stats.words import listed

NOTHING = "No numbers yet"
SUBTITLE = "Scorecard: every number in use, with its course and its target"


def finding(grid: Grid) -> str:
    """How many met their target in the latest period: "2 of 3 numbers with a target met it…"."""
    judged, missing = latest_of(grid)
    of, when = len(judged) + missing, f"in the latest {PERIODS[grid.cadence]}"
    if not of:
        return f"No {grid.cadence.value} number has a target"
    if of == 1:
        answer = "has no reading" if missing else "met it" if judged[0] else "did not meet it"
        return f"The one number with a target {answer} {when}"
    return f"{sum(judged) or 'None'} of {of} numbers with a target met it {when}"


def lacking(grid: Grid) -> str:
    """How many of several numbers with a target have no reading yet."""
    judged, missing = latest_of(grid)
    if not missing or len(judged) + missing == 1:
        return ""
    return f", {missing} {'has' if missing == 1 else 'have'} no reading for it"


def latest_of(grid: Grid) -> tuple[list[bool], int]:
    """Whether each number met its target in the latest period; how many aim and were not read."""
    latest = [(row, row.cells[-1]) for row in grid.rows]
    judged = [cell.met for _, cell in latest if cell and cell.met is not None]
    return judged, sum(cell is None and bool(row.line.target) for row, cell in latest)


def sentence(grids: Sequence[Grid]) -> str:
    """What stands out: what met its target lately, what has no reading, and which are late."""
    told = [f"{finding(grid)}{lacking(grid)}." for grid in grids]
    late = [row.line.kpi.name for grid in grids for row in grid.rows if is_late(row.line)]
    if late:
        told.append(f"Readings are late for {listed(late)}.")
    return " ".join(told)


def card(grids: Sequence[Grid]) -> Scorecard:
    """The picture of the scorecard."""
    title = finding(grids[0]) if grids else NOTHING
    return Scorecard(title, SUBTITLE, sentence(grids), tuple(map(block, grids)))


def block(grid: Grid) -> Block:
    title = f"{grid.title}, to {in_full(grid.periods[-1][1])}"
    heads = tuple(short(*period) for period in grid.periods)
    return Block(title, heads, tuple(map(row_of, grid.rows)))


def row_of(row: Row) -> scorecard.Row:
    cells = tuple(
        Cell(one.value, one.words, one.met, one.small) if one else None for one in row.cells
    )
    return scorecard.Row(row.line.kpi.name, row.line.target, cells)


def svg_file(data: Scorecard) -> bytes:
    """The picture as a file of its own."""
    name = f"{kept.digest('scorecard', data)}-svg"
    drawn = kept.svg(name, lambda: scorecard.scorecard(data, "scorecard"))
    return kept.as_file(drawn).encode()


def png(data: Scorecard) -> bytes:
    name = f"{kept.digest('scorecard', data)}-png"
    return kept.drawings.get(name, lambda: scorecard.scorecard_png(data))
