"""The first run: an empty installation is set up once, by its first person."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from app.db import db, write_intent
from tests.person import Page, Person
from tests.standing import make_app

FORM = {
    "kind": "msp",
    "firm": "Harbor Desk",
    "zone": "Europe/London",
    "name": "Dana Whitlock",
    "email": "dana@example.com",
    "password": "seven quiet herons",
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database without a row, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    app = make_app(folder, "")
    token = write_intent.set(True)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    write_intent.reset(token)
    return folder / "nibble.db"


@pytest.fixture
def new(empty: Path, tmp_path: Path) -> Iterator[Flask]:
    (tmp_path / "nibble.db").write_bytes(empty.read_bytes())
    app = make_app(tmp_path, "")
    yield app
    with app.app_context():
        db.engine.dispose()


def send(person: Person, **other: str) -> Page:
    return person.post("/setup", **{**FORM, **other})


def test_the_door_leads_to_it_while_there_is_nobody(new: Flask) -> None:
    person = Person(new)
    assert person.get("/").location == "/setup"
    assert person.get("/setup").status == 200


def test_the_first_person_of_an_msp_is_in_at_once(new: Flask) -> None:
    person = Person(new)
    page = send(person)
    assert (page.status, page.location) == (303, "/msps/harbor-desk/")
    assert "Harbor Desk" in person.get("/msps/harbor-desk/")


def test_the_first_person_of_a_practice_sees_its_clients(new: Flask) -> None:
    person = Person(new)
    assert send(person, kind="practice").location == "/clients"
    assert person.get("/clients").status == 200


def test_afterwards_it_is_not_there(new: Flask) -> None:
    send(Person(new))
    other = Person(new)
    assert other.get("/setup").status == 404
    assert send(other, email="eve@example.com").status == 404
    assert other.get("/").location == "/sign-in"


def test_where_there_are_people_it_is_not_there(stranger: Person) -> None:
    assert stranger.get("/setup").status == 404
    assert send(stranger).status == 404


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"firm": ""}, "Enter the company&#39;s name."),
        ({"firm": "???"}, "Use at least one letter or digit from A to Z."),
        ({"zone": "Moon/Base"}, "Choose a zone from the list, such as Europe/London."),
        ({"name": ""}, "Enter your name."),
        ({"email": "dana"}, "Enter an email address"),
        ({"password": "short"}, "Use at least 15 characters."),
        ({"password": "dana whitlock harbor desk"}, "harder to guess"),
        ({"password": "p" * 201}, "Use at most 200 characters."),
    ],
)
def test_what_will_not_do_is_refused_beside_its_field(
    new: Flask, other: dict[str, str], sentence: str
) -> None:
    person = Person(new)
    page = send(person, **other)
    assert page.status == 422
    assert sentence in page
    assert person.get("/").location == "/setup"
