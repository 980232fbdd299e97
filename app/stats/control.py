"""XmR charts: natural process limits from moving ranges, and the points that stand out of them.

After D. J. Wheeler, Understanding Variation (1993); the same arithmetic is in the NIST/SEMATECH
e-Handbook of Statistical Methods, section 6.3.2.2.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.stats.pooling import level
from app.stats.series import Point, Series

D2 = 1.128
NATURAL = 3 / D2
RANGE_LIMIT = 3.267
LEAST_POINTS = 6
LEAST_RANGES = 5
SETTLED = 12
RUN = 8
NEAR, OF = 3, 4


class NoLimits(StrEnum):
    """Why a series has no limits."""

    TOO_FEW = "too few"
    FLAT = "flat"


class Rule(StrEnum):
    """What makes points stand out."""

    BEYOND = "beyond"
    RUN = "run"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest value that a KPI can have, in its unit; None where it is open."""

    low: float | None = None
    high: float | None = None


OPEN = Bounds()


@dataclass(frozen=True, slots=True)
class Limits:
    """The centre and the mean moving range of `n` values, in the KPI's unit."""

    centre: float
    mean_range: float
    n: int
    bounds: Bounds = OPEN

    @property
    def sigma(self) -> float:
        """The usual spread: the mean moving range by 1.128."""
        return self.mean_range / D2

    @property
    def lower(self) -> float:
        """The lower natural process limit, not below what is possible."""
        natural = self.centre - NATURAL * self.mean_range
        return natural if self.bounds.low is None else max(natural, self.bounds.low)

    @property
    def upper(self) -> float:
        """The upper natural process limit, not above what is possible."""
        natural = self.centre + NATURAL * self.mean_range
        return natural if self.bounds.high is None else min(natural, self.bounds.high)

    @property
    def range_limit(self) -> float:
        """The upper limit of moving ranges: 3.267 times their mean."""
        return RANGE_LIMIT * self.mean_range

    @property
    def is_provisional(self) -> bool:
        """Whether they rest on fewer than twelve values, and will move with the next ones."""
        return self.n < SETTLED


@dataclass(frozen=True, slots=True)
class Signal:
    """Points that ordinary variation rarely gives, and on which side of the centre they lie."""

    rule: Rule
    above: bool
    points: tuple[Point, ...]


def moving_ranges(values: Series) -> list[float]:
    """How far neighbours lie apart; a missing period is never bridged."""
    return [abs(after.value - before.value) for before, after in values.pairs()]


def limits(values: Series, bounds: Bounds = OPEN) -> Limits | NoLimits:
    """The natural process limits of a series.

    The centre of a ratio is pooled. At least 6 values and 5 moving ranges are needed, and they must
    differ: values that never moved say nothing about how much is usual.
    """
    ranges = moving_ranges(values)
    centre = level(values.points)
    if centre is None or len(values.points) < LEAST_POINTS or len(ranges) < LEAST_RANGES:
        return NoLimits.TOO_FEW
    if not any(ranges):
        return NoLimits.FLAT
    return Limits(centre, sum(ranges) / len(ranges), len(values.points), bounds)


def restored(centre: float, edges: tuple[float, float], n: int, bounds: Bounds = OPEN) -> Limits:
    """The limits of `n` values of which only both edges and the level were kept.

    Where no edge was cut off at what is possible, the centre lies halfway between them; else it is
    `centre`, and the edge further from it tells the mean moving range.
    """
    lower, upper = edges
    cut_low = bounds.low is not None and lower <= bounds.low
    cut_high = bounds.high is not None and upper >= bounds.high
    middle = centre if cut_low or cut_high else (lower + upper) / 2
    return Limits(middle, max(upper - middle, middle - lower) / NATURAL, n, bounds)


def signals(values: Series, against: Limits) -> tuple[Signal, ...]:
    """What stands out, oldest first.

    A point beyond the limits; eight or more in a row on one side of the centre; three of four in a
    row nearer to a limit than to the centre. A missing period ends a row, and so does a point on
    the centre line.
    """
    found = [*beyond(values.points, against)]
    for stretch in values.stretches():
        found += runs(stretch, against)
        found += near(stretch, against)
    return tuple(sorted(found, key=lambda one: (one.points[0].ends_on, list(Rule).index(one.rule))))


def beyond(points: Iterable[Point], against: Limits) -> Iterator[Signal]:
    for point in points:
        if not against.lower <= point.value <= against.upper:
            yield Signal(Rule.BEYOND, point.value > against.centre, (point,))


def runs(stretch: Sequence[Point], against: Limits) -> Iterator[Signal]:
    for side, row in groupby(stretch, key=lambda point: side_of(point, against)):
        points = tuple(row)
        if side and len(points) >= RUN:
            yield Signal(Rule.RUN, side > 0, points)


def near(stretch: Sequence[Point], against: Limits) -> Iterator[Signal]:
    """Rows that overlap are one signal."""
    for above in (True, False):
        held: list[Point] = []
        for end in range(NEAR, len(stretch) + 1):
            window = stretch[max(end - OF, 0) : end]
            close = [
                one for one in window if is_near(one, against) and above == is_above(one, against)
            ]
            if len(close) < NEAR:
                continue
            if held and held[-1] not in close:
                yield Signal(Rule.NEAR, above, tuple(held))
                held = []
            held += [one for one in close if one not in held]
        if held:
            yield Signal(Rule.NEAR, above, tuple(held))


def side_of(point: Point, against: Limits) -> int:
    """1 above the centre, -1 below it, 0 on it."""
    return (point.value > against.centre) - (point.value < against.centre)


def is_above(point: Point, against: Limits) -> bool:
    return side_of(point, against) > 0


def is_near(point: Point, against: Limits) -> bool:
    """Whether a point is nearer to its limit than to the centre, before limits are cut off."""
    return abs(point.value - against.centre) > NATURAL * against.mean_range / 2
