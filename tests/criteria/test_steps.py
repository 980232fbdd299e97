"""Targets in dated steps: what is asked for on a day, verdicts, sentences, and bad steps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.criteria.aims import OUT_OF_LINE, OUT_OF_TIME, Aim, Step, aim_from, problem_with_steps
from app.criteria.rules import Verdict, brief, reason, verdict

START, BY = date(2026, 9, 14), date(2027, 5, 1)
FEB, MAR = date(2027, 2, 1), date(2027, 3, 1)
STEPS = (Step(FEB, 75), Step(MAR, 80))
DAY = timedelta(days=1)


def stairs(baseline=60, target=85, steps=STEPS):
    found = aim_from(baseline, target, START, BY, steps)
    assert found
    return found


def percent(value):
    return f"{value.normalize():f}%"


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        pytest.param(START, 60, id="the baseline at the start"),
        pytest.param(FEB, 60, id="a step is not due before its day is over"),
        pytest.param(FEB + DAY, 75, id="then it is"),
        pytest.param(MAR, 75, id="and holds until the next one"),
        pytest.param(MAR + DAY, 80, id="the next one"),
        pytest.param(BY, 80, id="the target is not due on its day"),
        pytest.param(BY + DAY, 85, id="then it is"),
    ],
)
def test_what_is_asked_for_goes_up_in_steps(today, asked):
    assert stairs().expected(today) == asked


@pytest.mark.parametrize(
    ("value", "today", "found"),
    [
        pytest.param(60, FEB, Verdict.ON_PACE, id="before the first step the baseline will do"),
        pytest.param(59, FEB, Verdict.WORSE, id="worse than the baseline will not"),
        pytest.param(60, FEB + DAY, Verdict.BEHIND, id="the first step was not taken"),
        pytest.param(74.9, FEB + DAY, Verdict.BEHIND, id="nearly is not a step"),
        pytest.param(75, FEB + DAY, Verdict.ON_PACE, id="exactly is"),
        pytest.param(75, MAR + DAY, Verdict.BEHIND, id="the second one was not taken"),
        pytest.param(80, BY, Verdict.ON_PACE, id="on the last day there is time"),
        pytest.param(80, BY + DAY, Verdict.MISSED, id="the day is over"),
        pytest.param(85, FEB, Verdict.MET, id="early is fine"),
    ],
)
def test_a_verdict_asks_for_the_step_that_is_due(value, today, found):
    assert verdict(stairs(), Decimal(str(value)), today) is found


def test_steps_lead_into_a_band_from_either_side():
    up = aim_from(60, (75, 85), START, BY, (Step(FEB, 70),))
    down = aim_from(95, (75, 85), START, BY, (Step(FEB, 90),))
    for sought, short, enough in ((up, 69, 70), (down, 91, 90)):
        assert verdict(sought, Decimal(short), FEB + DAY) is Verdict.BEHIND
        assert verdict(sought, Decimal(enough), FEB + DAY) is Verdict.ON_PACE


def test_the_sentence_names_the_step_that_was_due_and_the_next_one():
    told = (Decimal(75), FEB + DAY, percent)
    assert reason(stairs(), *told) == (
        "75% now, 60% at the start. The next step is 80% by 1 March."
    )
    assert brief(stairs(), *told) == "Next: 80% by 1 March"
    assert reason(stairs(), Decimal(70), FEB + DAY, percent) == (
        "70% now. The last step asked for 75%; the next is 80% by 1 March."
    )


@pytest.mark.parametrize(
    ("steps", "levels", "better", "said"),
    [
        pytest.param([], [60, 85], "up", None, id="none"),
        pytest.param(STEPS, [60, 85], "up", None, id="up"),
        pytest.param(STEPS, [85], "up", None, id="up from a baseline to be measured"),
        pytest.param(STEPS, [60, 85], "watch", None, id="neither way is better"),
        pytest.param([Step(FEB, 9), Step(MAR, 7)], [10, 6], "down", None, id="down"),
        pytest.param([Step(MAR, 75), Step(FEB, 80)], [60, 85], "up", OUT_OF_TIME, id="days"),
        pytest.param([Step(FEB, 75), Step(FEB, 80)], [60, 85], "up", OUT_OF_TIME, id="same day"),
        pytest.param([Step(START, 75)], [60, 85], "up", OUT_OF_TIME, id="at the start"),
        pytest.param([Step(BY, 75)], [60, 85], "up", OUT_OF_TIME, id="on the last day"),
        pytest.param([Step(FEB, 80), Step(MAR, 75)], [60, 85], "up", OUT_OF_LINE, id="back"),
        pytest.param([Step(FEB, 75), Step(MAR, 75)], [60, 85], "up", OUT_OF_LINE, id="level"),
        pytest.param([Step(FEB, 85)], [60, 85], "up", OUT_OF_LINE, id="there already"),
        pytest.param([Step(FEB, 90)], [60, 85], "up", OUT_OF_LINE, id="beyond the target"),
        pytest.param([Step(FEB, 55)], [60, 85], "up", OUT_OF_LINE, id="below the baseline"),
        pytest.param([Step(FEB, 90)], [85], "up", OUT_OF_LINE, id="from above, unmeasured"),
    ],
)
def test_steps_come_closer_day_by_day(steps, levels, better, said):
    assert problem_with_steps(steps, START, BY, levels, better) == said


numbers = st.decimals(-1000, 1000, places=2)


@given(
    st.lists(numbers, min_size=3, max_size=6, unique=True).map(sorted),
    numbers,
    st.dates(START - DAY, BY + DAY),
)
def test_lower_is_better_mirrors_higher_is_better(path, value, today):
    days = [START + timedelta(days=30 * (place + 1)) for place in range(len(path) - 2)]
    steps = [Step(by, float(one)) for by, one in zip(days, path[1:-1], strict=True)]
    mirrored = tuple(Step(one.by, -one.value) for one in steps)
    up = Aim(path[0], path[-1], START, BY, steps=tuple(steps))
    down = Aim(-path[0], -path[-1], START, BY, steps=mirrored)
    assert verdict(up, value, today) is verdict(down, -value, today)
    assert problem_with_steps(steps, START, BY, [float(path[0]), float(path[-1])], "up") is None
    assert problem_with_steps(mirrored, START, BY, [-float(path[-1])], "down") is None
