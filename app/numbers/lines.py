"""The list of KPIs: a line for each, and the few that need a look with a sentence why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.criteria.models import Criterion
from app.criteria.queries import aim_of, hold_of, latest_of, verdict_of
from app.criteria.rules import Verdict, reason, state
from app.kpis.catalogue import Band, Cadence, Direction, Kpi
from app.kpis.derive import inputs_in
from app.kpis.queries import Point
from app.kpis.rules import Change, Freshness, cadence_of, change, meets
from app.kpis.series import series
from app.numbers.quality import Quality, quality
from app.numbers.words import (
    PERIODS,
    band_of,
    criterion_target,
    period_words,
    run_words,
    say,
    target_words,
)
from app.planning.signs import SEVERITY, State
from app.planning.words import counted

YEAR = timedelta(days=400)
SPARK = 12
STEPS = {Cadence.WEEKLY: 4, Cadence.MONTHLY: 3, Cadence.QUARTERLY: 1}
MOST_STALE = 3
NO_READING = "No reading yet"
NO_TARGET = "No target"


@dataclass(frozen=True)
class Line:
    """A KPI in the list; `points` are of one rhythm, oldest first, of the last year."""

    kpi: Kpi
    points: tuple[Point, ...]
    criterion: Criterion | None
    state: State
    word: str
    quality: Quality

    @property
    def known(self) -> list[Point]:
        return [one for one in self.points if one.value is not None]

    @property
    def spark(self) -> list[float | None]:
        return [one.value for one in self.points[-SPARK:]]

    @property
    def now(self) -> str:
        return say(self.kpi)(self.known[-1].value) if self.known else ""

    @property
    def baseline(self) -> str:
        start = self.criterion.baseline if self.criterion else None
        return "" if start is None else say(self.kpi)(start)

    @property
    def target(self) -> str:
        if self.criterion:
            return criterion_target(self.criterion, self.kpi)
        return target_words(self.kpi, self.kpi.target, self.kpi.band, self.kpi.direction)

    @property
    def rhythm(self) -> Cadence:
        if not self.points:
            return self.kpi.cadence
        return cadence_of(self.points[-1].starts_on, self.points[-1].ends_on)

    @property
    def before(self) -> float | None:
        """The value some periods ago that the latest is compared with."""
        earlier = self.known[: -STEPS[self.rhythm]] or self.known[:1]
        return earlier[-1].value if len(self.known) > 1 else None

    @property
    def change(self) -> Change | None:
        if self.before is None:
            return None
        now = self.known[-1].value or 0.0
        return change(self.before, now, *self.way)

    @property
    def rises(self) -> bool:
        return self.before is not None and (self.known[-1].value or 0.0) > self.before

    @property
    def way(self) -> tuple[Direction, Band | None]:
        """Which way is better: the criterion's, else the KPI's own."""
        if self.criterion:
            return Direction(self.criterion.direction), band_of(self.criterion)
        return self.kpi.direction, self.kpi.band


def line_of(
    kpi: Kpi,
    by_key: Mapping[str, Sequence[Point]],
    criterion: Criterion | None,
    agreed: bool,
    today: date,
) -> Line:
    """The line of a KPI; `by_key` has the readings of all, since some are computed from others."""
    found = tuple(series(by_key.get(kpi.key, ()), kpi.cadence))
    told = quality(kpi, found, agreed, today, inputs_in(by_key, kpi))
    if criterion:
        judged = verdict_of(criterion, today)
        return Line(kpi, found, criterion, state(judged), judged.value, told)
    signed, word = standing(kpi, found)
    return Line(kpi, found, None, signed, word, told)


def standing(kpi: Kpi, points: Sequence[Point]) -> tuple[State, str]:
    """How a KPI without a criterion stands against the target of the catalogue."""
    known = [one.value for one in points if one.value is not None]
    if not known:
        return State.NONE, NO_READING
    met = meets(known[-1], kpi.direction, kpi.target, kpi.band)
    if met is None:
        return State.NONE, NO_TARGET
    if met:
        return State.OK, State.OK.word
    lately = change(known[-min(len(known), SPARK // 3)], known[-1], kpi.direction, kpi.band)
    signed = State.OFF if lately is Change.WORSE else State.WATCH
    return signed, signed.word


@dataclass(frozen=True)
class Look:
    """What needs a look, and why. Without a line it stands for several that are late."""

    state: State
    word: str
    sentence: str
    line: Line | None = None
    missing: bool = False


def looks(lines: Sequence[Line], today: date) -> list[Look]:
    """Criteria that are not on pace, then what goes the wrong way, then what has gone silent."""
    pursued = [one for one in lines if one.criterion and one.state is not State.OK]
    pursued.sort(key=lambda one: -SEVERITY[one.state])
    others = [one for one in lines if one not in pursued]
    wrong = [look for one in others if not one.criterion and (look := wrong_look(one))]
    stale = [one for one in others if is_late(one) and one not in [w.line for w in wrong]]
    return [criterion_look(one, today) for one in pursued] + wrong + stale_looks(stale, today)


def criterion_look(line: Line, today: date) -> Look:
    assert line.criterion is not None
    judged = verdict_of(line.criterion, today)
    hold = hold_of(line.criterion, today)
    told = reason(aim_of(line.criterion), latest_of(line.criterion), today, say(line.kpi), hold)
    run = "" if judged is Verdict.UNMEASURED else run_words(line.kpi, line.points, *line.way)
    missing = judged is Verdict.UNMEASURED
    return Look(line.state, line.word, f"{run} {told}".strip(), line, missing)


def wrong_look(line: Line) -> Look | None:
    run = run_words(line.kpi, line.points, *line.way) if line.state is State.OFF else ""
    return Look(line.state, line.word, run, line) if run else None


def is_late(line: Line) -> bool:
    return bool(line.known) and line.quality.freshness in {Freshness.LATE, Freshness.SILENT}


def stale_looks(lines: Sequence[Line], today: date) -> list[Look]:
    """One for each series that has gone silent; a single one for all when they are many."""
    if len(lines) > MOST_STALE:
        names = ", ".join(one.kpi.name for one in lines[:MOST_STALE])
        rest = len(lines) - MOST_STALE
        sentence = f"{names} and {rest} more have had no reading for two periods or longer."
        return [Look(State.NONE, "Readings are late", sentence, missing=True)]
    return [stale_look(one, today) for one in lines]


def stale_look(line: Line, today: date) -> Look:
    last = line.known[-1]
    unit = PERIODS[line.rhythm]
    then = period_words(last.starts_on, last.ends_on, today)
    sentence = f"The last reading is for {then}: {line.now}. A reading is due every {unit}."
    return Look(State.NONE, "Reading is late", sentence, line, missing=True)


@dataclass(frozen=True)
class Group:
    """Lines under one heading; `rag` counts their states, the worst first."""

    key: str
    name: str
    about: str
    lines: tuple[Line, ...]

    @property
    def rag(self) -> list[tuple[State, int]]:
        counts = [(s, sum(one.state is s for one in self.lines)) for s in RAG]
        return [(signed, count) for signed, count in counts if count]


RAG = (State.OFF, State.WATCH, State.OK)


@dataclass(frozen=True)
class Listing:
    """The whole page: what needs a look, the program's KPIs in groups, and the rest."""

    looks: list[Look]
    groups: list[Group]
    rest: list[Group]

    @property
    def used(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def summary(self) -> str:
        """How many numbers are in use, and how many of them need a look."""
        need = len(self.looks)
        looked = f"{need or 'none'} need{'s' if need == 1 else ''} a look"
        return f"{counted(self.used, 'number')} in use, {looked}."

    @property
    def unused(self) -> int:
        return sum(len(group.lines) for group in self.rest)


def listing(
    kpis: Mapping[str, Kpi],
    points: Mapping[str, Sequence[Point]],
    criteria: Sequence[Criterion],
    moved: Sequence[str],
    agreed: Collection[str],
    today: date,
) -> Listing:
    """The list of a program's KPIs; without criteria and movers all with a reading are its own.

    What the MSP defined itself is in use until it is put away.
    """
    by_key = {one.kpi_key: one for one in criteria}
    lines = {
        key: line_of(kpi, points, by_key.get(key), key in agreed, today)
        for key, kpi in kpis.items()
    }
    pursued = [lines[key] for key in by_key if key in lines]
    offered = {key for key, one in kpis.items() if one.is_offered}
    own = {key for key in offered if kpis[key].own}
    in_use = own | (set(moved) if by_key or moved else set(points) & offered)
    used = [one for key, one in lines.items() if key in in_use and key not in by_key]
    rest = [lines[key] for key in kpis if key in offered - in_use - by_key.keys()]
    aims = (
        [Group("criteria", "Success criteria", about(pursued), tuple(pursued))] if pursued else []
    )
    return Listing(looks([*pursued, *used], today), aims + grouped(used), grouped(rest))


def grouped(lines: Sequence[Line]) -> list[Group]:
    """Lines by the groups of the catalogue, in its order."""
    found: dict[str, list[Line]] = {}
    for one in lines:
        found.setdefault(one.kpi.group, []).append(one)
    return [
        Group(f"group-{number}", name, about(members), tuple(members))
        for number, (name, members) in enumerate(found.items(), start=1)
    ]


def about(lines: Sequence[Line]) -> str:
    """How many they are, and how often they are read."""
    rhythms = dict.fromkeys(one.rhythm.value for one in lines)
    return f"{counted(len(lines), 'number')}, {' and '.join(rhythms)}"
