"""Each reading keeps by what it was judged when it came in, by whichever way."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.goals import Goal
from app.criteria.models import Criterion
from app.criteria.queries import criteria_on
from app.db import db
from app.kpis.catalogue import Scope
from app.kpis.compute import Computed
from app.kpis.library import catalogue
from app.kpis.models import Reading
from app.kpis.scopes import FIRM, About
from app.kpis.thresholds import Thresholds, usual
from app.kpis.typed import TypedReading
from app.numbers.actions import enter_readings, store_computed
from app.numbers.judged import criteria_by_key, spans
from tests import make
from tests.kpis.conftest import running
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

KPI = "sla_completion_met_pct"
PAGE = f"/msps/northwind/kpis/{KPI}"
SLA = catalogue().kpis[KPI]
START, DUE = date(2026, 9, 14), date(2027, 3, 12)
WEEK = {"starts_on": "2026-09-21", "ends_on": "2026-09-27"}


def test_a_day_has_the_target_and_the_step_of_its_time() -> None:
    aim = Criterion(
        kpi_key=KPI, direction="up", starts_on=START, due=DUE, target=95.0,
        steps={"2026-11-01": 85.0, "2026-12-31": 90.0},
    )  # fmt: skip
    found = [(until, one.target, one.due, one.step) for until, one in spans(SLA, aim)]
    assert found == [
        (START - timedelta(days=1), SLA.target, None, None),
        (date(2026, 11, 1), 95.0, DUE, 85.0),
        (date(2026, 12, 31), 95.0, DUE, 90.0),
        (date.max, 95.0, DUE, None),
    ]
    for _until, one in spans(SLA, aim):
        assert Thresholds.from_json(one.as_json()) == one
    assert [usual(SLA).met(value) for value in (100.0, 0.0, None)] == [True, False, None]
    assert Thresholds.from_json({}) is None


def by_day(app: Flask) -> dict[date, Thresholds | None]:
    with inside(app):
        found = db.session.scalars(select(Reading).where(Reading.kpi_key == KPI))
        return {one.ends_on: Thresholds.from_json(one.judged_by) for one in found}


def test_every_way_in_keeps_it_and_no_later_target_repaints_it(
    alice: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        for one in db.session.scalars(select(Reading)):
            one.judged_by = {}
        late = criteria_on([KPI])[0].id
    assert alice.post(f"{PAGE}/readings", value="96", **WEEK).status == 303
    assert alice.post(f"{PAGE}/readings", value="70", starts_on="2026-08-31", ends_on="2026-09-06")
    text = f"Week,{KPI}\n2026-09-14,71\n".encode()
    file = {"file": (io.BytesIO(text), "weeks.csv")}
    columns = alice.post("/msps/northwind/kpis/import", **file).location
    alice.post(columns, column0="period", column1=KPI, cadence="weekly", order="")
    where = columns.removesuffix("/columns")
    seen = alice.get(where).text.split('name="seen" type="hidden" value="')[1].split('"')[0]
    assert alice.post(where, seen=seen, differ="keep").status == 303
    week = date(2026, 9, 7), date(2026, 9, 13)
    with inside(app):
        as_of = running().started_at
        store_computed([Computed(KPI, "company", None, *week, 80.0, "PSA", as_of)], "PSA")
        version = str(criteria_on([KPI])[0].version)
    moved = {
        "ends": "value", "target": "85", "due": "2027-03-12", "way": "straight",
        "reason": "Agreed with the coach", "version": version,
    }  # fmt: skip
    assert alice.post(f"/msps/northwind/criteria/{late}/target", **moved).status == 303
    kept = by_day(app)
    first = [one for day in sorted(kept)[:4] if (one := kept[day])]
    assert [(one.target, one.due) for one in first] == [
        (SLA.target, None),
        (SLA.target, None),
        (95.0, DUE),
        (95.0, DUE),
    ]
    assert kept[date(2026, 11, 22)] is None
    page = alice.get(f"{PAGE}?readings=all")
    assert '95% or more by 12 March 2027<small class="readings__of">Met</small>' in page
    assert "Not kept" in page
    cells = alice.get("/msps/northwind/kpis/scorecard.csv")
    assert "SLA performance: completion,%,2026-09-14,2026-09-20,71,95% or more,no" in cells


def test_the_newest_open_program_judges_the_firm_and_the_usual_target_its_teams(
    app: Flask, measured: str
) -> None:
    week = date(2026, 11, 16), date(2026, 11, 22)
    with inside(app):
        alice = make.user("alice")
        for one in db.session.scalars(select(Reading).where(Reading.ends_on == week[1])):
            db.session.delete(one)
        old, new = running(), make.program()
        new.started_at = old.started_at + timedelta(days=1)
        own = NewCriterion(KPI, START, Goal(DUE, 91.0))
        add_criterion(new.id, own, alice)
        typed = [
            (SLA, TypedReading(*week, 90.0, about=about))
            for about in (FIRM, About(Scope.TEAM, "Blue", "Blue"))
        ]
        kept = enter_readings(typed, by=alice)
        db.session.expire_all()
        found = [Thresholds.from_json(one.judged_by) for one in kept]
        assert [one.target for one in found if one] == [91.0, SLA.target]
        assert criteria_by_key([KPI])[KPI].program_id == new.id
        new.paused_on = week[0]
        db.session.flush()
        assert criteria_by_key([KPI])[KPI].program_id == old.id
        old.closed_at = now()
        db.session.flush()
        assert criteria_by_key([KPI])[KPI].program_id == new.id
        new.closed_at = now()
        db.session.flush()
        assert criteria_by_key([KPI]) == {}
