"""A KPI becomes a success criterion of a program, with a baseline and a target."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.activity.queries import history
from app.criteria import actions, queries
from app.criteria.actions import NewCriterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.criteria.rules import Verdict
from app.db import db
from app.kpis.catalogue import Band
from app.kpis.models import Reading
from app.programs import queries as programs
from app.refusal import Refused
from tests import make
from tests.person import Person
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


class TestTheLatestReading:
    def test_a_run_of_worse_ones_keeps_where_it_began(self, app: Flask) -> None:
        with inside(app):
            for week, value in enumerate((60.0, 64.0, 63.0, 61.5)):
                on = date(2026, 11, 1) + timedelta(weeks=week)
                db.session.add(make.reading(UTILIZATION, value, on=on))
            criterion = actions.add_criterion(make.program().id, new(), make.user("alice"))
            assert (criterion.worse_from, criterion.worse_since) == (64.0, date(2026, 11, 8))
            db.session.add(make.reading(UTILIZATION, 65.0, on=date(2026, 11, 29)))
            actions.keep_latest([UTILIZATION])
            assert (criterion.worse_from, criterion.worse_since) == (None, None)

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


NEW = "/msps/northwind/criteria/new"
TYPED = {
    "kpi": UTILIZATION,
    "ends": "value",
    "target": "68",
    "due": "2027-03-12",
    "start": "typed",
    "value": "58",
}


class TestThePage:
    @pytest.fixture(autouse=True)
    def running(self, app: Flask, time: object) -> None:
        with inside(app):
            make.program()

    def test_a_champion_adds_one(self, alice: Person, app: Flask) -> None:
        page = alice.post(NEW, **TYPED)
        assert page.status == 303
        found = alice.get(page.location)
        assert "Success criterion of" in found
        assert "68% or more" in found
        assert "58%" in found
        with inside(app):
            (one,) = queries.criteria_on([UTILIZATION])
            assert (one.baseline, one.starts_on, one.due) == (58.0, make.START, make.END)

    def test_a_band_has_two_edges(self, alice: Person) -> None:
        typed = {**TYPED, "ends": "band", "low": "75", "high": "85", "target": ""}
        page = alice.post(NEW, **typed)
        assert "75% to 85%" in alice.get(page.location)

    def test_the_baseline_comes_from_the_readings_of_some_days(
        self, alice: Person, app: Flask
    ) -> None:
        with inside(app):
            for on, value in ((date(2026, 9, 6), 57.0), (date(2026, 9, 13), 59.0)):
                db.session.add(make.reading(UTILIZATION, value, on=on))
        days = {"start": "readings", "first": "2026-08-01", "last": "2026-09-13", "value": ""}
        page = alice.post(NEW, **{**TYPED, **days})
        assert "Mean of 2 readings" in alice.get(page.location)

    def test_it_may_be_measured_later(self, alice: Person) -> None:
        page = alice.post(NEW, **{**TYPED, "start": "later", "value": ""})
        assert "No baseline yet" in alice.get(page.location)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"target": ""}, "Enter a number, such as 63.5."),
            ({"target": "6,3,5"}, "“6,3,5” is not a number. Write one like 63.5."),
            ({"target": "7 h"}, "“7 h” is in hours, this KPI counts in percent."),
            ({"value": "$5"}, "“$5” is in money, this KPI counts in percent."),
            ({"start": "later", "value": "7 h", "target": ""}, "Enter a number, such as 63.5."),
            ({"target": "58"}, "The target equals the baseline."),
            ({"kpi": "mttr_net_hours", "target": "9", "value": "8"}, "worse than the baseline"),
            ({"kpi": "sla_completion_met_pct", "target": "120"}, "never over 100%"),
            ({"ends": "band", "low": "85", "high": "75"}, "Write the lower edge first"),
            ({"due": "2026-09-14"}, "Choose a day after the start."),
            ({"due": ""}, "Choose the day"),
            ({"start": "readings", "first": "2026-01-01", "last": "2026-02-01"}, "no reading"),
            ({"start": "readings", "first": "", "last": ""}, "no reading"),
            ({"value": ""}, "Enter a number, such as 63.5."),
            ({"n": "1.5"}, "a whole number such as 40"),
            ({"kpi": "no_such_kpi"}, "choice"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field(
        self, typed: dict[str, str], words: str, alice: Person, app: Flask
    ) -> None:
        page = alice.post(NEW, **{**TYPED, **typed})
        assert page.status == 422
        assert words in page
        with inside(app):
            assert queries.criteria_on([UTILIZATION, "mttr_net_hours"]) == []

    def test_one_that_is_chosen_is_not_offered_again(self, alice: Person) -> None:
        alice.post(NEW, **TYPED)
        assert f'value="{UTILIZATION}"' not in alice.get(NEW)
        assert alice.post(NEW, **TYPED).status == 422

    @pytest.mark.parametrize(
        ("name", "status"),
        [("carol", 200), ("olga", 200), ("mona", 403), ("bob", 403), ("gus", 403), ("dave", 404)],
    )
    def test_who_may(self, name: str, status: int, request: pytest.FixtureRequest) -> None:
        assert request.getfixturevalue(name).get(NEW).status == status

    def test_a_stand_in_has_the_champions_rights(self, bob: Person, app: Flask) -> None:
        with inside(app):
            program = programs.program(None)
            assert program is not None
            program.stand_in_id = make.user("bob").id
        assert bob.get(NEW).status == 200
        assert bob.post(NEW, **TYPED).status == 303

    def test_everybody_may_look_and_another_firm_finds_nothing(
        self, alice: Person, gus: Person, dave: Person
    ) -> None:
        where = alice.post(NEW, **TYPED).location
        assert gus.get(where).status == 200
        assert "Move the target" not in gus.get(where)
        assert dave.get(where).status == 404
        assert dave.get(where.replace("northwind", "fabrikam")).status == 404
