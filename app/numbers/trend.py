"""The chart of a KPI from its rows: readings, criterion and improvements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.charts.kpi_trend import Event, KpiTrend, Reading, Target
from app.criteria.models import Criterion
from app.criteria.queries import aim_of
from app.kpis.benchmarks import Benchmark as Published
from app.kpis.benchmarks import to_compare
from app.kpis.catalogue import Cadence, Kpi
from app.kpis.models import Reading as Row
from app.kpis.rules import cadence_of, too_few
from app.numbers.words import PERIODS, finding, say

MOST_EVENTS = 9


@dataclass(frozen=True)
class Mover:
    """An improvement that is meant to move a KPI, and when it began or was done."""

    id: UUID
    name: str
    begun_on: date | None
    done_on: date | None

    @property
    def on(self) -> date | None:
        return self.done_on or self.begun_on

    @property
    def words(self) -> str:
        return f"{self.name} {'done' if self.done_on else 'begun'}"


@dataclass(frozen=True)
class Redefined:
    """A KPI is counted in another way since a day, and why."""

    on: date
    why: str
    name: str = "Definition changed"
    id: None = None

    @property
    def words(self) -> str:
        return "Definition changed here"


Mark = Mover | Redefined
Movers = Sequence[tuple[str | None, Mover]]
"""Improvements, each with a KPI that it is meant to move; None for one that moves none."""


def trend_of(
    kpi: Kpi,
    points: Sequence[Row],
    criterion: Criterion | None,
    marks: Sequence[Mark],
    sentence: str,
    today: date,
) -> KpiTrend:
    """All that the chart of a KPI says; `points` are of one rhythm, oldest first."""
    rhythm = cadence_of(points[-1].starts_on, points[-1].ends_on) if points else kpi.cadence
    aim = aim_of(criterion) if criterion else None
    baseline = float(aim.baseline) if aim else None
    return KpiTrend(
        title=finding(kpi, points, baseline, today),
        subtitle=measure(kpi, rhythm),
        sentence=sentence,
        say=say(kpi),
        readings=tuple(
            Reading(one.ends_on, one.value, too_few(one.n, kpi.minimum_n)) for one in points
        ),
        today=today,
        decimals=kpi.decimals,
        start=criterion.starts_on if criterion else None,
        baseline=baseline,
        target=Target(float(aim.nearest(aim.baseline)), aim.by) if aim else None,
        steps=tuple(Target(step.value, step.by) for step in aim.steps) if aim else (),
        events=flags(marks, points),
        period=f"{PERIODS[rhythm].capitalize()} ending",
    )


def measure(kpi: Kpi, rhythm: Cadence) -> str:
    return f"{kpi.plain[0].upper()}{kpi.plain[1:]}, by {PERIODS[rhythm]}"


def flags(marks: Sequence[Mark], points: Sequence[Row]) -> tuple[Event, ...]:
    """The latest improvements since the first reading, numbered in their order of time."""
    numbered = enumerate(flagged(marks, points), start=1)
    return tuple(Event(one.on or date.min, number, one.words) for number, one in numbered)


def flagged(marks: Sequence[Mark], points: Sequence[Row]) -> list[Mark]:
    """What the chart has a flag for, in its order of time."""
    first = points[0].starts_on if points else date.max
    dated = [one for one in marks if one.on is not None and one.on >= first]
    return sorted(dated, key=lambda one: (one.on or date.min, one.name))[-MOST_EVENTS:]


def shown_benchmark(kpi: Kpi) -> Published | None:
    """Of what is published on MSPs, the one to compare with."""
    return to_compare(kpi.benchmarks)
