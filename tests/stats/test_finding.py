"""What is said of a change: a signal, none, too early, or not enough data."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kpis.catalogue import Band, Direction
from app.kpis.rules import Change, change
from app.stats.control import Bounds
from app.stats.finding import Answer, Event, Lack, Question, finding
from app.stats.series import series
from tests.stats.weeks import point, shares, week, weekly

BEFORE = [10, 12, 9, 11, 10, 12, 8, 12]
AFTER = [5, 7, 4, 6, 5, 7, 3, 7]


def judge(direction: Direction, band: Band | None = None):
    def better(before: float, after: float) -> bool | None:
        told = change(before, after, direction, band)
        return {Change.BETTER: True, Change.WORSE: False}.get(told)

    return better


def asked(values, live: int = 8, **more) -> Question:
    """Lower is better; the change goes live on the Monday of week `live`."""
    kept = values if not isinstance(values, list) else weekly(values)
    end = kept.points[-1].ends_on if kept.points else week(live)
    question = Question(
        values=kept,
        go_live=Event(week(live), "Triage"),
        today=end + timedelta(days=1),
        better=judge(Direction.DOWN),
        bounds=Bounds(low=0),
    )
    return replace(question, **more)


class TestSignals:
    def test_a_lasting_step_is_a_signal_with_its_beginning_and_size(self):
        told = finding(asked(BEFORE + AFTER))
        assert (told.answer, told.better) == (Answer.SIGNAL, True)
        assert told.since == point(8, 5)
        assert (told.difference.before, told.difference.after) == (10.5, 5.5)
        assert told.difference.low < -5 < told.difference.high < 0
        assert (told.n_before, told.n_after, told.others, told.missing) == (8, 8, (), 0)

    def test_it_may_begin_later(self):
        told = finding(asked([*BEFORE, 11, 10, 12, *AFTER]))
        assert told.answer is Answer.SIGNAL
        assert told.since.starts_on == week(11)

    def test_a_step_the_wrong_way_is_worse(self):
        told = finding(asked(BEFORE + [value + 10 for value in BEFORE]))
        assert (told.answer, told.better) == (Answer.SIGNAL, False)

    def test_where_neither_way_is_better_it_is_neither(self):
        told = finding(asked(BEFORE + AFTER, better=judge(Direction.WATCH)))
        assert (told.answer, told.better) == (Answer.SIGNAL, None)

    def test_into_the_band_is_better(self):
        band = judge(Direction.BAND, Band(5, 6))
        assert finding(asked(BEFORE + AFTER, better=band)).better is True

    def test_nothing_moved(self):
        told = finding(asked([*BEFORE, 11, 9, 12, 10, 11, 9, 12, 10]))
        assert (told.answer, told.since, told.better) == (Answer.NO_SIGNAL, None, None)
        assert told.difference.low < 0 < told.difference.high

    def test_one_wild_week_is_no_lasting_change(self):
        assert finding(asked([*BEFORE, 11, 30, 9, 10, 11])).answer is Answer.NO_SIGNAL

    def test_shares_are_pooled(self):
        before = [(81, 100), (78, 100), (84, 100), (80, 100), (79, 100), (82, 100)]
        after = [(95, 100), (9, 10), (380, 400), (94, 100), (96, 100)]
        question = asked(shares(before + after), 6, better=judge(Direction.UP))
        told = finding(question)
        assert (told.answer, told.better) == (Answer.SIGNAL, True)
        assert told.difference.after == pytest.approx(100 * 674 / 710)


class TestTheExpectedLag:
    def test_periods_within_it_are_not_compared(self):
        values = [*BEFORE, 10, 11, 10, *AFTER]
        told = finding(asked(values, lag=21))
        assert (told.n_after, told.difference.after) == (8, 5.5)

    def test_an_effect_within_it_is_found_where_it_began(self):
        told = finding(asked(BEFORE + AFTER, lag=21))
        assert (told.since, told.n_after) == (point(8, 5), 5)

    def test_what_ended_within_it_is_no_signal(self):
        values = [*BEFORE, 0, 0, 10, 12, 9, 11, 10, 12, 8, 12]
        assert finding(asked(values, lag=14)).answer is Answer.NO_SIGNAL

    def test_what_ended_within_it_is_no_signal_of_a_difference_that_stayed(self):
        told = finding(asked([*BEFORE, 0, 0, 8.5, 9, 8.5, 9, 8.5], lag=14))
        assert told.difference.is_clear
        assert (told.answer, told.since) == (Answer.NO_SIGNAL, None)

    def test_the_week_of_the_change_is_neither_before_nor_after(self):
        middle = Event(week(8) + timedelta(days=2), "Triage")
        told = finding(asked([*BEFORE, 99, *AFTER], go_live=middle))
        assert (told.n_before, told.n_after, told.difference.after) == (8, 8, 5.5)
        assert told.missing == 0

    def test_a_signal_never_begins_in_the_week_of_the_change(self):
        middle = Event(week(8) + timedelta(days=2), "Triage")
        told = finding(asked([*BEFORE, 3, *AFTER], go_live=middle))
        assert (told.answer, told.since, told.n_after) == (Answer.SIGNAL, point(9, 5), 8)


class TestTooLittle:
    def test_three_weeks_after_it_is_too_early(self):
        told = finding(asked(BEFORE + AFTER[:3]))
        assert (told.answer, told.lack, told.n_after) == (Answer.TOO_EARLY, Lack.AFTER, 3)
        assert told.due == week(8) + timedelta(days=35)

    def test_the_expected_lag_is_waited_for(self):
        told = finding(asked(BEFORE + AFTER[:5], lag=14))
        assert (told.answer, told.n_after) == (Answer.TOO_EARLY, 3)

    def test_when_readings_stopped_it_is_not_early_but_too_little(self):
        told = finding(asked(BEFORE + AFTER[:3], today=week(20)))
        assert (told.answer, told.lack) == (Answer.NOT_ENOUGH, Lack.AFTER)

    def test_five_weeks_before_it_are_too_few(self):
        told = finding(asked(BEFORE[:5] + AFTER, live=5))
        assert (told.answer, told.lack, told.n_before) == (Answer.NOT_ENOUGH, Lack.BEFORE, 5)

    def test_no_reading_at_all(self):
        told = finding(asked([]))
        assert (told.answer, told.lack) == (Answer.NOT_ENOUGH, Lack.BEFORE)

    def test_values_that_never_moved_before(self):
        told = finding(asked([3] * 8 + AFTER))
        assert (told.answer, told.lack) == (Answer.NOT_ENOUGH, Lack.FLAT)

    def test_missing_weeks_are_counted(self):
        values = [*BEFORE[:7], None, 12, None, None, *AFTER]
        assert finding(asked(values, live=9)).missing == 3


class TestOthers:
    def test_an_event_in_the_window_is_named(self):
        other = Event(week(10), "On-call rota")
        early = Event(week(0) - timedelta(days=90), "Long ago")
        told = finding(asked(BEFORE + AFTER[:5], others=(other, early)))
        assert (told.answer, told.others) == (Answer.SIGNAL, (other,))

    def test_where_enough_weeks_lie_between_events_only_they_are_compared(self):
        others = (Event(week(10), "Earlier"), Event(week(24), "Later"))
        values = [40] * 10 + BEFORE + AFTER[:6] + [90] * 8
        told = finding(asked(values, live=18, others=others))
        assert (told.n_before, told.n_after, told.others) == (8, 6, ())
        assert told.difference.before == 10.5

    def test_where_too_few_do_the_events_are_named(self):
        near = Event(week(6), "Earlier")
        told = finding(asked(BEFORE + AFTER, others=(near,)))
        assert (told.n_before, told.others) == (8, (near,))

    def test_at_most_twenty_weeks_on_a_side(self):
        told = finding(asked(BEFORE * 4 + AFTER * 4, live=32))
        assert (told.n_before, told.n_after) == (20, 20)

    def test_never_across_a_new_definition(self):
        change = Event(week(2), "Definition changed", redefines=True)
        told = finding(asked([90, 80, *BEFORE, *AFTER], live=10, others=(change,)))
        assert (told.n_before, told.difference.before, told.cut) == (8, 10.5, (change,))
        assert told.others == ()

    def test_a_new_definition_on_its_day_leaves_nothing_to_compare_with(self):
        same = Event(week(8), "Definition changed", redefines=True)
        told = finding(asked(BEFORE + AFTER, others=(same,)))
        assert (told.answer, told.lack, told.n_before) == (Answer.NOT_ENOUGH, Lack.BEFORE, 0)
        assert (told.n_after, told.cut) == (8, (same,))

    def test_a_new_definition_after_it_ends_the_comparison(self):
        change = Event(week(13), "Definition changed", redefines=True)
        told = finding(asked(BEFORE + AFTER, others=(change,)))
        assert (told.n_after, told.cut) == (5, (change,))

    def test_a_new_definition_too_soon_leaves_too_little_for_good(self):
        change = Event(week(10), "Definition changed", redefines=True)
        told = finding(asked(BEFORE + AFTER[:3], others=(change,)))
        assert (told.answer, told.n_after) == (Answer.NOT_ENOUGH, 2)


VALUES = st.lists(st.integers(min_value=-50, max_value=50).map(float), min_size=10, max_size=40)


@given(VALUES, st.integers(min_value=6, max_value=30))
def test_direction_mirrors(values, live):
    """Lower is better of a series is higher is better of the negated one."""
    down = asked(values, live, bounds=Bounds())
    up = asked([-one for one in values], live, bounds=Bounds(), better=judge(Direction.UP))
    here, there = finding(down), finding(up)
    assert (here.answer, here.better, here.lack) == (there.answer, there.better, there.lack)
    assert (here.since and here.since.ends_on) == (there.since and there.since.ends_on)
    if here.difference:
        flipped = (-there.difference.high, -there.difference.low)
        assert (here.difference.low, here.difference.high) == pytest.approx(flipped)


@given(VALUES, st.integers(min_value=6, max_value=30))
def test_a_signal_always_has_a_beginning_a_size_and_a_clear_difference(values, live):
    told = finding(asked(values, live, bounds=Bounds()))
    assert (told.answer is Answer.SIGNAL) == (told.since is not None)
    if told.since:
        assert told.difference.is_clear
        assert told.since.starts_on >= week(live)
        above = told.since.value > told.difference.before
        assert above == (told.difference.size > 0)


@given(st.permutations(range(16)))
def test_the_order_of_the_readings_does_not_matter(order):
    points = weekly(BEFORE + AFTER).points
    shuffled = series(points[place] for place in order)
    assert finding(asked(shuffled)).difference == finding(asked(BEFORE + AFTER)).difference
