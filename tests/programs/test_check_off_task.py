"""Checking off a task, and putting it back."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Event
from app.db import db
from app.programs import queries
from app.programs.actions.tasks import assign_task
from app.programs.facts import roadmap_facts_of
from app.programs.models import Task, TaskPerson
from tests import make
from tests.conftest import Time
from tests.person import Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside

Named = Callable[[str], UUID]


def address(task_id: UUID, deed: str = "check", at: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}/{deed}" + (f"?at={at}" if at else "")


def deeds(task_id: UUID) -> list[str]:
    wanted = select(Event.deed).where(Event.thing_id == task_id).order_by(Event.at, Event.id)
    return list(db.session.scalars(wanted))


def test_a_member_checks_off_a_task(app: Flask, bob: Person, bobs_task: UUID, time: Time) -> None:
    page = bob.post(address(bobs_task))
    assert page.status == 303
    with inside(app):
        task = the_task(bobs_task)
        assert task.done_at == time.at
        assert task.done_by_id == make.user("bob").id
        assert task.people[0].marked_at == time.at
        assert deeds(bobs_task) == ["task checked off"]


def test_twice_is_once(app: Flask, bob: Person, bobs_task: UUID, time: Time) -> None:
    bob.post(address(bobs_task))
    first = time.at
    time.pass_by(minutes=5)
    assert bob.post(address(bobs_task)).status == 303
    with inside(app):
        assert the_task(bobs_task).done_at == first
        assert len(deeds(bobs_task)) == 1


def test_undo_is_a_deed_of_its_own(app: Flask, bob: Person, bobs_task: UUID) -> None:
    bob.post(address(bobs_task))
    assert bob.post(address(bobs_task, "uncheck")).status == 303
    assert bob.post(address(bobs_task, "uncheck")).status == 303
    with inside(app):
        task = the_task(bobs_task)
        assert task.done_at is task.done_by_id is task.people[0].marked_at is None
        assert deeds(bobs_task) == ["task checked off", "task put back"]


def test_someone_elses_task_is_not_a_members_to_check(bob: Person, alices_task: UUID) -> None:
    assert bob.post(address(alices_task)).status == 403


def test_a_task_of_nobody_is_everybodys(app: Flask, bob: Person, alices_task: UUID) -> None:
    with inside(app):
        assign_task(the_task(alices_task), [], "any", make.user("alice"))
    assert bob.post(address(alices_task)).status == 303


def test_a_manager_checks_off_anyones_task(app: Flask, mona: Person, bobs_task: UUID) -> None:
    assert mona.post(address(bobs_task)).status == 303
    with inside(app):
        task = the_task(bobs_task)
        assert task.done_by_id == make.user("mona").id
        assert task.people[0].marked_at is None


def test_a_guest_may_look_but_not_check(app: Flask, gus: Person, bobs_task: UUID) -> None:
    assert gus.post(address(bobs_task)).status == 403
    with inside(app):
        assert not the_task(bobs_task).done


def test_another_msp_finds_nothing(dave: Person, bobs_task: UUID) -> None:
    assert dave.post(address(bobs_task)).status == 404
    assert dave.post(f"/msps/fabrikam/tasks/{bobs_task}/check").status == 404


class TestATaskOfSeveral:
    @pytest.fixture
    def shared(self, app: Flask, bobs_task: UUID) -> UUID:
        with inside(app):
            people = [make.user("alice"), make.user("bob")]
            assign_task(the_task(bobs_task), people, "all", make.user("alice"))
        return bobs_task

    def test_is_done_when_the_last_one_marks_it(
        self, app: Flask, alice: Person, bob: Person, shared: UUID
    ) -> None:
        bob.post(address(shared))
        with inside(app):
            assert not the_task(shared).done
            assert deeds(shared)[-1] == "task marked"
        alice.post(address(shared))
        with inside(app):
            assert the_task(shared).done

    def test_a_mark_twice_is_once(self, app: Flask, bob: Person, shared: UUID) -> None:
        bob.post(address(shared))
        bob.post(address(shared))
        with inside(app):
            assert deeds(shared).count("task marked") == 1

    def test_putting_it_back_takes_only_ones_own_mark(
        self, app: Flask, alice: Person, bob: Person, shared: UUID
    ) -> None:
        bob.post(address(shared))
        alice.post(address(shared))
        alice.post(address(shared, "uncheck"))
        with inside(app):
            task = the_task(shared)
            marked = [part.user.first_name for part in task.people if part.marked_at]
            assert (task.done, marked) == (False, ["Bob"])

    def test_one_is_enough_when_the_rule_says_so(
        self, app: Flask, bob: Person, shared: UUID
    ) -> None:
        with inside(app):
            task = the_task(shared)
            assign_task(task, [part.user for part in task.people], "any", make.user("alice"))
        bob.post(address(shared))
        with inside(app):
            assert the_task(shared).done

    def test_an_editor_who_opens_it_again_asks_everyone_again(
        self, app: Flask, alice: Person, bob: Person, mona: Person, shared: UUID
    ) -> None:
        bob.post(address(shared))
        alice.post(address(shared))
        mona.post(address(shared, "uncheck"))
        with inside(app):
            task = the_task(shared)
            assert not task.done and not any(part.marked_at for part in task.people)


def test_the_last_task_finishes_the_item(
    app: Flask, bob: Person, bobs_task: UUID, item_keyed: Named
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        ids = [task.id for task in queries.tasks_of(intake)]
    for task_id in ids:
        bob.post(address(task_id))
    with inside(app):
        assert roadmap_facts_of(the_program()).done == 1
        assert deeds(intake) == ["item done"]
    bob.post(address(bobs_task, "uncheck"))
    with inside(app):
        assert roadmap_facts_of(the_program()).done == 0
        assert deeds(intake) == ["item done", "item opened again"]


class TestFromAPage:
    """Where a check was made it is answered: the piece with its counts, or the page again."""

    @pytest.mark.parametrize(
        ("at", "place"),
        [
            ("roadmap", "/msps/northwind/roadmap#item-"),
            ("work", "/my-work"),
            ("now", "/my-work"),
            ("overview", "/msps/northwind/"),
            ("item", "/msps/northwind/items/"),
            ("task", "/msps/northwind/tasks/"),
            ("https://elsewhere.example", "/msps/northwind/tasks/"),
        ],
    )
    def test_a_plain_form_comes_back_to_it(
        self, bob: Person, bobs_task: UUID, at: str, place: str
    ) -> None:
        page = bob.post(address(bobs_task, at=at))
        assert page.status == 303
        assert page.location.startswith(place)

    def test_on_the_roadmap_the_row_comes_with_every_count(
        self, bob: Person, bobs_task: UUID, item_keyed: Named
    ) -> None:
        piece = bob.boosted(address(bobs_task, at="roadmap"))
        assert piece.status == 200
        assert piece.text.lstrip().startswith("<li")
        assert "item__task--done" in piece
        assert f'id="cells-{item_keyed("intake")}" hx-swap-oob="true"' in piece
        assert "1 of 7 tasks done" in piece
        assert "Done: Write down what every ticket must hold." in piece
        assert f"/tasks/{bobs_task}/uncheck?at=roadmap" in piece

    def test_the_ways_of_looking_keep_their_counts_and_the_one_that_is_chosen(
        self, bob: Person, bobs_task: UUID
    ) -> None:
        asks = {
            "HX-Request": "true",
            "HX-Request-Type": "partial",
            "HX-Current-URL": "http://localhost/msps/northwind/roadmap?show=late",
        }
        piece = bob.post(address(bobs_task, at="roadmap"), headers=asks)
        assert 'id="looks" aria-label="Show" hx-swap-oob="true"' in piece
        assert 'href="/msps/northwind/roadmap?show=late" aria-current="true"' in piece

    def test_on_my_work_the_row_stays_and_the_count_goes_down(
        self, bob: Person, alice: Person, bobs_task: UUID
    ) -> None:
        piece = bob.boosted(address(bobs_task, at="work"))
        assert "task--done" in piece
        assert 'id="week-count" hx-swap-oob="true"' in piece

    def test_on_the_wash_the_next_task_takes_its_place(self, bob: Person, bobs_task: UUID) -> None:
        piece = bob.boosted(address(bobs_task, at="now"))
        assert 'id="work"' in piece
        assert 'class="nibble"' in piece

    def test_undo_answers_with_the_open_row(self, bob: Person, bobs_task: UUID) -> None:
        bob.boosted(address(bobs_task, at="overview"))
        piece = bob.boosted(address(bobs_task, "uncheck", at="overview"))
        assert 'aria-checked="false"' in piece
        assert "Back on the list" in piece
        assert "Undo" not in piece


def test_facts_are_kept_in_step(app: Flask, bob: Person, bobs_task: UUID) -> None:
    with inside(app):
        before = dict(the_program().facts)
    bob.post(address(bobs_task))
    bob.post(address(bobs_task, "uncheck"))
    with inside(app):
        assert the_program().facts == before


def test_nothing_else_is_touched(app: Flask, bob: Person, bobs_task: UUID) -> None:
    bob.post(address(bobs_task))
    with inside(app):
        done = select(func.count()).select_from(Task).where(Task.done_at.is_not(None))
        marked = select(func.count()).select_from(TaskPerson)
        marked = marked.where(TaskPerson.marked_at.is_not(None))
        assert (db.session.scalar(done), db.session.scalar(marked)) == (1, 1)
        assert the_item(the_task(bobs_task).item.id).due == the_task(bobs_task).item.first_due


def test_the_same_check_off_sent_twice_is_done_once(
    app: Flask, bob: Person, bobs_task: UUID
) -> None:
    """The first answer got lost on the way; somebody put the task back before it was sent again."""
    url = f"/msps/northwind/tasks/{bobs_task}"
    key = "0c7d2f8e-5a41-4b7e-9d55-2f6f1c9b8a10"
    assert bob.post(f"{url}/check", once=key).status == 303
    bob.post(f"{url}/uncheck")
    assert bob.post(f"{url}/check", once=key).status == 303
    with inside(app):
        assert not the_task(bobs_task).done
    for other in ("", "no key", key.replace("0c", "1d")):
        bob.post(f"{url}/check", once=other)
        with inside(app):
            assert the_task(bobs_task).done, other
        bob.post(f"{url}/uncheck")
