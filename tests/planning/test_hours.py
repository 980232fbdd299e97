"""A person's weeks: what is kept free, what is planned, and the warning before the date."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.hours import Piece, hours, together, warnings, weeks_ahead
from app.planning.workdays import Away, Workdays

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
DECEMBER = date(2026, 12, 7)
CALENDAR = Workdays(holidays=frozenset({date(2026, 12, 25)}))
THREE_DAYS = (Away(date(2026, 12, 9), date(2026, 12, 13)),)
ALL_WEEK = (Away(date(2026, 12, 5), date(2026, 12, 14)),)


def plain(words):
    """With a common space before each unit."""
    return words.replace("\u00a0", " ")


def due(when, minutes=60, done=False):
    return Piece(when, minutes, done)


@pytest.mark.parametrize(
    ("pieces", "week", "planned", "done", "unsized"),
    [
        ([due(DECEMBER), due(date(2026, 12, 13), 30)], 2, 90, 0, 0),
        ([due(date(2026, 11, 3), 45), due(TODAY)], 0, 105, 0, 0),
        ([due(date(2026, 11, 3), 45, done=True), due(MONDAY, done=True)], 0, 0, 60, 0),
        ([due(DECEMBER, 0), due(DECEMBER, 0, done=True), due(DECEMBER)], 2, 60, 0, 1),
        ([due(date(2027, 1, 17))], 7, 60, 0, 0),
    ],
)
def test_work_lies_in_the_week_in_which_it_is_due_and_late_work_in_this_one(
    pieces, week, planned, done, unsized
):
    weeks = weeks_ahead(None, pieces, (), CALENDAR, TODAY)
    assert [one.monday for one in weeks] == [MONDAY + n * timedelta(days=7) for n in range(8)]
    assert (weeks[week].planned, weeks[week].done, weeks[week].unsized) == (planned, done, unsized)
    assert sum(one.planned + one.done for one in weeks) == planned + done


def test_what_is_due_after_the_last_week_is_not_yet_asked_for():
    weeks = weeks_ahead(60, [due(date(2027, 1, 18))], (), CALENDAR, TODAY)
    assert not any(one.planned for one in weeks)


@pytest.mark.parametrize(
    ("reserved", "away", "week", "free", "words"),
    [
        (None, (), 2, None, ""),
        (0, (), 2, 0, ""),
        (240, (), 2, 240, ""),
        (250, (), 2, 250, ""),
        (240, THREE_DAYS, 2, 90, "3 days away"),
        (240, ALL_WEEK, 2, 0, "5 days away"),
        (240, ALL_WEEK, 3, 180, "1 day away"),
        (240, (), 4, 180, "1 day off"),
        (240, (Away(date(2026, 12, 24), date(2026, 12, 25)),), 4, 135, "1 day away, 1 day off"),
    ],
)
def test_hours_reserved_shrink_with_the_days_away(reserved, away, week, free, words):
    found = weeks_ahead(reserved, [], away, CALENDAR, TODAY)[week]
    assert (found.free, found.away_words) == (free, words)


@pytest.mark.parametrize(
    ("reserved", "minutes", "when", "away", "sentence"),
    [
        (None, 900, DECEMBER, (), None),
        (240, 240, DECEMBER, (), None),
        (240, 390, DECEMBER, (), "In the week of 7 December 6 h 30 min are planned and 4 h res"),
        (240, 390, TODAY, (), "This week 6 h 30 min are planned and 4 h reserved."),
        (0, 60, DECEMBER, (), "In the week of 7 December 1 h is planned and 0 h reserved."),
        (240, 390, date(2027, 1, 5), (), "In the week of 4 January 2027 6 h 30 min are planned"),
        (
            240,
            120,
            DECEMBER,
            THREE_DAYS,
            "2 h are planned and 1 h 30 min reserved: Dana has 3 days away.",
        ),
        (None, 120, DECEMBER, ALL_WEEK, "7 December 2 h are planned, and Dana is away."),
        (None, 0, DECEMBER, ALL_WEEK, None),
    ],
)
def test_a_week_that_asks_for_more_than_is_kept_free_is_told_in_words(
    reserved, minutes, when, away, sentence
):
    weeks = weeks_ahead(reserved, [due(when, minutes)], away, CALENDAR, TODAY)
    said = warnings(weeks, "Dana", TODAY)
    assert len(said) == (sentence is not None)
    assert sentence is None or sentence in plain(said[0])


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 h"), (45, "45 min"), (60, "1 h"), (390, "6 h 30 min"), (6000, "100 h")],
)
def test_hours_in_words(minutes, words):
    assert plain(hours(minutes)) == words


def test_programs_together_add_up_and_a_day_away_is_one_day():
    one = weeks_ahead(240, [due(DECEMBER, 90)], THREE_DAYS, CALENDAR, TODAY)
    other = weeks_ahead(None, [due(DECEMBER, 30), due(DECEMBER, done=True)], (), CALENDAR, TODAY)
    both = together([one, other])[2]
    assert (both.reserved, both.free, both.planned, both.done, both.away) == (240, 90, 120, 60, 3)
    assert together([other])[2].free is None


def test_only_programs_that_said_what_is_free_are_weighed_against_it():
    said = weeks_ahead(240, [due(DECEMBER, 200)], (), CALENDAR, TODAY)
    silent = weeks_ahead(None, [due(DECEMBER, 900)], (), CALENDAR, TODAY)
    assert not warnings(together([said, silent]), "Dana", TODAY)
    over = weeks_ahead(240, [due(DECEMBER, 300)], (), CALENDAR, TODAY)
    (told,) = warnings(together([over, silent]), "Dana", TODAY)
    assert "5 h are planned and 4 h reserved" in plain(told)


@settings(max_examples=40)
@given(st.lists(st.builds(due, st.dates(MONDAY, date(2027, 1, 17)), st.integers(0, 600))))
def test_no_minute_of_the_eight_weeks_is_lost_or_counted_twice(some):
    weeks = weeks_ahead(60, some, (), CALENDAR, TODAY)
    assert sum(one.planned for one in weeks) == sum(one.minutes for one in some)
