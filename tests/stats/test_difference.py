"""Differences of levels, against arithmetic by hand and textbook numbers."""

from math import gamma, pi, sqrt

import numpy as np
import pytest

from app.stats.difference import MOST_ALIKE, difference, likeness, side
from app.stats.student import TWO_SIDED_95, t95
from tests.stats.weeks import shares, weekly

CALM = [10, 12, 9, 11, 10, 12, 8, 12]
MOVED = [7, 9, 6, 8, 7, 9, 5, 9]


def within(t: float, freedom: int) -> float:
    """How much of Student's distribution lies from -t to t, by adding up its density."""
    x = np.linspace(0, t, 20_001)
    scale = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    return 2 * float(np.trapezoid(scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2), x))


@pytest.mark.parametrize("freedom", range(1, 31))
def test_every_entry_of_the_table_holds_95_percent(freedom):
    assert within(TWO_SIDED_95[freedom - 1], freedom) == pytest.approx(0.95, abs=5e-5)


@pytest.mark.parametrize(
    ("freedom", "t"), [(0.4, 12.706), (1, 12.706), (2.9, 4.303), (30, 2.042), (500, 2.042)]
)
def test_degrees_of_freedom_are_counted_down(freedom, t):
    assert t95(freedom) == t


def test_the_interval_of_plain_values_is_welchs():
    """By hand: variances 2.286 and 2.286 of eight each, 14 degrees of freedom, t 2.145."""
    told = difference(weekly(CALM), weekly(MOVED))
    half = 2.145 * sqrt(np.var(CALM, ddof=1) / 8 + np.var(MOVED, ddof=1) / 8)
    assert likeness((weekly(CALM), side(weekly(CALM), [1] * 8))) == 0
    assert (told.before, told.after) == (10.5, 7.5)
    assert (told.low, told.high) == pytest.approx((-3 - half, -3 + half))
    assert told.is_clear


def test_welch_1947_counts_fewer_degrees_where_spreads_differ():
    calm, wild = [10.0, 10.2, 9.8, 10.0, 10.2, 9.8], [5, 15, 9, 20, 4, 14]
    told = difference(weekly(calm), weekly(wild))
    spread = [np.var(one, ddof=1) / 6 for one in (calm, wild)]
    freedom = sum(spread) ** 2 / sum(one**2 / 5 for one in spread)
    assert 5 <= freedom < 6
    assert told.high - told.low == pytest.approx(2 * 2.571 * sqrt(sum(spread)))


def test_values_like_their_neighbours_widen_the_interval():
    slow = [1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3, 4]
    told, plain = difference(weekly(slow), weekly(slow)), np.var(slow, ddof=1) / 12
    assert told.high - told.low > 2 * 2.074 * sqrt(2 * plain)


def test_likeness_is_the_correlation_of_neighbours_and_never_bridges_a_gap():
    slow = [1.0, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3, 4]
    rest = np.array(slow) - np.mean(slow)
    by_hand = (rest[1:] * rest[:-1]).sum() / (rest**2).sum()
    whole = weekly(slow)
    assert likeness((whole, side(whole, [1] * 12))) == pytest.approx(by_hand)
    holed = weekly([value for one in slow for value in (one, None)])
    assert likeness((holed, side(holed, [1] * 12))) == 0


def test_likeness_ends_at_seven_tenths():
    steady = weekly(range(30))
    assert likeness((steady, side(steady, [1] * 30))) == MOST_ALIKE


def test_shares_are_compared_by_pooled_levels():
    told = difference(shares([(9, 10), (40, 100), (8, 10)]), shares([(1, 2), (90, 100), (70, 80)]))
    assert told.before == pytest.approx(100 * 57 / 120)
    assert told.after == pytest.approx(100 * 161 / 182)


def test_the_variance_of_a_pooled_share_is_that_of_a_ratio_of_sums():
    """Cochran's formula on numerators y and denominators x, without our weights."""
    parts = [(9, 10), (40, 100), (8, 10), (22, 40)]
    y, x = np.array(parts, dtype=float).T
    ratio = y.sum() / x.sum()
    variance = ((y - ratio * x) ** 2).sum() / 3 / 4 / x.mean() ** 2
    told = side(shares(parts), x.tolist())
    assert (told.level, told.variance) == pytest.approx((100 * ratio, 10_000 * variance))


def test_equal_denominators_give_the_plain_variance():
    parts = shares([(1, 10), (3, 10), (2, 10), (4, 10)])
    plain = weekly([10, 30, 20, 40])
    assert side(parts, [10] * 4).variance == pytest.approx(side(plain, [1] * 4).variance)


def test_nothing_varies():
    told = difference(weekly([5] * 4), weekly([5] * 4))
    assert (told.low, told.high, told.is_clear) == (0, 0, False)
    assert difference(weekly([5] * 4), weekly([4] * 4)).is_clear


def test_one_point_has_no_spread():
    with pytest.raises(ValueError, match="two points"):
        difference(weekly([1]), weekly([1, 2]))
