"""Leave: which days may be entered, and when nobody is there."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.leave import clear_of, covers, fault_of, shared
from app.planning.workdays import Away, Workdays

TODAY = date(2026, 11, 23)
KNOWN = (
    Away(date(2026, 12, 7), date(2026, 12, 11)),
    Away(date(2026, 12, 12), date(2026, 12, 13)),
    Away(date(2027, 3, 1), date(2027, 3, 5)),
)


@pytest.mark.parametrize(
    ("first", "last", "on_last", "sentence"),
    [
        ("2026-12-01", "2026-12-04", None, ""),
        ("2026-11-16", "2026-11-23", None, ""),
        ("2026-12-14", "2026-12-14", None, ""),
        (
            "2026-12-04",
            "2026-12-01",
            True,
            "The last day comes on or after the first. Choose 4 December 2026 or later.",
        ),
        (
            "2026-11-18",
            "2026-11-16",
            True,
            "The last day comes on or after the first. Choose 23 November 2026 or later.",
        ),
        (
            "2026-11-09",
            "2026-11-20",
            True,
            "These days are over. Choose 23 November 2026 or later.",
        ),
        (
            "1999-12-31",
            "2026-12-01",
            False,
            "Choose a day between 2000 and 2100, such as 23 November 2026.",
        ),
        (
            "2026-12-01",
            "9999-12-31",
            True,
            "Choose a day between 2000 and 2100, such as 23 November 2026.",
        ),
        (
            "2028-11-25",
            "2028-11-26",
            False,
            "Enter leave two years ahead at most. Choose 24 November 2028 or earlier.",
        ),
        (
            "2026-12-14",
            "2027-12-20",
            True,
            "Leave takes a year at most. Choose 15 December 2027 or earlier.",
        ),
        (
            "2026-12-09",
            "2026-12-20",
            False,
            "Leave is there already from 7 December 2026 to 11 December 2026."
            " The next free day is 14 December 2026.",
        ),
        (
            "2026-12-01",
            "2026-12-07",
            True,
            "Leave is there already from 7 December 2026 to 11 December 2026."
            " The last free day before it is 6 December 2026.",
        ),
        (
            "2027-02-01",
            "2027-04-01",
            True,
            "Leave is there already from 1 March 2027 to 5 March 2027."
            " The last free day before it is 28 February 2027.",
        ),
    ],
)
def test_days_are_refused_with_the_nearest_that_would_do(first, last, on_last, sentence):
    fault = fault_of(Away(date.fromisoformat(first), date.fromisoformat(last)), KNOWN, TODAY)
    assert (fault.is_last, fault.sentence) == (on_last, sentence) if fault else on_last is None


@pytest.mark.parametrize(
    ("leaves", "together"),
    [
        ([], ()),
        ([KNOWN], KNOWN),
        ([KNOWN, ()], ()),
        (
            [KNOWN, (Away(date(2026, 12, 10), date(2027, 3, 1)),)],
            (
                Away(date(2026, 12, 10), date(2026, 12, 11)),
                Away(date(2026, 12, 12), date(2026, 12, 13)),
                Away(date(2027, 3, 1), date(2027, 3, 1)),
            ),
        ),
    ],
)
def test_nobody_is_there_when_everybody_is_away(leaves, together):
    assert shared(leaves) == together


days = st.dates(TODAY, date(2027, 1, 15))
absences = st.lists(
    st.builds(lambda first, n: Away(first, first + timedelta(days=n)), days, st.integers(0, 9)),
    max_size=4,
)
calendars = st.builds(
    Workdays, st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(days, max_size=9)
)


@settings(max_examples=50)
@given(st.lists(absences, min_size=1, max_size=3), days)
def test_a_day_is_shared_leave_when_it_is_leave_of_each(leaves, day):
    assert covers(shared(leaves), day) == all(covers(leave, day) for leave in leaves)


@settings(max_examples=50)
@given(days, absences, calendars, days, st.integers(0, 40))
def test_a_day_lands_out_of_leave_wherever_its_room_has_such_a_day(day, away, calendar, first, n):
    last = first + timedelta(days=n)
    landed = clear_of(day, away, calendar, first, last)
    if covers(away, landed):
        own = calendar.without(away)
        beside = (own.on_or_after(day), own.on_or_before(day))
        assert landed == day and not any(first <= one <= last for one in beside)
    else:
        assert landed == day or (calendar.is_workday(landed) and first <= landed <= last)
    assert clear_of(landed, away, calendar, first, last) == landed
