"""A due day that will not do is refused with its reason and the nearest that will."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.nearest import Awaited, Leave, Window
from app.planning.workdays import MONDAY_TO_FRIDAY, Away, Workdays

TODAY = date(2026, 11, 23)
CALENDAR = Workdays(MONDAY_TO_FRIDAY, frozenset({date(2026, 11, 26)}))
BOB = Leave("Bob", (Away(date(2026, 12, 1), date(2026, 12, 4)),))
MEASURE = Awaited("Measure intake", date(2026, 11, 27))
WINDOW = Window(CALENDAR, TODAY, date(2026, 12, 18), "Intake", owner=BOB)


def november(day):
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("window", "day", "sentence"),
    [
        (WINDOW, november(24), None),
        (WINDOW, november(20), "20 November 2026 has passed. The nearest working day is 23 Nov"),
        (WINDOW, november(28), "28 November 2026 is a Saturday. The nearest working day is 27 Nov"),
        (WINDOW, november(26), "26 November 2026 is a day off. The nearest working day is 25 Nov"),
        (WINDOW, date(2026, 12, 2), None),
        (
            WINDOW,
            date(2026, 12, 21),
            "Intake is due on 18 December 2026. Choose that day or an ear",
        ),
        (
            WINDOW,
            date(2026, 12, 5),
            "5 December 2026 is a Saturday. The nearest working day is 7 December 2026.",
        ),
        (WINDOW, date(9999, 1, 1), "Choose a day between 2000 and 2100, such as 23 November 2026."),
        (
            Window(CALENDAR, TODAY, begins=date(2026, 12, 5)),
            november(24),
            "The program begins on 5 December 2026. The nearest working day is 7 December 2026.",
        ),
        (
            Window(CALENDAR, TODAY, waits_for=(MEASURE,)),
            november(27),
            "It waits for “Measure intake”, due on 27 November 2026. The nearest working day is 30",
        ),
        (
            Window(CALENDAR, TODAY, waits_for=(Awaited("Measure intake", november(27), 1),)),
            november(30),
            "due on 27 November 2026, and 1 working day more. The nearest working day is 1 Dec",
        ),
        (
            Window(CALENDAR, TODAY, november(27), "Intake", waits_for=(MEASURE,)),
            november(27),
            "It waits for “Measure intake”, due on 27 November 2026. Intake is due on 27 November"
            " 2026. Move one of these dates first.",
        ),
        (
            Window(CALENDAR, TODAY, november(20), "Intake", waits_for=(Awaited("A", TODAY),)),
            november(25),
            "It waits for “A”, due on 23 November 2026. Intake is due on 20 November 2026.",
        ),
        (
            Window(CALENDAR, TODAY, november(20), "Intake"),
            november(25),
            "Intake is due on 20 November 2026. Move that date first",
        ),
    ],
)
def test_a_day_is_refused_with_the_reason_and_what_to_choose(window, day, sentence):
    problem = window.problem(day)
    assert (problem is None) == (sentence is None)
    assert sentence is None or sentence in problem


@pytest.mark.parametrize(
    ("window", "day", "sentence"),
    [
        (WINDOW, november(24), ""),
        (WINDOW, date(2026, 12, 5), ""),
        (WINDOW, november(30), ""),
        (
            WINDOW,
            date(2026, 12, 1),
            "Bob is away until 4 December 2026. The nearest day is 30 November 2026.",
        ),
        (
            WINDOW,
            date(2026, 12, 3),
            "Bob is away until 4 December 2026. The nearest day is 30 November 2026.",
        ),
        (
            WINDOW,
            date(2026, 12, 4),
            "Bob is away until 4 December 2026. The nearest day is 7 December 2026.",
        ),
        (
            Window(CALENDAR, date(2026, 12, 1), date(2026, 12, 4), "Intake", owner=BOB),
            date(2026, 12, 2),
            "Bob is away until 4 December 2026.",
        ),
        (Window(CALENDAR, TODAY), date(2026, 12, 2), ""),
    ],
)
def test_a_day_of_leave_is_let_through_and_said_with_the_nearest_day(window, day, sentence):
    assert window.problem(day) is None or not window.calendar.is_workday(day)
    assert window.warning(day) == sentence


days = st.dates(date(2026, 11, 1), date(2027, 1, 15))
absences = st.builds(
    lambda first, n: Away(first, first + timedelta(days=n)), days, st.integers(0, 9)
)
windows = st.builds(
    Window,
    st.builds(
        Workdays, st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(days, max_size=9)
    ),
    st.just(TODAY),
    st.none() | days,
    st.just("Intake"),
    st.none() | days,
    st.lists(st.builds(Awaited, st.just("A"), days, st.integers(0, 3)), max_size=2).map(tuple),
    st.none() | st.builds(Leave, st.just("Bob"), st.lists(absences, max_size=2).map(tuple)),
)


def is_empty(window):
    return window.last is not None and window.last < window.first


@settings(max_examples=60)
@given(windows, days)
def test_the_nearest_day_is_never_refused(window, day):
    assert is_empty(window) or window.problem(window.nearest(day)) is None


@settings(max_examples=60)
@given(windows, days)
def test_no_day_that_would_do_is_nearer(window, day):
    nearest = window.nearest(day)
    away = abs(nearest - day)
    around = (day + timedelta(days=n) for n in range(-away.days, away.days + 1))
    good = [one for one in around if window.problem(one) is None and not window.warning(one)]
    assert is_empty(window) or [one for one in good if abs(one - day) < away] == []


@settings(max_examples=60)
@given(windows, days)
def test_no_day_of_leave_is_proposed_while_the_window_has_another(window, day):
    if not is_empty(window) and window.is_away(window.nearest(day)):
        span = (window.last - window.first).days if window.last else 60
        inside = (window.first + timedelta(days=n) for n in range(span + 1))
        assert not any(window.own.is_workday(one) for one in inside)


@settings(max_examples=60)
@given(windows, days)
def test_an_empty_window_refuses_every_day_and_says_what_to_move(window, day):
    if is_empty(window):
        assert "first" in window.problem(day)


@settings(max_examples=60)
@given(windows, days)
def test_a_day_that_is_let_through_keeps_every_promise(window, day):
    if window.problem(day) is None:
        assert day >= TODAY and window.calendar.is_workday(day)
        assert window.last is None or day <= window.last
        assert window.begins is None or day >= window.begins
        assert all(day > one.due for one in window.waits_for)
