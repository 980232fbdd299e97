"""The champion checks in: one sentence and a confidence, once a week."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.checkins.models import CheckIn, WeekSigns
from app.db import db
from app.programs.models import Program
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.scopes import inside

ADDRESS = "/msps/northwind/check-in"
SENTENCE = "Triage is calm, invoicing waits for Rick."


@pytest.fixture(autouse=True)
def running(app: Flask, time: Time) -> None:
    with inside(app):
        make.program()


def send(person: Person, sentence: str = SENTENCE, confidence: str = "4", **more: str) -> Page:
    return person.post(ADDRESS, sentence=sentence, confidence=confidence, **more)


def kept(app: Flask) -> list[tuple[str, int]]:
    with inside(app):
        rows = db.session.scalars(select(CheckIn).order_by(CheckIn.week))
        return [(row.sentence, row.confidence) for row in rows]


def test_what_was_said_is_kept_and_shown(app: Flask, alice: Person) -> None:
    page = send(alice)
    assert page.status == 303
    overview = alice.get(page.location)
    assert "That is the week. The next check-in is on Monday." in overview
    assert kept(app) == [(SENTENCE, 4)]
    assert SENTENCE in alice.get(ADDRESS)


def test_the_champion_sign_is_computed_from_it(app: Flask, alice: Person, time: Time) -> None:
    send(alice, confidence="4")
    with inside(app):
        program = db.session.scalars(select(Program)).one()
        assert (program.last_check_in_on, program.confidence) == (time.at.date(), 4)
        assert program.weeks_checked_in == 1
        assert db.session.scalars(select(WeekSigns)).one().champion == "ok"


def test_a_second_one_in_the_week_puts_the_first_right(
    app: Flask, alice: Person, time: Time
) -> None:
    send(alice)
    time.pass_by(days=2)
    assert send(Person(app, "alice"), "Rick has answered.", "5", version="1").status == 303
    assert kept(app) == [("Rick has answered.", 5)]
    with inside(app):
        assert db.session.scalar(select(func.count()).select_from(WeekSigns)) == 1


def test_the_next_week_has_its_own_and_the_pulse_grows(app: Flask, time: Time) -> None:
    for week in range(3):
        assert send(Person(app, "alice"), f"Week {week} went well.").status == 303
        time.pass_by(days=7)
    assert len(kept(app)) == 3
    with inside(app):
        program = db.session.scalars(select(Program)).one()
        assert program.weeks_checked_in == 3
        assert db.session.scalar(select(func.count()).select_from(WeekSigns)) == 3


def test_an_old_page_is_told_and_loses_neither_text(app: Flask, alice: Person) -> None:
    send(alice)
    send(alice, "Rick has answered.", "5", version="1")
    page = send(alice, "Rick is on holiday.", "2", version="1")
    assert page.status == 409
    assert "Rick has answered." in page and "Rick is on holiday." in page
    assert kept(app) == [("Rick has answered.", 5)]


@pytest.mark.parametrize("version", ["\u00b2", "9" * 5000], ids=["superscript", "endless"])
def test_a_version_that_no_page_has_is_an_old_one(app: Flask, alice: Person, version: str) -> None:
    send(alice)
    assert send(alice, "From nowhere.", version=version).status == 409
    assert kept(app) == [(SENTENCE, 4)]


def test_a_page_opened_before_the_first_one_is_old_too(app: Flask, alice: Person) -> None:
    send(alice)
    assert send(alice, "From another window.").status == 409
    assert kept(app) == [(SENTENCE, 4)]


@pytest.mark.parametrize("name", ["bob", "gus", "mona", "olga", "carol"])
def test_only_the_champion_checks_in(app: Flask, name: str) -> None:
    person = Person(app, name)
    assert person.get(ADDRESS).status == 403
    assert send(person).status == 403
    assert kept(app) == []


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"sentence": ""}, "Write one sentence"),
        ({"sentence": "a" * 301}, "Keep it to 300 characters."),
        ({"sentence": "a\x00b"}, "Take out the invisible characters"),
        ({"confidence": ""}, "Choose a number from 1 to 5."),
        ({"confidence": "6"}, ""),
        ({"confidence": "4.5"}, ""),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    app: Flask, alice: Person, form: dict[str, str], sentence: str
) -> None:
    page = send(alice, **form)
    assert page.status == 422
    assert sentence in page
    assert kept(app) == []


def test_what_was_typed_is_there_again_after_a_slip(alice: Person) -> None:
    page = send(alice, confidence="")
    assert SENTENCE in page
    assert page.text.count("field--error") == 1


def test_before_there_is_a_program_the_overview_says_how_to_begin(dave: Person) -> None:
    page = dave.get("/msps/fabrikam/check-in")
    assert page.status == 302
    assert page.location == "/msps/fabrikam/"
