"""The list of KPIs: first what needs a look and why, then the rest, folded and counted."""

from datetime import date

import pytest
from flask import Flask

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.goals import Goal
from app.db import db
from tests import make
from tests.counting import counting
from tests.kpis.conftest import aim, read_weekly, running
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

LIST = "/msps/northwind/kpis"


def test_what_needs_a_look_says_why(alice: Person, measured: str) -> None:
    page = alice.get(LIST)
    look = page.text[page.text.index("Needs a look") : page.text.index("Everything else")]
    assert "SLA performance: completion" in look
    assert "Worse than at the start" in look
    assert "Down for 5 weeks, from 84% to 78%." in look
    assert "Add the first reading, so that the pace can be judged." in look
    assert "Up for 4 weeks, from 12 to 17." in look
    assert "The last reading is for week ending 25 October: 7." in look
    assert "Resource utilization" not in look


def test_the_rest_is_folded_and_counted(alice: Person, measured: str) -> None:
    page = alice.get(LIST)
    assert "Success criteria" in page
    assert "3 numbers, weekly and monthly" in page
    assert "Not in use" in page
    assert "more in the catalogue" in page
    assert "numbers in use, 4 need a look." in page


def test_many_silent_series_are_one_look(alice: Person, app: Flask, measured: str) -> None:
    with inside(app):
        for key in ("unassigned_working_count", "open_tickets_per_tech", "triage_new_count"):
            read_weekly(key, [3, 2], last=date(2026, 10, 25))
    page = alice.get(LIST)
    assert "Some numbers wait" in page
    assert "and 1 more have had no reading for two periods or longer." in page


def test_without_a_program_whatever_was_read_is_in_use(
    alice: Person, app: Flask, time: object
) -> None:
    assert "No numbers in use yet" in alice.get(LIST)
    with inside(app):
        read_weekly("triage_new_count", [3, 2, 0])
    page = alice.get(LIST)
    assert "1 numbers in use" not in page
    assert "1 number in use, none need a look." in page
    assert "Intake and open tickets" in page


@pytest.mark.parametrize("name", ["alice", "mona", "olga", "carol", "bob", "gus"])
def test_everybody_of_the_msp_may_look(
    name: str, measured: str, request: pytest.FixtureRequest
) -> None:
    assert request.getfixturevalue(name).get(LIST).status == 200


def test_only_those_who_may_are_asked_to_enter_numbers(
    bob: Person, mona: Person, measured: str
) -> None:
    assert "Enter numbers" in mona.get(LIST)
    page = bob.get(LIST)
    assert "Enter numbers" not in page
    assert "Add reading" not in page


def test_another_firm_finds_nothing(dave: Person, measured: str) -> None:
    assert dave.get(LIST).status == 404
    assert "63%" not in dave.get("/msps/fabrikam/kpis")


def test_a_new_reading_shows_at_once(alice: Person, app: Flask, measured: str) -> None:
    assert "63%" in alice.get(LIST)
    with inside(app):
        db.session.add(make.reading("resource_utilization_pct", 64.5, on=date(2026, 11, 23)))
    assert "64.5%" in alice.get(LIST)


def test_the_number_of_queries_does_not_grow(alice: Person, app: Flask, measured: str) -> None:
    alice.get(LIST)
    with counting(app) as few:
        alice.get(LIST)
    with inside(app):
        for number, key in enumerate(("net_csat", "dso_days", "triage_new_count"), start=3):
            read_weekly(key, [12.0] * 40)
            aim(running(), key, 1 if key != "net_csat" else 90, 30, number)
    alice.get(LIST)
    with counting(app) as more:
        alice.get(LIST)
    assert len(few) == len(more) <= 12


def test_a_baseline_is_asked_for_where_it_is_missing(
    alice: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        new = NewCriterion("mttr_net_hours", make.START, Goal(make.END, 6.0), 3)
        add_criterion(running().id, new, make.user("alice"))
    assert "Set baseline" in alice.get(LIST)
