"""A program of many improvements: the list and the timeline come a page at a time."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.programs.models import Task, TaskItem
from app.programs.sketch import item_rows
from tests import many
from tests.counting import counting
from tests.person import Page, Person
from tests.programs.conftest import the_program
from tests.scopes import inside

pytestmark = pytest.mark.one_database

LIST, TIMELINE = "/msps/northwind/roadmap", "/msps/northwind/roadmap/timeline"
ROWS = {LIST: '<details class="item"', TIMELINE: '<li class="gantt__row"'}


@pytest.fixture
def few(app: Flask, running: str, alice: Person) -> dict[str, int]:
    """How often each page asks the database before the program grows."""
    for path in ROWS:
        alice.get(path)
    return {path: asked(app, alice, path)[1] for path in ROWS}


@pytest.fixture
def long(app: Flask, few: dict[str, int]) -> None:
    """The first phase has 130 improvements more, with 260 tasks."""
    with inside(app):
        program = the_program()
        first = item_rows(program)[0]
        many.roadmap(program, range(130), first.id)


def asked(app: Flask, person: Person, path: str) -> tuple[Page, int]:
    with counting(app) as seen:
        page = person.get(path)
    assert page.status == 200
    return page, len(seen)


@pytest.mark.usefixtures("long")
def test_a_page_holds_fifty_and_asks_no_more_of_the_database(
    app: Flask, alice: Person, few: dict[str, int]
) -> None:
    for path, row in ROWS.items():
        found = []
        for number, says in enumerate(("1 to 50", "51 to 100", "101 to 150", "151 to 151"), 1):
            page, statements = asked(app, alice, f"{path}?page={number}")
            assert statements <= few[path]
            assert f"{says} of 151" in page
            rows = page.text.split(row)[1:]
            found += [re.findall(r"/items/([0-9a-f-]+)", one)[0] for one in rows]
        assert len(found) == len(set(found)) == 151


@pytest.mark.usefixtures("long")
def test_it_opens_where_something_goes_on_and_counts_the_whole_phase(
    app: Flask, alice: Person
) -> None:
    with inside(app):
        done = [row.id for row in item_rows(the_program())[:60]]
        wanted = select(Task).join(Task.places).where(TaskItem.item_id.in_(done))
        for task in db.session.scalars(wanted):
            task.done_at = now()
    page, statements = asked(app, alice, LIST)
    assert "51 to 100 of 151" in page
    assert statements <= 12
    assert 'href="/msps/northwind/roadmap?page=1"' in page
    assert re.search(r'<span class="num">\d+ of 138<span class="vh"> improvements done', page.text)
    assert "151 to 151" in alice.get(f"{LIST}?page=99")
