"""One task on a page of its own: what, why, who, when, and what happened to it."""

import re
from datetime import date
from uuid import UUID

import pytest
from flask import Flask

from app.programs import queries
from app.programs.actions.plan import move_item
from app.programs.actions.tasks import assign_task, check_off
from tests import make
from tests.counting import counting
from tests.person import Person
from tests.programs.conftest import the_item, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database


def address(task_id: UUID) -> str:
    return f"/msps/northwind/tasks/{task_id}"


def test_it_says_what_why_who_and_when(bob: Person, bobs_task: UUID) -> None:
    page = bob.get(address(bobs_task))
    assert page.status == 200
    for words in (
        "<h1>Write down what every ticket must hold</h1>",
        "Client, contact who may ask, device",
        "Drive to Thrive",
        "Intake",
        "SOP",
        "Bob Brown",
        "days late",
        "About 30 minutes",
    ):
        assert words in page, words


def test_it_links_to_the_kpis_that_its_item_moves(bob: Person, bobs_task: UUID) -> None:
    page = bob.get(address(bobs_task))
    assert 'href="/msps/northwind/kpis/triage_new_count"' in page


def test_its_history_ends_with_the_first_plan(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID
) -> None:
    with inside(app):
        task = the_task(bobs_task)
        first = task.first_due
        assert first is not None
        item = the_item(task.item.id)
        move_item(item, date(2026, 11, 27), "The desk was short of two people.", make.user("alice"))
        check_off(task, make.user("bob"))
    page = alice.get(address(bobs_task))
    assert "Bob checked off “Write down what every ticket must hold”." in page
    assert "Intake moved from" in page
    assert "“The desk was short of two people.” Alice" in page
    assert f"First plan: due {first.day} {first:%B}." in page


def test_a_member_sees_no_forms_of_the_plan(bob: Person, alice: Person, bobs_task: UUID) -> None:
    assert "Move date" not in bob.get(address(bobs_task))
    page = alice.get(address(bobs_task))
    assert "Move date" in page and "Change this task" in page
    assert "Change who it is for" in alice.get(f"{address(bobs_task)}/change")


def test_a_guest_may_look_but_has_nothing_to_press(gus: Person, bobs_task: UUID) -> None:
    page = gus.get(address(bobs_task))
    assert page.status == 200
    assert 'action="/msps/northwind/tasks/' not in page


def test_the_forms_show_how_it_is_now(app: Flask, alice: Person, bobs_task: UUID) -> None:
    with inside(app):
        task = the_task(bobs_task)
        people = [make.user("alice"), make.user("bob")]
        assign_task(task, people, "all", make.user("alice"))
        due = task.due
    page = alice.get(f"{address(bobs_task)}/change")
    chosen = re.findall(r"<input[^>]* checked[^>]*>", page.text)
    assert len(chosen) == 4, "Two people, the rule, and no evidence"
    assert f'value="{due}"' in alice.get(address(bobs_task))


def test_done_offers_the_way_back(bob: Person, bobs_task: UUID) -> None:
    bob.post(f"{address(bobs_task)}/check")
    page = bob.get(address(bobs_task))
    assert "Done: Write down what every ticket must hold." in page
    assert "Put back on the list" in page


def test_a_task_of_several_says_who_did_it(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID
) -> None:
    with inside(app):
        people = [make.user("alice"), make.user("bob")]
        assign_task(the_task(bobs_task), people, "all", make.user("alice"))
    bob.post(f"{address(bobs_task)}/check")
    page = alice.get(address(bobs_task))
    assert "1 of 2 have done it" in page
    assert "done 23 Nov" in page


def test_another_msp_and_one_that_never_was_look_the_same(
    alice: Person, dave: Person, bobs_task: UUID
) -> None:
    theirs = dave.get(f"/msps/fabrikam/tasks/{bobs_task}")
    never = dave.get("/msps/fabrikam/tasks/01a207df-81bc-76f9-85d5-eb4583fede1b")
    assert theirs.status == never.status == 404
    assert "This page is not here" in theirs and "This page is not here" in never


def test_an_item_shows_its_tasks_and_its_history(
    app: Flask, alice: Person, bobs_task: UUID
) -> None:
    with inside(app):
        item = the_task(bobs_task).item
        titles = [task.title for task in queries.tasks_of(item.id)]
        address = f"/msps/northwind/items/{item.id}"
    page = alice.get(address)
    assert page.status == 200
    assert all(title in page for title in titles)
    assert "Change owner" in page


def test_few_queries_answer_it(app: Flask, alice: Person, bobs_task: UUID) -> None:
    with counting(app) as seen:
        alice.get(address(bobs_task))
    assert len(seen) <= 12, seen
