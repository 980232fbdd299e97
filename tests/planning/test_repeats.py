"""How often work comes again, as people choose it: rules built, read back, and said."""

from datetime import date

import pytest

from app.planning.repeats import (
    LAST,
    WORKING_DAY,
    Often,
    Repeats,
    endless_rule,
    ordinal,
    read_repeats,
    words,
)
from app.planning.workdays import Workdays

MONDAY = date(2026, 11, 23)
WEEK, DAY, WEEKDAY = Often.WEEK, Often.DAY, Often.WEEKDAY
CASES = [
    (Repeats(WEEK, weekdays=(0,)), "Every Monday", "30 Nov, 7 Dec"),
    (Repeats(WEEK, 2, (0,)), "Every second Monday", "7 Dec, 21 Dec"),
    (Repeats(WEEK, weekdays=(0, 3)), "Every Monday and Thursday", "26 Nov, 30 Nov"),
    (Repeats(WEEK, 3, (0, 3)), "Every third week on Monday and Thursday", "26 Nov, 14 Dec"),
    (Repeats(WEEK, 12, (1,)), "Every twelfth Tuesday", "24 Nov, 16 Feb"),
    (Repeats(WEEK, 1, (0, 1, 2, 3, 4)), "Every day from Monday to Friday", "24 Nov, 25 Nov"),
    (
        Repeats(WEEK, 2, (0, 1, 2, 3, 4)),
        "Every second week from Monday to Friday",
        "24 Nov, 25 Nov",
    ),
    (Repeats(DAY, day=1), "On the 1st of every month", "1 Dec, 1 Jan"),
    (Repeats(DAY, day=15), "On the 15th of every month", "15 Dec, 15 Jan"),
    (Repeats(DAY, day=22), "On the 22nd of every month", "22 Dec, 22 Jan"),
    (Repeats(DAY, day=30), "On the 30th of every month", "30 Nov, 30 Dec, 1 Feb, 1 Mar, 30 Mar"),
    (Repeats(DAY, day=31), "On the last day of every month", "30 Nov, 31 Dec"),
    (Repeats(DAY, day=31, quarterly=True), "On the last day of every quarter", "31 Dec, 31 Mar"),
    (
        Repeats(DAY, day=15, quarterly=True),
        "On the 15th of January, April, July and October",
        "15 Jan, 15 Apr",
    ),
    (Repeats(WEEKDAY, nth=1, weekday=0), "On the first Monday of every month", "7 Dec, 4 Jan"),
    (Repeats(WEEKDAY, nth=LAST, weekday=4), "On the last Friday of every month", "27 Nov, 25 Dec"),
    (
        Repeats(WEEKDAY, nth=LAST, weekday=WORKING_DAY),
        "On the last working day of every month",
        "30 Nov, 31 Dec",
    ),
    (
        Repeats(WEEKDAY, nth=2, weekday=1, quarterly=True),
        "On the second Tuesday of every quarter",
        "12 Jan, 13 Apr",
    ),
    (
        Repeats(WEEKDAY, nth=LAST, weekday=4, quarterly=True),
        "On the last Friday of every quarter",
        "25 Dec, 26 Mar",
    ),
    (
        Repeats(WEEK, weekdays=(4,), until=date(2026, 12, 4)),
        "Every Friday, until 4 December",
        "27 Nov, 4 Dec",
    ),
]


@pytest.mark.parametrize(("repeats", "said", "days"), CASES, ids=[case[1] for case in CASES])
def test_a_choice_is_a_rule_is_a_sentence(repeats: Repeats, said: str, days: str) -> None:
    assert words(repeats, MONDAY) == said
    assert read_repeats(repeats.rule) == repeats
    count = days.count(",") + 1
    found = repeats.counted_from(MONDAY).following(Workdays(), MONDAY, count)
    assert ", ".join(f"{one.day} {one:%b}" for one in found) == days


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=MO,MO",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=4",
        "FREQ=WEEKLY;INTERVAL=13;BYDAY=MO",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=-2MO",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTH=1;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1",
    ],
)
def test_a_rule_that_the_form_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Use a rule such as"):
        read_repeats(text)


def test_what_goes_without_saying_may_be_said() -> None:
    found = read_repeats("RRULE:freq=weekly;interval=1;byday=fr,mo;wkst=MO")
    assert found == Repeats(WEEK, weekdays=(0, 4))


def test_a_template_never_takes_the_last_day_along() -> None:
    assert endless_rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261204") == "FREQ=WEEKLY;BYDAY=MO"


def test_places_in_a_row() -> None:
    said = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd"]
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23)] == said
