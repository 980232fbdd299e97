"""Working days: what holds for every calendar, and a few days everybody knows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.workdays import MONDAY_TO_FRIDAY, Away, Workdays

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
calendars = st.builds(
    Workdays,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(days, max_size=20),
)
counts = st.integers(-60, 60)


def test_a_weekend_is_off_and_a_weekday_is_on():
    assert Workdays().is_workday(FRIDAY)
    assert not Workdays().is_workday(SATURDAY)


def test_a_holiday_is_off():
    assert not Workdays(MONDAY_TO_FRIDAY, frozenset({MONDAY})).is_workday(MONDAY)


def test_the_day_after_friday_is_monday():
    assert Workdays().after(FRIDAY) == MONDAY
    assert Workdays().before(MONDAY) == FRIDAY


def test_a_day_off_counts_as_the_day_it_rolls_to():
    calendar = Workdays()
    assert calendar.add(SATURDAY, 0) == MONDAY
    assert calendar.add(SATURDAY, 1) == MONDAY + timedelta(days=1)
    assert calendar.add(SATURDAY, -1) == FRIDAY - timedelta(days=1)


def test_a_week_holds_five_working_days():
    assert Workdays().count(date(2026, 11, 16), date(2026, 11, 22)) == 5


def test_no_day_lies_between_days_that_cross():
    assert Workdays().between(MONDAY, FRIDAY) == ()


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7}), frozenset({-1, 2})])
def test_a_calendar_needs_weekdays_from_monday_to_sunday(weekdays):
    with pytest.raises(ValueError, match="0 \\(Monday\\) to 6"):
        Workdays(weekdays)


@given(calendars, days, counts)
def test_adding_always_lands_on_a_working_day(calendar, day, count):
    assert calendar.is_workday(calendar.add(day, count))


@given(calendars, days, counts)
def test_adding_and_taking_away_leads_back(calendar, day, count):
    start = calendar.on_or_after(day)
    assert calendar.add(calendar.add(start, count), -count) == start


@given(calendars, days, st.integers(0, 60))
def test_counting_agrees_with_adding(calendar, day, count):
    start = calendar.on_or_after(day)
    assert calendar.count(start, calendar.add(start, count)) == count + 1


@given(calendars, days, counts, counts)
def test_adding_more_never_lands_earlier(calendar, day, one, other):
    start = calendar.on_or_after(day)
    less, more = sorted((one, other))
    assert calendar.add(start, less) <= calendar.add(start, more)


@given(calendars, days)
def test_the_nearest_working_days_enclose_the_day(calendar, day):
    assert calendar.on_or_before(day) <= day <= calendar.on_or_after(day)
    assert calendar.before(day) < day < calendar.after(day)


@given(calendars, days, st.integers(0, 40))
def test_between_lists_each_working_day_once_in_order(calendar, first, length):
    last = first + timedelta(days=length)
    listed = calendar.between(first, last)
    assert list(listed) == sorted(set(listed))
    assert all(calendar.is_workday(day) and first <= day <= last for day in listed)


@given(calendars, days, days)
def test_the_distance_back_is_the_distance_there_between_working_days(calendar, one, other):
    here, there = calendar.on_or_after(one), calendar.on_or_after(other)
    assert calendar.distance(here, there) == -calendar.distance(there, here)
    assert calendar.add(here, calendar.distance(here, there)) == there


def test_leave_is_off_on_both_its_ends():
    calendar = Workdays().without([Away(FRIDAY, MONDAY), Away(MONDAY, FRIDAY)])
    assert calendar.after(FRIDAY - timedelta(days=1)) == MONDAY + timedelta(days=1)
    assert calendar.is_workday(FRIDAY - timedelta(days=1))
