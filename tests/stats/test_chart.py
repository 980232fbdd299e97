"""Limits that begin anew where something changed, and those that were frozen."""

from datetime import date, timedelta

from app.stats.chart import Stage, chart
from app.stats.control import Limits, NoLimits, Rule
from tests.stats.weeks import week, weekly

OLD, NEW = [10, 12, 11, 13, 10, 12], [20, 22, 21, 23, 20, 22]


def test_without_a_stage_there_is_one_segment():
    (only,) = chart(weekly(OLD))
    assert (only.starts_on, only.limits.centre, only.carried) == (week(0), 68 / 6, False)


def test_limits_begin_anew():
    before, after = chart(weekly(OLD + NEW), [Stage(week(6))])
    assert (before.limits.centre, after.limits.centre) == (68 / 6, 128 / 6)
    assert before.signals == after.signals == ()


def test_the_step_lies_in_no_moving_range():
    before, after = chart(weekly(OLD + NEW), [Stage(week(6))])
    assert before.limits.mean_range == after.limits.mean_range == 2


def test_a_stage_with_too_few_values_is_judged_by_the_limits_before_it():
    before, after = chart(weekly(OLD + NEW[:3]), [Stage(week(6))])
    assert (after.limits, after.carried, after.why) == (before.limits, True, NoLimits.TOO_FEW)
    assert [one.rule for one in after.signals] == [Rule.BEYOND, Rule.NEAR, *[Rule.BEYOND] * 2]


def test_without_limits_before_it_there_are_none():
    (only,) = chart(weekly([1, 2, 3]))
    assert (only.limits, only.carried, only.why) == (None, False, NoLimits.TOO_FEW)
    assert only.signals == ()


def test_frozen_limits_stay_as_they_were():
    stage = Stage(week(0), learn_to=week(6))
    (only,) = chart(weekly(OLD + NEW), [stage])
    assert only.limits.centre == 68 / 6
    assert only.signals[0].points[0].value == 20


def test_given_limits_are_taken_as_they_are():
    given = Limits(centre=15, mean_range=2, n=20)
    (only,) = chart(weekly([14, 16]), [Stage(week(0), frozen=given)])
    assert (only.limits, only.why, only.frozen) == (given, None, True)


def test_a_stage_in_the_middle_of_a_week_begins_with_that_week():
    middle = week(6).replace(day=week(6).day + 2)
    _, after = chart(weekly(OLD + NEW), [Stage(middle)])
    assert after.values.points[0].value == 20


def test_a_week_that_ends_on_the_day_a_stage_begins_belongs_to_it():
    before, after = chart(weekly(OLD + NEW), [Stage(week(7) - timedelta(days=1))])
    assert [len(one.values.points) for one in (before, after)] == [6, 6]
    assert after.values.points[0].value == 20


def test_a_stage_without_values_leaves_no_segment():
    segments = chart(weekly(OLD), [Stage(date(2020, 1, 1)), Stage(date(2030, 1, 1))])
    assert len(segments) == 1


def test_rows_do_not_cross_stages():
    values = [49, 51] * 4 + [51] * 4 + [51] * 4 + [49, 51, 49]
    whole = [one.rule for one in chart(weekly(values))[0].signals]
    cut = [one.rule for part in chart(weekly(values), [Stage(week(12))]) for one in part.signals]
    assert (whole, cut) == ([Rule.RUN], [])
