"""A target moves only with a reason, and the record keeps both."""

from datetime import date

import pytest
from flask import Flask

from app.activity.queries import history
from app.criteria import actions
from app.criteria.actions import Goal, NewCriterion
from app.criteria.baseline import BaselineValue
from app.criteria.models import Criterion
from app.kpis.catalogue import Band
from app.refusal import Refused
from tests import make
from tests.scopes import inside


def criterion() -> Criterion:
    new = NewCriterion(
        "resource_utilization_pct",
        make.START,
        Goal(due=make.END, target=68.0),
        baseline=BaselineValue(58.0),
    )
    return actions.add_criterion(make.program().id, new, make.user("alice"))


def test_the_record_keeps_both_targets_and_the_reason(app: Flask) -> None:
    with inside(app):
        one = criterion()
        goal = Goal(due=date(2027, 4, 30), target=70.0)
        actions.move_target(one, goal, "Two new techs start in March", make.user("alice"))
        assert (one.target, one.due) == (70.0, date(2027, 4, 30))
        event = history(one.id)[0]
        assert event.detail["before"]["target"] == 68.0
        assert event.detail["after"]["due"] == "2027-04-30"
        assert event.detail["why"] == "Two new techs start in March"


def test_a_value_can_become_a_band(app: Flask) -> None:
    with inside(app):
        one = criterion()
        goal = Goal(due=make.END, band=Band(75.0, 85.0))
        actions.move_target(one, goal, "Agreed with the coach", make.user("alice"))
        assert (one.target, one.band_low, one.direction) == (None, 75.0, "band")


def test_without_a_reason_it_stays(app: Flask) -> None:
    with inside(app):
        one = criterion()
        with pytest.raises(Refused, match="why"):
            actions.move_target(one, Goal(due=make.END, target=70.0), "", make.user("alice"))


def test_the_same_target_twice_is_recorded_once(app: Flask) -> None:
    with inside(app):
        one = criterion()
        for _ in range(2):
            goal = Goal(due=make.END, target=70.0)
            actions.move_target(one, goal, "Two new techs", make.user("alice"))
        assert len(history(one.id)) == 2


def test_a_day_before_the_start_is_refused(app: Flask) -> None:
    with inside(app):
        one = criterion()
        with pytest.raises(Refused, match="after the start"):
            actions.move_target(one, Goal(due=make.START, target=70.0), "x", make.user("alice"))
