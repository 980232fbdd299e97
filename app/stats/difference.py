"""How much the level of a series differs before and after a day, with a 95 % interval."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from app.stats.pooling import weighted_mean, weights_of
from app.stats.series import Series
from app.stats.student import t95

MOST_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Difference:
    """The levels before and after, and the range that their true difference likely lies in.

    All in the unit of the values; `low` and `high` are after less before.
    """

    before: float
    after: float
    low: float
    high: float

    @property
    def size(self) -> float:
        return self.after - self.before

    @property
    def is_clear(self) -> bool:
        """Whether no difference at all lies outside the range."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Side:
    """The level of a part, the variance of that level, its degrees of freedom, what is left over.

    `rest` holds each value less the level, scaled by its weight, by the place of its point.
    """

    level: float
    variance: float
    freedom: int
    rest: dict[int, float]


def difference(before: Series, after: Series) -> Difference:
    """After less before: Welch's interval on pooled levels, wider where neighbours are alike.

    Levels of ratios are pooled, and their variance is that of a ratio of sums over periods (W. G.
    Cochran, Sampling Techniques, 1977, chapter 6), so that uneven periods count as they should;
    with equal denominators, or none, it is the plain variance of a mean. The degrees of freedom are
    Welch's. Values of neighbouring periods that resemble each other carry less information than
    their number: the variance is multiplied by (1 + r) / (1 - r), r being their correlation, from 0
    to 0.7. Raises ValueError when a part has fewer than two points.
    """
    weights = weights_of((*before.points, *after.points))
    cut = len(before.points)
    one, two = side(before, weights[:cut]), side(after, weights[cut:])
    alike = likeness((before, one), (after, two))
    stretch = (1 + alike) / (1 - alike)
    half = t95(welch(one, two) / stretch) * sqrt((one.variance + two.variance) * stretch)
    size = two.level - one.level
    return Difference(one.level, two.level, size - half, size + half)


def side(values: Series, weights: Sequence[float]) -> Side:
    n = len(values.points)
    if n < 2:
        raise ValueError("A level's spread takes two points.")
    level = weighted_mean([one.value for one in values.points], weights)
    mean_weight = sum(weights) / n
    rest = {
        place: weight / mean_weight * (one.value - level)
        for place, (one, weight) in enumerate(zip(values.points, weights, strict=True))
    }
    variance = squares(rest.values()) / (n - 1) / n
    return Side(level, variance, n - 1, rest)


def squares(rest: Iterable[float]) -> float:
    return sum(one * one for one in rest)


def welch(one: Side, two: Side) -> float:
    """The degrees of freedom of a difference (B. L. Welch, 1947); 1 when nothing varies."""
    below = one.variance**2 / one.freedom + two.variance**2 / two.freedom
    return (one.variance + two.variance) ** 2 / below if below else 1.0


def likeness(*sides: tuple[Series, Side]) -> float:
    """The correlation of neighbouring periods around their own level, from 0 to 0.7."""
    over = sum(neighbours(values, told.rest) for values, told in sides)
    under = sum(squares(told.rest.values()) for _, told in sides)
    return min(max(over / under, 0.0), MOST_ALIKE) if under else 0.0


def neighbours(values: Series, rest: dict[int, float]) -> float:
    """The products of neighbours' rests; none across a missing period."""
    pairs = zip(values.points, values.points[1:], strict=False)
    return sum(
        rest[place] * rest[place + 1]
        for place, pair in enumerate(pairs)
        if values.are_neighbours(*pair)
    )
