"""A year of readings from a few numbers: level before the program, then along a path."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from app.demo.moments import WEEK
from app.demo.scripts import Shape
from app.kpis.periods import Period, Rhythm, periods, whole
from app.kpis.rules import rounded

YEAR = 52 * WEEK
LEVEL = {Rhythm.WEEK: 13, Rhythm.MONTH: 3}


@dataclass(frozen=True)
class Value:
    """A reading to come: both days of its period are included."""

    kpi: str
    first: date
    last: date
    value: float


def values(shape: Shape, start: date, today: date, decimals: int, chance: Random) -> list[Value]:
    """The readings of the year up to the last period that is over, the latest on the path's end.

    The last quarter before the start comes to `before` on average, so that a baseline does too.
    """
    spans = passed(Rhythm(shape.rhythm), today)
    noise = [chance.uniform(-shape.wobble, shape.wobble) for _ in spans]
    before = [place for place, span in enumerate(spans) if span.last < start]
    level(noise, before[-LEVEL[Rhythm(shape.rhythm)] :])
    ends = [span.last for span in spans]
    found = []
    for span, wobble in zip(spans, noise, strict=True):
        early = span.last < start
        exact = shape.before + wobble if early else along(shape.since, span, start, ends)
        value = max(float(rounded(exact, decimals + (1 if decimals else 0))), 0.0)
        found.append(Value(shape.kpi, span.first, span.last, value))
    return found


def passed(rhythm: Rhythm, today: date) -> list[Period]:
    """The whole periods of a year that are over by today."""
    first, last = whole(rhythm, today - YEAR, today)
    return [span for span in periods(rhythm, first, last) if span.last < today]


def level(noise: list[float], places: Sequence[int]) -> None:
    """Take the mean of some places out of them."""
    if not places:
        return
    mean = sum(noise[place] for place in places) / len(places)
    for place in places:
        noise[place] -= mean


def along(path: Sequence[float], span: Period, start: date, ends: Sequence[date]) -> float:
    """Where a path stands at the end of a period, of those that ended since the start."""
    since = [end for end in ends if end >= start]
    if len(since) == 1:
        return path[-1]
    share = (span.last - since[0]) / (since[-1] - since[0])
    place = share * (len(path) - 1)
    left = min(int(place), len(path) - 2)
    return path[left] + (path[left + 1] - path[left]) * (place - left)
