"""Signs and the words of sentences."""

from datetime import date

import pytest

from app.planning.signs import Sign, State, worst
from app.planning.words import ago, counted, day


def test_every_state_has_its_word():
    assert [one.word for one in State] == ["On track", "Watch", "Off track", "No data"]


def test_a_sign_without_a_reason_is_a_bug():
    with pytest.raises(ValueError, match="without a reason"):
        Sign("roadmap", "Roadmap", State.OK, " ")


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ((), State.NONE),
        ((State.NONE, State.OK), State.OK),
        ((State.OK, State.WATCH, State.NONE), State.WATCH),
        ((State.WATCH, State.OFF, State.OK), State.OFF),
    ],
)
def test_the_worst_state_wins_and_no_data_only_alone(states, found):
    assert worst(states) is found


def test_counts_and_days_read_as_people_say_them():
    assert [counted(n, "day") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert counted(2, "criterion", "criteria") == "2 criteria"
    assert [ago(n) for n in (0, 1, 9)] == ["today", "yesterday", "9 days ago"]


def test_a_day_names_its_year_only_when_it_is_another_one():
    today = date(2026, 11, 23)
    assert day(date(2026, 9, 14), today) == "14 September"
    assert day(date(2027, 3, 12), today) == "12 March 2027"
