"""Series for the tests of statistics: one value a week, None for a week that is missing."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from app.stats.series import Point, Series, series

MONDAY = date(2026, 1, 5)
WEEK = timedelta(weeks=1)


def week(number: int) -> date:
    """The Monday of a week, the first one is 0."""
    return MONDAY + number * WEEK


def point(number: int, value: float) -> Point:
    return Point(week(number), week(number) + timedelta(days=6), float(value))


def weekly(values: Iterable[float | None]) -> Series:
    numbered = enumerate(values)
    return Series(tuple(point(n, value) for n, value in numbered if value is not None), 7)


def shares(parts: Sequence[tuple[float, float]]) -> Series:
    """Percents made of (numerator, denominator)."""
    return series(
        Point(week(n), week(n) + timedelta(days=6), 100 * over / under, over, under)
        for n, (over, under) in enumerate(parts)
    )
