"""The level of several values: a ratio is pooled and divided once, never averaged."""

from collections.abc import Iterable, Sequence
from math import isclose

from app.stats.series import Measured

SAME = 1e-6


def level(points: Sequence[Measured]) -> float | None:
    """One value for all points that have one; None when none has.

    Ratios: the sum of the numerators by the sum of the denominators, in the unit of the values.
    Where a point does not say what it was made of, the plain values are averaged.
    """
    known = [one for one in points if one.value is not None]
    if not known:
        return None
    weights = weights_of(known)
    return weighted_mean([one.value or 0.0 for one in known], weights)


def weights_of(points: Sequence[Measured]) -> list[float]:
    """The denominators, when the points pool; else 1 for each."""
    if are_ratios(points):
        return [one.denominator or 0.0 for one in points]
    return [1.0] * len(points)


def are_ratios(points: Sequence[Measured]) -> bool:
    """Whether every value is its numerator by its denominator, all in the same unit."""
    return common_factor(points) is not None


def common_factor(points: Sequence[Measured]) -> float | None:
    """What turns numerator by denominator into the value, such as 100 for percents.

    None when the points do not agree on it, or one lacks a part: then they do not pool. Where all
    numerators are zero any factor would do, and it is 1.
    """
    if any(one.numerator is None or not one.denominator or one.denominator < 0 for one in points):
        return None
    factors = [
        (one.value or 0.0) * (one.denominator or 0.0) / one.numerator
        for one in points
        if one.numerator
    ]
    first = factors[0] if factors else 1.0
    return first if all(isclose(one, first, rel_tol=SAME) for one in factors) else None


def weighted_mean(values: Iterable[float], weights: Sequence[float]) -> float:
    """The mean of the values, each as heavy as its weight; equal weights give the plain mean."""
    pairs = zip(values, weights, strict=True)
    return sum(value * weight for value, weight in pairs) / sum(weights)
