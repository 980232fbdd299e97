"""The numbers of a week: what is still to be typed, and what is in already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.criteria import queries as criteria
from app.criteria.models import Criterion
from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.catalogue import Kpi, Unit
from app.kpis.closed import closed
from app.kpis.derive import to_enter
from app.kpis.forms import ValueForm
from app.kpis.models import Reading
from app.kpis.own import own_kpis
from app.kpis.rules import Freshness, freshness
from app.kpis.scopes import FIRM, About
from app.kpis.series import rhythm, series
from app.kpis.typed import TypedReading, unlikely
from app.numbers import queries
from app.numbers.lines import YEAR
from app.numbers.words import (
    criterion_target,
    last_period,
    period_title,
    period_words,
    say,
    target_words,
    unit_of,
)
from app.programs.models import Program

WEEK = timedelta(days=7)
EARLIEST = date(2001, 1, 7)
Period = tuple[date, date]


@dataclass(frozen=True)
class EntryLine:
    """A KPI whose number for a period is asked for, and the reading if it is in."""

    kpi: Kpi
    period: Period
    form: ValueForm
    hint: str
    begun: bool
    before: float | None
    reading: Reading | None
    fresh: Freshness
    since: str
    shut: bool = False

    @property
    def missing(self) -> str:
        """Since when nothing came in, for a series that is late or silent; else empty."""
        is_old = self.fresh in {Freshness.LATE, Freshness.SILENT} and self.since
        return f"Nothing since {self.since}" if is_old and self.begun else ""

    @property
    def is_silent(self) -> bool:
        return self.fresh is Freshness.SILENT

    @property
    def comes_in_parts(self) -> bool:
        """Whether it is divided from two numbers; a plain count is not."""
        return self.kpi.unit is not Unit.COUNT

    @property
    def suffix(self) -> str:
        return unit_of(self.kpi)

    @property
    def words(self) -> str:
        return say(self.kpi)(self.reading.value) if self.reading else ""

    @property
    def oddity(self) -> str:
        if self.reading is None or self.reading.is_sure:
            return ""
        return unlikely(self.kpi, self.reading.value, self.before)

    def typed(self, about: About) -> tuple[Kpi, TypedReading]:
        return self.kpi, replace(self.form.typed(), about=about)


@dataclass(frozen=True)
class Entry:
    """The numbers of the week that ends on a Sunday, and of the months that were over by then."""

    sunday: date
    lines: Sequence[EntryLine]
    shut: str = ""

    @property
    def left(self) -> list[EntryLine]:
        return [one for one in self.lines if one.reading is None and one.begun and not one.shut]

    @property
    def later(self) -> list[EntryLine]:
        """For improvements that have not begun: may be entered, is not asked for."""
        return [one for one in self.lines if one.reading is None and not one.begun and not one.shut]

    @property
    def already(self) -> list[EntryLine]:
        return [one for one in self.lines if one.reading is not None]

    @property
    def typed(self) -> list[EntryLine]:
        """What was sent, with what came in or was closed since the page was opened."""
        return [one for one in self.lines if not one.form.is_empty]

    def by_period(self, lines: Sequence[EntryLine], today: date) -> dict[str, list[EntryLine]]:
        """Lines under the names of their periods: weeks before months before quarters."""
        found: dict[str, list[EntryLine]] = {}
        for one in sorted(lines, key=lambda line: line.period[1] - line.period[0]):
            found.setdefault(period_title(*one.period, today), []).append(one)
        return found


def sunday_of(week: str, today: date) -> date:
    """The Sunday of an ISO week such as 2026-W47; of the last one that is over otherwise."""
    last = today - timedelta(days=today.weekday() + 1)
    try:
        asked = date.fromisoformat(f"{week}-7") if len(week) == len("2026-W47") else last
    except ValueError:
        return last
    return min(max(asked, EARLIEST), last)


@dataclass(frozen=True)
class Wanted:
    """A KPI whose numbers a program needs: for a criterion, or for an improvement that moves it."""

    kpi: Kpi
    criterion: Criterion | None
    begun: bool


@dataclass(frozen=True)
class Rows:
    """Which numbers somebody enters: of a program, of `only` some KPIs or all, and whose; `typed`
    are those that have somebody who types them."""

    program: Program | None
    only: frozenset[str] | None = None
    about: About = FIRM
    typed: frozenset[str] = frozenset()


def wanted(rows: Rows, today: date) -> list[Wanted]:
    """What is needed of a person: the program's numbers and what else is typed or, of `only` some
    KPIs, all of these.

    Of a team, technician or client also what is measured of it already, without the criteria,
    which are the firm's.
    """
    needed, about = needed_by(rows.program, today), rows.about
    measured = rows.typed if rows.only is None else rows.only
    if not about.is_firm:
        needed = [replace(one, criterion=None) for one in needed]
        measured = frozenset(kpis.kpis_of(about)) if rows.only is None else rows.only
    if rows.only is not None:
        needed = [one for one in needed if one.kpi.key in rows.only]
    more = sorted(measured - {one.kpi.key for one in needed})
    known = [kpi for key in more if (kpi := library.entered().get(key))]
    found = [*needed, *(Wanted(kpi, None, begun=True) for kpi in known)]
    return [one for one in found if about.kind in one.kpi.scopes]


def expanded(begun: dict[str, bool]) -> dict[str, bool]:
    """The same with what a computed KPI is computed from in its place."""
    found: dict[str, bool] = {}
    for key, has_begun in begun.items():
        for one in to_enter(key):
            found[one] = found.get(one, False) or has_begun
    return found


def needed_by(program: Program | None, today: date) -> list[Wanted]:
    """What numbers are needed of: a program's criteria first, then what its improvements move, and
    last what the MSP defined itself."""
    found = criteria.criteria(program.id) if program else ()
    pursued = {one.kpi_key: one for one in found}
    moves = queries.moved(program.id, today) if program else ()
    moved = {one.kpi_key: one.begun for one in moves}
    own = [key for key, one in own_kpis().items() if one.is_offered]
    begun = {**moved, **dict.fromkeys([*pursued, *own], True)}
    begun = expanded({key: begun[key] for key in dict.fromkeys([*pursued, *moved, *own])})
    known = [kpi for key in begun if (kpi := library.kpi(key))]
    return [Wanted(kpi, pursued.get(kpi.key), begun[kpi.key]) for kpi in known]


def entry(rows: Rows, sunday: date, today: date, sent: Any = None) -> Entry:
    """Somebody's numbers of a week."""
    asked = wanted(rows, today)
    keys = [one.kpi.key for one in asked]
    found = kpis.company_readings(keys, since=sunday - YEAR, about=rows.about)
    lines = [entry_line(one, found[one.kpi.key], (sunday, today, sent)) for one in asked]
    shut = closed()
    if shut is None:
        return Entry(sunday, lines)
    lines = [replace(one, shut=shut.has(one.period[1])) for one in lines]
    is_missing = any(one.shut and one.reading is None for one in lines)
    return Entry(sunday, lines, shut.sentence(today) if is_missing else "")


def entry_line(
    wanted: Wanted,
    readings: Sequence[Reading],
    asked: tuple[date, date, Mapping[str, Any] | None],
) -> EntryLine:
    (sunday, today, sent), kpi = asked, wanted.kpi
    pace, monday = rhythm(readings, kpi.cadence), sunday + timedelta(days=1)
    period = last_period(pace, monday)
    earlier = [one for one in series(readings, kpi.cadence) if one.ends_on < period[0]]
    before = next((one for one in reversed(earlier) if one.value is not None), None)
    here = next((one for one in readings if (one.starts_on, one.ends_on) == period), None)
    return EntryLine(
        kpi=kpi,
        period=period,
        form=named(ValueForm(kpi, today, period, sent, prefix=f"{kpi.key}-")),
        hint=hint_of(kpi, before, wanted.criterion, period[0]),
        begun=wanted.begun,
        before=before.value if before else None,
        reading=here,
        fresh=freshness(pace, earlier[-1].ends_on if earlier else None, monday),
        since=period_words(earlier[-1].starts_on, earlier[-1].ends_on, today) if earlier else "",
    )


def named(form: ValueForm) -> ValueForm:
    """Among several KPIs, the number of each goes by its name."""
    form.value.label.text = form.kpi.name
    return form


def hint_of(kpi: Kpi, before: Reading | None, criterion: Criterion | None, first: date) -> str:
    """What it was before, and what it should become."""
    target = (
        criterion_target(criterion, kpi)
        if criterion
        else target_words(kpi, kpi.target, kpi.band, kpi.direction)
    )
    is_near = before is not None and before.ends_on + timedelta(days=1) == first
    when = "in the period before" if is_near else "the last time"
    was = f"{say(kpi)(before.value)} {when}" if before else "First reading"
    return f"{was}. Target {target}" if target else was
