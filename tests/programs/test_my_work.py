"""Everyone's own list: one task now, then this week, later, and what is done."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.accounts.actions import join_msp
from app.accounts.queries import msp_by_slug
from app.criteria.models import Criterion
from app.db import db
from app.policy import Role
from app.programs.actions.tasks import assign_task
from app.programs.models import Task
from tests import make
from tests.conftest import Time
from tests.counting import counting
from tests.person import Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

Named = Callable[[str], UUID]
FRIDAY = date(2026, 11, 27)


def due_on(app: Flask, day: date) -> None:
    """Every task is due on one day."""
    with inside(app):
        for task in db.session.scalars(select(Task)):
            task.due = day


def test_the_next_task_stands_on_the_wash_with_its_why(bob: Person, running: str) -> None:
    page = bob.get("/my-work")
    assert page.status == 200
    assert page.text.count('class="nibble"') == 1
    assert "Monday 23 November" in page.text
    assert "So that you can see later what the new doors changed." in page


def test_the_latest_comes_first(app: Flask, bob: Person, task_named: Named) -> None:
    due_on(app, FRIDAY)
    late = task_named("Turn on the acknowledgement")
    with inside(app):
        the_task(late).due = FRIDAY - timedelta(days=14)
    page = bob.get("/my-work")
    title = page.text.index("Turn on the acknowledgement")
    assert title < page.text.index("Then, this week")
    assert "10 days late" in page


def test_this_week_ends_on_sunday(app: Flask, bob: Person, task_named: Named) -> None:
    due_on(app, FRIDAY)
    later = task_named("Turn on the acknowledgement")
    with inside(app):
        the_task(later).due = date(2026, 11, 30)
    page = bob.get("/my-work")
    assert "1 task, nothing before 30 November" in page


def test_somebody_elses_tasks_are_not_in_it(app: Flask, bob: Person, alices_task: UUID) -> None:
    with inside(app):
        title = the_task(alices_task).title
    assert title not in bob.get("/my-work")


def test_the_week_can_be_done(app: Flask, bob: Person, bobs_task: UUID) -> None:
    due_on(app, date(2026, 12, 7))
    assert "Nothing is due this week" in bob.get("/my-work")
    bob.post(f"/msps/northwind/tasks/{bobs_task}/check")
    page = bob.get("/my-work")
    assert "That’s your week done" in page
    assert "1 of 1." in page
    assert "The next one is due Mon 7 Dec" in page
    assert 'class="nibble"' not in page


def test_nothing_yet_says_what_will_stand_here(mona: Person, running: str) -> None:
    assert "Nothing is yours yet" in mona.get("/my-work")


def test_what_was_done_stays_for_four_weeks(
    app: Flask, bob: Person, bobs_task: UUID, time: Time
) -> None:
    bob.post(f"/msps/northwind/tasks/{bobs_task}/check")
    assert "1 in the last four weeks" in bob.get("/my-work")
    time.pass_by(weeks=5)
    again = Person(app, "bob")
    assert "in the last four weeks" not in again.get("/my-work")


def test_ones_own_part_is_done_though_others_have_not(
    app: Flask, bob: Person, bobs_task: UUID
) -> None:
    with inside(app):
        people = [make.user("alice"), make.user("bob")]
        assign_task(the_task(bobs_task), people, "all", make.user("alice"))
    bob.post(f"/msps/northwind/tasks/{bobs_task}/check")
    bob.get("/my-work")
    page = bob.get("/my-work?show=done")
    assert page.text.index("1 of 2 have done it") > page.text.index("in the last four weeks")


def test_a_closed_program_asks_for_nothing(app: Flask, bob: Person, running: str) -> None:
    with inside(app):
        program = the_program()
        program.closed_at = program.started_at
    assert "Nothing asks for you" in bob.get("/my-work")


def test_it_holds_the_work_of_every_msp_one_belongs_to(
    app: Flask, bob: Person, bobs_task: UUID
) -> None:
    with inside(app, "fabrikam"):
        msp = msp_by_slug("fabrikam")
        assert msp is not None
        join_msp(make.user("bob"), msp, Role.MEMBER)
        make.program(champion="dave", sponsor="dave")
        task = db.session.scalars(select(Task).order_by(Task.due, Task.id)).first()
        assert task is not None
        assign_task(task, [make.user("bob")], "any", make.user("dave"))
        theirs = task.id
    page = bob.get("/my-work")
    assert "Fabrikam" in page and "Northwind IT" in page
    assert f"/msps/fabrikam/tasks/{theirs}/check?at=" in page
    assert bob.post(f"/msps/fabrikam/tasks/{theirs}/check?at=work").location == "/my-work"


def test_beside_it_stands_what_the_program_does(app: Flask, bob: Person, running: str) -> None:
    with inside(app):
        for week, value in enumerate((14.0, 9.0, 3.0)):
            sunday = date(2026, 11, 1) + timedelta(weeks=week)
            db.session.add(make.reading("triage_new_count", value, sunday))
        db.session.add(
            Criterion(
                program_id=the_program().id,
                kpi_key="triage_new_count",
                direction="down",
                starts_on=make.START,
                due=make.END,
                target=5.0,
                baseline=14.0,
                latest=3.0,
            )
        )
    page = bob.get("/my-work")
    assert "What it is doing" in page
    assert '<span class="bigline__n">14</span>' in page
    assert '<span class="bigline__n bigline__n--now">3</span>' in page
    assert 'class="spark"' in page and "<polyline" in page


def test_a_stranger_is_asked_to_sign_in(stranger: Person) -> None:
    assert stranger.get("/my-work").location.startswith("/sign-in")


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    app: Flask, alice: Person, running: str
) -> None:
    few = queries_of(app, alice)
    with inside(app):
        for item in [task.item for task in db.session.scalars(select(Task))][:20]:
            make.tasks(item, 10)
    assert queries_of(app, alice) == few <= 12


def queries_of(app: Flask, person: Person) -> int:
    with counting(app) as seen:
        assert person.get("/my-work").status == 200
    return len(seen)


def test_the_frame_of_someone_at_two_msps_holds_one_msp_with_its_own_program(
    app: Flask, bob: Person, bobs_task: UUID
) -> None:
    with inside(app, "fabrikam"):
        msp = msp_by_slug("fabrikam")
        assert msp is not None
        join_msp(make.user("bob"), msp, Role.MEMBER)
        make.program(champion="dave", sponsor="dave").name = "A program of Fabrikam"
    page = bob.get("/my-work")
    assert '<p class="nav__org">Fabrikam</p>' in page
    assert re.search(r'nav__prog"><a [^>]*>A program of Fabrikam</a>', page.text)
    assert 'href="/msps/fabrikam/roadmap"' in page


def test_what_is_due_today_stands_above_the_week_and_later_is_read_when_opened(
    app: Flask, bob: Person, task_named: Named
) -> None:
    due_on(app, date(2026, 11, 23))
    friday, later = task_named("Turn on the acknowledgement"), task_named("Write down what every")
    with inside(app):
        the_task(friday).due, the_task(later).due = FRIDAY, date(2026, 12, 30)
    page = bob.get("/my-work")
    places = [page.text.index(words) for words in ("Then, today", "Then, this week", "Fri 27 Nov")]
    assert places == sorted(places)
    assert "Write down what every" not in page
    opened = bob.get("/my-work?show=later")
    assert '<details class="fold" id="later" open>' in opened
    assert "Write down what every" in opened
    asks = {"HX-Request": "true", "HX-Request-Type": "partial"}
    piece = bob.get("/my-work?show=later", **asks)
    assert "Write down what every" in piece and "<html" not in piece
    assert bob.get("/my-work?show=everything").status == 200
