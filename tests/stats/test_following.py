"""A result after its leading indicator."""

from datetime import timedelta

import pytest

from app.kpis.catalogue import Direction
from app.stats.finding import finding
from app.stats.following import Follow, following
from tests.stats.test_finding import AFTER, BEFORE, asked, judge
from tests.stats.weeks import week

LEAD = finding(asked(BEFORE + AFTER + AFTER))  # moved in week 8, for the better
CALM = [11, 9, 12, 10, 11, 9, 12, 10]
WORSE = [value + 12 for value in BEFORE]


def told(values, within: int = 28, **more) -> Follow:
    return following(LEAD, asked(values, **more), within).answer


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (BEFORE + CALM[:3] + AFTER, Follow.FOLLOWED),
        (BEFORE + AFTER, Follow.FOLLOWED),
        (BEFORE + CALM + AFTER + AFTER, Follow.LATER),
        (BEFORE + CALM + CALM, Follow.NOT),
        (BEFORE + WORSE, Follow.AGAINST),
        (BEFORE + CALM[:2], Follow.TOO_EARLY),
        (BEFORE[:3], Follow.NOT_ENOUGH),
    ],
)
def test_what_a_result_did(values, answer):
    assert told(values) is answer


def test_while_its_time_lasts_it_is_too_early_to_say_that_it_did_not():
    values = BEFORE + CALM
    assert told(values, within=84) is Follow.TOO_EARLY
    assert told(values, within=28) is Follow.NOT


def test_a_result_of_the_other_direction_follows_for_the_better():
    values = BEFORE + CALM[:2] + [value + 12 for value in BEFORE]
    assert told(values, better=judge(Direction.UP)) is Follow.FOLLOWED


def test_what_moved_before_its_lead_did_not_follow_it():
    late = finding(asked(BEFORE + CALM[:5] + AFTER))
    result = following(late, asked(BEFORE + AFTER + AFTER), within=28)
    assert result.answer is Follow.FIRST


def test_a_lead_that_did_not_move_leads_nothing():
    calm = finding(asked(BEFORE + CALM))
    answer = following(calm, asked(BEFORE + AFTER), within=28)
    assert (answer.answer, answer.result, answer.until) == (Follow.NO_LEAD, None, None)


def test_the_time_runs_from_the_first_period_of_the_lead():
    answer = following(LEAD, asked(BEFORE + AFTER), within=28)
    assert answer.until == week(8) + timedelta(days=28)
