"""The numbers of many periods at once: KPIs as rows, weeks, months or quarters as columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.kpis import queries as kpis
from app.kpis.block import Placed, Target, place, read_block
from app.kpis.catalogue import Cadence, Kpi
from app.kpis.closed import Closed, closed
from app.kpis.models import Reading
from app.kpis.scopes import About
from app.kpis.series import rhythm, series
from app.kpis.typed import TypedReading
from app.numbers.cells import Deed, Judged, Place, judge
from app.numbers.doubts import Doubts
from app.numbers.entry import Period, Rows, Wanted, wanted
from app.numbers.grid_form import GridForm
from app.numbers.lines import YEAR
from app.numbers.words import criterion_target, last_period, period_words, target_words, unit_of
from app.web.forms import VERSION

SHOWN = {Cadence.WEEKLY: 8, Cadence.MONTHLY: 6, Cadence.QUARTERLY: 4}
DAYS = {Cadence.WEEKLY: 7, Cadence.MONTHLY: 28, Cadence.QUARTERLY: 89}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class View:
    """Which periods a grid shows: of one rhythm, up to the one that holds a day or the last."""

    cadence: Cadence
    until: date
    today: date

    @property
    def periods(self) -> list[Period]:
        found = [last_period(self.cadence, min(self.until + ONE_DAY, self.today))]
        while len(found) < SHOWN[self.cadence]:
            found.append(last_period(self.cadence, found[-1][0]))
        return found[::-1]

    @property
    def later(self) -> date | None:
        """Where the next columns end; None when the last ones are shown."""
        last = self.periods[-1][1]
        far = last + timedelta(days=SHOWN[self.cadence] * DAYS[self.cadence])
        newest = last_period(self.cadence, self.today)[1]
        return None if last >= newest else min(far, newest)

    @property
    def earlier(self) -> date:
        return self.periods[0][0] - ONE_DAY


@dataclass
class Cell:
    """A place with the text that stands in it, and what becomes of that; `sure` is the text that
    somebody said is right."""

    place: Place
    text: str
    seen: int
    sure: str = ""
    judged: Judged = field(default_factory=lambda: Judged(Deed.NOTHING))

    @property
    def error(self) -> str:
        return self.judged.sentence

    def kept(self, about: About) -> tuple[Kpi, TypedReading]:
        assert self.judged.typed is not None
        return self.place.kpi, replace(self.judged.typed, about=about)


@dataclass(frozen=True)
class Row:
    """A KPI with its cells, oldest first, and the value before them."""

    kpi: Kpi
    hint: str
    before: float | None
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """What the page shows, and what was sent with it."""

    view: View
    rows: Sequence[Row]
    cadences: Sequence[Cadence]
    form: GridForm

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells)

    def doing(self, *deeds: Deed) -> list[Cell]:
        return [cell for cell in self.cells if cell.judged.deed in deeds]

    @property
    def shut(self) -> str:
        """Why some of the columns stand, who closed them and when; empty when all are open."""
        return next((cell.place.shut for cell in self.cells if cell.place.shut), "")

    @property
    def wrong(self) -> list[Cell]:
        return self.doing(Deed.WRONG, Deed.STALE)

    @property
    def odd(self) -> list[Cell]:
        """What is unlikely, and nobody has said that it is right."""
        return self.doing(Deed.ODD)

    def named(self, cell: Cell) -> str:
        """A cell in words: "Utilization, week ending 22 November"."""
        return f"{cell.place.kpi.name}, {period_words(*cell.place.period, self.view.today)}"


def grid(asked_for: Rows, view: View, sent: Mapping[str, Any] | None = None) -> Grid:
    """Somebody's numbers over some periods; another rhythm when none of it has this one."""
    asked = wanted(asked_for, view.today)
    since = min(view.periods[0][0], view.today - YEAR)
    keys = [one.kpi.key for one in asked]
    found = kpis.company_readings(keys, since=since, about=asked_for.about)
    paces = {one.kpi.key: rhythm(found[one.kpi.key], one.kpi.cadence) for one in asked}
    cadences = [one for one in Cadence if one in paces.values()]
    if cadences and view.cadence not in cadences:
        view = View(cadences[0], view.until, view.today)
    chosen = [one for one in asked if paces[one.kpi.key] is view.cadence]
    chosen.sort(key=lambda one: not one.begun)
    shut = closed()
    rows = [row_of(one, view, found[one.kpi.key], (sent, shut)) for one in chosen]
    form = GridForm([(row.kpi.key, row.kpi.name) for row in rows], heads(view), sent)
    return Grid(view, rows, cadences, form)


def heads(view: View) -> list[tuple[str, str]]:
    """Each column by its number: "22 Nov" for a week, "October" for a month."""
    named = [
        f"{last.day} {last:%b}" + ("" if last.year == view.today.year else f" {last.year}")
        if view.cadence is Cadence.WEEKLY
        else period_words(first, last, view.today)
        for first, last in view.periods
    ]
    return [(str(number), words) for number, words in enumerate(named)]


def row_of(
    wanted: Wanted,
    view: View,
    readings: Sequence[Reading],
    asked: tuple[Mapping[str, Any] | None, Closed | None],
) -> Row:
    (sent, shut), kpi, target = asked, wanted.kpi, ""
    if wanted.criterion:
        target = criterion_target(wanted.criterion, kpi)
    target = target or target_words(kpi, kpi.target, kpi.band, kpi.direction)
    here = {(one.starts_on, one.ends_on): one for one in readings}
    why = shut.sentence(view.today) if shut else ""
    places = [
        Place(kpi, period, here.get(period), why if shut and shut.has(period[1]) else "")
        for period in view.periods
    ]
    hint = ", ".join(part for part in (unit_of(kpi), f"target {target}" if target else "") if part)
    earlier = [one for one in series(readings, kpi.cadence) if one.ends_on < view.periods[0][0]]
    before = next((one.value for one in reversed(earlier) if one.value is not None), None)
    return Row(kpi, hint, before, [cell_of(place, sent) for place in places])


def cell_of(place: Place, sent: Mapping[str, Any] | None) -> Cell:
    """The cell with what was typed, or with the reading that stands there."""
    version = place.reading.version if place.reading else 0
    if sent is None:
        return Cell(place, place.shown, version)
    told = str(sent.get(f"{place.name}-version", ""))
    text = str(sent.get(place.name, place.shown)).strip()
    sure = str(sent.get(f"{place.name}-sure", ""))
    return Cell(place, text, int(told) if VERSION.fullmatch(told) else 0, sure)


def fill(grid: Grid) -> None:
    """Put the pasted block into its cells; with a problem nothing is put and the text stays."""
    try:
        placed = place(read_block(grid.form.text), target_of(grid))
    except ValueError as no:
        placed = Placed(problems=[str(no)])
    if placed.problems:
        grid.form.pasted.errors = [placed.problems[0], *placed.problems[1:]]
        return
    for row in grid.rows:
        for number, cell in enumerate(row.cells):
            cell.text = placed.texts.get((row.kpi.key, number), cell.text)
    grid.form.empty()


def target_of(grid: Grid) -> Target:
    """The grid as a pasted block sees it: KPIs go by their name or key."""
    names = {
        " ".join(name.casefold().split()): row.kpi.key
        for row in grid.rows
        for name in (row.kpi.key, row.kpi.name)
    }
    keys = [row.kpi.key for row in grid.rows]
    row, column = grid.form.start
    first = keys.index(row) if row in keys else 0
    return Target(keys, names, grid.view.periods, grid.view.today, first, column)


def judge_cells(grid: Grid) -> None:
    """Say what becomes of each cell; what is unlikely is kept only when somebody is sure of it."""
    for row in grid.rows:
        doubts = Doubts(row.kpi, row.before, row.before)
        for cell in row.cells:
            judged = judge(cell.place, cell.text, cell.seen, grid.view.today)
            cell.judged = doubts.ask(cell.place, judged, cell.sure == cell.text)
