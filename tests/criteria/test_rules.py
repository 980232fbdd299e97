"""Pace, verdicts and the Success criteria sign, in tables of cases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.criteria.aims import Aim, aim_from, problem_with_aim
from app.criteria.rules import (
    Judged,
    Verdict,
    brief,
    criteria_sign,
    reason,
    target_words,
    verdict,
)
from app.planning.signs import State

START, BY = date(2026, 9, 14), date(2027, 3, 13)
HALF = date(2026, 12, 13)
AFTER = date(2027, 3, 14)


def aim(baseline, target, upper=None):
    found = aim_from(baseline, target if upper is None else (target, upper), START, BY)
    assert found
    return found


def number(value):
    return Decimal(str(value))


def percent(value):
    return f"{value.normalize():f}%"


@pytest.mark.parametrize(
    ("baseline", "target", "value", "today", "found"),
    [
        pytest.param(58, 68, 63, HALF, Verdict.ON_PACE, id="on the line is on pace"),
        pytest.param(58, 68, 62.5, HALF, Verdict.ON_PACE, id="90% of the line is on pace"),
        pytest.param(58, 68, 62.4, HALF, Verdict.BEHIND, id="less is behind"),
        pytest.param(58, 68, 58, START, Verdict.ON_PACE, id="the baseline will do on day one"),
        pytest.param(58, 68, 58, HALF, Verdict.BEHIND, id="the baseline will not do later"),
        pytest.param(58, 68, 57.9, START, Verdict.WORSE, id="below the baseline is worse"),
        pytest.param(58, 68, 68, HALF, Verdict.MET, id="the target is met early"),
        pytest.param(58, 68, 71, AFTER, Verdict.MET, id="the target is met late"),
        pytest.param(58, 68, 67.9, AFTER, Verdict.MISSED, id="the day has passed"),
        pytest.param(58, 68, 57, AFTER, Verdict.MISSED, id="worse and too late is missed"),
        pytest.param(58, 68, 67, BY, Verdict.ON_PACE, id="90% on the last day is on pace"),
        pytest.param(9.4, 6, 7.6, HALF, Verdict.ON_PACE, id="lower is better on pace"),
        pytest.param(9.4, 6, 8, HALF, Verdict.BEHIND, id="lower is better behind"),
        pytest.param(9.4, 6, 9.5, HALF, Verdict.WORSE, id="lower is better worse"),
        pytest.param(9.4, 6, 6, HALF, Verdict.MET, id="lower is better met"),
        pytest.param(58, 68, None, HALF, Verdict.UNMEASURED, id="no reading"),
    ],
)
def test_a_verdict_follows_from_the_gap_and_the_time(baseline, target, value, today, found):
    given_value = None if value is None else number(value)
    assert verdict(aim(baseline, target), given_value, today) is found


@pytest.mark.parametrize(
    ("baseline", "value", "today", "found"),
    [
        pytest.param(55, 75, HALF, Verdict.MET, id="the lower edge is inside"),
        pytest.param(55, 85, HALF, Verdict.MET, id="the upper edge is inside"),
        pytest.param(55, 65, HALF, Verdict.ON_PACE, id="half of the way to the nearer edge"),
        pytest.param(55, 60, HALF, Verdict.BEHIND, id="a quarter of the way"),
        pytest.param(55, 50, HALF, Verdict.WORSE, id="further away than at the start"),
        pytest.param(55, 87, HALF, Verdict.ON_PACE, id="a little beyond the far edge"),
        pytest.param(55, 97, HALF, Verdict.BEHIND, id="well beyond the far edge"),
        pytest.param(55, 106, HALF, Verdict.WORSE, id="too far beyond the far edge"),
        pytest.param(95, 90, HALF, Verdict.ON_PACE, id="coming down into the band"),
        pytest.param(95, 84, HALF, Verdict.MET, id="come down into the band"),
        pytest.param(80, 78, HALF, Verdict.MET, id="kept inside the band"),
        pytest.param(80, 74, HALF, Verdict.ON_PACE, id="a little outside the band"),
        pytest.param(80, 74, AFTER, Verdict.MISSED, id="slipped out of the band at the end"),
        pytest.param(80, 60, HALF, Verdict.WORSE, id="slipped far out of the band"),
    ],
)
def test_a_band_is_aimed_at_from_either_side(baseline, value, today, found):
    assert verdict(aim(baseline, 75, 85), number(value), today) is found


def test_without_baseline_or_target_there_is_nothing_to_judge():
    assert aim_from(None, 68, START, BY) is None
    assert aim_from(58, None, START, BY) is None
    assert verdict(None, number(63), HALF) is Verdict.NO_BASELINE


numbers = st.decimals(-1000, 1000, places=2)
todays = st.dates(START - timedelta(days=30), BY + timedelta(days=30))


@given(numbers, numbers, numbers, todays)
def test_lower_is_better_mirrors_higher_is_better(baseline, target, value, today):
    assume(baseline != target)
    upward = Aim(baseline, target, START, BY)
    downward = Aim(-baseline, -target, START, BY)
    assert verdict(upward, value, today) is verdict(downward, -value, today)


@given(numbers, numbers, todays)
def test_a_value_on_the_pace_line_is_never_behind(baseline, target, today):
    assume(baseline != target)
    sought = Aim(baseline, target, START, BY)
    found = verdict(sought, sought.expected(today), min(today, BY))
    assert found in {Verdict.ON_PACE, Verdict.MET}


@given(numbers, st.decimals(1, 100, places=2), numbers, todays)
def test_a_band_mirrors_too(baseline, width, value, today):
    band = Aim(baseline, Decimal(75), START, BY, Decimal(75) + width)
    mirrored = Aim(-baseline, -Decimal(75) - width, START, BY, Decimal(-75))
    assert verdict(band, value, today) is verdict(mirrored, -value, today)


def test_the_pace_line_runs_straight_and_stops_at_the_ends():
    sought = aim(58, 68)
    assert sought.expected(START - timedelta(days=9)) == 58
    assert sought.expected(HALF) == 63
    assert sought.expected(AFTER) == 68
    assert aim(95, 75, 85).expected(BY) == 85


def test_the_tolerance_is_a_setting():
    strict = Aim(number(58), number(68), START, BY, tolerance=Decimal(1))
    assert verdict(strict, number(62.9), HALF) is Verdict.BEHIND


@pytest.mark.parametrize(
    ("start", "by", "target", "upper"),
    [(START, START, 68, None), (BY, START, 68, None), (START, BY, 58, None), (START, BY, 85, 75)],
)
def test_an_aim_without_time_or_gap_is_a_bug(start, by, target, upper):
    with pytest.raises(ValueError, match=r"\."):
        Aim(Decimal(58), Decimal(target), start, by, upper and Decimal(upper))


@pytest.mark.parametrize(
    ("baseline", "target", "upper", "better", "sentence"),
    [
        (58, 68, None, "up", None),
        (9.4, 6, None, "down", None),
        (58, 55, None, "up", "The target is worse"),
        (9.4, 10, None, "down", "The target is worse"),
        (58, 58, None, "up", "The target equals"),
        (58, 85, 75, "band", "Write the lower edge"),
        (80, 75, 85, "band", None),
    ],
)
def test_a_target_that_cannot_be_aimed_at_is_told_in_a_sentence(
    baseline, target, upper, better, sentence
):
    found = problem_with_aim(number(baseline), number(target), upper and number(upper), better)
    assert found is None if sentence is None else found and found.startswith(sentence)


@pytest.mark.parametrize(
    ("value", "today", "sentence"),
    [
        (63, HALF, "63% now, 58% at the start. The pace line asks for 63% by today."),
        (60, HALF, "60% now. The pace line asks for 63% by today."),
        (57, HALF, "57% now, worse than the 58% at the start."),
        (69, HALF, "69% now. The target of 68% is reached."),
        (67, AFTER, "67% now. The day has passed, and the target was 68%."),
        (None, HALF, "Add the first reading, so that the pace can be judged."),
    ],
)
def test_every_verdict_has_its_sentence(value, today, sentence):
    given_value = None if value is None else number(value)
    assert reason(aim(58, 68), given_value, today, percent) == sentence


@pytest.mark.parametrize(
    ("value", "today", "words"),
    [
        (63, HALF, "63% expected by now"),
        (60, HALF, "63% expected by now"),
        (57, HALF, "58% at the start"),
        (69, HALF, "The target is reached"),
        (67, AFTER, "Its day has passed"),
        (None, HALF, "Waits for its first reading"),
    ],
)
def test_beside_a_drawing_a_few_words_will_do(value, today, words):
    given_value = None if value is None else number(value)
    assert brief(aim(58, 68), given_value, today, percent) == words
    assert brief(None, given_value, today, percent) == "Needs a baseline and a target"


def test_without_an_aim_the_sentence_says_what_to_set():
    assert reason(None, None, HALF, percent).startswith("Set a baseline and a target")


def test_a_band_is_told_by_both_edges():
    assert target_words(aim(55, 75, 85), percent) == "75% to 85%"


ON, MET, BEHIND = Verdict.ON_PACE, Verdict.MET, Verdict.BEHIND
WORSE, MISSED = Verdict.WORSE, Verdict.MISSED
BARE, UNREAD = Verdict.NO_BASELINE, Verdict.UNMEASURED


@pytest.mark.parametrize(
    ("verdicts", "state", "line"),
    [
        pytest.param([ON, ON, MET], State.OK, "3 of 3 on pace", id="all on pace"),
        pytest.param([ON, BEHIND, ON], State.WATCH, "2 of 3 on pace", id="one behind"),
        pytest.param([ON, ON, WORSE], State.OFF, "2 of 3 on pace", id="one worse"),
        pytest.param([MET, MISSED], State.OFF, "1 of 2 on pace", id="one missed"),
        pytest.param([BEHIND, BEHIND], State.OFF, "0 of 2 on pace", id="none on pace"),
        pytest.param([BEHIND], State.WATCH, "0 of 1 on pace", id="the only one is behind"),
        pytest.param([ON, BARE, UNREAD], State.OK, "1 of 1 on pace", id="only what can be judged"),
        pytest.param([BARE, BARE], State.NONE, "No criterion has a baseline and a target yet"),
        pytest.param([BARE, UNREAD], State.NONE, "No criterion has a reading yet"),
        pytest.param([], State.NONE, "No success criterion yet"),
    ],
)
def test_the_sign_is_the_worst_that_can_be_judged(verdicts, state, line):
    sign = criteria_sign([Judged(f"KPI {n}", one) for n, one in enumerate(verdicts)])
    assert (sign.key, sign.name, sign.state, sign.line) == (
        "criteria",
        "Success criteria",
        state,
        line,
    )


def test_the_second_line_names_what_lags_most():
    criteria = [Judged("Utilization", BEHIND), Judged("RHEM", WORSE), Judged("MTTR", ON)]
    assert criteria_sign(criteria).more == "RHEM: worse than at the start"
    assert criteria_sign([Judged("MTTR", ON), Judged("RHEM", BARE)]).more == "RHEM: no baseline yet"
    assert criteria_sign([Judged("MTTR", ON)]).more == ""
    assert criteria_sign([Judged("MTTR", BARE)]).more == "1 criterion to measure"
