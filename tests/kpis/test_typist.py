"""Whoever is named as typing a KPI enters its readings, of that KPI alone, whatever their role."""

from uuid import uuid4

import pytest
from flask import Flask

from app.db import db
from app.kpis.models import Owners
from app.numbers.queries import Sheet, Typed, number
from app.policy import Permission, Role, is_granted
from tests import make
from tests.kpis.conftest import running
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

KPI, OTHER, FREE = "sla_completion_met_pct", "resource_utilization_pct", "triage_new_count"
PAGE = "/msps/northwind/kpis"
WEEK = {"starts_on": "2026-11-16", "ends_on": "2026-11-22"}
REASON = "Two tickets were doubles"


@pytest.fixture
def typist(app: Flask, measured: str) -> None:
    """Bob, a member, types two KPIs; one of them belongs to a criterion."""
    with inside(app):
        bob = make.user("bob")
        db.session.add_all([Owners(kpi_key=key, enters_id=bob.id) for key in (KPI, FREE)])


def test_only_who_types_it_may_and_only_that(app: Flask, typist: None) -> None:
    with inside(app):
        bob, tess = make.user("bob").id, uuid4()
        named = number(KPI)
        assert named is not None
        own = Typed(named.program, named.kpi)
        sheet = Sheet(None, {bob: frozenset({KPI})})
        for thing in (own, sheet):
            assert is_granted(Permission.ENTER_READINGS, Role.MEMBER, bob, thing)
            assert not is_granted(Permission.ENTER_READINGS, Role.MEMBER, tess, thing)
            assert not is_granted(Permission.CLOSE_PERIODS, Role.MEMBER, bob, thing)
        assert not is_granted(Permission.ENTER_READINGS, Role.MEMBER, bob, named)
        assert sheet.typed_by(tess) == frozenset()


def test_a_member_enters_and_corrects_what_they_type(
    alice: Person, bob: Person, typist: None
) -> None:
    page = bob.get(f"{PAGE}/{KPI}")
    assert "Add reading" in page
    assert "Owners and definition" not in page
    assert "We agree on this" not in page
    assert "Add reading" not in bob.get(f"{PAGE}/{OTHER}")
    assert bob.get(f"{PAGE}/{KPI}/care").status == 403
    assert bob.post(f"{PAGE}/{OTHER}/readings", value="60", **WEEK).status == 403
    assert bob.post(f"{PAGE}/{FREE}/readings", value="6", **WEEK).status == 303
    change = page.text.split("/readings/")[1].split('"')[0]
    changed = {"value": "79", "reason": REASON, "version": "1"}
    assert bob.post(f"/msps/northwind/readings/{change}", **changed).status == 303
    other = alice.get(f"{PAGE}/{OTHER}").text.split("/msps/northwind/readings/")[1].split('"')[0]
    assert bob.get(f"/msps/northwind/readings/{other}").status == 403


def test_the_week_and_the_grid_hold_only_their_rows(bob: Person, app: Flask, typist: None) -> None:
    assert "Enter numbers" in bob.get(PAGE)
    entry = bob.get(f"{PAGE}/entry")
    assert FREE in entry
    assert OTHER not in entry
    assert "Import a file" not in entry
    assert "Closed periods" not in entry
    grid = bob.get(f"{PAGE}/grid")
    assert f"{KPI}-2026-11-16" in grid
    assert OTHER not in grid
    sent = {f"{OTHER}-2026-11-09": "12", f"{OTHER}-2026-11-09-version": "1", "reason": REASON}
    assert bob.post(f"{PAGE}/grid", **{f"{FREE}-2026-11-16": "6"}, **sent).status == 303
    assert "Corrected from" not in bob.get(f"{PAGE}/{OTHER}")


def test_numbers_wait_in_my_work_and_lead_to_their_program(
    alice: Person, bob: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        old = running().slug
        db.session.add(Owners(kpi_key="rhem", enters_id=make.user("bob").id))
        make.program()
    address = f"/msps/northwind/programs/{old}/kpis/entry"
    for person in (alice, bob):
        work = person.get("/my-work")
        assert "1 number to enter" in work
        assert f'href="{address}"' in work
    assert "No numbers" not in alice.get(address)
    assert KPI in alice.get(address)
    assert alice.get("/msps/northwind/programs/never-was/kpis/entry").status == 404
    page = bob.get(address)
    assert 'name="rhem-value"' in page
    assert f'action="{address}?week=2026-W47"' in page
    saved = bob.post(f"{address}?week=2026-W47", **{"rhem-value": "0.4"})
    assert saved.status == 303
    assert "number to enter" not in bob.get("/my-work")


def test_what_no_criterion_uses_waits_for_who_types_it(
    alice: Person, bob: Person, app: Flask, typist: None
) -> None:
    address = "/msps/northwind/kpis/entry"
    work = bob.get("/my-work")
    assert "Numbers that you type" in work
    assert f'href="{address}"' in work
    assert "1 number to enter" in work
    assert "Numbers that you type" not in alice.get("/my-work")
    assert FREE in alice.get(address)
    with inside(app):
        bob_id = make.user("bob").id
        owned = [("rhem", "monthly"), (make.own_kpi("Chairs", make.user("alice")).key, "weekly")]
        db.session.add_all([Owners(kpi_key=key, enters_id=bob_id) for key, _pace in owned])
    assert "2 numbers to enter" in bob.get("/my-work")
    assert bob.post(f"{PAGE}/{FREE}/readings", value="6", **WEEK).status == 303
    assert "1 number to enter" in bob.get("/my-work")
    month = {"starts_on": "2026-10-01", "ends_on": "2026-10-31"}
    assert bob.post(f"{PAGE}/{owned[1][0]}/readings", value="6", **month).status == 303
    assert "Numbers that you type" not in bob.get("/my-work")
