"""KPIs that an MSP defines itself: like any of the catalogue, everywhere."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.datastructures import MultiDict

from app.activity.queries import history
from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.goals import Goal
from app.db import db
from app.kpis import define as limits
from app.kpis.library import catalogue, known, offered
from app.kpis.models import OwnKpi
from app.kpis.own import PREFIX, key_of, row_of
from app.kpis.own_forms import OwnKpiForm
from app.refusal import Refused
from app.tenancy import new_id
from tests import make
from tests.counting import counting
from tests.kpis.conftest import read_weekly, running
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database
KPIS = "/msps/northwind/kpis"
TOLD = {
    "name": "Tickets closed",
    "plain": "how many tickets were closed in a week",
    "says": "Tickets with a closing day in the week, without merged ones and duplicates.",
    "unit": "count",
    "decimals": "0",
    "direction": "up",
    "low": "",
    "high": "",
    "lowest": "0",
    "highest": "",
    "cadence": "weekly",
    "kind": "result",
}


def define(person: Person, **other: str) -> str:
    """The address of the page of a new KPI."""
    answer = person.post(f"{KPIS}/new", **{**TOLD, **other})
    assert answer.status == 303, answer.text
    return answer.headers["Location"]


def test_it_is_like_any_other_from_then_on(alice: Person, app: Flask, measured: str) -> None:
    page = define(alice)
    key = page.rpartition("/")[2]
    told = alice.get(page)
    assert "Tickets closed" in told
    assert "Your own: how many tickets were closed in a week. Higher is better." in told
    assert "without merged ones and duplicates" in told
    assert "We agree on this" in told
    assert "None yet, to be measured weekly." in told
    assert "No published figure with a source was found." in told
    days = {"starts_on": "2026-11-16", "ends_on": "2026-11-22"}
    assert "never below 0. Enter 0 or more." in alice.post(f"{page}/readings", value="-4", **days)
    assert alice.post(f"{page}/readings", value="212", **days).status == 303
    assert "212" in alice.get(page)
    listed = alice.get(KPIS)
    assert "Your own" in listed
    assert "212" in listed
    assert "Tickets closed" in alice.get(f"{KPIS}/scorecard")
    assert "Tickets closed" in alice.get(f"{KPIS}/entry")
    assert key in alice.get(f"{KPIS}/grid")
    assert "Tickets closed" in alice.get("/msps/northwind/search?q=tickets+closed")
    assert key in alice.get("/msps/northwind/criteria/new")
    with inside(app):
        read_weekly(key, [200, 205, 207], last=make.START)
        new = NewCriterion(key, make.START, Goal(make.END, 260), 3)
        criterion = add_criterion(running().id, new, make.user("alice"))
        where = f"/msps/northwind/criteria/{criterion.id}"
    assert "Tickets closed" in alice.get(where)
    with counting(app) as statements:
        assert "Tickets closed" in alice.get("/msps/northwind/")
    assert len(statements) <= 12


def test_a_definition_that_cannot_be_is_told_beside_its_field(
    alice: Person, mona: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = alice.post(
        f"{KPIS}/new",
        **{**TOLD, "name": "resource  Utilization", "direction": "band", "low": "9", "high": "7"},
    )
    assert wrong.status == 422
    for sentence in (
        "There is a KPI called Resource utilization already.",
        "Enter more than the lower value.",
    ):
        assert sentence in wrong
    assert "without merged ones and duplicates" in wrong
    page = define(mona, name="Way", direction="band", low="7", high="9")
    assert "Best is 7 to 9." in alice.get(page)
    monkeypatch.setattr(limits, "MOST_OWN", 2)
    define(mona)
    full = mona.post(f"{KPIS}/new", **{**TOLD, "name": "One more"})
    assert full.status == 409 and limits.FULL in full


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Tickets-closed", ("There is a KPI called Tickets closed already. Choose another name.",)),
        ("OWN tickets, closed a", ("There is a KPI called Tickets closed already.",)),
        ("+++", ("Use a letter or a digit in the name",)),
        ("Закрыто", ()),
    ],
)
def test_a_name_is_one_that_formulas_can_tell(name: str, told: tuple[str, ...]) -> None:
    other = replace(
        catalogue().kpis["resource_utilization_pct"],
        key="own_tickets_closed_a",
        name="Tickets closed",
    )
    form = OwnKpiForm(MultiDict({**TOLD, "name": name}), [other])
    form.validate()
    errors = [str(one) for one in form.name.errors]
    assert len(errors) == len(told)
    assert all(want in said for want, said in zip(told, errors, strict=True))


def test_it_changes_with_its_version_and_is_put_away_with_its_readings(
    alice: Person, bob: Person, app: Flask, measured: str
) -> None:
    page = define(alice)
    key = page.rpartition("/")[2]
    with inside(app):
        read_weekly(key, [200, 205])
    looks = {name: value for name, value in TOLD.items() if name not in {"says", "unit"}}
    other = {**looks, "name": "Tickets solved", "plain": "how many tickets were solved in a week"}
    assert alice.post(f"{page}/edit", **other, version="1").status == 303
    late = alice.post(f"{page}/edit", **looks, version="1")
    assert late.status == 409
    assert "Tickets solved" in late
    assert "Tickets solved" in alice.get(KPIS)
    for _twice in range(2):
        assert alice.post(f"{page}/put-away").status == 303
    with inside(app):
        deeds = [one.deed for one in history(row_of(known()[key]).id)]
        assert deeds.count("KPI put away") == 1
    told = alice.get(page)
    assert "Put away: it is offered no more, and its readings stay." in told
    assert ">Add reading<" not in told and ">Peers<" not in told and "It is offered no more" in told
    assert "205" in told
    for place in (KPIS, f"{KPIS}/entry", f"{KPIS}/grid", "/msps/northwind/criteria/new"):
        assert key not in alice.get(place)
    with inside(app):
        assert key in known()
        assert key not in offered()
    assert alice.post(f"{page}/bring-back").status == 303
    assert "Tickets solved" in alice.get(KPIS)
    assert bob.get(f"{KPIS}/new").status == 403
    assert bob.post(f"{page}/put-away").status == 403
    assert alice.get(f"{KPIS}/resource_utilization_pct/edit").status == 404


def test_a_name_that_somebody_else_chose_meanwhile_is_refused_where_it_is_kept(
    alice: Person, app: Flask, measured: str
) -> None:
    one, other = (define(alice, name=name).rpartition("/")[2] for name in ("Solved", "Reopened"))
    with inside(app):
        mine, meanwhile = known()[one], row_of(known()[other])
        db.session.execute(
            update(OwnKpi).where(OwnKpi.id == meanwhile.id).values(name="Calls"),
            execution_options={"synchronize_session": False},
        )
        looks = replace(limits.looks_of(mine), name="Calls")
        with pytest.raises(Refused, match="There is a KPI called Calls already"):
            limits.change(mine, looks, make.user("alice"), 1)
        limits.change(mine, replace(looks, name="solved"), make.user("alice"), 1)


def test_another_msp_does_not_know_it(alice: Person, dave: Person, app: Flask) -> None:
    key = define(alice).rpartition("/")[2]
    with inside(app, "fabrikam"):
        assert key not in known()
    assert dave.get(KPIS.replace("northwind", "fabrikam") + f"/{key}").status == 404


def test_its_key_is_none_of_the_catalogue_and_none_of_another() -> None:
    assert not [key for key in catalogue().kpis if key.startswith(PREFIX)]
    keys = {key_of("Tickets closed / week", new_id()) for _one in range(200)}
    assert len(keys) == 200
    assert all(key.startswith("own_tickets_closed_week_") and len(key) <= 60 for key in keys)
    assert key_of("量", new_id()).count("_") == 1
