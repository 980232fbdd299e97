"""A champion keeps hours free; too little time is told before the date, to those who may see it."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask

from app.accounts.actions import join_msp
from app.accounts.queries import msp_by_slug
from app.planning.workdays import Away
from app.policy import Role
from app.programs.actions.champion import reserve_hours
from app.programs.actions.leave import enter_leave
from app.programs.hours import hours_of
from app.programs.queries import items, items_with_tasks
from tests import make
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_program
from tests.scopes import inside

pytestmark = pytest.mark.one_database
HERE = "/msps/northwind/programs/service-delivery-program/champion"
TODAY = date(2026, 11, 23)
NEXT = date(2026, 11, 30)


def plain(page: Page) -> str:
    """The page with a common space before each unit."""
    return page.text.replace("\u00a0", " ")


def version(page: Page) -> str:
    found = re.findall(r'<input[^>]*name="version"[^>]*value="([^"]*)"', page.text)
    return found[-1]


def keep_free(who: Person, hours: str) -> Page:
    return who.post(f"{HERE}/hours", hours=hours, version=version(who.get(HERE)))


def test_hours_are_said_taken_back_and_read_kindly(
    app: Flask, running: str, alice: Person, olga: Person, bob: Person
) -> None:
    assert "Not said" in alice.get(HERE)
    with inside(app):
        own = alice.get(f"/hours/{make.user('alice').id}")
    assert f'href="{HERE}#free">Say how many' in own and "The line in a bar" not in own
    assert keep_free(alice, "2,5 h").status == 303
    page = olga.get(HERE)
    assert "The line in a bar is what is reserved." in page
    assert "2 h 30 min a week are kept free" in plain(alice.get(HERE)) and 'value="2.5"' in page
    for typed, says in (("-1", "from 0 to 60"), ("61", "such as 4 or 2.5"), ("x", "such as 4.")):
        refused = keep_free(olga, typed)
        assert refused.status == 422 and says in refused and f'value="{typed}"' in refused
    old = alice.post(f"{HERE}/hours", hours="9", version="1")
    assert old.status == 409 and "2 h 30 min" in plain(old)
    assert bob.post(f"{HERE}/hours", hours="4").status == 403
    assert keep_free(olga, "0").status == 303
    with inside(app):
        assert the_program().reserved_minutes == 0
    assert keep_free(alice, " ").status == 303
    with inside(app):
        assert the_program().reserved_minutes is None


def test_whoever_accepts_is_asked_for_hours_of_their_own(
    app: Flask, running: str, bob: Person, alice: Person
) -> None:
    keep_free(alice, "6")
    with inside(app):
        the_program().asked_id = make.user("bob").id
    page = bob.post(f"{HERE}/accept")
    assert page.location == f"{HERE}#free"
    assert "Say how many hours a week you keep free for it." in bob.get(HERE)
    with inside(app):
        assert the_program().reserved_minutes is None


def tight(app: Flask, slug: str = "northwind") -> None:
    """Alice has six and a half hours to do next week, and keeps four free."""
    with inside(app, slug):
        program, alice = the_program(), make.user("alice")
        item = items(program.id)[0]
        for task, minutes in zip(make.tasks(item, 2), (300, 90), strict=True):
            task.due, task.minutes = NEXT, minutes
        reserve_hours(program, 240, alice)


def test_a_tight_week_is_told_before_the_date_and_shrinks_with_leave(
    app: Flask, running: str, alice: Person, olga: Person
) -> None:
    with inside(app):
        for item in items_with_tasks(the_program().id):
            for task in item.tasks:
                task.minutes = 0
    tight(app)
    said = "In the week of 30 November 6 h 30 min are planned and 4 h reserved"
    assert f"{said}." in plain(olga.get(HERE))
    assert f"{said}." in plain(alice.get("/msps/northwind/check-in"))
    with inside(app):
        person = make.user("alice")
        enter_leave(person, Away(NEXT, NEXT + timedelta(days=1)), "", "UTC", person)
        found = hours_of(the_program(), TODAY)
        assert found is not None
        assert (found.weeks[1].free, found.weeks[1].away_words) == (135, "2 days away")
    page = olga.get(HERE)
    assert "and 2 h 15 min reserved: Alice has 2 days away." in plain(page)
    assert "Alice Adams" in page and "30 Nov to 1 Dec" in page and "fall into it" in page


def test_hours_over_several_msps_are_shown_to_whom_they_may_be(
    app: Flask,
    running: str,
    alice: Person,
    olga: Person,
    carol: Person,
    bob: Person,
    dave: Person,
) -> None:
    with inside(app, "fabrikam"):
        fabrikam = msp_by_slug("fabrikam")
        assert fabrikam is not None
        join_msp(make.user("alice"), fabrikam, Role.MEMBER)
        make.program(sponsor="dave")
        reserve_hours(the_program(), 120, make.user("dave"))
        path = f"/hours/{make.user('alice').id}"
    tight(app)
    for who in (alice, carol):
        page = who.get(path)
        assert "2 running programs, added up." in page
        assert "Fabrikam" in page and "Northwind IT" in page and ">6 h<" in plain(page)
    mine = olga.get(path)
    assert "1 running program." in mine and "Fabrikam" not in mine
    assert "Northwind IT" not in dave.get(path) and dave.get(path).status == 200
    assert [bob.get(path).status, olga.get(f"{path[:-1]}0").status] == [404, 404]


def test_the_weeks_begin_where_the_msp_is(
    app: Flask, running: str, alice: Person, time: Time
) -> None:
    """On Sunday afternoon in UTC it is Monday in Auckland."""
    with inside(app):
        northwind = msp_by_slug("northwind")
        assert northwind is not None
        northwind.zone = "Pacific/Auckland"
        path = f"/hours/{make.user('alice').id}"
    time.pass_by(days=6, hours=6)
    page = Person(app, "alice").get(path)
    assert "30 Nov</th>" in page and "23 Nov</th>" not in page
