"""Round numbers and months along the axes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.charts.scales import Days, day_ticks, drawable, long_day, round_step, value_ticks

numbers = st.floats(-1e15, 1e15).map(drawable)


@pytest.mark.parametrize(
    ("values", "decimals", "ticks"),
    [
        ([57, 72], 0, [55, 60, 65, 70, 75]),
        ([0, 21], 0, [0, 5, 10, 15, 20, 25]),
        ([5.5, 9.6], 1, [5, 6, 7, 8, 9, 10]),
        ([0.25, 0.42], 2, [0.25, 0.3, 0.35, 0.4, 0.45]),
        ([-12, 10], 0, [-15, -10, -5, 0, 5, 10]),
        ([63], 0, [62, 63, 64]),
        ([0, 0], 0, [0, 1, 2]),
        ([1e12, 2e12], 0, [1e12, 1.2e12, 1.4e12, 1.6e12, 1.8e12, 2e12]),
        ([1234, 1250], -2, [1100, 1200, 1300]),
        ([], 0, [0, 1, 2]),
    ],
)
def test_values_get_round_ticks(values, decimals, ticks):
    assert value_ticks(values, decimals) == pytest.approx(ticks)


@given(st.lists(numbers, min_size=1, max_size=8), st.integers(-3, 4))
def test_ticks_enclose_every_value_in_equal_steps(values, decimals):
    ticks = value_ticks(values, decimals)
    step = ticks[1] - ticks[0]
    assert 3 <= len(ticks) <= 6
    assert ticks[0] - step * 1e-6 <= min(values)
    assert max(values) <= ticks[-1] + step * 1e-6
    assert all(right - left == pytest.approx(step) for left, right in pairwise(ticks))
    assert step >= 10.0**-decimals * (1 - 1e-6)


@given(st.floats(1e-9, 1e18))
def test_a_step_is_one_two_or_five_times_a_power_of_ten(least):
    step = round_step(least)
    assert step >= least * (1 - 1e-6)
    assert f"{step:.0e}"[0] in "125"
    assert step <= least * 2.5 * (1 + 1e-6)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 20_000), st.integers(100, 900))
def test_days_get_ticks_that_fit_side_by_side(first, length, room):
    days = Days(first, first + timedelta(days=length), 0, room)
    ticks = day_ticks(days, lambda text: 8 * len(text))
    assert all(first <= tick.day <= days.last for tick in ticks)
    for left, right in pairwise(ticks):
        half = 4 * (max(len(left.text), len(left.year)) + max(len(right.text), len(right.year)))
        assert days(right.day) - days(left.day) >= half


def test_months_say_the_year_once_where_there_are_two():
    days = Days(date(2026, 8, 12), date(2027, 3, 16), 0, 700)
    ticks = day_ticks(days, lambda text: 7 * len(text))
    assert [f"{tick.text} {tick.year}".strip() for tick in ticks] == [
        "Sep 2026", "Oct", "Nov", "Dec", "Jan 2027", "Feb", "Mar",
    ]  # fmt: skip


def test_a_short_time_has_days():
    days = Days(date(2026, 9, 7), date(2026, 10, 5), 0, 300)
    ticks = day_ticks(days, lambda text: 7 * len(text))
    assert [tick.text for tick in ticks] == ["14 Sep", "21 Sep", "28 Sep"]


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), -float("inf"), 2e15])
def test_what_cannot_be_drawn_counts_as_missing(value):
    assert drawable(value) is None


def test_a_day_has_no_leading_zero():
    assert long_day(date(2026, 3, 5)) == "5 Mar 2026"
