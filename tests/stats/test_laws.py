"""What holds of every series."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.stats.control import Limits, limits, signals
from app.stats.pooling import level
from tests.stats.weeks import shares, weekly

VALUES = st.lists(
    st.integers(min_value=-1000, max_value=1000).map(float), min_size=6, max_size=40
).filter(lambda values: len(set(values)) > 1)
PARTS = st.lists(
    st.integers(min_value=1, max_value=500).flatmap(
        lambda under: st.tuples(st.integers(min_value=0, max_value=under), st.just(under))
    ),
    min_size=2,
    max_size=30,
)


@given(VALUES, st.sampled_from([0.5, 2.0, 8.0]), st.integers(min_value=-500, max_value=500))
def test_limits_move_and_stretch_with_the_values(values, factor, shift):
    plain = limits(weekly(values))
    moved = limits(weekly(factor * value + shift for value in values))
    for name in ("centre", "lower", "upper"):
        assert getattr(moved, name) == pytest.approx(factor * getattr(plain, name) + shift)
    assert moved.range_limit == pytest.approx(factor * plain.range_limit)


@given(VALUES)
def test_signals_mirror(values):
    """Exact: negating a float loses nothing."""
    plain, mirrored = limits(weekly(values)), limits(weekly(-value for value in values))
    assert isinstance(plain, Limits) and isinstance(mirrored, Limits)
    here = signals(weekly(values), plain)
    there = signals(weekly(-value for value in values), mirrored)
    flipped = [replace(p, value=-p.value) for one in there for p in one.points]
    assert [p for one in here for p in one.points] == flipped
    assert [(one.rule, one.above) for one in here] == [(one.rule, not one.above) for one in there]


@given(VALUES, st.data())
def test_a_missing_week_removes_ranges_and_adds_none(values, data):
    gap = data.draw(st.integers(min_value=1, max_value=len(values) - 2))
    holed = weekly(None if n == gap else value for n, value in enumerate(values))
    steps = [abs(b - a) for a, b in pairwise(values)]
    kept = steps[: gap - 1] + steps[gap + 1 :]
    assert [abs(b.value - a.value) for a, b in holed.pairs()] == kept
    assert holed.missing() == 1


@given(PARTS)
def test_a_level_of_shares_is_pooled_and_never_their_mean_by_accident(parts):
    pooled = level(shares(parts).points)
    over, under = sum(one for one, _ in parts), sum(one for _, one in parts)
    assert pooled == pytest.approx(100 * over / under)
    mean = sum(100 * a / b for a, b in parts) / len(parts)
    assume(abs(mean - 100 * over / under) > 1e-6)
    assert pooled != pytest.approx(mean, rel=1e-12)


@given(PARTS)
def test_merging_two_weeks_changes_no_pooled_level(parts):
    (a, b), (c, d) = parts[:2]
    merged = [(a + c, b + d), *parts[2:]]
    assert level(shares(merged).points) == pytest.approx(level(shares(parts).points))
