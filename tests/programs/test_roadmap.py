"""The roadmap as a list: phases, items, states, and ways of looking at it."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.programs import queries
from app.programs.actions.plan import move_item
from app.programs.models import Item, Task
from tests import make
from tests.conftest import Time
from tests.counting import counting
from tests.person import Person
from tests.programs.conftest import the_program
from tests.scopes import inside

ROADMAP = "/msps/northwind/roadmap"


@pytest.fixture(autouse=True)
def program(app: Flask, running: str, time: Time) -> str:
    """The first item of the program is done, a day after its plan."""
    with inside(app):
        first = queries.items(the_program().id)[0]
        for task in queries.tasks_of(first.id):
            task.done_at = time.at.replace(month=9, day=26)
    return running


def test_it_shows_the_phases_with_their_items(alice: Person) -> None:
    page = alice.get(ROADMAP)
    assert page.status == 200
    assert "21 improvements in 3 phases. Ends 12 March 2027, as in the first plan." in page
    for name in ("Drive to Thrive", "Intake", "Real-Time Time Entry Culture Change"):
        assert name in page
    assert "1 of 8 done" in page


def test_the_short_address_and_the_long_one_show_the_same(alice: Person, program: str) -> None:
    assert "21 improvements" in alice.get(f"/msps/northwind/programs/{program}/roadmap")
    assert alice.get("/msps/northwind/programs/another/roadmap").status == 404


def test_a_guest_may_look(gus: Person) -> None:
    page = gus.get(ROADMAP)
    assert page.status == 200
    assert "/check?" not in page


def test_another_msp_finds_nothing(dave: Person, program: str) -> None:
    assert dave.get(ROADMAP).status == 404
    assert dave.get(f"/msps/fabrikam/programs/{program}/roadmap").status == 404


def test_what_has_begun_stands_open_with_its_tasks_by_strand(alice: Person) -> None:
    page = alice.get(ROADMAP)
    assert page.text.count('<details class="item"') == 21
    opened = re.search(r'<details class="item" id="item-\S+" open>.*?</details>', page.text, re.S)
    assert opened and "Categorization" in opened[0]
    assert [name in opened[0] for name in ("SOP", "Tool changes", "Data")] == [True] * 3


def test_the_tasks_of_other_items_come_when_they_are_opened(app: Flask, alice: Person) -> None:
    with inside(app):
        item = db.session.scalar(select(Item).where(Item.key == "intake"))
        assert item is not None
        address = f"/msps/northwind/items/{item.id}"
    asks = {"HX-Request": "true", "HX-Request-Type": "partial"}
    piece = alice.get(address, **asks)
    assert "Write down what every ticket must hold" in piece
    assert "<html" not in piece
    assert "<html" in alice.get(address)


def test_each_way_of_looking_shows_what_it_counts(alice: Person) -> None:
    page = alice.get(ROADMAP)
    for show in ("mine", "late", "30d"):
        found = re.search(rf'show={show}"[^>]*>.*?<b>(\d+)</b>', page.text, re.S)
        assert found, show
        shown = alice.get(f"{ROADMAP}?show={show}")
        assert shown.text.count('<details class="item"') == int(found[1]), show


def test_a_look_that_nobody_knows_shows_everything(alice: Person) -> None:
    assert alice.get(f"{ROADMAP}?show=elsewhere").text.count('<details class="item"') == 21


def test_nothing_late_says_so(app: Flask, alice: Person) -> None:
    with inside(app):
        for task in db.session.scalars(select(Task)):
            task.due = date(2027, 3, 1)
        for item in db.session.scalars(select(Item)):
            item.due = date(2027, 3, 1)
    page = alice.get(f"{ROADMAP}?show=late")
    assert "Nothing is late" in page


def test_a_moved_item_says_from_when_and_why(app: Flask, alice: Person) -> None:
    with inside(app):
        item = db.session.scalar(select(Item).where(Item.key == "categorization"))
        assert item is not None and item.first_due is not None
        was = item.first_due
        move_item(item, date(2026, 11, 27), "Tom covers for Kayla’s leave.", make.user("alice"))
    page = alice.get(ROADMAP)
    assert f"was {was.day} {was:%b}" in page
    assert "Why moved: “Tom covers for Kayla’s leave.”" in page


def test_a_late_item_says_how_late_it_is(app: Flask, alice: Person, time: Time) -> None:
    with inside(app):
        item = db.session.scalar(select(Item).where(Item.key == "categorization"))
        assert item is not None
        item.due = time.at.date() - timedelta(days=3)
    assert "20 Nov, 3 days late" in alice.get(ROADMAP)


def test_a_phase_with_nothing_to_do_now_is_folded(alice: Person) -> None:
    page = alice.get(ROADMAP)
    assert "Show 7 improvements" in page
    assert "Starts " in page


def test_an_msp_without_a_program_is_led_to_where_one_begins(dave: Person) -> None:
    page = dave.get("/msps/fabrikam/roadmap")
    assert page.status == 302
    assert page.location == "/msps/fabrikam/"


def test_the_number_of_queries_does_not_grow_with_the_tasks(app: Flask, alice: Person) -> None:
    few = queries_of(app, alice)
    with inside(app):
        for item in db.session.scalars(select(Item)).all():
            make.tasks(item, 20)
    assert queries_of(app, alice) == few <= 12


def queries_of(app: Flask, person: Person) -> int:
    with counting(app) as seen:
        assert person.get(ROADMAP).status == 200
    return len(seen)
