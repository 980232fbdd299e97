"""The scorecard: every number in use over the latest 13 weeks, or months, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.kpis.catalogue import Cadence
from app.kpis.queries import Point
from app.kpis.rules import show, too_few
from app.kpis.thresholds import Thresholds
from app.numbers.lines import Line, Listing
from app.numbers.words import last_period, period_title, target_words
from app.planning.words import MONTHS

COLUMNS = {Cadence.WEEKLY: 13, Cadence.MONTHLY: 6, Cadence.QUARTERLY: 4}
TITLES = {
    Cadence.WEEKLY: "The latest 13 weeks",
    Cadence.MONTHLY: "The latest 6 months",
    Cadence.QUARTERLY: "The latest 4 quarters",
}
Period = tuple[date, date]
Judgements = Mapping[tuple[str, date, date], Thresholds | None]


@dataclass(frozen=True)
class Cell:
    """A value in its period; `met` says whether it reached its `target`, None without one."""

    value: float | None
    words: str
    met: bool | None
    small: bool
    target: str


@dataclass(frozen=True)
class Row:
    """A KPI with a cell for each period; no cell where nothing was read."""

    line: Line
    cells: tuple[Cell | None, ...]

    @property
    def spark(self) -> list[float | None]:
        return [cell.value if cell else None for cell in self.cells]

    @property
    def met(self) -> int:
        return sum(bool(cell and cell.met) for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """The KPIs of one rhythm; the periods are in order of time."""

    cadence: Cadence
    periods: tuple[Period, ...]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        return TITLES[self.cadence]

    def heads(self, today: date) -> list[tuple[str, str]]:
        """Each period, short for its column and in full for who hears it."""
        return [(short(*one), period_title(*one, today)) for one in self.periods]


def scorecard(lines: Listing, today: date, judged: Judgements) -> list[Grid]:
    """The numbers in use by rhythm, weeks first; one in two groups stands once.

    Each reading is shown as it was `judged` when it came in, whatever the target is now.
    """
    used = {line.kpi.key: line for group in lines.groups for line in group.lines}
    measured = [line for line in used.values() if line.known]
    return [
        grid(cadence, [line for line in measured if line.rhythm is cadence], today, judged)
        for cadence in Cadence
        if any(line.rhythm is cadence for line in measured)
    ]


def grid(cadence: Cadence, lines: Iterable[Line], today: date, judged: Judgements) -> Grid:
    periods = latest(cadence, today)
    rows = tuple(Row(line, tuple(cells(line, periods, judged))) for line in lines)
    return Grid(cadence, periods, rows)


def latest(cadence: Cadence, today: date) -> tuple[Period, ...]:
    """The latest periods that are over, in order of time."""
    found = [last_period(cadence, today)]
    while len(found) < COLUMNS[cadence]:
        found.append(last_period(cadence, found[-1][0]))
    return tuple(reversed(found))


def cells(line: Line, periods: Sequence[Period], judged: Judgements) -> Iterable[Cell | None]:
    """A reading stands in the period in which it ended."""
    known = {one.ends_on: one for one in line.known}
    for first, last in periods:
        inside = [one for on, one in known.items() if first <= on <= last]
        yield cell(line, inside[-1], judged) if inside else None


def cell(line: Line, one: Point, judged: Judgements) -> Cell:
    value = one.value or 0.0
    by = judged.get((one.kpi_key, one.starts_on, one.ends_on)) or present(line)
    return Cell(
        value,
        show(value, line.kpi.unit, line.kpi.decimals),
        by.met(value),
        too_few(one.n, line.kpi.minimum_n),
        target_words(line.kpi, by.target, by.band, by.direction),
    )


def present(line: Line) -> Thresholds:
    """What judges the KPI now, for readings that nobody wrote theirs down of."""
    direction, band = line.way
    target = line.criterion.target if line.criterion else line.kpi.target
    return Thresholds(direction, target, band)


def short(first: date, last: date) -> str:
    """A period as the head of a narrow column: "22 Nov" for a week, "Nov" for a month."""
    month = MONTHS[last.month - 1][:3]
    return f"{last.day} {month}" if (last - first).days < 7 else month


def rows(grids: Iterable[Grid]) -> list[tuple[object, ...]]:
    """The same for a spreadsheet, one line for each KPI and period, oldest first."""
    found: list[tuple[object, ...]] = [("KPI", "Unit", "From", "To", "Reading", "Target", "Met")]
    for one in grids:
        for row in one.rows:
            kpi = row.line.kpi
            for (first, last), read in zip(one.periods, row.cells, strict=True):
                if read:
                    met = {True: "yes", False: "no", None: ""}[read.met]
                    told = (first, last, read.value, read.target, met)
                    found.append((kpi.name, kpi.unit.value, *told))
    return found
