"""A KPI becomes a success criterion of a program, with a baseline and a target."""

from datetime import date

import pytest
from flask import Flask

from app.activity.queries import history
from app.criteria import actions, queries
from app.criteria.actions import Goal, NewCriterion
from app.criteria.baseline import BaselineValue
from app.criteria.rules import Verdict
from app.db import db
from app.kpis.catalogue import Band
from app.kpis.models import Reading
from app.refusal import Refused
from tests import make
from tests.scopes import inside

TODAY = date(2026, 11, 23)
UTILIZATION = "resource_utilization_pct"


def new(goal: Goal | None = None, baseline: float | None = 58.0, key: str = UTILIZATION):
    return NewCriterion(
        kpi_key=key,
        starts_on=make.START,
        goal=goal or Goal(due=make.END, target=68.0),
        baseline=None if baseline is None else BaselineValue(baseline),
    )


def test_a_criterion_is_judged_by_its_latest_reading(app: Flask) -> None:
    with inside(app):
        db.session.add(make.reading(UTILIZATION, 63.0, on=date(2026, 11, 22)))
        program = make.program()
        criterion = actions.add_criterion(program.id, new(), make.user("alice"))
        assert (criterion.latest, criterion.latest_on) == (63.0, date(2026, 11, 22))
        assert queries.verdict_of(criterion, TODAY) is Verdict.ON_PACE
        (one,) = queries.judged(program.id, TODAY)
        assert one.name == "Resource utilization"


def test_a_reading_from_before_the_start_says_nothing(app: Flask) -> None:
    with inside(app):
        db.session.add(make.reading(UTILIZATION, 63.0, on=date(2026, 9, 13)))
        criterion = actions.add_criterion(make.program().id, new(), make.user("alice"))
        assert queries.verdict_of(criterion, TODAY) is Verdict.UNMEASURED


def test_adding_is_recorded_with_its_target(app: Flask) -> None:
    with inside(app):
        criterion = actions.add_criterion(make.program().id, new(), make.user("alice"))
        (event,) = history(criterion.id)
        assert event.deed == "criterion added"
        assert event.detail["target"]["target"] == 68.0


@pytest.mark.parametrize(
    ("criterion", "sentence"),
    [
        (new(Goal(due=make.START, target=68.0)), "after the start"),
        (new(Goal(due=make.END)), "Set a target"),
        (new(Goal(due=make.END, target=58.0)), "equals the baseline"),
        (new(Goal(due=make.END, band=Band(60.0, 50.0))), "lower edge"),
        (new(Goal(due=make.END, target=9.0), 8.0, "mttr_net_hours"), "worse than the baseline"),
        (new(key="no_such_kpi"), "no_such_kpi"),
    ],
)
def test_what_cannot_be_aimed_at_is_refused(
    app: Flask, criterion: NewCriterion, sentence: str
) -> None:
    with inside(app):
        program = make.program()
        with pytest.raises(Refused, match=sentence):
            actions.add_criterion(program.id, criterion, make.user("alice"))


def test_a_kpi_is_a_criterion_once(app: Flask) -> None:
    with inside(app):
        program = make.program()
        actions.add_criterion(program.id, new(), make.user("alice"))
        with pytest.raises(Refused, match="already"):
            actions.add_criterion(program.id, new(), make.user("alice"))


def test_without_a_baseline_it_waits_for_one(app: Flask) -> None:
    with inside(app):
        program = make.program()
        criterion = actions.add_criterion(program.id, new(baseline=None), make.user("alice"))
        assert queries.verdict_of(criterion, TODAY) is Verdict.NO_BASELINE


def test_another_msp_finds_nothing(app: Flask) -> None:
    with inside(app):
        criterion = actions.add_criterion(make.program().id, new(), make.user("alice"))
        ids = criterion.id, criterion.program_id
    with inside(app, "fabrikam"):
        assert queries.criterion(ids[0]) is None
        assert queries.criteria(ids[1]) == []


class TestGoingTheWrongWay:
    def test_the_latest_is_the_newest_reading_with_a_value(self, app: Flask) -> None:
        with inside(app):
            for on, value in ((date(2026, 11, 8), 62.0), (date(2026, 11, 15), None)):
                db.session.add(make.reading(UTILIZATION, value, on=on))
            criterion = actions.add_criterion(make.program().id, new(), make.user("alice"))
            assert (criterion.latest, criterion.latest_on) == (62.0, date(2026, 11, 8))

    def test_months_are_not_mixed_with_weeks(self, app: Flask) -> None:
        with inside(app):
            for on in (date(2026, 9, 30), date(2026, 10, 31)):
                db.session.add(make.reading(UTILIZATION, 60.0, on=on, days=on.day))
            db.session.add(make.reading(UTILIZATION, 90.0, on=date(2026, 11, 22)))
            criterion = actions.add_criterion(make.program().id, new(), make.user("alice"))
            assert criterion.latest == 60.0


def test_a_reading_is_a_row_of_the_msp(app: Flask) -> None:
    with inside(app):
        db.session.add(make.reading(UTILIZATION, 60.0, on=date(2026, 9, 30)))
        db.session.flush()
    with inside(app, "fabrikam"):
        assert db.session.query(Reading).count() == 0
