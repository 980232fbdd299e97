"""People talk on a task: comments, "I'm stuck" until it goes on, and "Not today" with undo."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.activity.phrases import phrase
from app.db import db
from app.programs import log, talk
from app.programs.models import Change, Note
from tests.conftest import Time
from tests.person import Page, Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

Named = Callable[[str], UUID]
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
OVERVIEW = "/msps/northwind/"
WAITS = "The vendor has not answered."


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


def last_sentence() -> str:
    event = db.session.scalars(select(Event).order_by(Event.at.desc(), Event.id.desc())).first()
    assert event is not None
    return phrase(event).text


@pytest.fixture(autouse=True)
def due_today(app: Flask, bobs_task: UUID, time: Time) -> UUID:
    with inside(app):
        the_task(bobs_task).due = TODAY
    return bobs_task


class TestComments:
    def test_everybody_reads_what_somebody_said(
        self, app: Flask, bob: Person, gus: Person, bobs_task: UUID
    ) -> None:
        page = bob.post(page_of(bobs_task, "comments"), text="Done on Tuesday.\n<b>Nearly</b>")
        assert (page.status, page.location) == (303, f"{page_of(bobs_task)}#comments")
        seen = gus.get(page_of(bobs_task))
        assert "Done on Tuesday." in seen and "&lt;b&gt;Nearly&lt;/b&gt;" in seen
        assert "Add comment" not in seen
        with inside(app):
            assert last_sentence().startswith("Bob commented on “Write down")

    @pytest.mark.parametrize(
        ("typed", "says"),
        [("", "Write something first."), ("x" * 2001, "Keep it under 2,000 characters")],
    )
    def test_what_cannot_be_kept_comes_back(
        self, app: Flask, bob: Person, bobs_task: UUID, typed: str, says: str
    ) -> None:
        page = bob.post(page_of(bobs_task, "comments"), text=typed)
        assert page.status == 422
        assert says in page and typed in page
        with inside(app):
            assert talk.notes_on(bobs_task) == []

    def test_a_guest_only_reads(self, gus: Person, bobs_task: UUID) -> None:
        assert gus.post(page_of(bobs_task, "comments"), text="Me too.").status == 403


class TestStuck:
    @pytest.fixture
    def stuck(self, app: Flask, bob: Person, bobs_task: UUID) -> Note:
        page = bob.post(page_of(bobs_task, "stuck"), holdup=f"  {WAITS}\n")
        assert (page.status, page.location) == (303, page_of(bobs_task))
        with inside(app):
            return talk.notes_on(bobs_task)[0]

    def test_the_champion_sees_it_where_they_look(self, alice: Person, stuck: Note) -> None:
        for path in (OVERVIEW, "/msps/northwind/check-in", page_of(stuck.task_id)):
            assert WAITS in alice.get(path), path
        assert "Bob is stuck on “Write down" in alice.get(OVERVIEW)

    def test_it_goes_on_when_somebody_says_so(self, app: Flask, alice: Person, stuck: Note) -> None:
        deed = f"/msps/northwind/notes/{stuck.id}/settle"
        for _ in range(2):
            assert alice.post(deed).status == 303
        assert 'id="stuck-h"' not in alice.get(OVERVIEW)
        assert "Goes on since 23 Nov, says Alice." in alice.get(page_of(stuck.task_id))
        with inside(app):
            told = select(Event).where(Event.deed == "goes on")
            assert len(db.session.scalars(told).all()) == 1

    def test_that_it_goes_on_is_undone_by_who_said_it(
        self, app: Flask, alice: Person, bob: Person, stuck: Note
    ) -> None:
        alice.post(f"/msps/northwind/notes/{stuck.id}/settle")
        undo = f"/msps/northwind/notes/{stuck.id}/unsettle"
        assert undo in alice.get(page_of(stuck.task_id))
        assert (bob.post(undo).status, alice.post(undo).status) == (409, 303)
        assert WAITS in alice.get(OVERVIEW)
        assert alice.post(undo).status == 409
        alice.post(f"/msps/northwind/notes/{stuck.id}/settle")
        with inside(app):
            the_program().closed_at = the_program().started_at
            db.session.commit()
        assert "This program is closed." in alice.post(undo)

    def test_a_finished_task_holds_nobody_up(self, app: Flask, bob: Person, stuck: Note) -> None:
        bob.post(page_of(stuck.task_id, "check"))
        with inside(app):
            assert not talk.notes_on(stuck.task_id)[0].open
        assert 'id="stuck-h"' not in bob.get(OVERVIEW)
        late = bob.post(page_of(stuck.task_id, "stuck"), holdup=WAITS)
        assert late.status == 409 and "This task is done, so nothing holds it up." in late

    @pytest.mark.parametrize("typed", ["", "Help", "x" * 201])
    def test_one_line_is_asked_for(
        self, app: Flask, bob: Person, bobs_task: UUID, typed: str
    ) -> None:
        page = bob.post(page_of(bobs_task, "stuck"), holdup=typed)
        assert page.status == 422
        assert "in one line" in page and typed in page
        with inside(app):
            assert talk.notes_on(bobs_task) == []

    def test_the_page_opens_where_the_button_leads(self, bob: Person, bobs_task: UUID) -> None:
        assert "?stuck=1#stuck" in bob.get("/my-work")
        assert '<details class="fold fold--quiet" id="stuck" open>' in bob.get(
            f"{page_of(bobs_task)}?stuck=1"
        )


class TestNotToday:
    def put_off(self, person: Person, task_id: UUID) -> Page:
        return person.post(page_of(task_id, "not-today"))

    def test_what_is_due_moves_to_the_next_working_day(
        self, app: Flask, bob: Person, alice: Person, bobs_task: UUID
    ) -> None:
        assert "Not today" in bob.get("/my-work")
        self.put_off(bob, bobs_task)
        assert "Moved to 24 Nov. Alice can see that." in bob.get(page_of(bobs_task))
        with inside(app):
            task = the_task(bobs_task)
            assert task.due == TOMORROW
            change = log.changes([bobs_task])[0]
            assert (change.reason, change.days, change.by.first_name) == ("Not today.", 1, "Bob")
        assert "“Not today.” Bob" in alice.get("/msps/northwind/roadmap/changes")

    def test_friday_is_followed_by_monday(self, app: Flask, bobs_task: UUID, time: Time) -> None:
        time.pass_by(days=4)
        self.put_off(Person(app, "bob"), bobs_task)
        with inside(app):
            assert the_task(bobs_task).due == date(2026, 11, 30)

    def test_twice_is_once(self, app: Flask, bob: Person, bobs_task: UUID) -> None:
        for _ in range(2):
            self.put_off(bob, bobs_task)
        with inside(app):
            assert the_task(bobs_task).due == TOMORROW
            assert len(log.changes([bobs_task])) == 1

    def test_undo_leaves_no_slip(self, app: Flask, bob: Person, bobs_task: UUID) -> None:
        self.put_off(bob, bobs_task)
        bob.post(page_of(bobs_task, "today"))
        with inside(app):
            assert the_task(bobs_task).due == TODAY
            assert db.session.scalars(select(Change)).all() == []

    def test_undo_is_for_a_few_minutes_and_for_whoever_did_it(
        self, app: Flask, bob: Person, alice: Person, bobs_task: UUID, time: Time
    ) -> None:
        self.put_off(bob, bobs_task)
        alice.post(page_of(bobs_task, "today"))
        time.pass_by(minutes=6)
        bob.post(page_of(bobs_task, "today"))
        with inside(app):
            assert the_task(bobs_task).due == TOMORROW

    def test_only_whoever_may_check_it_off(
        self, erin: Person, gus: Person, bobs_task: UUID
    ) -> None:
        assert self.put_off(gus, bobs_task).status == 403
        assert self.put_off(erin, bobs_task).status in {403, 404}

    def test_the_next_task_takes_its_place(self, bob: Person, bobs_task: UUID) -> None:
        answer = bob.boosted(page_of(bobs_task, "not-today?at=now"))
        assert answer.status == 200
        assert 'id="work"' in answer and "Undo" in answer
