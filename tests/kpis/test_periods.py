"""Months, ISO weeks and whole ranges, and the instants that bound them."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.kpis.periods import Period, Rhythm, local_day, mondays, periods, starts_at, whole

DAYS = some.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(some.sampled_from(Rhythm), DAYS, some.integers(0, 500))
def test_every_day_lies_in_exactly_one_period(rhythm, first, length):
    last = first + timedelta(days=length)
    found = periods(rhythm, first, last)
    assert (found[0].first, found[-1].last) == (first, last)
    for before, after in pairwise(found):
        assert after.first == before.last + timedelta(days=1)


@given(some.sampled_from(Rhythm), DAYS, some.integers(0, 500))
def test_a_widened_range_holds_whole_periods_only(rhythm, first, length):
    last = first + timedelta(days=length)
    wide = whole(rhythm, first, last)
    assert wide[0] <= first <= last <= wide[1]
    assert whole(rhythm, *wide) == wide


def test_months_and_weeks():
    assert periods(Rhythm.MONTH, date(2024, 2, 10), date(2024, 3, 31)) == (
        Period(date(2024, 2, 10), date(2024, 2, 29)),
        Period(date(2024, 3, 1), date(2024, 3, 31)),
    )
    assert whole(Rhythm.WEEK, date(2026, 1, 1), date(2026, 1, 7)) == (
        date(2025, 12, 29),
        date(2026, 1, 11),
    )


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 1, 5), date(2026, 1, 11), [5]),
        (date(2026, 1, 6), date(2026, 1, 11), []),
        (date(2026, 1, 1), date(2026, 1, 19), [5, 12, 19]),
    ],
)
def test_the_mondays_of_a_period(first, last, found):
    assert [day.day for day in mondays(Period(first, last))] == found


def test_days_begin_where_the_zone_says():
    assert starts_at(date(2026, 7, 1), "Europe/Rome") == datetime(2026, 6, 30, 22)
    assert local_day(datetime(2026, 6, 30, 22), "Europe/Rome") == date(2026, 7, 1)
