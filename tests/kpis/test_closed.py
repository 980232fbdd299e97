"""Closed periods: their readings stand, whoever tries what, until they are opened with a reason."""

import io
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.kpis.closed import problem_with_closing, problem_with_opening
from app.kpis.models import PeriodClosing, Reading
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

CLOSED = "/msps/northwind/kpis/closed"
GRID = "/msps/northwind/kpis/grid"
SLA = "sla_completion_met_pct"
WHY = "The October export was wrong"
TODAY = date(2026, 11, 23)


def everything(app: Flask) -> list[tuple[object, ...]]:
    with inside(app):
        wanted = select(Reading.id, Reading.value, Reading.version).order_by(Reading.id)
        return [tuple(row) for row in db.session.execute(wanted)]


def id_of(app: Flask, on: date) -> str:
    with inside(app):
        wanted = select(Reading.id).where(Reading.kpi_key == SLA, Reading.ends_on == on)
        return str(db.session.scalar(wanted))


def test_what_is_closed_is_neither_entered_nor_changed_nor_imported(
    alice: Person, mona: Person, olga: Person, app: Flask, measured: str
) -> None:
    assert olga.post(CLOSED, until="2026-11-15").status == 303
    before = everything(app)
    says = olga.get(CLOSED).text.split("closed it on")[0].rsplit("<b>", 1)[1]
    assert "Closed up to 15 November." in says
    told = "closed them on 23 November. They can be opened again with a reason."
    week = {"starts_on": "2026-11-09", "ends_on": "2026-11-15"}
    page = alice.post("/msps/northwind/kpis/triage_new_count/readings", value="4", **week)
    assert page.status == 422
    assert 'id="ends_on-error"' in page
    assert "Readings up to 15 November are closed: Ol" in page
    assert told in page
    reading = f"/msps/northwind/readings/{id_of(app, date(2026, 11, 15))}"
    assert "This period is closed." in alice.get(reading)
    page = alice.post(reading, value="81", reason="Two were doubles", version="1")
    assert page.status == 422
    assert 'id="value-error"' in page
    assert told in page
    assert 'value="81"' in page
    cell = f"{SLA}-2026-11-09"
    grid = mona.get(GRID)
    assert "Some of these are closed." in grid
    assert f'name="{cell}"' not in grid
    assert f'name="{SLA}-2026-11-16"' in grid
    page = mona.post(GRID, reason="Two were doubles", **{cell: "81", f"{cell}-version": "1"})
    assert page.status == 422
    assert told in page
    text = f"Week,{SLA}\n2026-11-16,70\n2026-11-09,71\n".encode()
    columns = alice.post(
        "/msps/northwind/kpis/import", file=(io.BytesIO(text), "weeks.csv")
    ).location
    alice.post(columns, column0="period", column1=SLA, cadence="weekly", order="")
    page = alice.get(columns.removesuffix("/columns"))
    assert "0 new, 1 different from what is in, 0 the same, 1 that cannot be taken" in page
    assert told in page
    assert everything(app) == before


def test_an_import_into_what_is_closed_since_is_not_undone(
    alice: Person, olga: Person, app: Flask, measured: str
) -> None:
    text = b"Week,triage_new_count\n2026-11-09,7\n"
    columns = alice.post(
        "/msps/northwind/kpis/import", file=(io.BytesIO(text), "weeks.csv")
    ).location
    where = columns.removesuffix("/columns")
    alice.post(columns, column0="period", column1="triage_new_count", cadence="weekly", order="")
    seen = alice.get(where).text.split('name="seen" type="hidden" value="')[1].split('"')[0]
    assert alice.post(where, seen=seen, differ="keep").status == 303
    olga.post(CLOSED, until="2026-11-15")
    before = everything(app)
    assert alice.post(f"{where}/undo").status == 409
    assert everything(app) == before


def test_opening_needs_a_reason_and_stays_in_the_record(
    alice: Person, mona: Person, olga: Person, app: Flask, measured: str
) -> None:
    assert "Everything is open." in alice.get(CLOSED)
    assert 'value="2026-10-31"' in alice.get(CLOSED)
    assert alice.post(CLOSED, until="2026-11-23").status == 422
    assert alice.post(CLOSED, until="").status == 422
    assert olga.post(CLOSED, until="2026-11-15").status == 303
    assert "are closed already" in alice.post(CLOSED, until="2026-10-31")
    assert "The owner, the champion and the coach close periods" in mona.get(CLOSED)
    page = alice.post(f"{CLOSED}/open", why="typo")
    assert page.status == 422
    assert "Write the reason in a sentence" in page
    assert alice.post(f"{CLOSED}/open", still="2026-11-20", why=WHY).status == 422
    assert alice.post(f"{CLOSED}/open", still="2026-10-31", why=WHY).status == 303
    page = alice.get(CLOSED)
    assert "Closed up to 31 October." in page
    assert f"opened all after 31 October. {WHY}" in page
    cell = f"{SLA}-2026-11-09"
    typed = {cell: "81", f"{cell}-version": "1", "reason": "Two were doubles"}
    assert alice.post(GRID, **typed).status == 303
    assert alice.post(f"{CLOSED}/open", why=WHY).status == 303
    assert "Everything is open." in alice.get(CLOSED)
    with inside(app):
        assert len(db.session.scalars(select(PeriodClosing)).all()) == 3


@pytest.mark.parametrize(
    ("until", "now_until", "words"),
    [
        (date(2026, 11, 22), None, ""),
        (date(2026, 11, 22), date(2026, 10, 31), ""),
        (TODAY, None, "Only what is over can be closed."),
        (date(1999, 1, 1), None, "after the year 2000"),
        (date(2026, 10, 31), date(2026, 10, 31), "are closed already"),
    ],
)
def test_what_can_be_closed(until: date, now_until: date | None, words: str) -> None:
    found = problem_with_closing(until, now_until, TODAY)
    assert (words in found) if words else found == ""


@pytest.mark.parametrize(
    ("until", "now_until", "words"),
    [
        (None, date(2026, 10, 31), ""),
        (date(2026, 9, 30), date(2026, 10, 31), ""),
        (date(2026, 10, 31), date(2026, 10, 31), "Choose a day before 31 October"),
        (None, None, "Nothing is closed"),
        (date(1999, 1, 1), date(2026, 10, 31), "after the year 2000"),
    ],
)
def test_what_can_be_opened(until: date | None, now_until: date | None, words: str) -> None:
    found = problem_with_opening(until, now_until, TODAY)
    assert (words in found) if words else found == ""
