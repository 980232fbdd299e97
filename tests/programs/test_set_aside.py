"""A task that does not apply is set aside with a reason: seen, not counted, and taken up again."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Event
from app.activity.phrases import phrase
from app.db import db
from app.programs import log, queries
from app.programs.facts import roadmap_facts_of
from tests.person import Page, Person
from tests.programs.conftest import the_item, the_program, the_task
from tests.scopes import inside

Named = Callable[[str], UUID]
WHY = "Our PSA has no such queue."


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


def set_aside(person: Person, task_id: UUID, why: str = WHY) -> Page:
    return person.post(page_of(task_id, "aside"), why=why)


def test_it_stays_to_be_seen_and_counts_no_more(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID
) -> None:
    with inside(app):
        item = the_task(bobs_task).item
        item_id, title = item.id, the_task(bobs_task).title
        total = len(queries.tasks_of(item_id))
    assert f"0 of {total} done" in alice.get(f"/msps/northwind/items/{item_id}")
    assert set_aside(alice, bobs_task).status == 303
    page = alice.get(f"/msps/northwind/items/{item_id}")
    assert f"0 of {total - 1} done" in page
    assert f"Set aside: {WHY}" in page
    assert title not in bob.get("/my-work")
    assert f"“{WHY}”" in bob.get(page_of(bobs_task))
    assert "days late" not in bob.get(page_of(bobs_task))


def test_the_change_and_the_deed_say_why(app: Flask, alice: Person, bobs_task: UUID) -> None:
    set_aside(alice, bobs_task)
    page = alice.get("/msps/northwind/roadmap/changes")
    assert ", set aside." in page and f"“{WHY}” Alice" in page
    with inside(app):
        event = db.session.scalars(select(Event).where(Event.deed == "set aside")).one()
        assert phrase(event).text.startswith("Alice set “Write down")


def test_an_item_is_done_when_all_that_applies_is(
    app: Flask, alice: Person, bob: Person, item_keyed: Named
) -> None:
    intake = item_keyed("intake")
    with inside(app):
        first, *rest = [task.id for task in queries.tasks_of(intake)]
        before = roadmap_facts_of(the_program())
    for task_id in rest:
        alice.post(page_of(task_id, "check"))
    set_aside(alice, first)
    assert "Done 23 Nov" in alice.get(f"/msps/northwind/items/{intake}")
    with inside(app):
        after = roadmap_facts_of(the_program())
        assert after != before
        assert the_item(intake).due
    moved = alice.post(f"/msps/northwind/items/{intake}/date", due="2026-12-04", reason=WHY)
    assert "This improvement is done" in moved


def test_it_is_taken_up_again_with_a_reason(app: Flask, alice: Person, bobs_task: UUID) -> None:
    set_aside(alice, bobs_task)
    assert alice.post(page_of(bobs_task, "take-up"), why="").status == 422
    assert alice.post(page_of(bobs_task, "take-up"), why="The new PSA has it.").status == 303
    with inside(app):
        assert the_task(bobs_task).applies
        assert [one.after for one in log.changes([bobs_task])] == ["taken up", "set aside"]


def test_twice_is_once(app: Flask, alice: Person, bobs_task: UUID) -> None:
    for _ in range(2):
        assert set_aside(alice, bobs_task).status == 303
    with inside(app):
        assert len(log.changes([bobs_task])) == 1


def test_what_is_set_aside_cannot_be_checked_off(alice: Person, bobs_task: UUID) -> None:
    set_aside(alice, bobs_task)
    assert "Take it up again" in alice.post(page_of(bobs_task, "check"))


def test_what_is_done_cannot_be_set_aside(alice: Person, bobs_task: UUID) -> None:
    alice.post(page_of(bobs_task, "check"))
    assert "Put it back on the list" in set_aside(alice, bobs_task)


@pytest.mark.parametrize("why", ["", "No.", "x" * 201])
def test_a_reason_is_asked_for(alice: Person, bobs_task: UUID, why: str) -> None:
    page = set_aside(alice, bobs_task, why)
    assert page.status == 422
    assert "Say why in one sentence" in page and why in page


def test_only_those_who_keep_the_plan(bob: Person, bobs_task: UUID) -> None:
    assert set_aside(bob, bobs_task).status == 403
    assert "Set aside" not in bob.get(page_of(bobs_task))
    assert bob.get(page_of(bobs_task, "change")).status == 403
