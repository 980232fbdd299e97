"""Leave is entered and taken away; dates keep out of it, and move out of it when somebody says."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.actions import join_msp
from app.accounts.queries import msp_by_slug
from app.activity.models import Event
from app.activity.phrases import phrase
from app.clock import now
from app.db import db
from app.planning.workdays import Away
from app.policy import Role
from app.programs import queries
from app.programs.actions.hold import pause, resume
from app.programs.actions.leave import bring_back, enter_leave, take_away
from app.programs.actions.links import link_tasks
from app.programs.actions.plan import move_item, move_task, put_off
from app.programs.actions.tasks import assign_task, check_off, part_of
from app.programs.leave_moves import falling
from app.programs.models import Change, Leave, Task, TaskItem
from app.refusal import Refused
from tests import make
from tests.person import Page, Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database
Named = Callable[[str], UUID]
WHY = "The vendor answers in a week."
DEC = [date(2026, 12, 1).replace(day=n) for n in range(1, 32)]
FIRST, LAST = "2026-11-30", "2026-12-02"


def december(day: int) -> date:
    return DEC[day - 1]


def away(first: date, last: date, who: str = "bob") -> Leave:
    person = make.user(who)
    return enter_leave(person, Away(first, last), "", "UTC", person)


def given(task: Task, *names: str) -> Task:
    assign_task(task, [make.user(name) for name in names], "any", make.user("alice"))
    return task


@pytest.fixture
def tasks(app: Flask, item_keyed: Named) -> list[UUID]:
    """Three tasks of an item that is due on 4 December, due on 24 November, 1 and 3 December."""
    dashboards = item_keyed("service-coordination-dashboards")
    with inside(app):
        found = list(queries.tasks_of(dashboards)[-3:])
        dues = (date(2026, 11, 24), december(1), december(3))
        for task, due in zip(found, dues, strict=True):
            given(task, "bob").due = due
        return [task.id for task in found]


@pytest.fixture
def bobs(app: Flask, running: str) -> str:
    with inside(app):
        return f"/msps/northwind/people/{make.user('bob').id}/leave"


def undo(page: Page) -> str:
    found = re.search(r'action="([^"]+/(?:restore|remove))"[^>]*>(?:(?!</form>).)*Undo', page.text)
    assert found
    return found[1]


class TestEntering:
    def test_people_enter_their_own_and_take_it_away_with_an_undo(
        self, app: Flask, bob: Person, bobs: str
    ) -> None:
        assert "Your leave" in bob.get("/my-work")
        assert bob.get("/my-work/leave").location == bobs
        empty = bob.get(bobs)
        assert "No leave ahead" in empty and "Only you read it." in empty
        for _ in range(2):
            page = bob.post(bobs, first=FIRST, last=LAST, note="Moving  house")
            assert (page.status, page.location) == (303, bobs)
        entered = bob.get(bobs)
        assert "Mon 30 Nov to Wed 2 Dec" in entered and "Moving house. Entered by you" in entered
        with inside(app):
            leave = db.session.scalars(select(Leave)).one()
            event = db.session.scalars(select(Event).where(Event.deed == "leave entered")).one()
            assert phrase(event).text == "Bob Brown is away from 30 November to 2 December."
            assert "Moving" not in str(event.detail)
        bob.post(f"/msps/northwind/leave/{leave.id}/remove")
        gone = bob.get(bobs)
        assert "No leave ahead" in gone and "Leave is taken away." in gone
        assert bob.post(undo(gone)).status == 303
        assert "Mon 30 Nov to Wed 2 Dec" in bob.get(bobs)

    def test_editors_enter_it_for_others_and_only_two_people_read_the_note(
        self, bobs: str, alice: Person, bob: Person, mona: Person, gus: Person, dave: Person
    ) -> None:
        answers = {one.name: one.post(bobs, first=FIRST, last=LAST) for one in (gus, dave)}
        assert {name: page.status for name, page in answers.items()} == {"gus": 403, "dave": 404}
        assert mona.post(bobs, first=FIRST, last=LAST, note="Surgery").status == 303
        assert "Leave of Bob Brown" in mona.get(bobs) and "Surgery" in mona.get(bobs)
        assert "Surgery" in bob.get(bobs) and "Entered by Mona Moss" in bob.get(bobs)
        seen = alice.get(bobs)
        assert "Mon 30 Nov" in seen and "Surgery" not in seen
        assert "Away 30 Nov to 2 Dec" in alice.get(bobs.removesuffix("/leave"))
        assert "Nobody plans with your days" in gus.get("/my-work/leave")

    def test_days_that_cannot_be_are_answered_beside_their_field(
        self, app: Flask, bob: Person, bobs: str
    ) -> None:
        with inside(app):
            away(december(7), december(11))
        for first, last, says in (
            ("", "", "Choose the first day away."),
            ("20260-12-01", LAST, "Write the day as year, month, day, such as 2026-11-23."),
            (LAST, FIRST, "Choose 2 December 2026 or later."),
            ("2026-11-16", "2026-11-20", "These days are over. Choose 23 November 2026 or later."),
            ("2026-12-08", "2026-12-09", "The next free day is 12 December 2026."),
            ("2026-12-01", "2026-12-07", "The last free day before it is 6 December 2026."),
        ):
            page = bob.post(bobs, first=first, last=last, note="A word")
            assert page.status == 422, first
            assert says in page and f'value="{first}"' in page and 'value="A word"' in page

    def test_what_was_entered_meanwhile_is_seen_by_the_action(
        self, app: Flask, running: str
    ) -> None:
        with inside(app):
            leave = away(december(7), december(11))
            assert away(december(7), december(11)) is leave
            with pytest.raises(Refused, match="The next free day is 12 December 2026"):
                away(december(9), december(14))
            take_away(leave, make.user("bob"))
            away(december(9), december(14))
            with pytest.raises(Refused, match="Other leave was entered for these days since"):
                bring_back(leave, make.user("bob"))


class TestWhatFallsIntoIt:
    def test_is_told_and_offered_and_moves_only_with_a_reason(
        self, app: Flask, alice: Person, bobs: str, tasks: list[UUID]
    ) -> None:
        page = alice.post(bobs, first=FIRST, last=LAST)
        shown = alice.get(page.location)
        assert "Leave is entered. 1 open task falls into it." in shown
        assert "From Tue 1 Dec to Thu 3 Dec" in shown and "Bob is away on these days." in shown
        with inside(app):
            assert the_task(tasks[1]).due == december(1)
        chosen = f"{tasks[1]}=2026-12-03"
        for form, says in (
            ({"reason": WHY}, "Choose a task to move, or leave all where they are."),
            ({"reason": "No", "tasks": chosen}, "Say why in one sentence"),
            ({"reason": WHY, "tasks": f"{tasks[1]}=2026-12-04"}, "The plan has changed meanwhile."),
        ):
            refused = alice.post(f"{bobs}/tasks", **form)
            assert refused.status == 422 and says in refused
        assert alice.post(f"{bobs}/tasks", reason=WHY, tasks=chosen).status == 303
        assert "1 task has another date." in alice.get(bobs)
        with inside(app):
            assert the_task(tasks[1]).due == december(3)
            change = db.session.scalars(select(Change)).one()
            assert (change.reason, change.after) == (WHY, "2026-12-03")

    def test_a_member_is_told_who_moves_it(self, bob: Person, bobs: str, tasks: list[UUID]) -> None:
        bob.post(bobs, first=FIRST, last=LAST)
        page = bob.get(bobs)
        assert "1 open task falls into it." in page
        assert "Champions, managers and owners move dates" in page and "Move these" not in page
        assert bob.post(f"{bobs}/tasks", reason=WHY, tasks=f"{tasks[1]}=2026-12-03").status == 422

    def test_what_no_other_day_is_left_for_leads_to_its_improvement(
        self, app: Flask, alice: Person, bobs: str, tasks: list[UUID], item_keyed: Named
    ) -> None:
        triage = item_keyed("triage")
        with inside(app):
            away(date(2026, 11, 23), december(11))
            the_item(triage).due = december(2)
            db.session.add(TaskItem(task_id=tasks[1], item_id=triage, position=99))
        page = alice.get(bobs)
        assert "leaves it no other day. Move that date first." in page
        assert f'/items/{triage}">Triage</a>' in page
        assert "Bob is away until 11 December 2026." in alice.get(
            f"/msps/northwind/tasks/{tasks[1]}"
        )

    def test_is_only_what_the_person_has_still_to_do_in_what_runs(
        self, app: Flask, tasks: list[UUID]
    ) -> None:
        with inside(app):
            bob, (leave,) = make.user("bob"), [away(december(1), december(2))]
            task = the_task(tasks[1])
            own = part_of(task, bob)
            assert own

            def caught() -> list[UUID]:
                db.session.flush()
                found = falling(bob.id, [leave.away], date(2026, 11, 23))
                return [one.task.id for one in found]

            assert caught() == [task.id]
            for thing, name, value in (
                (own, "marked_at", now()),
                (task, "repeats", "FREQ=WEEKLY;BYDAY=TU"),
                (task, "set_aside_at", now()),
                (task.program, "paused_on", date(2026, 11, 23)),
                (leave, "removed_at", now()),
            ):
                before = getattr(thing, name)
                setattr(thing, name, value)
                assert caught() == [], name
                setattr(thing, name, before)
            assert caught() == [task.id]


class TestAMovedDate:
    def test_by_hand_onto_leave_is_let_through_and_said(
        self, app: Flask, alice: Person, tasks: list[UUID]
    ) -> None:
        with inside(app):
            away(december(1), december(2))
        path = f"/msps/northwind/tasks/{tasks[0]}"
        page = alice.post(f"{path}/date", due="2026-12-02", reason=WHY)
        assert page.status == 303
        seen = alice.get(path)
        said = "Bob is away until 2 December 2026. The nearest day is 3 December 2026."
        assert seen.text.count(said) == 2
        weekend = alice.post(f"{path}/date", due="2026-11-28", reason=WHY)
        assert "The nearest working day is 27 November 2026." in weekend

    def test_of_what_is_waited_for_pushes_nothing_onto_leave(
        self, app: Flask, tasks: list[UUID]
    ) -> None:
        with inside(app):
            first, second, third = map(the_task, tasks)
            second.due, third.due = date(2026, 11, 25), december(3)
            link_tasks(second, first, 0, make.user("alice"))
            away(december(1), december(2))
            move_task(first, date(2026, 11, 30), WHY, make.user("alice"))
            assert second.due == december(3)
            assert third.due == december(3)

    def test_of_two_people_keeps_out_of_the_days_on_which_neither_is_there(
        self, app: Flask, tasks: list[UUID]
    ) -> None:
        with inside(app):
            first, second, _third = map(the_task, tasks)
            second.due = date(2026, 11, 25)
            given(second, "bob", "alice")
            link_tasks(second, first, 0, make.user("alice"))
            away(december(1), december(2))
            away(december(1), december(1), "alice")
            move_task(first, date(2026, 11, 30), WHY, make.user("alice"))
            assert second.due == december(2)

    def test_what_only_lies_in_leave_stays_and_pushes_nothing(
        self, app: Flask, tasks: list[UUID]
    ) -> None:
        with inside(app):
            first, second, third = map(the_task, tasks)
            second.due, third.due = december(1), december(2)
            given(third, "alice")
            link_tasks(second, first, 0, make.user("alice"))
            link_tasks(third, second, 0, make.user("alice"))
            away(december(1), december(1))
            move_task(first, date(2026, 11, 26), WHY, make.user("alice"))
            assert (second.due, third.due) == (december(1), december(2))

    def test_of_an_improvement_takes_its_tasks_out_of_leave(
        self, app: Flask, tasks: list[UUID]
    ) -> None:
        with inside(app):
            away(december(8), december(9))
            done = the_task(tasks[2])
            check_off(done, make.user("alice"))
            move_item(the_task(tasks[1]).item, december(11), WHY, make.user("alice"))
            assert the_task(tasks[1]).due == december(7)
            assert the_task(tasks[2]).due == december(3)

    def test_not_today_is_the_next_day_that_its_person_works(
        self, app: Flask, tasks: list[UUID]
    ) -> None:
        with inside(app):
            task = the_task(tasks[0])
            task.due = date(2026, 11, 23)
            away(date(2026, 11, 24), date(2026, 11, 26))
            put_off(task, date(2026, 11, 23), make.user("bob"))
            assert task.due == date(2026, 11, 27)


def test_a_program_that_goes_on_keeps_out_of_leave(app: Flask, tasks: list[UUID]) -> None:
    with inside(app):
        away(december(8), december(9))
        program, alice = the_program(), make.user("alice")
        pause(program, december(7), "A quiet week.", date(2026, 11, 30), alice)
        assert resume(program, along=True, today=december(7), by=alice) == 5
        assert [the_task(one).due for one in tasks] == [december(1), december(7), december(10)]


def test_who_works_at_two_msps_chooses_where(app: Flask, running: str, bob: Person) -> None:
    with inside(app, "fabrikam"):
        fabrikam = msp_by_slug("fabrikam")
        assert fabrikam is not None
        join_msp(make.user("bob"), fabrikam, Role.MEMBER)
    page = bob.get("/my-work/leave")
    assert "/msps/fabrikam/people/" in page and "/msps/northwind/people/" in page
