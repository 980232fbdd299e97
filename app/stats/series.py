"""A KPI's values in order of time, and which of them are neighbours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median_low, mode
from typing import Protocol

FROM_GAP = 1.5


class Measured(Protocol):
    """A value of a period, both days of it included; None is no data.

    A ratio says what it was made of: its value is numerator by denominator, in its unit.
    """

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def value(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Point:
    """A measured value."""

    starts_on: date
    ends_on: date
    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one rhythm, oldest first; `every` is the usual number of days between two."""

    points: tuple[Point, ...]
    every: int

    def part(self, points: Iterable[Point]) -> "Series":
        """Some of its points, with the rhythm of the whole."""
        return replace(self, points=tuple(points))

    def ending(self, first: date, last: date) -> "Series":
        """The points whose period ends on one of these days."""
        return self.part(point for point in self.points if first <= point.ends_on <= last)

    def are_neighbours(self, before: Point, after: Point) -> bool:
        """Whether no period is missing between two points."""
        return (after.ends_on - before.ends_on).days < FROM_GAP * self.every

    def pairs(self) -> Iterator[tuple[Point, Point]]:
        """Every two neighbours; none across a missing period."""
        return (pair for pair in pairwise(self.points) if self.are_neighbours(*pair))

    def stretches(self) -> list[tuple[Point, ...]]:
        """The points between gaps: no period is missing inside a stretch."""
        found: list[list[Point]] = []
        for point in self.points:
            if found and self.are_neighbours(found[-1][-1], point):
                found[-1].append(point)
            else:
                found.append([point])
        return [tuple(stretch) for stretch in found]

    def missing(self) -> int:
        """How many periods have no value between the first and the last point."""
        steps = (after.ends_on - before.ends_on for before, after in pairwise(self.points))
        return sum(max(round(step.days / self.every) - 1, 0) for step in steps)


def series(readings: Iterable[Measured]) -> Series:
    """The readings that have a value, in order of time; those without one leave a gap.

    The rhythm is the usual length of a period; of values of single days it is their distance.
    """
    every = sorted(readings, key=lambda one: (one.ends_on, one.starts_on))
    points = tuple(
        Point(one.starts_on, one.ends_on, one.value, one.numerator, one.denominator)
        for one in every
        if one.value is not None
    )
    return Series(points, rhythm(every))


def rhythm(readings: Sequence[Measured]) -> int:
    """The usual number of days from one reading to the next; 7 for fewer than two of one day."""
    length = mode((one.ends_on - one.starts_on).days + 1 for one in readings) if readings else 1
    if length > 1:
        return length
    steps = [(after.ends_on - before.ends_on).days for before, after in pairwise(readings)]
    return max(median_low(steps), 1) if steps else 7
