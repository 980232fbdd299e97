"""Did it move? Every improvement of a program that went live, and what its numbers did since."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.care import Counted
from app.kpis.catalogue import Kpi
from app.kpis.queries import Point
from app.kpis.rules import too_few
from app.kpis.series import rhythm, series
from app.numbers.findings import Measured, Told, findings, redefinitions
from app.numbers.trend import Mover, Movers
from app.numbers.words import say_level
from app.planning.signs import State
from app.planning.words import counted
from app.stats import series as stats
from app.stats.finding import Answer, Event

SPARK = 26
Counts = Mapping[str, Sequence[Counted]]


class Outcome(StrEnum):
    """What became of an effect that was expected; each value is its word on screen."""

    BETTER = "Better"
    WORSE = "Worse"
    CHANGED = "Changed"
    SAME = "No clear change"
    EARLY = "Too early"
    LITTLE = "Not enough data"
    NEVER = "Never measured"


STATES = {Outcome.BETTER: State.OK, Outcome.WORSE: State.OFF, Outcome.CHANGED: State.WATCH}
UNJUDGED = {Answer.TOO_EARLY: Outcome.EARLY, Answer.NOT_ENOUGH: Outcome.LITTLE}
WAYS = {True: Outcome.BETTER, False: Outcome.WORSE, None: Outcome.CHANGED}
SUMMED = (
    ((Outcome.BETTER,), "moved for the better"),
    ((Outcome.WORSE,), "for the worse"),
    ((Outcome.CHANGED,), "where neither way is better"),
    ((Outcome.SAME,), "without a clear change"),
    ((Outcome.EARLY, Outcome.LITTLE), "cannot be told yet"),
    ((Outcome.NEVER,), "never measured"),
)


@dataclass(frozen=True)
class Effect:
    """A KPI that an improvement was to move, and what is known of it."""

    kpi: Kpi
    points: Sequence[Point]
    told: Told

    @property
    def outcome(self) -> Outcome:
        found = self.told.finding
        if not self.points:
            return Outcome.NEVER
        if found.answer is Answer.SIGNAL:
            return WAYS[found.better]
        return UNJUDGED.get(found.answer, Outcome.SAME)

    @property
    def state(self) -> State:
        return STATES.get(self.outcome, State.NONE)

    @property
    def levels(self) -> tuple[str, str] | None:
        """The level before and the level after; None where they were not compared."""
        moved, tell = self.told.finding.difference, say_level(self.kpi)
        return (tell(moved.before), tell(moved.after)) if moved else None

    @property
    def spark(self) -> list[float | None]:
        return [one.value for one in self.points[-SPARK:]]


@dataclass(frozen=True)
class WentLive:
    """An improvement that is done, with what it was to move."""

    id: UUID
    name: str
    on: date
    effects: Sequence[Effect]

    @property
    def measured(self) -> list[Effect]:
        """What can be told first."""
        found = [one for one in self.effects if one.points]
        return sorted(found, key=lambda one: list(Outcome).index(one.outcome))

    @property
    def unmeasured(self) -> list[Effect]:
        return [one for one in self.effects if not one.points]


@dataclass(frozen=True)
class Evidence:
    """What a program has to show: the latest improvement first; `to_come` are not live yet."""

    live: Sequence[WentLive]
    to_come: int

    @property
    def effects(self) -> list[Effect]:
        return [effect for one in self.live for effect in one.effects]

    @property
    def summary(self) -> str:
        """What happened, counted, in a sentence or two."""
        return summary(len(self.live), Counter(one.outcome for one in self.effects))


def summary(live: int, outcomes: Mapping[Outcome, int]) -> str:
    """How many numbers moved, and how many did not or cannot be told, once for each improvement."""
    begun = f"{counted(live, 'improvement')} went live"
    total = sum(outcomes.values())
    if not total:
        return f"{begun}, but none was to move a number, so there is nothing to show."
    was = "was" if live == 1 else "were"
    sums = [(sum(outcomes.get(one, 0) for one in kinds), words) for kinds, words in SUMMED]
    parts = [f"{count} {words}" for count, words in sums if count]
    return f"{begun} and {was} to move {counted(total, 'number')}: {', '.join(parts)}."


def evidence(movers: Movers, counted: Counts, today: date) -> Evidence:
    """The findings on all that went live, from the readings as they stand."""
    pairs = [(library.kpi(key) if key else None, mover) for key, mover in movers]
    live = {one.id: one for _kpi, one in pairs if one.done_on}
    to_come = len({one.id for _kpi, one in pairs if not one.done_on})
    used = {kpi.key: kpi for kpi, one in pairs if kpi and one.id in live}
    readings = kpis.company_points(used.keys())
    found: dict[UUID, list[Effect]] = {id_: [] for id_ in live}
    for key, kpi in used.items():
        done = [one for of, one in pairs if of is kpi and one.done_on]
        days = redefinitions(one.starts_on for one in counted.get(key, ()))
        for effect in effects(kpi, readings[key], done, days, today):
            found[effect.told.id].append(effect)
    order = sorted(live.values(), key=lambda one: (one.done_on or date.min, one.name), reverse=True)
    went = [WentLive(one.id, one.name, one.done_on or date.min, found[one.id]) for one in order]
    return Evidence(went, to_come)


def effects(
    kpi: Kpi,
    readings: Sequence[Point],
    movers: Iterable[Mover],
    redefined: tuple[Event, ...],
    today: date,
) -> list[Effect]:
    """What a KPI did after each of these improvements."""
    points = series(readings, kpi.cadence)
    judged = [one for one in points if not too_few(one.n, kpi.minimum_n)]
    of = Measured(kpi, rhythm(readings, kpi.cadence), stats.series(judged), redefined)
    live = {one.id: Event(one.done_on, one.name) for one in movers if one.done_on}
    return [Effect(kpi, points, told) for told in findings(of, live, today)]
