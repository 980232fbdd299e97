"""One KPI from beginning to end: its readings, its chart, how it stands, and what moved it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.charts.kpi_trend import KpiTrend
from app.criteria.models import Criterion
from app.criteria.queries import aim_of, hold_of, latest_of, verdict_of
from app.criteria.rules import reason, state
from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.catalogue import Cadence, Kpi
from app.kpis.derive import inputs_in, to_enter
from app.kpis.models import Reading
from app.kpis.queries import Point
from app.kpis.ratio import kept
from app.kpis.rules import too_few
from app.kpis.series import rhythm, series
from app.kpis.typed import unlikely
from app.numbers.basis import Basis
from app.numbers.lines import standing
from app.numbers.pictures import digest
from app.numbers.quality import Quality, quality
from app.numbers.queries import Number
from app.numbers.trend import Mark, Mover, Redefined, flagged, trend_of
from app.numbers.words import PERIODS, criterion_target, run_words, say, target_words
from app.planning.signs import State
from app.planning.words import in_a_row


@dataclass(frozen=True)
class Story:
    """What the page of a KPI tells. `readings` are all, newest first; `points` those charted."""

    number: Number
    criterion: Criterion | None
    readings: Sequence[Reading]
    points: Sequence[Reading]
    movers: Sequence[Mover]
    redefined: Sequence[Redefined]
    quality: Quality
    state: State
    word: str
    sentence: str
    trend: KpiTrend

    @property
    def kpi(self) -> Kpi:
        return self.number.kpi

    @property
    def rhythm(self) -> Cadence:
        return rhythm(self.readings, self.kpi.cadence)

    @property
    def latest(self) -> Reading | None:
        return next((one for one in reversed(self.points) if one.value is not None), None)

    @property
    def picture(self) -> str:
        """The name of the chart; it changes when anything on it does."""
        return digest(self.trend, f"{self.kpi.unit}{self.kpi.key}")

    @property
    def oddity(self) -> str:
        """What seems odd about the latest reading; empty when nothing does."""
        known = [one for one in self.points if one.value is not None][-2:]
        if len(known) < 2 or known[-1].is_sure:
            return ""
        return unlikely(self.kpi, known[-1].value, known[-2].value)

    @property
    def target(self) -> str:
        return criterion_target(self.criterion, self.kpi) if self.criterion else ""

    @property
    def flagged(self) -> Sequence[Mark]:
        """The improvements, and changes of definition, that are numbered on the chart."""
        return flagged([*self.movers, *self.redefined], self.points)

    def is_small(self, reading: Reading) -> bool:
        return too_few(reading.n, self.kpi.minimum_n)


def story(of: Basis) -> Story:
    """Everything about a KPI in its program, as of today."""
    kpi, criterion, today = of.number.kpi, of.criterion, of.today
    found = kpis.readings_by_kpi({kpi.key, *to_enter(kpi.key)}, of.number.about)
    readings = found[kpi.key]
    points = series(readings, kpi.cadence)
    signed, word, sentence = told(kpi, points, criterion, today)
    marks: list[Mark] = [*of.movers, *of.redefined]
    trend = trend_of(kpi, points, criterion, marks, sentence, today)
    return Story(
        number=of.number,
        criterion=criterion,
        readings=readings,
        points=points,
        movers=of.movers,
        redefined=of.redefined,
        quality=quality(kpi, points, of.agreed, today, inputs_in(found, kpi)),
        state=signed,
        word=word,
        sentence=sentence,
        trend=replace(trend, benchmarks=of.compared.bands(kpi)),
    )


def told(
    kpi: Kpi, points: Sequence[Reading], criterion: Criterion | None, today: date
) -> tuple[State, str, str]:
    """How a KPI stands: its state, the word for it, and the sentence that explains it."""
    if criterion:
        judged = verdict_of(criterion, today)
        hold = hold_of(criterion, today)
        why = reason(aim_of(criterion), latest_of(criterion), today, say(kpi), hold)
        return state(judged), judged.value, why
    light = [Point(kpi.key, one.starts_on, one.ends_on, one.value, one.n) for one in points]
    signed, word = standing(kpi, light)
    return signed, word, sentence_of(kpi, light, signed)


def sentence_of(kpi: Kpi, points: Sequence[Point], signed: State) -> str:
    run = run_words(kpi, points, kpi.direction, kpi.band)
    target = target_words(kpi, kpi.target, kpi.band, kpi.direction)
    if not points:
        return begins(kpi)
    if signed is State.NONE:
        return run or "No target is set for it."
    return f"{run} The usual target is {target}.".strip()


def begins(kpi: Kpi) -> str:
    """What a KPI without a reading waits for."""
    if kpi.own is None or not kpi.own.formula:
        return "Add the first reading, and the chart begins."
    keys = kept(kpi.own.formula).keys
    names = [found.name if (found := library.kpi(key)) else key for key in keys]
    if not names[1:]:
        return f"It begins when {names[0]} has a reading."
    return f"It begins when {in_a_row(names)} have a reading for the same {PERIODS[kpi.cadence]}."
