"""A target moves only with a reason, and the record keeps both."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.queries import history
from app.criteria import actions
from app.criteria.actions import NewCriterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.criteria.models import Criterion
from app.db import db
from app.kpis.catalogue import Band
from app.programs.models import Change
from app.refusal import Refused
from tests import make
from tests.person import Person
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


class TestThePage:
    @pytest.fixture
    def where(self, app: Flask, time: object) -> str:
        with inside(app):
            return f"/msps/northwind/criteria/{criterion().id}"

    TYPED = {
        "ends": "value",
        "target": "70",
        "due": "2027-04-30",
        "reason": "Two new techs start in March",
    }

    def test_it_moves_with_a_reason_and_is_a_change_of_the_program(
        self, alice: Person, app: Flask, where: str
    ) -> None:
        assert alice.post(f"{where}/target", version="1", **self.TYPED).status == 303
        page = alice.get(where)
        assert "70% or more" in page
        assert (
            "Target moved from 68% by 12 March 2027 to 70% by 30 April 2027: "
            "Two new techs start in March" in page
        )
        with inside(app):
            change = db.session.scalars(select(Change)).one()
            assert (change.what, change.days) == ("target", 49)
            assert change.before == "68% or more by 12 March 2027"

    STEPS = {"way": "steps", "step1": "60", "step1_by": "2026-12-01", "step2": "65 %"}
    HELD = {"hold_needed": "4", "hold_of": "5"}

    def test_it_goes_on_in_steps_and_is_to_be_held(
        self, alice: Person, app: Flask, where: str
    ) -> None:
        wrong = alice.post(f"{where}/target", version="1", **self.TYPED, **self.STEPS)
        assert wrong.status == 422
        assert "Choose the day of this step." in wrong
        assert 'value="65 %"' in wrong
        early = {**self.STEPS, "step2_by": "2026-11-01", "hold_of": "3", "hold_needed": "4"}
        wrong = alice.post(f"{where}/target", version="1", **self.TYPED, **early)
        assert "for no more than all of them" in wrong
        assert "in order of time" in alice.post(
            f"{where}/target", version="1", **self.TYPED, **{**early, **self.HELD}
        )
        good = {**self.TYPED, **self.STEPS, **self.HELD, "step2_by": "2027-02-01"}
        assert alice.post(f"{where}/target", version="1", **good).status == 303
        page = alice.get(where)
        assert "60% by 1 December, 65% by 1 February 2027" in page
        assert "In 4 of the last 5 weeks. So far 0." in page
        assert 'value="2026-12-01"' in page
        assert "by way of 60% by 1 Dec 2026 and 65% by 1 Feb 2027, held in 4 of 5" in page
        assert alice.post(f"{where}/target", version="2", **good).status == 303
        with inside(app):
            assert len(db.session.scalars(select(Change)).all()) == 1

    def test_steps_that_are_not_chosen_cannot_be_wrong(self, alice: Person, where: str) -> None:
        junk = {"way": "straight", "step1": "a lot", "step1_by": "soon"}
        assert alice.post(f"{where}/target", version="1", **self.TYPED, **junk).status == 303

    def test_a_short_reason_is_asked_for_again(self, alice: Person, where: str) -> None:
        page = alice.post(f"{where}/target", version="1", **{**self.TYPED, "reason": "why not"})
        assert page.status == 422
        assert 'value="why not"' in page
        assert 'value="70"' in page

    def test_two_people_lose_neither(self, alice: Person, olga: Person, where: str) -> None:
        alice.post(f"{where}/target", version="1", **self.TYPED)
        page = olga.post(f"{where}/target", version="1", **{**self.TYPED, "target": "66"})
        assert page.status == 409
        assert "70% or more by 30 April 2027" in page
        assert "66" in page

    @pytest.mark.parametrize(("name", "status"), [("mona", 403), ("gus", 403), ("dave", 404)])
    def test_who_may_not(
        self, name: str, status: int, where: str, request: pytest.FixtureRequest
    ) -> None:
        person: Person = request.getfixturevalue(name)
        assert person.post(f"{where}/target", **self.TYPED).status == status
