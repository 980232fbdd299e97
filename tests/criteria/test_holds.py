"""The hold rule: n of the last m periods, gaps that never count, and what it makes of verdicts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.criteria.aims import aim_from
from app.criteria.holds import Hold, held, marks, problem_with_hold
from app.criteria.rules import Verdict, brief, reason, verdict
from app.kpis.catalogue import Cadence
from app.kpis.queries import Point

START, BY = date(2026, 9, 14), date(2027, 3, 13)
HALF, AFTER = date(2026, 12, 13), date(2027, 3, 14)
WEEK = timedelta(days=7)
FOUR_OF_FIVE = Hold(4, 5)
MET, HOLDING, PACE = Verdict.MET, Verdict.HOLDING, Verdict.ON_PACE
BEHIND, MISSED, WORSE = Verdict.BEHIND, Verdict.MISSED, Verdict.WORSE


def percent(value):
    return f"{value.normalize():f}%"


def weeks(values, first=START):
    """A reading a week; "" is a week that nobody entered, None one without data."""
    begins = [first + number * WEEK for number in range(len(values))]
    return [
        Point("a", begin, begin + WEEK - timedelta(days=1), value, None)
        for begin, value in zip(begins, values, strict=True)
        if value != ""
    ]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([67, 68, 69], "-++", id="at the target is reached"),
        pytest.param([69, None, 69], "+.+", id="no data is a gap"),
        pytest.param([69, "", "", 69], "+..+", id="weeks without a reading are gaps"),
        pytest.param([69, None], "+.", id="a gap at the end"),
        pytest.param([69] * 14, "+" * 12, id="only the last twelve are kept"),
        pytest.param([69, *[""] * 30, 69], "." * 11 + "+", id="a long gap is no longer than that"),
    ],
)
def test_every_period_has_its_mark(values, found):
    assert marks(weeks(values), lambda value: value >= 68, START) == found


def test_what_was_read_before_the_start_does_not_count():
    points = weeks([69, 69, 67], START - 2 * WEEK)
    assert marks(points, lambda value: value >= 68, START) == "-"


@pytest.mark.parametrize(
    ("days", "found"),
    [
        pytest.param(0, "++++", id="from the start on"),
        pytest.param(14, "++", id="the weeks since the new definition"),
        pytest.param(16, "+", id="a week of both is neither"),
        pytest.param(28, "", id="no week since"),
    ],
)
def test_what_was_counted_another_way_does_not_count(days, found):
    since = START + timedelta(days=days)
    assert marks(weeks([69] * 4), lambda value: value >= 68, START, since) == found


def test_a_month_that_nobody_entered_is_a_gap():
    months = [(date(2026, month, 1), date(2026, month, 30)) for month in (9, 11)]
    points = [Point("a", first, last, 69.0, None) for first, last in months]
    assert marks(points, lambda value: value >= 68, START) == "+.+"


LAST = date(2026, 12, 13)


@pytest.mark.parametrize(
    ("recent", "today", "reached"),
    [
        pytest.param("+++++", LAST, 5, id="all"),
        pytest.param("-++++++", LAST, 5, id="only the last five count"),
        pytest.param("++-++", LAST, 4, id="one short of it"),
        pytest.param("++.++", LAST, 4, id="a gap is not a hold"),
        pytest.param("++", LAST, 2, id="two so far"),
        pytest.param("", LAST, 0, id="nothing never counts"),
        pytest.param("+++++", LAST + 2 * WEEK, 5, id="the last week may still come in"),
        pytest.param("+++++", LAST + 3 * WEEK, 4, id="then it is a gap"),
        pytest.param("+++++", LAST + 7 * WEEK, 0, id="what is silent is not held"),
        pytest.param("+++++", date(2029, 1, 1), 0, id="long silent"),
    ],
)
def test_the_last_five_weeks_are_looked_at(recent, today, reached):
    assert held(FOUR_OF_FIVE, recent, Cadence.WEEKLY, LAST, today).reached == reached


def test_the_rule_speaks_of_weeks_or_months():
    assert held(FOUR_OF_FIVE, "+", Cadence.MONTHLY, LAST, LAST).rule == "4 of 5 months"
    assert held(FOUR_OF_FIVE, "", Cadence.WEEKLY, None, LAST).reached == 0


@pytest.mark.parametrize(
    ("value", "today", "reached", "found"),
    [
        pytest.param(68, HALF, 4, MET, id="held long enough"),
        pytest.param(67, HALF, 4, MET, id="the week that is allowed to be short"),
        pytest.param(68, AFTER, 4, MET, id="held at the end"),
        pytest.param(68, HALF, 1, HOLDING, id="reached"),
        pytest.param(70, AFTER, 3, HOLDING, id="still holding after the day"),
        pytest.param(68, HALF, 0, PACE, id="reached, but silent since"),
        pytest.param(68, AFTER, 0, MISSED, id="reached, silent, and over"),
        pytest.param(67, AFTER, 3, MISSED, id="lost after the day"),
        pytest.param(67, BY, 3, PACE, id="nothing is missed on the day"),
        pytest.param(59, HALF, 3, BEHIND, id="lost and behind"),
        pytest.param(57, HALF, 3, WORSE, id="lost altogether"),
        pytest.param(None, AFTER, 5, Verdict.UNMEASURED, id="no data is never met"),
    ],
)
def test_a_target_is_met_once_it_was_held(value, today, reached, found):
    aim = aim_from(58, 68, START, BY)
    known = None if value is None else Decimal(value)
    assert verdict(aim, known, today, Hold(4, 5, reached)) is found
    mirrored = aim_from(-58, -68, START, BY)
    assert verdict(mirrored, None if known is None else -known, today, Hold(4, 5, reached)) is found


@pytest.mark.parametrize(
    ("value", "today", "reached", "said", "briefly"),
    [
        (
            67, HALF, 4, "67% now. 68% was held in 4 of the last 5 weeks.", "Held in 4 of 5 weeks",
        ),
        (
            69, HALF, 2, "69% now. 68% in 2 of the last 5 weeks; it takes 4.", "2 of 4 weeks held",
        ),
    ],
)  # fmt: skip
def test_the_sentence_counts_the_weeks(value, today, reached, said, briefly):
    aim, hold = aim_from(58, 68, START, BY), Hold(4, 5, reached, "week")
    assert reason(aim, Decimal(value), today, percent, hold) == said
    assert brief(aim, Decimal(value), today, percent, hold) == briefly


@pytest.mark.parametrize(
    ("needed", "of", "wrong"),
    [(1, 1, False), (4, 5, False), (12, 12, False), (0, 3, True), (4, 3, True), (1, 0, True),
     (1, 13, True), (13, 13, True)],
)  # fmt: skip
def test_a_hold_rule_can_be_kept(needed, of, wrong):
    assert bool(problem_with_hold(needed, of)) is wrong


values = st.lists(st.none() | st.floats(-100, 100), max_size=15)


@given(values, st.floats(-100, 100))
def test_holding_mirrors(readings, target):
    up = marks(weeks(readings), lambda value: value >= target, START)
    mirrored = [None if value is None else -value for value in readings]
    assert marks(weeks(mirrored), lambda value: value <= -target, START) == up


@given(st.text("+-.", max_size=12), st.integers(1, 12), st.integers(0, 20))
def test_silence_never_adds_to_what_was_held(recent, of, later):
    rule = Hold(1, of)
    now = held(rule, recent, Cadence.WEEKLY, LAST, LAST).reached
    assert held(rule, recent, Cadence.WEEKLY, LAST, LAST + later * WEEK).reached <= now
