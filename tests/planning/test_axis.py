"""Days laid over a width: order and bounds hold for all of them, and breaks hold a holiday."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.planning.axis import Axis, axis_over, breaks
from app.planning.workdays import MONDAY_TO_FRIDAY, Workdays

days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_an_axis_is_whole_weeks():
    axis = axis_over([date(2026, 9, 16), date(2026, 11, 26)])
    assert axis == Axis(date(2026, 9, 14), date(2026, 11, 29))


def test_the_first_day_begins_at_nothing_and_the_last_ends_at_all():
    axis = Axis(date(2026, 11, 23), date(2026, 11, 26))
    assert axis.stretch(axis.first, axis.first).start == 0
    assert axis.stretch(axis.first, axis.first).end == 25
    assert axis.stretch(axis.last, axis.last).end == 100
    assert axis.stretch(axis.first, axis.last).part(0.5) == 50


def test_the_months_are_the_first_day_and_every_first_after_it():
    months = list(Axis(date(2026, 11, 23), date(2027, 1, 31)).months())
    assert months == [date(2026, 11, 23), date(2026, 12, 1), date(2027, 1, 1)]


def test_a_break_reaches_over_the_weekends_beside_it():
    thanksgiving, friday = date(2026, 11, 26), date(2026, 11, 27)
    calendar = Workdays(MONDAY_TO_FRIDAY, frozenset({thanksgiving, friday}))
    axis = Axis(date(2026, 11, 2), date(2026, 12, 6))
    assert breaks(calendar, axis) == [(thanksgiving, date(2026, 11, 29))]


def test_a_holiday_on_a_weekend_or_outside_is_no_break():
    calendar = Workdays(MONDAY_TO_FRIDAY, frozenset({date(2026, 11, 28), date(2026, 12, 25)}))
    assert breaks(calendar, Axis(date(2026, 11, 2), date(2026, 12, 6))) == []


@given(st.lists(days, min_size=1, max_size=20))
def test_every_day_has_its_place_in_order(some):
    axis = axis_over(some)
    places = [axis.at(day) for day in sorted(some)]
    assert places == sorted(places)
    assert all(0 <= place < 100 for place in places)
    assert (axis.first.weekday(), axis.last.weekday()) == (0, 6)
    for day in some:
        place = axis.stretch(day, day + timedelta(days=3))
        assert 0 <= place.start < place.end <= 100
