"""How many of a program's criteria are needed is agreed on, and told where they stand."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.baseline import BaselineValue
from app.criteria.goals import Goal
from app.db import db
from app.programs.models import Phase, Program
from tests import make
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database
NEEDED = "/msps/northwind/criteria/needed"
AIMS = {
    "resource_utilization_pct": (58, 68),
    "mttr_net_hours": (9, 6),
    "sla_completion_met_pct": (80, 90),
}


@pytest.fixture(autouse=True)
def three(app: Flask, time: object) -> None:
    with inside(app):
        program = make.program()
        for place, (key, (start, end)) in enumerate(AIMS.items()):
            new = NewCriterion(key, make.START, Goal(make.END, end), place, BaselineValue(start))
            add_criterion(program.id, new, make.user("alice"))


def test_all_are_needed_until_somebody_decides_otherwise(alice: Person, app: Flask) -> None:
    assert "All 3 needed: 3 no reading yet." in alice.get("/msps/northwind/")
    page = alice.get(NEEDED)
    assert "any 2 of the 3 are met" in page
    assert alice.post(NEEDED, needed="2", was="all").status == 303
    overview = alice.get("/msps/northwind/")
    assert "2 of 3 needed: 3 no reading yet." in overview
    assert "Alice decided: any 2 of the criteria of" in overview
    assert alice.post(NEEDED, needed="2", was="any 2").status == 303
    with inside(app):
        told = db.session.scalars(select(Event).where(Event.deed == "criteria needed")).all()
        assert [one.detail["before"] for one in told] == ["all"]


def test_a_program_beside_the_newest_one_has_criteria_of_its_own(alice: Person, app: Flask) -> None:
    with inside(app):
        newest = make.program()
        newest_id, older = newest.id, "/msps/northwind/programs/service-delivery-program"
    overview = alice.get(f"{older}/").text
    assert f'href="{older}/criteria/needed"' in overview
    assert alice.post(f"{older}/criteria/needed", needed="2", was="all").location.startswith(older)
    assert f'href="{older}/criteria/new"' in alice.get(f"{older}/kpis")
    assert "Resource utilization" not in alice.get(f"{older}/criteria/new").text.split("<form")[-1]
    assert alice.get(f"{older}/criteria/new").status == 200
    with inside(app):
        found = dict(db.session.execute(select(Program.id, Program.criteria_needed)).all())
        assert found.pop(newest_id) is None and list(found.values()) == [2]


def test_an_answer_that_is_none_and_an_older_page_change_nothing(alice: Person) -> None:
    assert alice.post(NEEDED, needed="9", was="all").status == 422
    alice.post(NEEDED, needed="1", was="all")
    page = alice.post(NEEDED, needed="2", was="all")
    assert page.status == 409
    assert "any one" in page
    assert "Any one of 3 is enough" in alice.get("/msps/northwind/")


def test_a_phase_says_how_many_of_its_criteria_end_it(alice: Person, app: Flask) -> None:
    with inside(app):
        wanted = select(Phase).where(Phase.position == 1)
        gate = f"/msps/northwind/phases/{db.session.scalars(wanted).one().id}"
    keys = list(AIMS)
    assert alice.post(f"{gate}/gate", entry="date", criteria=keys, needed="9").status == 422
    assert alice.post(f"{gate}/gate", entry="date", criteria=keys, needed="all").status == 303
    page = alice.get(f"{gate}/sign-off")
    assert "All 3 needed: 3 no reading yet." in page
    assert "3 criteria and " in page
    assert alice.post(f"{gate}/gate", entry="date", criteria=keys, needed="2").status == 303
    page = alice.get(f"{gate}/sign-off")
    assert "2 of 3 needed: 3 no reading yet." in page
    assert "2 criteria and " in page
    assert '<option selected value="2">' in page


def test_the_lean_results_are_proposed_first(alice: Person) -> None:
    page = alice.get("/msps/northwind/criteria/new")
    assert "Proposed: the LEAN results" in page
    assert page.text.count('value="rhem"') == 1
    assert 'value="mttr_net_hours"' not in page
