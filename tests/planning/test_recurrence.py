"""Rules of work that comes again: what is read, what is refused, and the days that follow."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.recurrence import read
from app.planning.workdays import MONDAY_TO_FRIDAY, Away, Workdays

MONDAY = date(2026, 11, 23)
WEEK = Workdays()
THANKSGIVING = Workdays(MONDAY_TO_FRIDAY, frozenset({date(2026, 11, 26), date(2026, 11, 27)}))


def november(day):
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=WEEKLY", [(11, 23), (11, 30), (12, 7)]),
        ("FREQ=WEEKLY;BYDAY=MO,FR", [(11, 23), (11, 27), (11, 30)]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;WKST=MO", [(11, 25), (12, 9), (12, 23)]),
        ("FREQ=DAILY", [(11, 23), (11, 24), (11, 25)]),
        ("FREQ=DAILY;COUNT=2", [(11, 23), (11, 24)]),
        ("FREQ=DAILY;UNTIL=20261124", [(11, 23), (11, 24)]),
        ("FREQ=DAILY;UNTIL=20261124T170000Z", [(11, 23), (11, 24)]),
        ("FREQ=MONTHLY;BYDAY=1MO", [(12, 7), (1, 4), (2, 1)]),
        ("FREQ=MONTHLY;BYDAY=-1FR", [(11, 27), (12, 25), (1, 29)]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", [(11, 30), (12, 31), (1, 29)]),
        ("FREQ=MONTHLY;BYMONTHDAY=29", [(11, 30), (12, 29), (1, 29)]),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", [(1, 1), (7, 1), (1, 3)]),
        ("rrule: freq=weekly; byday=tu;", [(11, 24), (12, 1), (12, 8)]),
    ],
)
def test_a_rule_names_the_days_people_expect(text, days):
    found = read(text, MONDAY).following(WEEK, MONDAY - timedelta(days=1), 3)
    assert [(day.month, day.day) for day in found] == days


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "such as FREQ=WEEKLY;BYDAY=MO"),
        ("every Monday", "such as FREQ=WEEKLY;BYDAY=MO"),
        ("BYDAY=MO", "Begin with FREQ"),
        ("FREQ=HOURLY", "Begin with FREQ"),
        ("FREQ=WEEKLY;FREQ=DAILY", "each part of the rule once"),
        ("FREQ=WEEKLY;BYHOUR=9", "Leave BYHOUR out"),
        ("FREQ=DAILY;BYMONTHDAY=1", "Leave BYMONTHDAY out"),
        ("FREQ=WEEKLY;INTERVAL=0", "a whole number from 1 to 99"),
        ("FREQ=WEEKLY;INTERVAL=1,2", "a whole number from 1 to 99"),
        ("FREQ=WEEKLY;COUNT=many", "a whole number from 1 to 999"),
        ("FREQ=WEEKLY;BYDAY=XX", "“XX” is not a weekday here"),
        ("FREQ=WEEKLY;BYDAY=1MO", "“1MO” is not a weekday here"),
        ("FREQ=WEEKLY;BYDAY=MO;WKST=1", "a weekday such as MO"),
        ("FREQ=MONTHLY;BYDAY=6MO", "1MO is the first Monday"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "1 to 31, or -1 to -31 from the end"),
        ("FREQ=MONTHLY;BYMONTHDAY=٣", "1 to 31"),
        ("FREQ=YEARLY;BYMONTH=13", "a whole number from 1 to 12"),
        ("FREQ=WEEKLY;UNTIL=tomorrow", "such as 20261231"),
        ("FREQ=WEEKLY;UNTIL=20261331", "such as 20261231"),
        ("FREQ=WEEKLY;UNTIL=202601231", "such as 20261231"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20261231", "Say once when it ends"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "No day is like that"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "No day is like that"),
        ("FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 99), "up to 200 characters"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_what_to_write(text, sentence):
    with pytest.raises(ValueError) as found:
        read(text, MONDAY)
    assert sentence in str(found.value)


def test_the_leap_day_comes():
    assert read("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", MONDAY).following(WEEK, MONDAY, 1) == (
        date(2028, 2, 29),
    )


def test_a_rule_that_ended_has_no_more_days():
    assert read("FREQ=WEEKLY;UNTIL=20251231", MONDAY).following(WEEK, MONDAY, 5) == ()


def test_a_run_on_a_day_off_is_due_on_the_next_working_day():
    rule = read("FREQ=WEEKLY;BYDAY=TH", MONDAY)
    assert rule.runs(THANKSGIVING, MONDAY, november(30)) == (november(30),)


def test_two_runs_that_would_share_a_day_are_one():
    rule = read("FREQ=WEEKLY;BYDAY=TH,FR,MO", november(24))
    assert rule.runs(THANKSGIVING, november(24), date(2026, 12, 3)) == (
        november(30),
        date(2026, 12, 3),
    )


def test_a_run_from_before_the_window_that_rolls_into_it_counts():
    rule = read("FREQ=WEEKLY;BYDAY=SA", november(1))
    assert rule.runs(WEEK, MONDAY, MONDAY) == (MONDAY,)


def test_runs_go_on_after_somebody_is_back():
    rule = read("FREQ=DAILY", MONDAY)
    away = WEEK.without([Away(november(24), november(26))])
    assert rule.runs(away, MONDAY, november(27)) == (november(23), november(27))


class TestMissed:
    rule = read("FREQ=WEEKLY;BYDAY=MO", date(2026, 11, 2))

    def test_a_run_not_done_is_missed_once_the_next_has_come(self):
        done = {november(2)}
        assert self.rule.missed(WEEK, done, november(2), november(23)) == (
            november(9),
            november(16),
        )

    def test_the_newest_run_is_late_not_missed(self):
        assert self.rule.missed(WEEK, (), november(16), november(20)) == ()

    def test_nothing_is_missed_when_all_is_done(self):
        done = {november(2), november(9), november(16)}
        assert self.rule.missed(WEEK, done, november(2), november(23)) == ()


rules = st.sampled_from(
    ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA,SU,MO", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY;COUNT=9"]
)
days = st.dates(date(2026, 10, 1), date(2027, 3, 31))
calendars = st.builds(
    Workdays, st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(days, max_size=20)
)


@settings(max_examples=50)
@given(rules, days, calendars, days, st.integers(0, 60))
def test_runs_lie_in_order_on_working_days_of_the_window(text, start, calendar, first, length):
    last = first + timedelta(days=length)
    runs = read(text, start).runs(calendar, first, last)
    assert list(runs) == sorted(set(runs))
    assert all(calendar.is_workday(day) and max(first, start) <= day <= last for day in runs)


@settings(max_examples=50)
@given(rules, days, calendars, days, st.integers(0, 30), st.integers(0, 30))
def test_a_window_cut_in_two_has_the_same_runs(text, start, calendar, first, one, other):
    middle, last = first + timedelta(days=one), first + timedelta(days=one + other + 1)
    rule = read(text, start)
    parts = rule.runs(calendar, first, middle) + rule.runs(
        calendar, middle + timedelta(days=1), last
    )
    assert parts == rule.runs(calendar, first, last)


@settings(max_examples=50)
@given(rules, days, calendars, days)
def test_what_follows_is_what_the_window_holds(text, start, calendar, day):
    rule = read(text, start)
    following = rule.following(calendar, day, 3)
    if following:
        assert rule.runs(calendar, day + timedelta(days=1), following[-1]) == following


@settings(max_examples=200)
@given(st.text("FREQ=WKLYMONTHDA;BYSTPOI,0123456789-+ :", max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        read(text, MONDAY).following(WEEK, MONDAY, 1)
    except ValueError as problem:
        assert str(problem).endswith(".")
