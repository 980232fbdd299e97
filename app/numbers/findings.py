"""Whether each improvement that went live moved a KPI, in a sentence."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kpis.bounds import bounds
from app.kpis.catalogue import Cadence, Kpi, Unit
from app.kpis.rules import Change, change, rounded
from app.numbers.words import PERIODS, period_words, say_level
from app.stats.finding import Event, Finding, Question, finding
from app.stats.series import Point, Series
from app.stats.words import Voice, sentence


@dataclass(frozen=True)
class Told:
    """What is known of one improvement that went live."""

    id: UUID
    name: str
    on: date
    finding: Finding
    sentence: str


@dataclass(frozen=True)
class Measured:
    """A KPI with the values that are judged, which are of one rhythm."""

    kpi: Kpi
    rhythm: Cadence
    values: Series
    redefined: tuple[Event, ...] = ()


def redefinitions(days: Iterable[date | None]) -> tuple[Event, ...]:
    """The days on which a KPI became another number; the first definition has none."""
    return tuple(Event(day, "Definition changed", redefines=True) for day in days if day)


def findings(of: Measured, live: Mapping[UUID, Event], today: date) -> list[Told]:
    """A finding for each of these improvements, beside the others, in their order."""
    voice = voice_of(of.kpi, of.rhythm, today)
    found = []
    for id_, one in live.items():
        answer = finding(question(of, one, live.values(), today))
        found.append(Told(id_, one.name, one.on, answer, sentence(answer, voice)))
    return found


def question(of: Measured, asked: Event, live: Collection[Event], today: date) -> Question:
    """Did the KPI move after an improvement went live, beside the others that did?"""
    return Question(
        values=of.values,
        go_live=asked,
        today=today,
        better=better(of.kpi),
        others=(*(event for event in live if event is not asked), *of.redefined),
        bounds=bounds(of.kpi),
    )


def better(kpi: Kpi) -> Callable[[float, float], bool | None]:
    """Whether the later of two values is better; None where neither way is."""
    ways = {Change.BETTER: True, Change.WORSE: False}
    return lambda was, now: ways.get(change(was, now, kpi.direction, kpi.band))


def voice_of(kpi: Kpi, rhythm: Cadence, today: date) -> Voice:
    """How a KPI is talked about."""

    def period(one: Point) -> str:
        words = period_words(one.starts_on, one.ends_on, today)
        return f"the {words}" if words.startswith("week") else words

    return Voice(say_level(kpi), gap(kpi), PERIODS[rhythm], period)


def gap(kpi: Kpi) -> Callable[[float], str]:
    """How far two values lie apart, in words: percents differ by points, the rest by their unit."""
    if kpi.unit is not Unit.PERCENT:
        return say_level(kpi)
    return lambda size: f"{rounded(size, max(kpi.decimals, 1)):f} points"
