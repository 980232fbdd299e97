"""Bringing in a file of readings: its columns, a look at what it would do, all of it, and undo."""

import io
import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.queries import history
from app.criteria.models import Criterion
from app.db import db
from app.kpis.library import catalogue
from app.kpis.models import Reading, ReadingFile
from tests.person import Page, Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

IMPORT = "/msps/northwind/kpis/import"
SLA, TRIAGE = "sla_completion_met_pct", "triage_new_count"
NAME = catalogue().kpis[TRIAGE].name
WIDE = f"Week,{SLA},{NAME}\n2026-11-16,81,5\n2026-11-09,79,\n2026-09-21,70,8\n"
REASON = "The desk counted them again"


def send(person: Person, text: str | bytes, name: str = "by-week.csv") -> Page:
    content = text.encode() if isinstance(text, str) else text
    return person.post(IMPORT, file=(io.BytesIO(content), name))


def kept(app: Flask, key: str) -> dict[date, tuple[float | None, str, int]]:
    with inside(app):
        found = db.session.scalars(select(Reading).where(Reading.kpi_key == key))
        return {one.ends_on: (one.value, one.source, one.version) for one in found}


def everything(app: Flask) -> list[tuple[object, ...]]:
    with inside(app):
        columns = (
            Reading.id,
            Reading.value,
            Reading.source,
            Reading.note,
            Reading.n,
            Reading.by_id,
        )
        return [tuple(row) for row in db.session.execute(select(*columns).order_by(Reading.id))]


def latest(app: Flask) -> float | None:
    with inside(app):
        return db.session.scalar(select(Criterion.latest).where(Criterion.kpi_key == SLA))


def seen(page: Page) -> str:
    return page.text.split('name="seen" type="hidden" value="')[1].split('"')[0]


def to_check(person: Person, text: str) -> tuple[str, Page]:
    """The address and the page on which a file is looked at, its columns as they were guessed."""
    columns = send(person, text).location
    guessed = re.findall(r'<option selected value="([^"]*)"', person.get(columns).text)
    roles = {f"column{number}": role for number, role in enumerate(guessed[:-2])}
    page = person.post(columns, cadence=guessed[-2], order=guessed[-1], **roles)
    assert page.status == 303, page.text
    return page.location, person.get(page.location)


def test_a_file_is_looked_at_stored_and_undone(alice: Person, app: Flask, measured: str) -> None:
    before = everything(app)
    where, page = to_check(alice, WIDE)
    assert "3 new, 1 different from what is in, 1 the same, 0 that cannot be taken" in page
    assert "78% is in" in page
    assert everything(app) == before
    wrong = alice.post(where, seen=seen(page), differ="replace", reason="typo")
    assert wrong.status == 422
    assert "Write the reason in a sentence" in wrong
    assert everything(app) == before
    assert alice.post(where, seen=seen(page), differ="replace", reason=REASON).status == 303
    assert kept(app, SLA)[date(2026, 11, 22)] == (81.0, "by-week.csv", 2)
    assert kept(app, TRIAGE)[date(2026, 9, 27)] == (8.0, "by-week.csv", 1)
    assert latest(app) == 81.0
    assert f"Corrected from 78%: {REASON}" in alice.get(f"/msps/northwind/kpis/{SLA}")
    assert "3 readings added, 1 changed" in alice.get(where)
    assert "by-week.csv" in alice.get(IMPORT)
    again = send(alice, WIDE)
    assert again.location.split("/")[-1] != "columns"
    assert "0 new, 0 different from what is in, 5 the same" in alice.get(again.location)
    nothing = alice.post(again.location, seen=seen(alice.get(again.location)), differ="keep")
    assert nothing.status == 422
    assert alice.post(f"{where}/undo").status == 303
    assert everything(app) == before
    assert latest(app) == 78.0
    assert "Undone." in alice.get(where)
    assert alice.post(f"{where}/undo").status == 409


def test_shares_written_as_parts_of_one_are_asked_about(alice: Person, measured: str) -> None:
    for text, told in ((f"Week,{SLA}\n2026-11-16,0.95\n2026-11-09,1\n", True), (WIDE, False)):
        assert ("No share in this file is over 1%" in to_check(alice, text)[1]) is told


def test_an_undo_that_would_lose_a_correction_is_refused(
    alice: Person, mona: Person, app: Flask, measured: str
) -> None:
    where, page = to_check(alice, WIDE)
    assert alice.post(where, seen=seen(page), differ="keep").status == 303
    assert kept(app, SLA)[date(2026, 11, 22)] == (78.0, "Typed", 1)
    with inside(app):
        one = db.session.scalar(select(Reading).where(Reading.kpi_key == TRIAGE))
        assert one is not None
        reading = one.id
    fixed = {"value": "7", "reason": "Two were doubles", "version": "1"}
    assert mona.post(f"/msps/northwind/readings/{reading}", **fixed).status == 303
    before = everything(app)
    page = alice.post(f"{where}/undo")
    assert page.status == 409
    assert f"{NAME} up to" in page
    assert "(by Mona) changed after by-week.csv came in" in page
    assert everything(app) == before


def test_bad_lines_are_told_and_left_out_only_when_somebody_says_so(
    alice: Person, app: Flask, measured: str
) -> None:
    lines = "".join(f"2026-11-{day:02},n/a\n" for day in range(1, 61))
    text = f"Week,{TRIAGE}\n2026-11-16,5\n{lines}2026-11-18,6\n2026-11-30,7\n"
    where, page = to_check(alice, text)
    assert "62 readings cannot be taken" in page
    assert "Line 3, " + NAME + ": “n/a” is not a number." in page
    assert "And 12 more." in page
    assert "Leave out 62 and import the rest" in page
    assert alice.post(where, seen=seen(page), differ="keep").status == 303
    assert kept(app, TRIAGE) == {date(2026, 11, 22): (5.0, "by-week.csv", 1)}


def test_what_changed_since_somebody_looked_is_shown_again(
    alice: Person, mona: Person, app: Flask, measured: str
) -> None:
    where, page = to_check(alice, WIDE)
    week = {"starts_on": "2026-11-16", "ends_on": "2026-11-22"}
    assert mona.post(f"/msps/northwind/kpis/{TRIAGE}/readings", value="9", **week).status == 303
    before = everything(app)
    moved = alice.post(where, seen=seen(page), differ="keep")
    assert moved.status == 409
    assert "Readings changed since you looked." in moved
    assert "9 is in" in moved
    assert everything(app) == before
    assert alice.post(where, seen=seen(moved), differ="keep").status == 303
    assert kept(app, TRIAGE)[date(2026, 11, 22)] == (9.0, "Typed", 1)
    with inside(app):
        file = db.session.scalar(select(ReadingFile))
        assert file is not None
        assert [event.deed for event in history(file.id)] == ["readings imported"]
        assert file.lines == {}


def test_files_that_are_none_get_a_sentence_and_nothing_is_kept(
    alice: Person, app: Flask, measured: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for content, words in (
        (b"\x89PNG\r\n\x1a\n\x00", "no table that we can read"),
        (b"Week,Value\n", "no lines below its headings"),
    ):
        page = send(alice, content)
        assert page.status == 422
        assert words in page
    assert "Choose a file first." in alice.post(IMPORT)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 300_000)
    large = send(alice, b"a" * 400_000)
    assert large.status == 413
    assert "25 MB are the most" in large
    with inside(app):
        assert db.session.scalars(select(ReadingFile)).all() == []


def test_columns_that_say_too_little_come_back(alice: Person, measured: str) -> None:
    where = send(alice, "A,B\n1,2\n", "C:\\odd\\<b>.csv").location
    page = alice.get(where)
    assert "&lt;b&gt;.csv, 1 line" in page
    page = alice.post(where, column0="", column1=SLA, cadence="weekly", order="")
    assert page.status == 422
    assert "Choose the column with the period" in page
    assert f'<option selected value="{SLA}">' in page
    assert alice.post(where, column0="nonsense", cadence="weekly", order="").status == 422
    assert alice.get(where.removesuffix("/columns")).location == where
