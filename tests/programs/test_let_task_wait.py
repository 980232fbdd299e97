"""A task waits for another one: on its page, for its date, and never in a circle."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import delete, select

from app.activity.models import Event
from app.activity.phrases import phrase
from app.clock import now
from app.db import db
from app.programs import log, queries
from app.programs.actions.links import link_tasks
from app.programs.models import Task, TaskLink
from app.refusal import Refused
from tests import make
from tests.counting import counting
from tests.person import Person
from tests.programs.conftest import the_task
from tests.scopes import inside

Named = Callable[[str], UUID]
WHY = "The vendor comes on that day only."


def wait(person: Person, task_id: UUID, first: object, lag: Any = "") -> Any:
    address = f"/msps/northwind/tasks/{task_id}/waits"
    return person.post(address, predecessor=str(first), lag=lag, cause=WHY)


def go_ahead(person: Person, task_id: UUID, first: object) -> Any:
    return person.post(
        f"/msps/northwind/tasks/{task_id}/waits/end", freed=str(first), freed_why=WHY
    )


def links() -> list[tuple[UUID, UUID, int]]:
    rows = db.session.scalars(select(TaskLink))
    return [(link.predecessor_id, link.successor_id, link.lag) for link in rows]


def sentences(task_id: UUID) -> list[str]:
    events = db.session.scalars(select(Event).where(Event.thing_id == task_id).order_by(Event.at))
    return [phrase(event).text for event in events]


@pytest.fixture
def open_tasks(app: Flask, item_keyed: Named) -> list[UUID]:
    """The tasks of an item under way, with seven open tasks, in their order."""
    item_id = item_keyed("service-coordination-dashboards")
    with inside(app):
        return [task.id for task in queries.tasks_of(item_id)]


def test_a_champion_lets_a_task_wait(app: Flask, alice: Person, open_tasks: list[UUID]) -> None:
    first, second, *_ = open_tasks
    assert wait(alice, second, first, 2).status == 303
    with inside(app):
        assert links() == [(first, second, 2)]
        one, other = the_task(first).title, the_task(second).title
        assert sentences(second) == [f"Alice let “{other}” wait for “{one}”."]
    page = alice.get(f"/msps/northwind/tasks/{second}")
    assert "Waits for" in page and escape(one) in page and "then 2 working days" in page
    page = alice.get(f"/msps/northwind/tasks/{first}")
    assert "Holds up" in page and escape(other) in page


def test_twice_is_once_and_another_lag_is_taken(
    app: Flask, alice: Person, open_tasks: list[UUID]
) -> None:
    first, second, *_ = open_tasks
    for lag in ("", "0", "3", "3"):
        assert wait(alice, second, first, lag).status == 303
    with inside(app):
        assert links() == [(first, second, 3)]
        assert len(sentences(second)) == 2


def test_it_goes_ahead_again(app: Flask, alice: Person, open_tasks: list[UUID]) -> None:
    first, second, *_ = open_tasks
    wait(alice, second, first)
    for _ in range(2):
        assert go_ahead(alice, second, first).status == 303
    changes = alice.get("/msps/northwind/roadmap/changes?show=dates")
    assert ", waits for “" in changes and ", no longer waits for “" in changes
    assert changes.text.count(f"“{WHY}” Alice") == 2
    with inside(app):
        assert links() == []
        assert sentences(second)[-1].endswith(f"no longer waits for “{the_task(first).title}”.")
        assert len(sentences(second)) == 2


@pytest.mark.parametrize("first", ["", "nothing", "01a207df-81bc-76f9-85d5-eb4583fede1b"])
def test_what_is_not_on_the_list_is_refused(
    app: Flask, alice: Person, open_tasks: list[UUID], first: str
) -> None:
    page = wait(alice, open_tasks[0], first)
    assert page.status == 422
    assert "Choose a task from the list." in page
    assert go_ahead(alice, open_tasks[0], first).status == 303
    with inside(app):
        assert links() == []


@pytest.mark.parametrize("lag", ["-1", "1.5", "251", "1e9", "soon"])
def test_a_lag_that_cannot_be_is_refused_and_stays_typed(
    alice: Person, open_tasks: list[UUID], lag: str
) -> None:
    page = wait(alice, open_tasks[1], open_tasks[0], lag)
    assert page.status == 422
    assert f'value="{lag}"' in page
    assert "Enter a" in page


def test_a_circle_is_refused_with_the_names_of_its_tasks(
    app: Flask, alice: Person, open_tasks: list[UUID]
) -> None:
    one, two, three, *_ = open_tasks
    wait(alice, two, one)
    wait(alice, three, two)
    page = wait(alice, one, three)
    assert page.status == 422
    assert "None of them could begin" in page
    with inside(app):
        assert len(links()) == 2
        assert all(escape(the_task(task).title) in page for task in (one, two, three))


def test_a_task_is_not_offered_itself_nor_what_is_done(
    app: Flask, alice: Person, open_tasks: list[UUID]
) -> None:
    first, second, *_ = open_tasks
    alice.post(f"/msps/northwind/tasks/{first}/check")
    page = alice.get(f"/msps/northwind/tasks/{second}/change")
    assert f'<option value="{open_tasks[2]}"' in page
    assert f'<option value="{first}"' not in page
    assert f'<option value="{second}"' not in page
    assert wait(alice, second, second).status == 422


def test_a_done_task_waits_for_nothing(app: Flask, alice: Person, open_tasks: list[UUID]) -> None:
    first, second, *_ = open_tasks
    alice.post(f"/msps/northwind/tasks/{second}/check")
    page = wait(alice, second, first)
    assert page.status == 422
    assert "Change what it waits for" not in alice.get(f"/msps/northwind/tasks/{second}/change")


def test_a_task_of_another_program_is_refused(app: Flask, open_tasks: list[UUID]) -> None:
    with inside(app):
        other = make.program()
        stranger = db.session.scalars(select(Task).where(Task.program_id == other.id)).first()
        assert stranger is not None
        with pytest.raises(Refused, match="same program"):
            link_tasks(the_task(open_tasks[0]), stranger, 0, make.user("alice"))


def test_a_date_before_what_it_waits_for_is_refused_with_the_nearest(
    app: Flask, alice: Person, open_tasks: list[UUID]
) -> None:
    *_, first, last = open_tasks
    with inside(app):
        the_task(first).due = date(2026, 12, 2)
        title = the_task(first).title
    wait(alice, last, first)
    address = f"/msps/northwind/tasks/{last}/date"
    page = alice.post(address, due="2026-12-01", reason="It can be done sooner.")
    assert page.status == 422
    assert f"It waits for “{title}”, due on 2 December 2026. The nearest working day is 3" in page
    page = alice.post(address, due="2026-12-03", reason="It can be done sooner.")
    assert page.status == 303


def test_a_task_due_too_early_says_so(app: Flask, alice: Person, open_tasks: list[UUID]) -> None:
    *_, first, last = open_tasks
    wait(alice, last, first)
    assert "leaves time for it" not in alice.get(f"/msps/northwind/tasks/{last}")
    with inside(app):
        due = the_task(last).due
        the_task(first).due = due
    assert "leaves time for it" in alice.get(f"/msps/northwind/tasks/{last}")
    alice.post(f"/msps/northwind/tasks/{first}/check")
    assert "leaves time for it" not in alice.get(f"/msps/northwind/tasks/{last}")


def test_links_go_with_their_tasks(app: Flask, alice: Person, open_tasks: list[UUID]) -> None:
    first, second, *_ = open_tasks
    wait(alice, second, first)
    with inside(app):
        db.session.execute(delete(Task).where(Task.id == first))
        assert links() == []


def test_a_member_sees_it_and_cannot_change_it(
    alice: Person, bob: Person, open_tasks: list[UUID]
) -> None:
    first, second, *_ = open_tasks
    wait(alice, second, first)
    page = bob.get(f"/msps/northwind/tasks/{second}")
    assert "Waits for" in page and "No longer wait" not in page
    assert wait(bob, second, first).status == go_ahead(bob, second, first).status == 403


def test_another_msp_finds_nothing(
    app: Flask, alice: Person, dave: Person, open_tasks: list[UUID]
) -> None:
    first, second, *_ = open_tasks
    wait(alice, second, first)
    assert wait(dave, second, first).status == go_ahead(dave, second, first).status == 404
    with inside(app, "fabrikam"):
        assert links() == []


def test_more_links_ask_no_more_queries(app: Flask, alice: Person, open_tasks: list[UUID]) -> None:
    *some, last = open_tasks
    counts = []
    for first in some[:3]:
        wait(alice, last, first)
        with counting(app) as seen:
            alice.get(f"/msps/northwind/tasks/{last}")
        counts.append(len(seen))
    assert len(set(counts)) == 1 and counts[0] <= 12, seen


class TestAMoveKnocksOn:
    why = "Kayla is on leave that week."

    def move(self, person: Person, task_id: UUID, due: str) -> Any:
        address = f"/msps/northwind/tasks/{task_id}/date"
        return person.post(address, due=due, reason=self.why)

    def test_what_waits_comes_after_it_again_with_the_same_reason(
        self, app: Flask, alice: Person, open_tasks: list[UUID]
    ) -> None:
        one, two, three, other, *_ = open_tasks
        with inside(app):
            for task, day in ((one, 24), (two, 25), (three, 27), (other, 25)):
                the_task(task).due = date(2026, 11, day)
        wait(alice, two, one, 1)
        wait(alice, three, two)
        page = self.move(alice, one, "2026-11-27")
        assert page.status == 303
        assert "2 tasks that waited moved along." in alice.get(page.location)
        with inside(app):
            dues = [the_task(task).due for task in (one, two, three, other)]
            days = [(11, 27), (12, 1), (12, 2), (11, 25)]
            assert dues == [date(2026, *day) for day in days]
            moves = [one for one in log.changes([two, three]) if one.what == "due"]
            assert [change.reason for change in moves] == [self.why] * 2

    def test_what_has_room_and_what_is_done_stays(
        self, app: Flask, alice: Person, open_tasks: list[UUID]
    ) -> None:
        one, two, three, *_ = open_tasks
        with inside(app):
            for task, day in ((one, 24), (two, 25), (three, 30)):
                the_task(task).due = date(2026, 11, day)
        wait(alice, two, one)
        wait(alice, three, one)
        alice.post(f"/msps/northwind/tasks/{two}/check")
        page = self.move(alice, one, "2026-11-26")
        assert "moved along" not in alice.get(page.location)
        with inside(app):
            assert the_task(two).due == date(2026, 11, 25)
            assert the_task(three).due == date(2026, 11, 30)

    def test_what_is_set_aside_holds_nothing_up_and_stays(
        self, app: Flask, alice: Person, open_tasks: list[UUID]
    ) -> None:
        one, two, three, *_ = open_tasks
        with inside(app):
            for task, day in ((one, 24), (two, 25), (three, 25)):
                the_task(task).due = date(2026, 11, day)
        wait(alice, two, one)
        wait(alice, three, two)
        with inside(app):
            the_task(two).set_aside_at = now()
        page = self.move(alice, one, "2026-11-30")
        assert "moved along" not in alice.get(page.location)
        with inside(app):
            assert the_task(two).due == the_task(three).due == date(2026, 11, 25)
        page = alice.get(f"/msps/northwind/tasks/{three}")
        assert "set aside" in page and "leaves time for it" not in page
        assert f'<option value="{two}"' not in page

    def test_an_item_is_due_no_earlier_than_its_tasks(
        self, app: Flask, alice: Person, open_tasks: list[UUID]
    ) -> None:
        one, two, *_ = open_tasks
        with inside(app):
            end = the_task(one).item.due
            the_task(two).due = end
            assert end == date(2026, 12, 4)
        wait(alice, two, one)
        assert self.move(alice, one, "2026-12-04").status == 303
        with inside(app):
            task = the_task(two)
            assert task.due == task.item.due == date(2026, 12, 7)
            assert task.item.phase.ends_on >= date(2026, 12, 7)
            assert [c.after for c in log.changes([task.item.id])] == ["2026-12-07"]

    def test_an_improvement_that_moves_pushes_what_waits_elsewhere(
        self, app: Flask, alice: Person, open_tasks: list[UUID], task_named: Named
    ) -> None:
        last = open_tasks[-1]
        elsewhere = task_named("Hold the lunch on live tickets")
        wait(alice, elsewhere, last)
        with inside(app):
            item_id = the_task(last).item.id
            the_task(last).due = date(2026, 12, 4)
            the_task(elsewhere).due = date(2026, 12, 7)
        address = f"/msps/northwind/items/{item_id}/date"
        page = alice.post(address, due="2026-12-11", reason=self.why)
        assert "1 task that waited moved along." in alice.get(page.location)
        with inside(app):
            assert the_task(last).due == date(2026, 12, 11)
            assert the_task(elsewhere).due == date(2026, 12, 14)
